// Values between the stack and the box.
#include "Host.h"

#include <string.h>

hr_block *hr_block_at(const hr_host *h, lua_State *L, int position) {
    if (lua_type(L, position) != LUA_TUSERDATA || lua_rawlen(L, position) != sizeof(hr_block)) return NULL;
    hr_block *block = lua_touserdata(L, position);
    return block->owner == h ? block : NULL;
}

const hr_payload *hr_payload_at(const hr_host *h, lua_State *L, int position) {
    hr_block *block = hr_block_at(h, L, position);
    return block ? &block->payload : NULL;
}

int hr_type_at(lua_State *L, int position) { return lua_type(L, position); }
bool hr_is_integer(lua_State *L, int position) { return lua_isinteger(L, position); }

const char *hr_string_at(lua_State *L, int position, size_t *length) {
    // lua_tolstring converts numbers, for which it needs memory; strings it only returns.
    return lua_type(L, position) == LUA_TSTRING ? lua_tolstring(L, position, length) : NULL;
}

// MARK: To Lua

static void push_object(lua_State *L, hr_host *h, hr_payload payload) {
    if (hr_handle_slot(h, payload) < 0) {
        hr_raise_fault(L, h, &(hr_fault){.kind = HR_FAULT_NATIVE, .code = "internal", .text = "an object is used after its end",
                                         .length = strlen("an object is used after its end")});
    }
    hr_get_key(L, h, HR_KEY_OBJECTS);
    lua_rawgeti(L, -1, payload.a);
    hr_block *known = lua_touserdata(L, -1);
    if (known && known->payload.generation == payload.generation) {
        lua_remove(L, -2);
        return;
    }
    lua_pop(L, 1);
    hr_block *block = lua_newuserdatauv(L, sizeof *block, 0);
    *block = (hr_block){h, payload};
    lua_rawgeti(L, LUA_REGISTRYINDEX, h->types[payload.type].reference);
    lua_setmetatable(L, -2);
    // From here on the collector's finalizer gives the slot up, whatever fails below.
    h->slots[payload.a].state = HR_SLOT_BOUND;
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, payload.a);
    lua_remove(L, -2);
}

void hr_push_payload(lua_State *L, hr_host *h, hr_payload payload) {
    if (h->types[payload.type].isObject) {
        push_object(L, h, payload);
        return;
    }
    hr_block *block = lua_newuserdatauv(L, sizeof *block, 0);
    *block = (hr_block){h, payload};
    lua_rawgeti(L, LUA_REGISTRYINDEX, h->types[payload.type].reference);
    lua_setmetatable(L, -2);
}

void hr_push_function(lua_State *L, hr_function *function) {
    // One closure per function, so that equal functions are equal.
    hr_get_key(L, function->host, HR_KEY_FUNCTIONS);
    if (lua_rawgetp(L, -1, function) == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushlightuserdata(L, function);
        lua_pushcclosure(L, hr_trampoline, 1);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, -3, function);
    }
    lua_remove(L, -2);
}

static void push_table(lua_State *L, hr_host *h, int64_t pairs, size_t *index) {
    luaL_checkstack(L, 4, "a table that is nested too deep");
    lua_createtable(L, pairs > 4 && h->box.values[*index].kind == HR_INTEGER ? (int)pairs : 0, 0);
    for (int64_t i = 0; i < pairs; i++) {
        hr_push_value(L, h, index);
        hr_push_value(L, h, index);
        lua_rawset(L, -3);
    }
}

void hr_push_value(lua_State *L, hr_host *h, size_t *index) {
    hr_value value = h->box.values[(*index)++];
    switch (value.kind) {
    case HR_BOOLEAN: lua_pushboolean(L, value.flag); break;
    case HR_INTEGER: lua_pushinteger(L, value.integer); break;
    case HR_NUMBER: lua_pushnumber(L, value.number); break;
    case HR_STRING: lua_pushlstring(L, h->box.bytes + value.text.offset, value.text.length); break;
    case HR_PAYLOAD: hr_push_payload(L, h, value.payload); break;
    case HR_TABLE: push_table(L, h, value.integer, index); break;
    case HR_FUNCTION:
        hr_get_key(L, h, HR_KEY_REFERENCES);
        lua_rawgeti(L, -1, value.flag);
        lua_remove(L, -2);
        break;
    case HR_NATIVE: hr_push_function(L, value.native); break;
    default: lua_pushnil(L); break;
    }
}

// MARK: From Lua

typedef struct ancestors {
    const void *tables[HR_SNAPSHOT_DEPTH];
    int depth;
    size_t first;
} ancestors;

static void refuse(lua_State *L, hr_host *h, const char *code, const char *text, const char *remedy) {
    hr_raise_fault(L, h, &(hr_fault){.kind = HR_FAULT_NATIVE, .code = code, .text = text, .length = strlen(text), .remedy = remedy});
}

static void box_any(lua_State *L, hr_host *h, int position, ancestors *above);

static int64_t box_entry(lua_State *L, hr_host *h, ancestors *above) {
    int64_t isThere = !lua_isnil(L, -1);
    if (isThere) {
        box_any(L, h, lua_gettop(L) - 1, above);
        box_any(L, h, lua_gettop(L), above);
    }
    lua_pop(L, 2);
    return isThere;
}

static void box_table(lua_State *L, hr_host *h, int position, ancestors *above) {
    luaL_checkstack(L, 12, "a table that is nested too deep");
    if (above->depth == HR_SNAPSHOT_DEPTH) {
        refuse(L, h, "wrong-type", "the table is nested more than 64 levels deep", "flatten it");
    }
    const void *identity = lua_topointer(L, position);
    for (int i = 0; i < above->depth; i++) {
        if (above->tables[i] == identity) refuse(L, h, "wrong-type", "the table contains itself", "copy what is needed into a new table");
    }
    above->tables[above->depth++] = identity;
    int top = lua_gettop(L);
    if (!hr_push_thawed(L, h, position)) lua_pushvalue(L, position);
    int table = lua_gettop(L);
    size_t header = h->box.count;
    hr_box_push(&h->box, (hr_value){.kind = HR_TABLE});
    lua_Integer border = 0;
    size_t count = 0;
    hr_table_key *keys = hr_push_sorted_keys(L, h, table, &border, &count);
    if (!h->attached) hr_charge(L, (uint64_t)border + count);
    int64_t pairs = 0;
    for (lua_Integer i = 1; i <= border; i++) {
        lua_pushinteger(L, i);
        lua_rawgeti(L, table, i);
        pairs += box_entry(L, h, above);
    }
    for (size_t i = 0; i < count; i++) {
        hr_push_key(L, &keys[i]);
        lua_pushvalue(L, -1);
        lua_rawget(L, table);
        pairs += box_entry(L, h, above);
    }
    h->box.values[header].integer = pairs;
    lua_settop(L, top);
    above->depth--;
}

static void box_function(lua_State *L, hr_host *h, int position) {
    if (lua_tocfunction(L, position) == hr_trampoline && lua_getupvalue(L, position, 1)) {
        hr_function *function = lua_touserdata(L, -1);
        lua_pop(L, 1);
        if (function->host == h) {
            hr_box_push(&h->box, (hr_value){.kind = HR_NATIVE, .native = function});
            return;
        }
    }
    hr_get_key(L, h, HR_KEY_REFERENCES);
    lua_pushvalue(L, position);
    int reference = luaL_ref(L, -2);  // Swift gives it back, or `protect` does
    lua_pop(L, 1);
    hr_box_push(&h->box, (hr_value){.kind = HR_FUNCTION, .flag = reference, .integer = 1});
}

static void box_any(lua_State *L, hr_host *h, int position, ancestors *above) {
    if (h->box.count - above->first > HR_SNAPSHOT_VALUES) {
        refuse(L, h, "out-of-range", "the table holds more than 4 million values", "pass a smaller table");
    }
    size_t length = 0;
    const char *bytes;
    const hr_payload *payload;
    switch (lua_type(L, position)) {
    case LUA_TNONE:
    case LUA_TNIL: hr_box_push(&h->box, (hr_value){.kind = HR_NIL}); break;
    case LUA_TBOOLEAN: hr_box_push(&h->box, (hr_value){.kind = HR_BOOLEAN, .flag = lua_toboolean(L, position)}); break;
    case LUA_TNUMBER:
        if (lua_isinteger(L, position)) {
            hr_box_push(&h->box, (hr_value){.kind = HR_INTEGER, .integer = lua_tointeger(L, position)});
        } else {
            hr_box_push(&h->box, (hr_value){.kind = HR_NUMBER, .number = lua_tonumber(L, position)});
        }
        break;
    case LUA_TSTRING:
        bytes = lua_tolstring(L, position, &length);
        hr_box_push_text(&h->box, bytes, length);
        break;
    case LUA_TTABLE: box_table(L, h, position, above); break;
    case LUA_TFUNCTION: box_function(L, h, position); break;
    case LUA_TUSERDATA:
        payload = hr_payload_at(h, L, position);
        if (payload) {
            hr_box_push(&h->box, (hr_value){.kind = HR_PAYLOAD, .payload = *payload});
            break;
        }
        refuse(L, h, "wrong-type", "a value of another library can't be used here", NULL);
        break;
    default: refuse(L, h, "wrong-type", "a coroutine can't be used here", "pass what it produces");
    }
}

void hr_box_value(lua_State *L, hr_host *h, int position) {
    ancestors above = {.first = h->box.count};
    box_any(L, h, lua_absindex(L, position), &above);
}
