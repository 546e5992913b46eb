// table.sort: a merge sort, so that equal elements keep their order and a comparison that contradicts itself still ends.
#include "Host.h"

#include <limits.h>
#include <string.h>

enum { TABLE = 1, ORDER = 2, ELEMENTS = 3 };

typedef struct sorter {
    lua_State *state;
    bool hasOrder;
    const double *numbers;  // if all elements are floats: compared without Lua
} sorter;

static bool is_less(sorter *s, int32_t a, int32_t b) {
    lua_State *L = s->state;
    if (s->numbers) return s->numbers[a] < s->numbers[b];
    hr_charge(L, 2);
    bool less;
    if (s->hasOrder) {
        lua_pushvalue(L, ORDER);
        lua_rawgeti(L, ELEMENTS, a + 1);
        lua_rawgeti(L, ELEMENTS, b + 1);
        lua_call(L, 2, 1);
        less = hr_truth(L, -1);
        lua_pop(L, 1);
    } else {
        lua_rawgeti(L, ELEMENTS, a + 1);
        lua_rawgeti(L, ELEMENTS, b + 1);
        if (lua_type(L, -1) == LUA_TSTRING) hr_charge(L, (uint64_t)lua_rawlen(L, -1) / 64);
        less = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
    }
    return less;
}

/// Merges order[low..<middle] and order[middle..<high] by way of `spare`.
static void merge(sorter *s, int32_t *order, int32_t *spare, size_t low, size_t middle, size_t high) {
    size_t left = low, right = middle, out = low;
    while (left < middle && right < high) {
        // Only a truly smaller right element passes a left one.
        spare[out++] = is_less(s, order[right], order[left]) ? order[right++] : order[left++];
    }
    while (left < middle) spare[out++] = order[left++];
    while (right < high) spare[out++] = order[right++];
    memcpy(order + low, spare + low, (high - low) * sizeof *order);
}

static void sort(sorter *s, int32_t *order, int32_t *spare, size_t count) {
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low + width < count; low += 2 * width) {
            size_t high = low + 2 * width < count ? low + 2 * width : count;
            // Runs that are in order already, the usual case in sorted input.
            if (!is_less(s, order[low + width], order[low + width - 1])) continue;
            merge(s, order, spare, low, low + width, high);
        }
        hr_charge(s->state, count / 4);
    }
}

/// Copies the elements to a table of their own, so that a comparison may do to the table what it likes.
static bool copy_elements(lua_State *L, lua_Integer count) {
    bool allFloats = true;
    for (lua_Integer i = 1; i <= count; i++) {
        if ((i & 63) == 0) hr_charge(L, 64);
        if (lua_geti(L, TABLE, i) != LUA_TNUMBER || lua_isinteger(L, -1)) allFloats = false;
        lua_rawseti(L, ELEMENTS, i);
    }
    return allFloats;
}

int hr_sort(lua_State *L) {
    hr_check_writable(L, TABLE, "sort");
    lua_Integer count = luaL_len(L, TABLE);
    if (count >= INT_MAX) hr_argument_error(L, 1, "a shorter table");
    if (!lua_isnoneornil(L, ORDER) && !lua_isfunction(L, ORDER)) hr_argument_error(L, ORDER, "a function");
    lua_settop(L, 2);
    if (count < 2) return 0;
    hr_charge(L, (uint64_t)count);
    lua_newtable(L);
    bool allFloats = copy_elements(L, count);
    sorter s = {.state = L, .hasOrder = !lua_isnil(L, ORDER)};
    size_t size = (size_t)count;
    int32_t *order = lua_newuserdatauv(L, 2 * size * sizeof *order, 0);
    for (size_t i = 0; i < size; i++) order[i] = (int32_t)i;
    if (allFloats && !s.hasOrder) {
        double *numbers = lua_newuserdatauv(L, size * sizeof *numbers, 0);
        for (size_t i = 0; i < size; i++) {
            lua_rawgeti(L, ELEMENTS, (lua_Integer)i + 1);
            numbers[i] = lua_tonumber(L, -1);
            lua_pop(L, 1);
        }
        s.numbers = numbers;
    }
    luaL_checkstack(L, 6, NULL);
    sort(&s, order, order + size, size);
    for (size_t i = 0; i < size; i++) {
        lua_rawgeti(L, ELEMENTS, order[i] + 1);
        lua_seti(L, TABLE, (lua_Integer)i + 1);
    }
    return 0;
}
