// The functions without a table in front: print, type, pairs, setmetatable...
#include "Buffer.h"

#include <stdio.h>
#include <string.h>

// MARK: Checked arguments

void hr_argument_error(lua_State *L, int argument, const char *wanted) {
    lua_Debug record;
    bool isMissing = lua_isnoneornil(L, argument);
    lua_pushfstring(L, "argument %d", argument);
    if (lua_getstack(L, 0, &record) && lua_getinfo(L, "n", &record) && record.name) {
        lua_pushfstring(L, "argument %d of `%s`", argument, record.name);
    }
    const char *which = lua_tostring(L, -1);
    if (isMissing) {
        hr_raise(L, "wrong-type", NULL, "%s is missing: it must be %s", which, wanted);
    }
    bool isNamed = lua_type(L, argument) == LUA_TUSERDATA && luaL_getmetafield(L, argument, "__name") == LUA_TSTRING;
    const char *given = isNamed ? lua_tostring(L, -1) : luaL_typename(L, argument);
    hr_raise(L, "wrong-type", NULL, "%s must be %s, not %s", which, wanted, given);
}

lua_Integer hr_check_integer(lua_State *L, int position) {
    int isInteger = 0;
    lua_Integer value = lua_type(L, position) == LUA_TNUMBER ? lua_tointegerx(L, position, &isInteger) : 0;
    if (!isInteger) hr_argument_error(L, position, "a whole number");
    return value;
}

lua_Integer hr_opt_integer(lua_State *L, int position, lua_Integer otherwise) {
    return lua_isnoneornil(L, position) ? otherwise : hr_check_integer(L, position);
}

const char *hr_check_string(lua_State *L, int position, size_t *length) {
    // Numbers are texts here, as in Lua; nothing turns text into numbers.
    if (lua_type(L, position) != LUA_TSTRING && lua_type(L, position) != LUA_TNUMBER) hr_argument_error(L, position, "text");
    return lua_tolstring(L, position, length);
}

void hr_check_table(lua_State *L, int position) {
    if (lua_type(L, position) != LUA_TTABLE) hr_argument_error(L, position, "a table");
}

void hr_check_any(lua_State *L, int position) {
    if (lua_isnone(L, position)) hr_argument_error(L, position, "a value");
}

// MARK: tostring, print

static void push_function_text(lua_State *L, int position) {
    hr_host *h = HOST(L);
    if (lua_iscfunction(L, position)) {
        if (lua_tocfunction(L, position) == hr_trampoline && lua_getupvalue(L, position, 1)) {
            hr_function *function = lua_touserdata(L, -1);
            lua_pop(L, 1);
            lua_pushfstring(L, "function: %s", function->name);
        } else {
            lua_pushliteral(L, "function: builtin");
        }
        return;
    }
    lua_Debug record;
    lua_pushvalue(L, position);
    lua_getinfo(L, ">S", &record);
    record.currentline = record.linedefined;
    char name[256];
    h->hostDepth++;
    size_t length = h->callbacks.describe(h->context, hr_chunk_position(&record), name, sizeof name);
    h->hostDepth--;
    lua_pushliteral(L, "function: ");
    lua_pushlstring(L, name, length);
    lua_concat(L, 2);
}

const char *hr_push_text(lua_State *L, int position, size_t *length) {
    position = lua_absindex(L, position);
    luaL_checkstack(L, 4, NULL);
    if (luaL_callmeta(L, position, "__tostring")) {
        if (lua_type(L, -1) != LUA_TSTRING) hr_raise(L, "wrong-type", NULL, "`__tostring` must return text");
        return lua_tolstring(L, -1, length);
    }
    switch (lua_type(L, position)) {
    case LUA_TNIL:
    case LUA_TNONE: lua_pushliteral(L, "nil"); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, position) ? "true" : "false"); break;
    case LUA_TNUMBER:
    case LUA_TSTRING: lua_pushvalue(L, position); break;
    case LUA_TFUNCTION: push_function_text(L, position); break;
    default:
        // Never an address: it would differ in every run.
        if (luaL_getmetafield(L, position, "__name") != LUA_TSTRING) lua_pushstring(L, luaL_typename(L, position));
    }
    return lua_tolstring(L, -1, length);
}

int hr_tostring(lua_State *L) {
    hr_check_any(L, 1);
    size_t length;
    hr_push_text(L, 1, &length);
    return 1;
}

int hr_print(lua_State *L) {
    hr_host *h = HOST(L);
    int count = lua_gettop(L);
    hr_buffer buffer;
    hr_buffer_begin(L, &buffer);
    size_t length;
    for (int i = 1; i <= count; i++) {
        if (i > 1) hr_buffer_byte(&buffer, '\t');
        const char *part = hr_push_text(L, i, &length);
        hr_buffer_add(&buffer, part, length);
        lua_pop(L, 1);
    }
    hr_buffer_byte(&buffer, '\n');
    hr_buffer_push(&buffer);
    const char *text = lua_tolstring(L, -1, &length);
    hr_charge(L, 10 + length / 16);
    h->hostDepth++;
    h->callbacks.print(h->context, text, length);
    h->hostDepth--;
    return 0;
}

// MARK: Tables without their metamethods

static int rawget(lua_State *L) {
    hr_check_table(L, 1);
    hr_check_any(L, 2);
    lua_settop(L, 2);
    hr_thaw(L, 1);
    lua_rawget(L, 1);
    return 1;
}

static int rawlen(lua_State *L) {
    if (lua_type(L, 1) != LUA_TTABLE && lua_type(L, 1) != LUA_TSTRING) hr_argument_error(L, 1, "a table or text");
    hr_thaw(L, 1);
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
    return 1;
}

static int set_metatable(lua_State *L) {
    hr_check_table(L, 1);
    if (!lua_isnil(L, 2) && !lua_istable(L, 2)) hr_argument_error(L, 2, "a table or nil");
    if (lua_isnone(L, 2)) hr_argument_error(L, 2, "a table or nil");
    lua_settop(L, 2);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        hr_raise(L, "read-only", "make a new table", "the metatable of this table is protected");
    }
    if (!lua_isnil(L, 2)) {
        static const char *const refused[] = {"__gc", "__mode"};
        hr_thaw(L, 2);
        for (size_t i = 0; i < 2; i++) {
            lua_pushstring(L, refused[i]);
            if (lua_rawget(L, 2) != LUA_TNIL) {
                hr_raise(L, "read-only", "leave it out", "`%s` can't be used: when memory is collected must not be visible", refused[i]);
            }
            lua_pop(L, 1);
        }
    }
    lua_setmetatable(L, 1);
    return 1;
}

static int get_metatable(lua_State *L) {
    hr_check_any(L, 1);
    if (!lua_getmetatable(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushliteral(L, "__metatable");
    if (lua_rawget(L, -2) != LUA_TNIL) return 1;
    lua_pop(L, 1);
    // The metatable may be behind a read-only one of an imported file.
    hr_push_view(L, HOST(L), -1);
    return 1;
}

// MARK: Registration

static const luaL_Reg own[] = {
    {"assert", hr_assert},   {"error", hr_error},   {"pcall", hr_pcall},   {"xpcall", hr_xpcall},
    {"print", hr_print},     {"tostring", hr_tostring}, {"next", hr_next}, {"pairs", hr_pairs},
    {"rawget", rawget},      {"rawlen", rawlen},    {"setmetatable", set_metatable},
    {"getmetatable", get_metatable},
    {"import", hr_import},   {NULL, NULL},
};

static const char *const kept[] = {"type", "tonumber", "select", "rawequal", "ipairs", "_VERSION"};

void hr_open_base(lua_State *L) {
    luaL_setfuncs(L, own, 0);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        lua_getglobal(L, kept[i]);
        lua_setfield(L, -2, kept[i]);
    }
}
