// The string library: bytes and ASCII, so that no locale has a say.
#include "Buffer.h"

#include <limits.h>
#include <string.h>

/// 1...length for a position that may count from the end.
static size_t start_place(lua_Integer position, size_t length) {
    if (position > 0) return (size_t)position;
    if (position == 0 || position < -(lua_Integer)length) return 1;
    return length + (size_t)position + 1;
}

static size_t end_place(lua_Integer position, size_t length) {
    if (position > (lua_Integer)length) return length;
    if (position >= 0) return (size_t)position;
    return position < -(lua_Integer)length ? 0 : length + (size_t)position + 1;
}

static int string_length(lua_State *L) {
    size_t length;
    hr_check_string(L, 1, &length);
    lua_pushinteger(L, (lua_Integer)length);
    return 1;
}

static int string_sub(lua_State *L) {
    size_t length;
    const char *text = hr_check_string(L, 1, &length);
    size_t first = start_place(hr_check_integer(L, 2), length), last = end_place(hr_opt_integer(L, 3, -1), length);
    hr_charge(L, last > first ? (last - first) / 64 : 0);
    if (first > last) {
        lua_pushliteral(L, "");
    } else {
        lua_pushlstring(L, text + first - 1, last - first + 1);
    }
    return 1;
}

static int string_byte(lua_State *L) {
    size_t length;
    const char *text = hr_check_string(L, 1, &length);
    lua_Integer position = hr_opt_integer(L, 2, 1);
    size_t first = start_place(position, length), last = end_place(hr_opt_integer(L, 3, (lua_Integer)first), length);
    if (first > last) return 0;
    size_t count = last - first + 1;
    if (count >= INT_MAX || !lua_checkstack(L, (int)count)) {
        hr_raise(L, "out-of-range", "take them in pieces", "%d bytes are too many results", (int)count);
    }
    hr_charge(L, count / 4);
    for (size_t i = 0; i < count; i++) lua_pushinteger(L, (unsigned char)text[first - 1 + i]);
    return (int)count;
}

static int string_char(lua_State *L) {
    int count = lua_gettop(L);
    hr_buffer buffer;
    hr_buffer_begin(L, &buffer);
    for (int i = 1; i <= count; i++) {
        lua_Integer byte = hr_check_integer(L, i);
        if (byte < 0 || byte > 255) hr_argument_error(L, i, "a byte from 0 to 255");
        hr_buffer_byte(&buffer, (char)byte);
    }
    hr_charge(L, (uint64_t)count / 4);
    hr_buffer_push(&buffer);
    return 1;
}

static char upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static int mapped(lua_State *L, char (*map)(char)) {
    size_t length;
    const char *text = hr_check_string(L, 1, &length);
    hr_buffer buffer;
    hr_buffer_begin(L, &buffer);
    hr_charge(L, length / 16);
    char *out = hr_buffer_room(&buffer, length);
    for (size_t i = 0; i < length; i++) out[i] = map ? map(text[i]) : text[length - 1 - i];
    buffer.length = length;
    hr_buffer_push(&buffer);
    return 1;
}

static int string_upper(lua_State *L) { return mapped(L, upper); }
static int string_lower(lua_State *L) { return mapped(L, lower); }
static int string_reverse(lua_State *L) { return mapped(L, NULL); }

static int string_rep(lua_State *L) {
    size_t length, gap = 0;
    const char *text = hr_check_string(L, 1, &length);
    lua_Integer count = hr_check_integer(L, 2);
    const char *between = lua_isnoneornil(L, 3) ? "" : hr_check_string(L, 3, &gap);
    if (count <= 0 || length + gap == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    size_t most = SIZE_MAX / 4 / (length + gap);
    size_t times = (size_t)count > most ? most : (size_t)count;
    size_t total = times * (length + gap) - gap;
    hr_buffer buffer;
    hr_buffer_begin(L, &buffer);
    char *out = hr_buffer_room(&buffer, total);  // too much of it ends the run here
    hr_charge(L, times + total / 64);
    for (size_t i = 0; i < times; i++) {
        memcpy(out, text, length);
        out += length;
        if (gap && i + 1 < times) {
            memcpy(out, between, gap);
            out += gap;
        }
    }
    buffer.length = total;
    hr_buffer_push(&buffer);
    return 1;
}

static const luaL_Reg strings[] = {
    {"byte", string_byte},   {"char", string_char},       {"find", hr_find},         {"format", hr_format},
    {"gmatch", hr_gmatch},   {"gsub", hr_gsub},           {"len", string_length},    {"lower", string_lower},
    {"match", hr_match},     {"rep", string_rep},         {"reverse", string_reverse}, {"sub", string_sub},
    {"upper", string_upper}, {NULL, NULL},
};

// MARK: utf8

// Upvalue: Lua's own function. It reads its text once, which is charged before.
static int charged(lua_State *L) {
    if (lua_type(L, 1) == LUA_TSTRING) hr_charge(L, (uint64_t)lua_rawlen(L, 1) / 16);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static void open_utf8(lua_State *L) {
    static const char *const names[] = {"char", "codepoint", "codes", "len", "offset"};
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, LUA_UTF8LIBNAME);
    lua_newtable(L);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        lua_getfield(L, -2, names[i]);
        lua_pushcclosure(L, charged, 1);
        lua_setfield(L, -2, names[i]);
    }
    lua_getfield(L, -2, "charpattern");
    lua_setfield(L, -2, "charpattern");
    hr_freeze(L);
    lua_setfield(L, -4, LUA_UTF8LIBNAME);
    lua_pop(L, 2);
}

/// Methods of strings, and nothing that would make numbers of them.
static void set_string_metatable(lua_State *L) {
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void hr_open_strings(lua_State *L) {
    luaL_newlib(L, strings);
    set_string_metatable(L);
    hr_freeze(L);
    lua_setfield(L, -2, LUA_STRLIBNAME);
    open_utf8(L);
}
