// Coroutines: Lua's own, but resuming catches errors, so it is one more place that must let a kill through.
#include "Host.h"

static lua_State *check_coroutine(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    if (!co) hr_argument_error(L, 1, "a coroutine");
    return co;
}

/// Resumes with `count` arguments from L's top. At least 0: how many results are on L; -1: an error value is.
static int continue_coroutine(lua_State *L, lua_State *co, int count) {
    hr_host *h = HOST(L);
    hr_charge(L, HR_HOOK_COUNT);  // its own count of instructions begins anew
    if (!lua_checkstack(co, count + 1)) {
        lua_pop(L, count);
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, co, count);
    int results;
    lua_State *outer = h->current;
    h->current = co;
    int status = lua_resume(co, L, count, &results);
    h->current = outer;
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results + 1)) {
            lua_pop(co, results);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(co, L, results);
        return results;
    }
    if (h->killed != HR_ALIVE) hr_die_again(L);
    if (status == LUA_ERRMEM) hr_die(L, h, h->left < 0 ? HR_KILLED_INSTRUCTIONS : HR_KILLED_MEMORY);
    hr_charge(L, HR_ERROR_COST);
    lua_pushvalue(co, -1);  // the coroutine keeps the value: closing it wants it there
    lua_xmove(co, L, 1);
    hr_translate(L, h, co);
    return -1;
}

static int resume(lua_State *L) {
    lua_State *co = check_coroutine(L);
    int results = continue_coroutine(L, co, lua_gettop(L) - 1);
    lua_pushboolean(L, results >= 0);
    int count = results >= 0 ? results : 1;
    lua_insert(L, -(count + 1));
    return count + 1;
}

// Closing runs the handlers of `__close`.
static int close_thread(lua_State *L, lua_State *co) {
    hr_host *h = HOST(L);
    lua_State *outer = h->current;
    h->current = co;
    int status = lua_resetthread(co);
    h->current = outer;
    if (h->killed != HR_ALIVE) hr_die_again(L);
    if (status == LUA_ERRMEM) hr_die(L, h, HR_KILLED_MEMORY);
    return status;
}

static int call_wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = continue_coroutine(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) close_thread(L, co);
    return lua_error(L);
}

static int wrap(lua_State *L) {
    if (!lua_isfunction(L, 1)) hr_argument_error(L, 1, "a function");
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int close(lua_State *L) {
    lua_State *co = check_coroutine(L);
    bool isSuspended = lua_status(co) == LUA_YIELD;
    lua_Debug record;
    if (co == L || (!isSuspended && lua_status(co) == LUA_OK && lua_getstack(co, 0, &record))) {
        hr_raise(L, "runtime", NULL, "a running coroutine can't be closed");
    }
    int status = close_thread(L, co);
    lua_pushboolean(L, status == LUA_OK);
    if (status == LUA_OK) return 1;
    lua_xmove(co, L, 1);
    hr_translate(L, HOST(L), L);
    return 2;
}

static const luaL_Reg own[] = {{"close", close}, {"resume", resume}, {"wrap", wrap}, {NULL, NULL}};
static const char *const kept[] = {"create", "isyieldable", "running", "status", "yield"};

void hr_open_coroutines(lua_State *L) {
    luaL_newlib(L, own);
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_getfield(L, -1, LUA_COLIBNAME);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        lua_getfield(L, -1, kept[i]);
        lua_setfield(L, -4, kept[i]);
    }
    lua_pop(L, 2);
    hr_freeze(L);
    lua_setfield(L, -2, LUA_COLIBNAME);
}
