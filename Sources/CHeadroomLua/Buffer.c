#include "Buffer.h"

#include <string.h>

void hr_buffer_begin(lua_State *L, hr_buffer *buffer) {
    buffer->state = L;
    buffer->bytes = buffer->first;
    buffer->length = 0;
    buffer->capacity = sizeof buffer->first;
    lua_pushnil(L);
    buffer->position = lua_gettop(L);
}

char *hr_buffer_room(hr_buffer *buffer, size_t more) {
    if (buffer->capacity - buffer->length < more) {
        size_t wanted = buffer->capacity * 2;
        if (more > SIZE_MAX / 4) more = SIZE_MAX / 4;  // Lua refuses it below
        if (wanted - buffer->length < more) wanted = buffer->length + more;
        char *grown = lua_newuserdatauv(buffer->state, wanted, 0);
        memcpy(grown, buffer->bytes, buffer->length);
        lua_replace(buffer->state, buffer->position);
        buffer->bytes = grown;
        buffer->capacity = wanted;
    }
    return buffer->bytes + buffer->length;
}

void hr_buffer_add(hr_buffer *buffer, const char *bytes, size_t length) {
    if (length) memcpy(hr_buffer_room(buffer, length), bytes, length);
    buffer->length += length;
}

void hr_buffer_push(hr_buffer *buffer) { lua_pushlstring(buffer->state, buffer->bytes, buffer->length); }
