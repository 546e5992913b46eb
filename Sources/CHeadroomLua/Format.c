// string.format. `%p` is refused: addresses differ in every run.
#include "Buffer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct directive {
    char text[32];  // for snprintf, with room for a length modifier
    size_t length;
    bool left;
    int width;
    int precision;  // -1: none
    char conversion;
} directive;

static _Noreturn void refuse(lua_State *L, const char *why) {
    hr_raise(L, "number-format", "write for example %.2f, %d or %s", "the format is not valid: %s", why);
}

static int read_number(lua_State *L, const char **at) {
    int value = 0;
    for (int digits = 0; **at >= '0' && **at <= '9'; digits++, (*at)++) {
        if (digits == 2) refuse(L, "a width or precision has at most two digits");
        value = value * 10 + (**at - '0');
    }
    return value;
}

static const char *read_directive(lua_State *L, const char *at, directive *d) {
    const char *start = at;
    d->left = false;
    d->precision = -1;
    while (*at && strchr("-+ #0", *at)) {
        if (at - start >= 5) refuse(L, "flags are repeated");
        if (*at == '-') d->left = true;
        at++;
    }
    d->width = read_number(L, &at);
    if (*at == '.') {
        at++;
        d->precision = read_number(L, &at);
    }
    d->conversion = *at;
    d->text[0] = '%';
    d->length = (size_t)(at - start);
    memcpy(d->text + 1, start, d->length);
    d->length++;
    return *at ? at + 1 : at;
}

static const char *for_printf(directive *d, const char *modifier) {
    size_t size = strlen(modifier);
    memcpy(d->text + d->length, modifier, size);
    d->text[d->length + size] = d->conversion;
    d->text[d->length + size + 1] = 0;
    return d->text;
}

static void add_padded(hr_buffer *buffer, const directive *d, const char *text, size_t length) {
    if (d->precision >= 0 && length > (size_t)d->precision) length = (size_t)d->precision;
    size_t blanks = (size_t)d->width > length ? (size_t)d->width - length : 0;
    for (size_t i = 0; !d->left && i < blanks; i++) hr_buffer_byte(buffer, ' ');
    hr_buffer_add(buffer, text, length);
    for (size_t i = 0; d->left && i < blanks; i++) hr_buffer_byte(buffer, ' ');
}

static void add_quoted_text(hr_buffer *buffer, const char *text, size_t length) {
    hr_buffer_byte(buffer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\' || c == '\n') {
            hr_buffer_byte(buffer, '\\');
            hr_buffer_byte(buffer, (char)c);
        } else if (c < 32 || c == 127) {
            char code[8];
            bool digitFollows = i + 1 < length && text[i + 1] >= '0' && text[i + 1] <= '9';
            int size = snprintf(code, sizeof code, digitFollows ? "\\%03d" : "\\%d", c);
            hr_buffer_add(buffer, code, (size_t)size);
        } else {
            hr_buffer_byte(buffer, (char)c);
        }
    }
    hr_buffer_byte(buffer, '"');
}

static void add_quoted_number(lua_State *L, hr_buffer *buffer, int position) {
    char text[64];
    int size;
    if (lua_isinteger(L, position)) {
        lua_Integer value = lua_tointeger(L, position);
        size = snprintf(text, sizeof text, value == LUA_MININTEGER ? "0x%llx" : "%lld", (long long)value);
    } else {
        double value = lua_tonumber(L, position);
        if (isinf(value)) {
            size = snprintf(text, sizeof text, value > 0 ? "1e9999" : "-1e9999");
        } else if (isnan(value)) {
            size = snprintf(text, sizeof text, "(0/0)");
        } else {
            size = snprintf(text, sizeof text, "%a", value);
        }
    }
    hr_buffer_add(buffer, text, (size_t)size);
}

static void add_quoted(lua_State *L, hr_buffer *buffer, int position) {
    size_t length;
    switch (lua_type(L, position)) {
    case LUA_TSTRING: {
        const char *text = lua_tolstring(L, position, &length);
        add_quoted_text(buffer, text, length);
        break;
    }
    case LUA_TNUMBER: add_quoted_number(L, buffer, position); break;
    case LUA_TNIL:
    case LUA_TBOOLEAN: {
        const char *text = hr_push_text(L, position, &length);
        hr_buffer_add(buffer, text, length);
        lua_pop(L, 1);
        break;
    }
    default: hr_argument_error(L, position, "text, a number, a truth value or nil");
    }
}

static void add_number(lua_State *L, hr_buffer *buffer, directive *d, int position) {
    if (lua_type(L, position) != LUA_TNUMBER) hr_argument_error(L, position, "a number");
    char *out = hr_buffer_room(buffer, 600);  // 309 digits, 99 behind the point, a width of 99
    int size;
    if (strchr("dixXo", d->conversion)) {
        size = snprintf(out, 600, for_printf(d, "ll"), (long long)hr_check_integer(L, position));
    } else {
        size = snprintf(out, 600, for_printf(d, ""), lua_tonumber(L, position));
    }
    hr_charge(L, 8 + 4 * (uint64_t)size);
    buffer->length += (size_t)size;
}

static void add_directive(lua_State *L, hr_buffer *buffer, directive *d, int position) {
    size_t length;
    switch (d->conversion) {
    case 'c': {
        char byte = (char)hr_check_integer(L, position);
        add_padded(buffer, d, &byte, 1);
        break;
    }
    case 's': {
        hr_check_any(L, position);
        const char *text = hr_push_text(L, position, &length);
        add_padded(buffer, d, text, length);
        lua_pop(L, 1);
        break;
    }
    case 'q':
        if (d->length > 1) refuse(L, "%q takes neither width nor flags");
        add_quoted(L, buffer, position);
        break;
    case 'p': refuse(L, "%p shows an address, which differs in every run");
    case 'd':
    case 'i':
    case 'o':
    case 'x':
    case 'X':
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': add_number(L, buffer, d, position); break;
    case 0: refuse(L, "it ends with %");
    default: {
        char why[] = "%? is unknown";
        why[1] = d->conversion;
        refuse(L, why);
    }
    }
}

int hr_format(lua_State *L) {
    size_t length;
    const char *format = hr_check_string(L, 1, &length);
    const char *end = format + length;
    int position = 1;
    hr_buffer buffer;
    int count = lua_gettop(L);
    hr_buffer_begin(L, &buffer);
    hr_charge(L, length / 16);
    for (const char *at = format; at < end;) {
        if (*at != '%') {
            hr_buffer_byte(&buffer, *at++);
        } else if (at[1] == '%') {
            hr_buffer_byte(&buffer, '%');
            at += 2;
        } else {
            directive d;
            at = read_directive(L, at + 1, &d);
            if (++position > count && d.conversion) {
                hr_raise(L, "wrong-type", "give a value for every %", "the format wants more values than there are");
            }
            add_directive(L, &buffer, &d, position);
        }
    }
    hr_buffer_push(&buffer);
    return 1;
}
