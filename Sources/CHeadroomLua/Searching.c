// string.find, match, gmatch and gsub.
#define _GNU_SOURCE
#include "Buffer.h"
#include "Pattern.h"

#include <string.h>

/// Where a search begins, from 0; more than `length` if it lies behind the text.
static size_t first_place(lua_Integer init, size_t length) {
    if (init > 0) return (size_t)init - 1;
    if (init == 0 || init < -(lua_Integer)length) return 0;
    return length + (size_t)init;
}

static bool is_literal(const char *pattern, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (pattern[i] && strchr("^$*+?.([%-)", pattern[i])) return false;
    }
    return true;
}

static int find_literal(lua_State *L, const char *text, size_t length, const char *wanted, size_t size, size_t from) {
    hr_charge(L, 1 + (length - from) / 64);
    const char *found = size == 0 ? text + from : memmem(text + from, length - from, wanted, size);
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, found - text + 1);
    lua_pushinteger(L, found - text + (lua_Integer)size);
    return 2;
}

static int search(lua_State *L, bool isFind) {
    size_t length, size;
    const char *text = hr_check_string(L, 1, &length);
    const char *wanted = hr_check_string(L, 2, &size);
    size_t from = first_place(hr_opt_integer(L, 3, 1), length);
    if (from > length) {
        lua_pushnil(L);
        return 1;
    }
    if (isFind && (lua_toboolean(L, 4) || is_literal(wanted, size))) return find_literal(L, text, length, wanted, size, from);
    const hr_pattern *pattern = hr_compile(L, wanted, size, true);
    hr_matcher m;
    hr_matcher_begin(L, &m, pattern, text, length);
    for (const char *at = text + from; at <= text + length; at++) {
        const char *end = hr_match_at(&m, at);
        if (end && isFind) {
            lua_pushinteger(L, at - text + 1);
            lua_pushinteger(L, end - text);
            return 2 + hr_push_captures(&m, at, end, false);
        }
        if (end) return hr_push_captures(&m, at, end, true);
        if (pattern->anchored) break;
    }
    lua_pushnil(L);
    return 1;
}

int hr_find(lua_State *L) { return search(L, true); }
int hr_match(lua_State *L) { return search(L, false); }

// MARK: gmatch

// Upvalues: text, compiled pattern, place to go on at, end of the last match (-1: none).
static int next_match(lua_State *L) {
    size_t length;
    const char *text = lua_tolstring(L, lua_upvalueindex(1), &length);
    const hr_pattern *pattern = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    hr_matcher m;
    hr_matcher_begin(L, &m, pattern, text, length);
    for (const char *at = text + lua_tointeger(L, lua_upvalueindex(3)); at <= text + length; at++) {
        const char *end = hr_match_at(&m, at);
        if (!end || end - text == last) continue;
        lua_pushinteger(L, end - text);
        lua_copy(L, -1, lua_upvalueindex(3));
        lua_copy(L, -1, lua_upvalueindex(4));
        return hr_push_captures(&m, at, end, true);
    }
    lua_pushinteger(L, (lua_Integer)length + 1);
    lua_replace(L, lua_upvalueindex(3));
    return 0;
}

int hr_gmatch(lua_State *L) {
    size_t length, size;
    hr_check_string(L, 1, &length);
    const char *wanted = hr_check_string(L, 2, &size);
    size_t from = first_place(hr_opt_integer(L, 3, 1), length);
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    hr_compile(L, wanted, size, false);
    lua_pushinteger(L, (lua_Integer)(from > length ? length + 1 : from));
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

// MARK: gsub

typedef struct substitution {
    hr_matcher m;
    hr_buffer result;
    int kind;  // Lua type of the replacement, at position 3
} substitution;

static void add_template(substitution *s, const char *start, const char *end) {
    lua_State *L = s->m.state;
    size_t length;
    const char *template = lua_tolstring(L, 3, &length);
    for (size_t i = 0; i < length; i++) {
        if (template[i] != '%') {
            hr_buffer_byte(&s->result, template[i]);
            continue;
        }
        char c = ++i < length ? template[i] : 0;
        if (c == '%') {
            hr_buffer_byte(&s->result, c);
        } else if (c == '0' || (c == '1' && s->m.pattern->captures == 0)) {
            hr_buffer_add(&s->result, start, (size_t)(end - start));
        } else if (c >= '1' && c <= '9' && (uint32_t)(c - '1') < s->m.pattern->captures) {
            hr_push_capture(&s->m, (uint32_t)(c - '1'));
            size_t size;
            const char *bytes = lua_tolstring(L, -1, &size);
            hr_buffer_add(&s->result, bytes, size);
            lua_pop(L, 1);
        } else {
            hr_raise(L, "runtime", "write %% for a percent sign", "the replacement refers to something that isn't captured");
        }
    }
}

static void add_replacement(substitution *s, const char *start, const char *end) {
    lua_State *L = s->m.state;
    hr_charge(L, 4);
    if (s->kind == LUA_TSTRING) {
        add_template(s, start, end);
        return;
    }
    int top = lua_gettop(L);
    if (s->kind == LUA_TTABLE) {
        if (s->m.pattern->captures > 0) {
            hr_push_capture(&s->m, 0);
        } else {
            lua_pushlstring(L, start, (size_t)(end - start));
        }
        lua_gettable(L, 3);
    } else {
        lua_pushvalue(L, 3);
        int count = hr_push_captures(&s->m, start, end, true);
        lua_call(L, count, 1);
    }
    if (!hr_truth(L, -1)) {
        hr_buffer_add(&s->result, start, (size_t)(end - start));
    } else if (lua_type(L, -1) == LUA_TSTRING || lua_type(L, -1) == LUA_TNUMBER) {
        size_t size;
        const char *bytes = lua_tolstring(L, -1, &size);
        hr_buffer_add(&s->result, bytes, size);
    } else {
        hr_raise(L, "wrong-type", "return text or a number", "the replacement is a %s", luaL_typename(L, -1));
    }
    lua_settop(L, top);
}

int hr_gsub(lua_State *L) {
    size_t length, size;
    const char *text = hr_check_string(L, 1, &length);
    const char *wanted = hr_check_string(L, 2, &size);
    substitution s;
    s.kind = lua_type(L, 3);
    if (s.kind == LUA_TNUMBER) {
        lua_tolstring(L, 3, NULL);
        s.kind = LUA_TSTRING;
    }
    if (s.kind != LUA_TSTRING && s.kind != LUA_TTABLE && s.kind != LUA_TFUNCTION) {
        hr_argument_error(L, 3, "text, a table or a function");
    }
    lua_Integer most = hr_opt_integer(L, 4, (lua_Integer)length + 1);
    lua_settop(L, 3);
    const hr_pattern *pattern = hr_compile(L, wanted, size, true);
    hr_matcher_begin(L, &s.m, pattern, text, length);
    hr_buffer_begin(L, &s.result);
    const char *at = text, *last = NULL;
    lua_Integer count = 0;
    while (count < most) {
        const char *end = hr_match_at(&s.m, at);
        if (end && end != last) {
            count++;
            add_replacement(&s, at, end);
            at = last = end;
        } else if (at < text + length) {
            hr_buffer_byte(&s.result, *at++);
        } else {
            break;
        }
        if (pattern->anchored) break;
    }
    hr_buffer_add(&s.result, at, (size_t)(text + length - at));
    hr_buffer_push(&s.result);
    lua_pushinteger(L, count);
    return 2;
}
