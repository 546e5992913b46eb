// The way from Lua into Swift and back. Swift returns a count or -1; what raises is here, after Swift's frames are gone.
#include "Host.h"

#include <stdlib.h>
#include <string.h>

int hr_leave(lua_State *L, hr_host *h, int count, hr_mark base, int32_t floating) {
    // What was pushed stays readable until the next push; nothing between here and the end pushes to the box.
    size_t index = base.count;
    hr_box_cut(&h->box, base);
    if (!h->attached) {
        if (h->killed != HR_ALIVE) {
            hr_sweep_floating(h, floating);
            hr_die_again(L);
        }
        hr_settle(L, h);
        if (h->left < 0 || (h->flag && hr_flag_get(h->flag))) hr_charge(L, 0);
    }
    if (count < 0) {
        hr_push_value(L, h, &index);
        hr_sweep_floating(h, floating);
        return lua_error(L);
    }
    if (count > 1) luaL_checkstack(L, count, "too many results");
    for (int i = 0; i < count; i++) hr_push_value(L, h, &index);
    if (h->floatingCount > floating) hr_sweep_floating(h, floating);
    return count;
}

int hr_enter(lua_State *L, hr_function *function) {
    hr_host *h = function->host;
    lua_State *outer = h->current;
    hr_mark base = hr_box_mark(&h->box);
    int32_t floating = h->floatingCount;
    int arguments = lua_gettop(L);
    if (arguments > 64 && !h->attached) hr_charge(L, (uint64_t)arguments / 4);
    h->current = L;
    h->hostDepth++;
    int count = h->callbacks.call(function->body, L, arguments);
    h->hostDepth--;
    h->current = outer;
    return hr_leave(L, h, count, base, floating);
}

int hr_trampoline(lua_State *L) { return hr_enter(L, lua_touserdata(L, lua_upvalueindex(1))); }

hr_function *hr_function_new(hr_host *h, const char *name, void *body) {
    hr_function *function = malloc(sizeof *function);
    char *copy = strdup(name);
    if (!function || !copy) abort();
    *function = (hr_function){.host = h, .body = body, .name = copy, .next = h->functions};
    h->functions = function;
    return function;
}

const char *hr_function_name(const hr_function *function) { return function->name; }
