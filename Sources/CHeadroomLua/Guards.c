// What the front end puts around operations that no metamethod sees. Ordinary values never leave C.
#include "Host.h"

#include <string.h>

static int leave_guard(lua_State *L, hr_host *h, int status, hr_mark base, int32_t floating) {
    if (status < 0) return hr_leave(L, h, -1, base, floating);
    hr_box_cut(&h->box, base);
    hr_sweep_floating(h, floating);
    return status;
}

static void guard_payload(lua_State *L, hr_host *h, hr_block *block,
                          int (*guard)(void *, lua_State *, const hr_payload *)) {
    hr_mark base = hr_box_mark(&h->box);
    int32_t floating = h->floatingCount;
    lua_State *outer = h->current;
    h->current = L;
    h->hostDepth++;
    int status = guard(h->context, L, &block->payload);
    h->hostDepth--;
    h->current = outer;
    leave_guard(L, h, status, base, floating);
}

bool hr_truth(lua_State *L, int position) {
    if (lua_type(L, position) == LUA_TUSERDATA) {
        hr_host *h = HOST(L);
        hr_block *block = hr_block_at(h, L, position);
        if (block) guard_payload(L, h, block, h->callbacks.test);
    }
    return lua_toboolean(L, position);
}

static int test(lua_State *L) {
    lua_settop(L, 1);
    hr_truth(L, 1);
    return 1;
}

static int key(lua_State *L) {
    lua_settop(L, 1);
    switch (lua_type(L, 1)) {
    case LUA_TUSERDATA: {
        hr_host *h = HOST(L);
        hr_block *block = hr_block_at(h, L, 1);
        if (block) guard_payload(L, h, block, h->callbacks.key);
        break;
    }
    case LUA_TSTRING: {
        // A metatable could be given these behind setmetatable's back.
        size_t length;
        const char *text = lua_tolstring(L, 1, &length);
        if (text[0] == '_' && (strcmp(text, "__gc") == 0 || strcmp(text, "__mode") == 0)) {
            hr_raise(L, "read-only", "leave it out", "`%s` can't be used: when memory is collected must not be visible", text);
        }
        break;
    }
    default: break;
    }
    return 1;
}

static int equal(lua_State *L) {
    lua_settop(L, 2);
    int left = lua_type(L, 1), right = lua_type(L, 2);
    if (left == LUA_TUSERDATA || right == LUA_TUSERDATA) {
        hr_host *h = HOST(L);
        if (hr_block_at(h, L, 1) || hr_block_at(h, L, 2)) {
            hr_mark base = hr_box_mark(&h->box);
            int32_t floating = h->floatingCount;
            lua_State *outer = h->current;
            h->current = L;
            h->hostDepth++;
            int status = h->callbacks.equal(h->context, L);
            h->hostDepth--;
            h->current = outer;
            status = leave_guard(L, h, status, base, floating);
            if (status < 2) {
                lua_pushboolean(L, status);
                return 1;
            }
        }
    } else if (left == LUA_TSTRING && right == LUA_TSTRING) {
        size_t length = (size_t)lua_rawlen(L, 1);
        if (length > 4096) hr_charge(L, length / 64);
    }
    lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPEQ));
    return 1;
}

static int power(lua_State *L) {
    lua_settop(L, 2);
    if (lua_type(L, 1) == LUA_TNUMBER && lua_type(L, 2) == LUA_TNUMBER) {
        lua_pushnumber(L, HOST(L)->power(lua_tonumber(L, 1), lua_tonumber(L, 2)));
    } else {
        lua_arith(L, LUA_OPPOW);
    }
    return 1;
}

static int guards(lua_State *L) {
    lua_pushcfunction(L, test);
    lua_pushcfunction(L, equal);
    lua_pushcfunction(L, power);
    lua_pushcfunction(L, key);
    return 4;
}

void hr_open_guards(lua_State *L) {
    lua_pushcfunction(L, guards);
    lua_setfield(L, -2, "__guards");
}
