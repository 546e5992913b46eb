// The table library. Every element handled is charged, so that a huge range is no way around the budget.
#include "Buffer.h"

#include <limits.h>

static lua_Integer length_of(lua_State *L, int position) {
    lua_len(L, position);
    int isInteger;
    lua_Integer length = lua_tointegerx(L, -1, &isInteger);
    if (!isInteger) hr_raise(L, "wrong-type", NULL, "the length of the table is not a whole number");
    lua_pop(L, 1);
    return length;
}

static void charge_element(lua_State *L, uint64_t *done) {
    if ((++*done & 63) == 0) hr_charge(L, 64);
}

static int insert(lua_State *L) {
    hr_check_writable(L, 1, "insert");
    lua_Integer end = (lua_Integer)((lua_Unsigned)length_of(L, 1) + 1);
    int count = lua_gettop(L);
    if (count == 2) {
        lua_seti(L, 1, end);
        return 0;
    }
    if (count != 3) hr_raise(L, "wrong-type", "write table.insert(t, value) or table.insert(t, place, value)", "`insert` takes two or three arguments");
    lua_Integer place = hr_check_integer(L, 2);
    if ((lua_Unsigned)place - 1 >= (lua_Unsigned)end) hr_argument_error(L, 2, "a place from 1 to the length plus 1");
    uint64_t done = 0;
    for (lua_Integer i = end; i > place; i--) {
        charge_element(L, &done);
        lua_geti(L, 1, i - 1);
        lua_seti(L, 1, i);
    }
    lua_seti(L, 1, place);
    return 0;
}

static int table_remove(lua_State *L) {
    hr_check_writable(L, 1, "remove");
    lua_Integer length = length_of(L, 1);
    lua_Integer place = hr_opt_integer(L, 2, length);
    if (place != length && (lua_Unsigned)place - 1 > (lua_Unsigned)length) {
        hr_argument_error(L, 2, "a place in the table");
    }
    lua_geti(L, 1, place);
    uint64_t done = 0;
    for (; place < length; place++) {
        charge_element(L, &done);
        lua_geti(L, 1, place + 1);
        lua_seti(L, 1, place);
    }
    lua_pushnil(L);
    lua_seti(L, 1, place);
    return 1;
}

static int concat(lua_State *L) {
    hr_check_table(L, 1);
    size_t gap = 0, length;
    const char *between = lua_isnoneornil(L, 2) ? "" : hr_check_string(L, 2, &gap);
    lua_Integer first = hr_opt_integer(L, 3, 1);
    lua_Integer last = lua_isnoneornil(L, 4) ? length_of(L, 1) : hr_check_integer(L, 4);
    lua_settop(L, 4);
    hr_buffer buffer;
    hr_buffer_begin(L, &buffer);
    uint64_t done = 0;
    for (lua_Integer i = first; i <= last; i++) {
        charge_element(L, &done);
        int type = lua_geti(L, 1, i);
        if (type != LUA_TSTRING && type != LUA_TNUMBER) {
            hr_raise(L, "wrong-type", "put tostring around it first", "element %I of the table is a %s: `concat` joins text and numbers",
                     (LUAI_UACINT)i, luaL_typename(L, -1));
        }
        const char *text = lua_tolstring(L, -1, &length);
        hr_buffer_add(&buffer, text, length);
        if (i != last) hr_buffer_add(&buffer, between, gap);
        lua_pop(L, 1);
        if (i == LUA_MAXINTEGER) break;
    }
    hr_buffer_push(&buffer);
    return 1;
}

static int pack(lua_State *L) {
    int count = lua_gettop(L);
    lua_createtable(L, count, 1);
    lua_insert(L, 1);
    for (int i = count; i >= 1; i--) lua_rawseti(L, 1, i);
    lua_pushinteger(L, count);
    lua_setfield(L, 1, "n");
    hr_charge(L, (uint64_t)count / 4);
    return 1;
}

static int unpack(lua_State *L) {
    hr_check_table(L, 1);
    lua_Integer first = hr_opt_integer(L, 2, 1);
    lua_Integer last = lua_isnoneornil(L, 3) ? length_of(L, 1) : hr_check_integer(L, 3);
    if (first > last) return 0;
    lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)first;
    if (count >= INT_MAX || !lua_checkstack(L, (int)++count)) {
        hr_raise(L, "out-of-range", "take them in pieces", "the range of `unpack` is too large");
    }
    hr_charge(L, count);
    for (lua_Unsigned i = 0; i < count; i++) lua_geti(L, 1, (lua_Integer)((lua_Unsigned)first + i));
    return (int)count;
}

static int move(lua_State *L) {
    hr_check_table(L, 1);
    lua_Integer first = hr_check_integer(L, 2), last = hr_check_integer(L, 3), place = hr_check_integer(L, 4);
    int target = lua_isnoneornil(L, 5) ? 1 : 5;
    hr_check_writable(L, target, "move");
    lua_settop(L, 5);
    if (last >= first) {
        if (!(first > 0 || last < LUA_MAXINTEGER + first)) hr_argument_error(L, 3, "closer to the beginning: these are too many elements");
        lua_Integer count = last - first + 1;
        if (place > LUA_MAXINTEGER - count + 1) hr_argument_error(L, 4, "smaller: the elements would lie beyond the largest integer");
        bool upward = place > last || place <= first || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
        uint64_t done = 0;
        for (lua_Integer n = 0; n < count; n++) {
            lua_Integer i = upward ? n : count - 1 - n;
            charge_element(L, &done);
            lua_geti(L, 1, first + i);
            lua_seti(L, target, place + i);
        }
    }
    lua_pushvalue(L, target);
    return 1;
}

static const luaL_Reg tables[] = {
    {"concat", concat}, {"insert", insert}, {"move", move}, {"pack", pack},
    {"remove", table_remove}, {"sort", hr_sort}, {"unpack", unpack}, {NULL, NULL},
};

void hr_open_tables(lua_State *L) {
    luaL_newlib(L, tables);
    hr_freeze(L);
    lua_setfield(L, -2, LUA_TABLIBNAME);
}
