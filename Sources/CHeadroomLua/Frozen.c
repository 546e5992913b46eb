// Read-only tables. Scripts hold an empty table whose metatable leads to the real one; whatever reads a table without its
// metamethods looks behind it, whatever writes refuses.
#include "Host.h"

// MARK: Looking behind

bool hr_push_thawed(lua_State *L, hr_host *h, int position) {
    if (lua_type(L, position) != LUA_TTABLE || !lua_getmetatable(L, position)) return false;
    if (lua_rawgetp(L, -1, &h->keys[HR_KEY_FROZEN]) == LUA_TTABLE) {
        lua_remove(L, -2);
        return true;
    }
    lua_pop(L, 2);
    return false;
}

void hr_thaw(lua_State *L, int position) {
    if (hr_push_thawed(L, HOST(L), position)) lua_replace(L, position);
}

bool hr_push_view(lua_State *L, hr_host *h, int position) {
    position = lua_absindex(L, position);
    hr_get_key(L, h, HR_KEY_VIEWS);
    lua_pushvalue(L, position);
    if (lua_rawget(L, -2) == LUA_TNIL) {
        lua_pop(L, 2);
        return false;
    }
    lua_remove(L, -2);
    return true;
}

void hr_check_writable(lua_State *L, int position, const char *function) {
    hr_check_table(L, position);
    if (hr_push_thawed(L, HOST(L), position)) {
        hr_raise(L, "read-only", "copy it into a new table first", "`%s` can't change a read-only table", function);
    }
}

static int refuse_write(lua_State *L) {
    if (lua_type(L, 2) == LUA_TSTRING) {
        hr_raise(L, "read-only", "copy it into a new table first", "`%s` can't be set: the table is read-only", lua_tostring(L, 2));
    }
    hr_raise(L, "read-only", "copy it into a new table first", "the table is read-only");
}

// Upvalue: the real table.
static int frozen_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)lua_rawlen(L, lua_upvalueindex(1)));
    return 1;
}

// Upvalues: the real table, the function that its metatable has for missing keys, which must not get the real table.
static int frozen_index(lua_State *L) {
    lua_settop(L, 2);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_insert(L, 1);
    lua_call(L, 2, 1);
    return 1;
}

// MARK: Freezing

// Stack of one freezing: queue (list of tables and functions found), map (table and its view -> the view, function -> true).
enum { QUEUE = 1, MAP = 2 };

static const char *const copied[] = {
    "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__idiv", "__band", "__bor", "__bxor", "__shl", "__shr",
    "__bnot", "__concat", "__eq", "__lt", "__le", "__call", "__tostring", "__name", "__pairs", "__len",
};

static void set_view(lua_State *L, hr_host *h, int table, int view) {
    lua_createtable(L, 0, 5);
    int meta = lua_gettop(L);
    lua_pushvalue(L, table);
    lua_pushcclosure(L, frozen_length, 1);
    lua_setfield(L, meta, "__len");
    lua_pushvalue(L, table);
    lua_setfield(L, meta, "__index");
    if (lua_getmetatable(L, table)) {
        for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
            lua_pushstring(L, copied[i]);
            lua_pushvalue(L, -1);
            if (lua_rawget(L, meta + 1) == LUA_TNIL) {
                lua_pop(L, 2);
            } else {
                lua_rawset(L, meta);
            }
        }
        lua_pushliteral(L, "__index");
        if (lua_rawget(L, meta + 1) == LUA_TFUNCTION) {
            lua_pushvalue(L, table);
            lua_insert(L, -2);
            lua_pushcclosure(L, frozen_index, 2);
            lua_setfield(L, meta, "__index");
        }
        lua_settop(L, meta);
    }
    lua_pushcfunction(L, refuse_write);
    lua_setfield(L, meta, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, meta, "__metatable");
    lua_pushvalue(L, table);
    lua_rawsetp(L, meta, &h->keys[HR_KEY_FROZEN]);
    lua_setmetatable(L, view);
    hr_get_key(L, h, HR_KEY_VIEWS);
    lua_pushvalue(L, table);
    lua_pushvalue(L, view);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/// Replaces the value on top by what stands for it in a read-only world, and notes what is still to be done.
static void replace(lua_State *L, hr_host *h) {
    int type = lua_type(L, -1);
    if (type == LUA_TTHREAD) {
        hr_raise(L, "wrong-type", "return a function that makes one", "a coroutine can't be part of an imported value");
    }
    if (type != LUA_TTABLE && (type != LUA_TFUNCTION || lua_iscfunction(L, -1))) return;
    if (type == LUA_TTABLE && hr_push_thawed(L, h, lua_gettop(L))) {
        lua_pop(L, 1);
        return;
    }
    lua_pushvalue(L, -1);
    int known = lua_rawget(L, MAP);
    if (known == LUA_TNIL) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        if (type == LUA_TTABLE) {
            lua_newtable(L);
        } else {
            lua_pushboolean(L, 1);
        }
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, MAP);
        if (type == LUA_TTABLE) {
            // Functions may share a variable, in which a later one finds what was put there for an earlier one.
            lua_pushvalue(L, -1);
            lua_pushvalue(L, -2);
            lua_rawset(L, MAP);
        }
        lua_insert(L, -2);
        lua_rawseti(L, QUEUE, (lua_Integer)lua_rawlen(L, QUEUE) + 1);
    }
    if (type == LUA_TTABLE) {
        lua_replace(L, -2);
    } else {
        lua_pop(L, 1);
    }
}

static void freeze_table(lua_State *L, hr_host *h, int table) {
    uint64_t count = 0;
    for (lua_pushnil(L); lua_next(L, table); count++) {
        if (lua_type(L, -2) == LUA_TTABLE || lua_type(L, -2) == LUA_TFUNCTION) {
            hr_raise(L, "wrong-type", "use names or numbers as keys", "an imported table has keys that are no numbers or names");
        }
        replace(L, h);
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        lua_rawset(L, table);
    }
    hr_charge(L, count);
    if (lua_getmetatable(L, table)) {
        // Only the view of the metatable gets around; the table keeps the real one, whose values are replaced in turn.
        lua_pushvalue(L, -1);
        replace(L, h);
        lua_pop(L, 2);
    }
}

static void freeze_upvalues(lua_State *L, hr_host *h, int function) {
    for (int i = 1; lua_getupvalue(L, function, i); i++) {
        replace(L, h);
        lua_setupvalue(L, function, i);
    }
}

static int freeze_body(lua_State *L) {
    hr_host *h = HOST(L);
    lua_newtable(L);
    lua_newtable(L);
    lua_rotate(L, 1, 2);  // queue, map, value
    replace(L, h);
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, QUEUE); i++) {
        lua_rawgeti(L, QUEUE, i);
        if (lua_istable(L, 4)) {
            freeze_table(L, h, 4);
        } else {
            freeze_upvalues(L, h, 4);
        }
        lua_settop(L, 3);
    }
    // The views last: their metatables copy metamethods that have been replaced by now.
    for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, QUEUE); i++) {
        lua_rawgeti(L, QUEUE, i);
        if (lua_istable(L, 4)) {
            lua_pushvalue(L, 4);
            lua_rawget(L, MAP);
            set_view(L, h, 4, 5);
        }
        lua_settop(L, 3);
    }
    return 1;
}

void hr_freeze(lua_State *L) {
    lua_pushcfunction(L, freeze_body);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
}
