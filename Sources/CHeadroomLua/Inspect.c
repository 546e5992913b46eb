// Looking into functions and tables without copying them: what compiling a function needs.
#include "Host.h"

#include <string.h>

typedef struct look {
    hr_host *host;
    int32_t reference;
    const char *name;
    hr_mark mark;
    bool session;
    bool found;
    hr_definition *definition;
} look;

static void push_reference(lua_State *L, hr_host *h, int32_t reference) {
    hr_get_key(L, h, HR_KEY_REFERENCES);
    lua_rawgeti(L, -1, reference);
    lua_remove(L, -2);
}

/// Boxes the value on top of the stack and takes it off: a table as a reference to it.
static void box_shallow(lua_State *L, hr_host *h) {
    if (lua_istable(L, -1)) {
        hr_get_key(L, h, HR_KEY_REFERENCES);
        lua_pushvalue(L, -2);
        int reference = luaL_ref(L, -2);
        lua_pop(L, 2);
        hr_box_push(&h->box, (hr_value){.kind = HR_TABLE_REFERENCE, .flag = reference, .integer = 1});
        return;
    }
    hr_box_value(L, h, -1);
    lua_pop(L, 1);
}

/// Replaces a read-only view on top of the stack by the table behind it.
static void thaw(lua_State *L, hr_host *h) {
    if (hr_push_thawed(L, h, -1)) lua_remove(L, -2);
}

static int upvalue_body(lua_State *L) {
    look *r = lua_touserdata(L, 1);
    push_reference(L, r->host, r->reference);
    for (int i = 1;; i++) {
        const char *name = lua_getupvalue(L, -1, i);
        if (!name) return 0;
        if (strcmp(name, r->name) == 0) break;
        lua_pop(L, 1);
    }
    r->found = true;
    box_shallow(L, r->host);
    return 0;
}

bool hr_look_upvalue(hr_host *h, int32_t function, const char *name) {
    look r = {.host = h, .reference = function, .name = name};
    return hr_protect(h, hr_current(h), upvalue_body, &r, 0, 0, hr_box_mark(&h->box), false) && r.found;
}

static int global_body(lua_State *L) {
    look *r = lua_touserdata(L, 1);
    hr_get_key(L, r->host, r->session ? HR_KEY_SESSION : HR_KEY_GLOBALS);
    lua_pushstring(L, r->name);
    lua_rawget(L, -2);
    r->found = !lua_isnil(L, -1);
    box_shallow(L, r->host);
    return 0;
}

bool hr_look_global(hr_host *h, bool session, const char *name) {
    look r = {.host = h, .session = session, .name = name};
    return hr_protect(h, hr_current(h), global_body, &r, 0, 0, hr_box_mark(&h->box), false) && r.found;
}

static int field_body(lua_State *L) {
    look *r = lua_touserdata(L, 1);
    push_reference(L, r->host, r->reference);
    thaw(L, r->host);
    size_t index = r->mark.count;
    hr_push_value(L, r->host, &index);
    hr_box_cut(&r->host->box, r->mark);
    lua_rawget(L, -2);
    box_shallow(L, r->host);
    return 0;
}

bool hr_look_field(hr_host *h, int32_t table, hr_mark mark) {
    look r = {.host = h, .reference = table, .mark = mark};
    return hr_protect(h, hr_current(h), field_body, &r, 0, 0, mark, false);
}

static int metatable_body(lua_State *L) {
    look *r = lua_touserdata(L, 1);
    push_reference(L, r->host, r->reference);
    thaw(L, r->host);
    if (!lua_getmetatable(L, -1)) lua_pushnil(L);
    box_shallow(L, r->host);
    return 0;
}

bool hr_look_metatable(hr_host *h, int32_t table) {
    look r = {.host = h, .reference = table};
    return hr_protect(h, hr_current(h), metatable_body, &r, 0, 0, hr_box_mark(&h->box), false);
}

static int keys_body(lua_State *L) {
    look *r = lua_touserdata(L, 1);
    push_reference(L, r->host, r->reference);
    thaw(L, r->host);
    int table = lua_gettop(L);
    lua_Integer border = 0;
    size_t count = 0;
    hr_table_key *keys = hr_push_sorted_keys(L, r->host, table, &border, &count);
    for (lua_Integer i = 1; i <= border; i++) hr_box_push(&r->host->box, (hr_value){.kind = HR_INTEGER, .integer = i});
    for (size_t i = 0; i < count; i++) {
        hr_push_key(L, &keys[i]);
        hr_box_value(L, r->host, -1);
        lua_pop(L, 1);
    }
    return 0;
}

bool hr_look_keys(hr_host *h, int32_t table) {
    look r = {.host = h, .reference = table};
    return hr_protect(h, hr_current(h), keys_body, &r, 0, 0, hr_box_mark(&h->box), false);
}

static int definition_body(lua_State *L) {
    look *r = lua_touserdata(L, 1);
    push_reference(L, r->host, r->reference);
    lua_Debug debug;
    r->definition->identity = lua_topointer(L, -1);
    lua_getinfo(L, ">S", &debug);
    r->definition->isC = debug.what[0] == 'C';
    debug.currentline = debug.linedefined;
    r->definition->position = hr_chunk_position(&debug);
    r->definition->lastLine = debug.lastlinedefined;
    hr_box_push_text(&r->host->box, debug.source, strlen(debug.source));
    return 0;
}

bool hr_look_definition(hr_host *h, int32_t function, hr_definition *definition) {
    look r = {.host = h, .reference = function, .definition = definition};
    return hr_protect(h, hr_current(h), definition_body, &r, 0, 0, hr_box_mark(&h->box), false);
}

const void *hr_look_identity(hr_host *h, int32_t reference) {
    lua_State *L = hr_current(h);
    if (!lua_checkstack(L, 3)) return NULL;
    push_reference(L, h, reference);
    const void *identity = lua_topointer(L, -1);
    lua_pop(L, 1);
    return identity;
}
