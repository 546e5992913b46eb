// A host's beginning and end.
#include "Host.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int panic(lua_State *L) {
    const char *message = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "an error object";
    fprintf(stderr, "unprotected error in Lua: %s\n", message);
    return 0;  // Lua aborts
}

static hr_host *new_host(void *context, const hr_callbacks *callbacks) {
    hr_host *h = calloc(1, sizeof *h);
    if (!h) return NULL;
    h->context = context;
    h->callbacks = *callbacks;
    h->firstFree = -1;
    h->firstDead = -1;
    h->power = pow;
    return h;
}

static void free_host(hr_host *h) {
    while (h->functions) {
        hr_function *function = h->functions;
        h->functions = function->next;
        free(function->name);
        free(function);
    }
    free(h->slots);
    free(h->floating);
    free(h->types);
    free(h->box.values);
    free(h->box.bytes);
    free(h);
}

static void new_table(lua_State *L, hr_host *h, hr_key key) {
    lua_newtable(L);
    hr_set_key(L, h, key);
}

static void new_weak_table(lua_State *L, hr_host *h, hr_key key, const char *mode) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushstring(L, mode);
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    hr_set_key(L, h, key);
}

// The tables that every host keeps in the registry.
static void make_tables(lua_State *L, hr_host *h) {
    hr_remember_host(L, h);
    new_table(L, h, HR_KEY_FUNCTIONS);
    new_table(L, h, HR_KEY_REFERENCES);
    new_weak_table(L, h, HR_KEY_OBJECTS, "v");
    new_weak_table(L, h, HR_KEY_VIEWS, "k");
}

static int open_body(lua_State *L) {
    hr_host *h = lua_touserdata(L, 1);
    make_tables(L, h);
    new_table(L, h, HR_KEY_MODULES);
    hr_open_environment(L);
    hr_install_hook(L, h);
    return 0;
}

hr_host *hr_open(void *context, const hr_callbacks *callbacks, uint64_t instructions, size_t memory, uint64_t failAt) {
    hr_host *h = new_host(context, callbacks);
    if (!h) return NULL;
    hr_set_limits(h, instructions, memory);
    if (failAt) hr_fail_allocation(h, failAt, 1);
    lua_State *L = lua_newstate(hr_allocate, h);
    if (!L) {
        free_host(h);
        return NULL;
    }
    h->main = L;
    HOST(L) = h;
    lua_atpanic(L, panic);
    if (!hr_protect(h, L, open_body, h, 0, 0, hr_box_mark(&h->box), true)) {
        hr_close(h);
        return NULL;
    }
    h->ready = true;
    h->left = (int64_t)h->instructions;
    return h;
}

void hr_close(hr_host *h) {
    // Finalizers are ours and run no script; nothing may be refused any more.
    h->hostDepth++;
    h->killed = HR_ALIVE;
    lua_sethook(h->main, NULL, 0, 0);
    lua_close(h->main);
    free_host(h);
}

// MARK: In somebody else's state

static int end_attachment(lua_State *L) {
    hr_host **sentinel = lua_touserdata(L, 1);
    if (*sentinel) {
        (*sentinel)->callbacks.closed((*sentinel)->context);
        free_host(*sentinel);
        *sentinel = NULL;
    }
    return 0;
}

static int attach_body(lua_State *L) {
    hr_host *h = lua_touserdata(L, 1);
    // Made first, so that Lua finalizes it last.
    hr_host **sentinel = lua_newuserdatauv(L, sizeof *sentinel, 0);
    *sentinel = NULL;
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, end_attachment);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    make_tables(L, h);
    lua_pushvalue(L, -1);
    hr_set_key(L, h, HR_KEY_SENTINEL);
    *sentinel = h;
    return 0;
}

hr_host *hr_attach(void *context, const hr_callbacks *callbacks, lua_State *L) {
    hr_host *h = new_host(context, callbacks);
    if (!h) return NULL;
    h->attached = true;
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    h->main = lua_tothread(L, -1);
    lua_pop(L, 1);
    if (!hr_protect(h, L, attach_body, h, 0, 0, hr_box_mark(&h->box), false)) {
        free_host(h);
        return NULL;
    }
    h->ready = true;
    return h;
}

bool hr_is_attached(const hr_host *h) { return h->attached; }
hr_box *hr_host_box(hr_host *h) { return &h->box; }
void hr_set_power(hr_host *h, double (*power)(double, double)) { h->power = power; }
