// Types of userdata: their metatables, made from data.
#include "Host.h"

#include <stdlib.h>

typedef struct registration {
    hr_host *host;
    const hr_type *type;
    int reference;
} registration;

// Upvalues: host, methods, the function for other names or nil.
static int index_payload(lua_State *L) {
    if (lua_type(L, 2) == LUA_TSTRING) {
        lua_pushvalue(L, 2);
        if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) return 1;
        lua_pop(L, 1);
    }
    hr_function *index = lua_touserdata(L, lua_upvalueindex(3));
    if (index) return hr_enter(L, index);
    hr_host *h = lua_touserdata(L, lua_upvalueindex(1));
    luaL_getmetafield(L, 1, "__name");
    const char *type = lua_tostring(L, -1);
    if (lua_type(L, 2) == LUA_TSTRING) {
        lua_pushfstring(L, "a value of type %s has no field `%s`", type, lua_tostring(L, 2));
    } else {
        lua_pushfstring(L, "a value of type %s has named fields only", type);
    }
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    hr_raise_fault(L, h, &(hr_fault){.kind = HR_FAULT_NATIVE, .code = "unknown-field", .text = text, .length = length});
}

// Upvalue: host.
static int refuse_field(lua_State *L) {
    static const char text[] = "this value can't be changed";
    hr_raise_fault(L, lua_touserdata(L, lua_upvalueindex(1)),
                   &(hr_fault){.kind = HR_FAULT_NATIVE, .code = "read-only", .text = text, .length = sizeof text - 1,
                               .remedy = "make a new value, or keep a table of your own"});
}

// The collector's finalizer: only marks.
static int give_up(lua_State *L) {
    hr_block *block = lua_touserdata(L, 1);
    hr_handle_release(block->owner, block->payload);
    return 0;
}

static int register_body(lua_State *L) {
    registration *r = lua_touserdata(L, 1);
    hr_host *h = r->host;
    const hr_type *type = r->type;
    lua_newtable(L);
    lua_pushstring(L, type->name);
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushlightuserdata(L, h);
    lua_newtable(L);
    for (size_t i = 0; i < type->methodCount; i++) {
        hr_push_function(L, type->methodFunctions[i]);
        lua_setfield(L, -2, type->methods[i]);
    }
    lua_pushlightuserdata(L, type->index);
    lua_pushcclosure(L, index_payload, 3);
    lua_setfield(L, -2, "__index");
    lua_pushlightuserdata(L, h);
    lua_pushcclosure(L, refuse_field, 1);
    lua_setfield(L, -2, "__newindex");
    for (size_t i = 0; i < type->eventCount; i++) {
        hr_push_function(L, type->eventFunctions[i]);
        lua_setfield(L, -2, type->events[i]);
    }
    if (type->isObject) {
        lua_pushcfunction(L, give_up);
        lua_setfield(L, -2, "__gc");
    }
    r->reference = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

uint32_t hr_register_type(hr_host *h, const hr_type *type) {
    registration r = {.host = h, .type = type};
    if (!hr_protect(h, hr_current(h), register_body, &r, 0, 0, hr_box_mark(&h->box), false)) return UINT32_MAX;
    if (h->typeCount == h->typeCapacity) {
        h->typeCapacity = h->typeCapacity ? h->typeCapacity * 2 : 16;
        h->types = realloc(h->types, h->typeCapacity * sizeof *h->types);
        if (!h->types) abort();
    }
    h->types[h->typeCount] = (hr_type_record){r.reference, type->isObject};
    return h->typeCount++;
}
