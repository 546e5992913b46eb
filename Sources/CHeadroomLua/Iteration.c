// The order of a table's keys: numbers ascending, then strings by bytes. Nothing else has an order that is the same in
// every run.
#include "Host.h"

#include <stdlib.h>
#include <string.h>

// MARK: Comparing keys

static int compare_mixed(lua_Integer a, lua_Number b) {
    // Exact also beyond 2^53, where an integer is no double.
    if (b >= 9223372036854775808.0) return -1;
    if (b < -9223372036854775808.0) return 1;
    lua_Integer whole = (lua_Integer)b;
    if (a != whole) return a < whole ? -1 : 1;
    lua_Number rest = b - (lua_Number)whole;
    return rest > 0 ? -1 : rest < 0 ? 1 : 0;
}

static int compare_bytes(const char *a, size_t m, const char *b, size_t n) {
    int order = memcmp(a, b, m < n ? m : n);
    return order ? order : m < n ? -1 : m > n;
}

static int compare_keys(const void *left, const void *right) {
    const hr_table_key *a = left, *b = right;
    if (a->kind == 2 || b->kind == 2) {
        if (a->kind != b->kind) return a->kind == 2 ? 1 : -1;
        return compare_bytes(a->text.bytes, a->text.length, b->text.bytes, b->text.length);
    }
    if (a->kind == 0 && b->kind == 0) return a->integer < b->integer ? -1 : a->integer > b->integer;
    if (a->kind == 0) return compare_mixed(a->integer, b->number);
    if (b->kind == 0) return -compare_mixed(b->integer, a->number);
    return a->number < b->number ? -1 : a->number > b->number;
}

// MARK: Reading keys

static void read_key(lua_State *L, hr_host *h, int position, hr_table_key *key) {
    switch (lua_type(L, position)) {
    case LUA_TNUMBER:
        if (lua_isinteger(L, position)) {
            *key = (hr_table_key){.kind = 0, .integer = lua_tointeger(L, position)};
        } else {
            *key = (hr_table_key){.kind = 1, .number = lua_tonumber(L, position)};
        }
        break;
    case LUA_TSTRING:
        key->kind = 2;
        key->text.bytes = lua_tolstring(L, position, &key->text.length);
        break;
    default: {
        const char *name = lua_type(L, position) == LUA_TUSERDATA ? "a value with a unit or an object" : luaL_typename(L, position);
        lua_pushfstring(L, "this table has keys without an order (%s): only numbers and strings can be listed", name);
        size_t length;
        const char *text = lua_tolstring(L, -1, &length);
        hr_raise_fault(L, h, &(hr_fault){.kind = HR_FAULT_NATIVE, .code = "wrong-type", .text = text, .length = length,
                                         .remedy = "use names or numbers as keys, or keep the keys in a list beside it"});
    }
    }
}

static bool is_counted(const hr_table_key *key, lua_Integer border) {
    return key->kind == 0 && key->integer >= 1 && key->integer <= border;
}

hr_table_key *hr_push_sorted_keys(lua_State *L, hr_host *h, int table, lua_Integer *border, size_t *count) {
    luaL_checkstack(L, 6, NULL);
    table = lua_absindex(L, table);
    *border = (lua_Integer)lua_rawlen(L, table);
    // Two passes: how many, and whether numbers lie outside 1...border, which then takes part in the sorting.
    size_t others = 0;
    bool mixes = false;
    hr_table_key key;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        read_key(L, h, -2, &key);
        if (is_counted(&key, *border)) continue;
        others++;
        if (key.kind != 2 && (key.kind == 1 || key.integer < 1)) mixes = true;
    }
    if (mixes) {
        others = 0;
        *border = 0;
        for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) others++;
    }
    *count = others;
    hr_table_key *keys = lua_newuserdatauv(L, others * sizeof *keys, 0);
    if (others == 0) return keys;
    size_t filled = 0;
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        read_key(L, h, -2, &key);
        if (!is_counted(&key, *border)) keys[filled++] = key;
    }
    qsort(keys, others, sizeof *keys, compare_keys);
    return keys;
}

void hr_push_key(lua_State *L, const hr_table_key *key) {
    switch (key->kind) {
    case 0: lua_pushinteger(L, key->integer); break;
    case 1: lua_pushnumber(L, key->number); break;
    default: lua_pushlstring(L, key->text.bytes, key->text.length);
    }
}

// MARK: pairs and next

// Upvalues: the table, the keys after 1...border, the border, how many were given.
static int step(lua_State *L) {
    lua_Integer border = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer given = lua_tointeger(L, lua_upvalueindex(4));
    lua_Integer keys = (lua_Integer)lua_rawlen(L, lua_upvalueindex(2));
    lua_settop(L, 0);
    while (given < border + keys) {
        given++;
        if (given <= border) {
            lua_pushinteger(L, given);
        } else {
            lua_rawgeti(L, lua_upvalueindex(2), given - border);
        }
        lua_pushvalue(L, 1);
        // What was removed meanwhile is left out; a value of nil can't be told from it.
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) break;
        hr_charge(L, 1);
        lua_settop(L, 0);
    }
    lua_pushinteger(L, given);
    lua_replace(L, lua_upvalueindex(4));
    if (lua_gettop(L) == 0) lua_pushnil(L);
    return lua_gettop(L);
}

int hr_pairs(lua_State *L) {
    hr_host *h = HOST(L);
    hr_check_any(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    hr_check_table(L, 1);
    lua_settop(L, 1);
    if (!hr_push_thawed(L, h, 1)) lua_pushvalue(L, 1);
    lua_Integer border;
    size_t count;
    hr_table_key *keys = hr_push_sorted_keys(L, h, 2, &border, &count);
    hr_charge(L, (uint64_t)border / 4 + count * 4);
    lua_pushvalue(L, 2);
    lua_createtable(L, count > 0 ? (int)count : 0, 0);
    for (size_t i = 0; i < count; i++) {
        hr_push_key(L, &keys[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, border);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, step, 4);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

int hr_next(lua_State *L) {
    hr_host *h = HOST(L);
    hr_check_table(L, 1);
    lua_settop(L, 2);
    hr_thaw(L, 1);
    bool fromStart = lua_isnil(L, 2);
    hr_table_key last = {0}, best = {0}, key;
    if (!fromStart) read_key(L, h, 2, &last);
    bool found = false;
    uint64_t seen = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        seen++;
        read_key(L, h, -2, &key);
        if (!fromStart && compare_keys(&key, &last) <= 0) continue;
        if (found && compare_keys(&key, &best) >= 0) continue;
        best = key;
        found = true;
    }
    hr_charge(L, seen);
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    hr_push_key(L, &best);
    lua_pushvalue(L, -1);
    lua_rawget(L, 1);
    return 2;
}
