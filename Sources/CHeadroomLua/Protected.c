// What Swift asks of Lua that may raise: everything here runs under lua_pcall.
#include "Host.h"

#include <stdio.h>
#include <stdlib.h>

bool hr_protect(hr_host *h, lua_State *L, lua_CFunction body, void *request, int argument, int results, hr_mark mark,
                bool isRun) {
    // Without room on the stack nothing can be called; Lua allows a million values, so this is a runaway recursion.
    if (!lua_checkstack(L, 16)) return false;
    int top = lua_gettop(L);
    int hostDepth = h->hostDepth;
    lua_State *current = h->current;
    int32_t floating = h->floatingCount;
    h->hostDepth = isRun ? 0 : hostDepth + 1;
    h->current = L;
    h->depth += isRun;
    lua_pushcfunction(L, hr_outer_handler);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, request);
    if (argument) lua_pushvalue(L, argument);
    int status = lua_pcall(L, argument ? 2 : 1, results, top + 1);
    h->depth -= isRun;
    h->current = current;
    h->hostDepth = hostDepth;
    if (status == LUA_OK) {
        lua_remove(L, top + 1);
        return true;
    }
    for (size_t i = mark.count; i < h->box.count; i++) {
        hr_value value = h->box.values[i];
        if ((value.kind == HR_FUNCTION || value.kind == HR_TABLE_REFERENCE) && value.integer == 1) hr_release(h, value.flag);
    }
    hr_box_cut(&h->box, mark);
    hr_block *error = hr_block_at(h, L, -1);
    if (error) hr_box_push(&h->box, (hr_value){.kind = HR_PAYLOAD, .payload = error->payload});
    if (status == LUA_ERRMEM && h->ready && !h->attached && h->killed == HR_ALIVE) {
        h->killed = h->left < 0 ? HR_KILLED_INSTRUCTIONS : HR_KILLED_MEMORY;
        h->hostDepth++;
        h->callbacks.killed(h->context, L, h->killed);
        h->hostDepth--;
    }
    lua_settop(L, top);
    if (isRun) {
        // Swift reads the error's object before Lua runs again, so it may be given up only later, with its userdata.
        hr_sweep_floating(h, floating);
    }
    return false;
}

lua_State *hr_current(const hr_host *h) { return h->current ? h->current : h->main; }

// MARK: Running

typedef struct run {
    hr_host *host;
    hr_mark mark;
    size_t count;
    const char *text;
    size_t length;
    int32_t chunk;
    hr_role role;
} run;

static int box_one(lua_State *L) {
    hr_box_value(L, HOST(L), 1);
    return 0;
}

/// Results of a chunk are for showing: what can't cross (a table that contains itself) is shown as text.
static void box_leniently(lua_State *L, hr_host *h, int position) {
    hr_mark mark = hr_box_mark(&h->box);
    lua_pushcfunction(L, box_one);
    lua_pushvalue(L, position);
    int status = lua_pcall(L, 1, 0, 0);
    if (status == LUA_OK) return;
    if (h->killed != HR_ALIVE || status == LUA_ERRMEM) lua_error(L);
    hr_box_cut(&h->box, mark);
    size_t length;
    const char *text = hr_push_text(L, position, &length);
    hr_box_push_text(&h->box, text, length);
}

static int run_body(lua_State *L) {
    run *r = lua_touserdata(L, 1);
    hr_host *h = r->host;
    lua_settop(L, 0);
    char name[16];
    snprintf(name, sizeof name, "=%c%d", HR_CHUNK_MARK, r->chunk);
    if (luaL_loadbufferx(L, r->text, r->length, name, "t") != LUA_OK) return lua_error(L);
    hr_push_environment(L, h, r->role);
    lua_setupvalue(L, -2, 1);
    lua_call(L, 0, LUA_MULTRET);
    int count = lua_gettop(L);
    luaL_checkstack(L, 6, NULL);
    // Objects among the results must outlive them until the next run.
    lua_createtable(L, count, 0);
    for (int i = 1; i <= count; i++) {
        lua_pushvalue(L, i);
        lua_rawseti(L, -2, i);
    }
    hr_set_key(L, h, HR_KEY_RESULTS);
    for (int i = 1; i <= count; i++) box_leniently(L, h, i);
    return 0;
}

static int call_body(lua_State *L) {
    run *r = lua_touserdata(L, 1);
    hr_host *h = r->host;
    lua_settop(L, 0);
    luaL_checkstack(L, r->count < 1000000 ? (int)r->count + 4 : 1000000, "too many arguments");
    size_t index = r->mark.count;
    for (size_t i = 0; i < r->count; i++) hr_push_value(L, h, &index);
    hr_box_cut(&h->box, r->mark);
    lua_call(L, (int)r->count - 1, LUA_MULTRET);
    int count = lua_gettop(L);
    for (int i = 1; i <= count; i++) hr_box_value(L, h, i);
    return 0;
}

static void begin(hr_host *h) {
    if (h->depth == 0 && !h->attached) h->left = (int64_t)h->instructions;
}

/// After the outermost run: the next one starts with all its budget.
static void end(hr_host *h) {
    if (h->depth > 0 || h->attached) return;
    if (h->killed != HR_ALIVE) {
        h->killed = HR_ALIVE;
        hr_install_hook(h->main, h);
        lua_gc(h->main, LUA_GCCOLLECT);
    }
    if (h->flag) hr_flag_set(h->flag, false);
}

bool hr_run(hr_host *h, const char *text, size_t length, int32_t chunk, hr_role role) {
    run request = {.host = h, .text = text, .length = length, .chunk = chunk, .role = role};
    begin(h);
    bool done = hr_protect(h, hr_current(h), run_body, &request, 0, 0, hr_box_mark(&h->box), true);
    end(h);
    return done;
}

bool hr_call(hr_host *h, hr_mark mark, size_t count) {
    run request = {.host = h, .mark = mark, .count = count};
    begin(h);
    bool done = hr_protect(h, hr_current(h), call_body, &request, 0, 0, mark, true);
    end(h);
    return done;
}

// MARK: Single values

typedef struct request {
    hr_host *host;
    const char *name;
    lua_Integer reference;
    size_t count;
    hr_role role;
} request;

static int snapshot_body(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    hr_box_value(L, r->host, 2);
    return 0;
}

bool hr_snapshot(hr_host *h, lua_State *L, int position) {
    request r = {.host = h};
    return hr_protect(h, L, snapshot_body, &r, position, 0, hr_box_mark(&h->box), false);
}

static int text_body(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    size_t length;
    const char *text = r->host->attached ? luaL_tolstring(L, 2, &length) : hr_push_text(L, 2, &length);
    hr_box_push_text(&r->host->box, text, length);
    return 0;
}

bool hr_text(hr_host *h, lua_State *L, int position) {
    request r = {.host = h};
    return hr_protect(h, L, text_body, &r, position, 0, hr_box_mark(&h->box), false);
}

static int text_of_body(lua_State *L) {
    run *r = lua_touserdata(L, 1);
    hr_host *h = r->host;
    size_t index = r->mark.count;
    hr_push_value(L, h, &index);
    hr_box_cut(&h->box, r->mark);
    size_t length;
    const char *text = h->attached ? luaL_tolstring(L, -1, &length) : hr_push_text(L, -1, &length);
    hr_box_push_text(&h->box, text, length);
    return 0;
}

bool hr_text_of(hr_host *h, hr_mark mark) {
    run request = {.host = h, .mark = mark};
    begin(h);
    bool done = hr_protect(h, hr_current(h), text_of_body, &request, 0, 0, mark, true);
    end(h);
    return done;
}

static int global_body(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    hr_host *h = r->host;
    size_t index = r->count;
    hr_get_key(L, h, HR_KEY_GLOBALS);
    hr_push_value(L, h, &index);
    if (lua_istable(L, -1)) hr_freeze(L);
    lua_setfield(L, -2, r->name);
    return 0;
}

bool hr_set_global(hr_host *h, hr_mark mark, const char *name) {
    request r = {.host = h, .name = name, .count = mark.count};
    bool done = hr_protect(h, h->main, global_body, &r, 0, 0, mark, false);
    if (done) hr_box_cut(&h->box, mark);
    return done;
}

static int names_body(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    hr_host *h = r->host;
    hr_get_key(L, h, r->role == HR_ROLE_SESSION ? HR_KEY_SESSION : HR_KEY_GLOBALS);
    lua_Integer border;
    hr_table_key *keys = hr_push_sorted_keys(L, h, -1, &border, &r->count);
    for (size_t i = 0; i < r->count; i++) {
        if (keys[i].kind == 2) {
            hr_box_push_text(&h->box, keys[i].text.bytes, keys[i].text.length);
        } else {
            hr_box_push_text(&h->box, "", 0);
        }
    }
    return 0;
}

size_t hr_global_names(hr_host *h, bool session) {
    request r = {.host = h, .role = session ? HR_ROLE_SESSION : HR_ROLE_SCRIPT};
    return hr_protect(h, hr_current(h), names_body, &r, 0, 0, hr_box_mark(&h->box), false) ? r.count : 0;
}

static int result_body(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    size_t index = r->count;
    hr_push_value(L, r->host, &index);
    return 1;
}

bool hr_push_result(hr_host *h, hr_mark mark, lua_State *L) {
    request r = {.host = h, .count = mark.count};
    bool done = hr_protect(h, L, result_body, &r, 0, 1, mark, false);
    if (done) hr_box_cut(&h->box, mark);
    return done;
}

static int release_body(lua_State *L) {
    request *r = lua_touserdata(L, 1);
    hr_get_key(L, r->host, HR_KEY_REFERENCES);
    luaL_unref(L, -1, (int)r->reference);
    return 0;
}

void hr_release(hr_host *h, int32_t reference) {
    request r = {.host = h, .reference = reference};
    hr_protect(h, hr_current(h), release_body, &r, 0, 0, hr_box_mark(&h->box), false);
}

void hr_collect(hr_host *h) { lua_gc(h->main, LUA_GCCOLLECT); }
