// `import "file.lua"`: runs a file once and gives a value that can't be changed.
#include "Host.h"

#include <stdio.h>
#include <string.h>

static int load_and_freeze(lua_State *L) {
    hr_host *h = HOST(L);
    // text, chunk
    size_t length;
    const char *text = lua_tolstring(L, 1, &length);
    char name[16];
    snprintf(name, sizeof name, "=%c%d", HR_CHUNK_MARK, (int)lua_tointeger(L, 2));
    if (luaL_loadbufferx(L, text, length, name, "t") != LUA_OK) return lua_error(L);
    hr_push_environment(L, h, HR_ROLE_SCRIPT);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) hr_raise(L, "runtime", "end the file with `return`", "the imported file returns nothing");
    hr_freeze(L);
    return 1;
}

int hr_import(lua_State *L) {
    hr_host *h = HOST(L);
    size_t length;
    const char *name = hr_check_string(L, 1, &length);
    hr_mark base = hr_box_mark(&h->box);
    int32_t floating = h->floatingCount;
    lua_State *outer = h->current;
    h->current = L;
    h->hostDepth++;
    int count = h->callbacks.open(h->context, L, name, length);
    h->hostDepth--;
    h->current = outer;
    lua_settop(L, 1);
    hr_leave(L, h, count, base, floating);  // key, or key, text and chunk
    hr_get_key(L, h, HR_KEY_MODULES);
    lua_replace(L, 1);
    if (count == 1) {
        lua_rawget(L, 1);
        return 1;
    }
    lua_pushcfunction(L, hr_script_handler);
    lua_insert(L, 3);
    lua_pushcfunction(L, load_and_freeze);
    lua_insert(L, 4);
    int status = lua_pcall(L, 2, 1, 3);
    const char *key = lua_tolstring(L, 2, &length);
    h->hostDepth++;
    h->callbacks.imported(h->context, key, length, status == LUA_OK);
    h->hostDepth--;
    if (h->killed != HR_ALIVE) hr_die_again(L);
    if (status == LUA_ERRMEM) hr_die(L, h, HR_KILLED_MEMORY);
    if (status != LUA_OK) return lua_error(L);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 1);
    return 1;
}
