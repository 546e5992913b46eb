// Bytes that grow in a userdata, so that too many of them are an ordinary lack of memory and an error leaves nothing
// behind. (luaL_Buffer reports a lack of memory as an ordinary error, which a script could catch.)
#ifndef HEADROOM_BUFFER_H
#define HEADROOM_BUFFER_H

#include "Host.h"

typedef struct hr_buffer {
    lua_State *state;
    char *bytes;
    size_t length;
    size_t capacity;
    int position;  // of the userdata on the stack
    char first[512];
} hr_buffer;

/// Takes one stack position, above which values may come and go.
void hr_buffer_begin(lua_State *L, hr_buffer *buffer);
/// Room for `more` bytes; the caller adds what it has written to `length`.
char *hr_buffer_room(hr_buffer *buffer, size_t more);
void hr_buffer_add(hr_buffer *buffer, const char *bytes, size_t length);
void hr_buffer_push(hr_buffer *buffer);

static inline void hr_buffer_byte(hr_buffer *buffer, char byte) {
    *hr_buffer_room(buffer, 1) = byte;
    buffer->length++;
}

#endif
