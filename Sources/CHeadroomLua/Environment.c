// The environment of scripts, built from a list of what is allowed. Scripts see it through an empty table, so that every
// assignment is noticed.
#include "Host.h"

#include <string.h>

static void raise_name(lua_State *L, hr_fault_kind kind, int position) {
    size_t length = 0;
    const char *name = lua_type(L, position) == LUA_TSTRING ? lua_tolstring(L, position, &length) : "?";
    if (length == 0) length = strlen(name);
    hr_raise_fault(L, HOST(L), &(hr_fault){.kind = kind, .text = name, .length = length});
}

static int undeclared(lua_State *L) {
    raise_name(L, HR_FAULT_UNDECLARED, 2);
    return 0;
}

static int refuse_global(lua_State *L) {
    raise_name(L, HR_FAULT_ASSIGNMENT, 2);
    return 0;
}

static int assign_in_session(lua_State *L) {
    hr_host *h = HOST(L);
    hr_get_key(L, h, HR_KEY_GLOBALS);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, -2) != LUA_TNIL) raise_name(L, HR_FAULT_ASSIGNMENT, 2);
    lua_settop(L, 3);
    hr_get_key(L, h, HR_KEY_SESSION);
    lua_insert(L, 2);
    lua_rawset(L, 2);
    return 0;
}

/// Makes the table on top a view of the table below it; both stay.
static void make_view(lua_State *L, hr_host *h, lua_CFunction assign) {
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, assign);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushvalue(L, -3);
    lua_rawsetp(L, -2, &h->keys[HR_KEY_FROZEN]);
    lua_setmetatable(L, -2);
}

static void set_fallback(lua_State *L) {
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

void hr_push_environment(lua_State *L, hr_host *h, hr_role role) {
    hr_get_key(L, h, role == HR_ROLE_SESSION ? HR_KEY_SESSION_ENVIRONMENT : HR_KEY_ENVIRONMENT);
}

static void forget_host_library(lua_State *L) {
    // What luaL_requiref has left in the registry is out of the scripts' reach; it goes all the same.
    lua_newtable(L);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

void hr_open_environment(lua_State *L) {
    hr_host *h = HOST(L);
    luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
    luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 1);
    luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 1);
    luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 1);
    lua_settop(L, 0);

    lua_newtable(L);  // globals
    hr_open_base(L);
    hr_open_guards(L);
    hr_open_strings(L);
    hr_open_tables(L);
    hr_open_coroutines(L);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, undeclared);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, 1);
    lua_pushvalue(L, 1);
    hr_set_key(L, h, HR_KEY_GLOBALS);

    lua_newtable(L);
    make_view(L, h, refuse_global);
    hr_set_key(L, h, HR_KEY_ENVIRONMENT);

    lua_newtable(L);  // session
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    set_fallback(L);
    lua_remove(L, -2);
    lua_pushvalue(L, -1);
    hr_set_key(L, h, HR_KEY_SESSION);
    lua_newtable(L);
    make_view(L, h, assign_in_session);
    hr_set_key(L, h, HR_KEY_SESSION_ENVIRONMENT);
    forget_host_library(L);
    lua_settop(L, 0);
}
