// Errors: where they are, and how they become the objects that scripts and Swift see.
#include "Host.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

// MARK: The host of a state

static char hostKey;

void hr_remember_host(lua_State *L, hr_host *h) {
    lua_pushlightuserdata(L, h);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &hostKey);
}

hr_host *hr_host_of(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &hostKey);
    hr_host *h = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return h;
}

// MARK: Positions

hr_position hr_chunk_position(const lua_Debug *record) {
    hr_position position = {-1, record->currentline};
    if (record->source[0] == '=' && record->source[1] == HR_CHUNK_MARK) position.chunk = atoi(record->source + 2);
    return position;
}

// Asks for `S`, `l`, `n` and `t` only, for which Lua allocates nothing and can't fail.
bool hr_frame_at(const hr_host *h, lua_State *L, int level, hr_frame *frame) {
    (void)h;
    lua_Debug record;
    if (!lua_getstack(L, level, &record)) return false;
    lua_getinfo(L, "Slnt", &record);
    frame->position = hr_chunk_position(&record);
    frame->lineDefined = record.linedefined;
    frame->isC = record.what[0] == 'C';
    frame->isMain = record.what[0] == 'm';
    frame->source = frame->position.chunk < 0 ? (record.source[0] == '@' ? record.source + 1 : "script") : NULL;
    frame->name = record.name;
    return true;
}

int hr_depth(lua_State *L) {
    lua_Debug record;
    int low = 0, high = 64;
    while (lua_getstack(L, high, &record)) {
        low = high;
        high *= 2;
    }
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (lua_getstack(L, middle, &record)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

bool hr_position_of(lua_State *L, int level, hr_position *position) {
    lua_Debug record;
    if (!lua_getstack(L, level, &record)) return false;
    lua_getinfo(L, "Sl", &record);
    *position = hr_chunk_position(&record);
    return record.currentline > 0;
}

bool hr_caller_position(lua_State *L, int level, hr_position *position) {
    lua_Debug record;
    for (; lua_getstack(L, level, &record); level++) {
        lua_getinfo(L, "Sl", &record);
        if (record.currentline <= 0) continue;
        *position = hr_chunk_position(&record);
        return true;
    }
    return false;
}

// MARK: Raising

static void push_fault(lua_State *L, lua_State *from, hr_host *h, const hr_fault *fault) {
    h->hostDepth++;
    hr_payload payload = h->callbacks.fault(h->context, from, fault);
    h->hostDepth--;
    hr_push_payload(L, h, payload);
}

void hr_raise_fault(lua_State *L, hr_host *h, const hr_fault *fault) {
    hr_fault located = *fault;
    if (located.position.line == 0) hr_caller_position(L, 0, &located.position);
    push_fault(L, L, h, &located);
    lua_error(L);
    abort();
}

void hr_raise(lua_State *L, const char *code, const char *remedy, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    lua_pushvfstring(L, format, arguments);
    va_end(arguments);
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    hr_raise_fault(L, HOST(L), &(hr_fault){.kind = HR_FAULT_NATIVE, .code = code, .text = text, .length = length, .remedy = remedy});
}

// MARK: Lua's own messages

static bool is_script_error(lua_State *L, hr_host *h) {
    hr_get_key(L, h, HR_KEY_SCRIPT_ERROR);
    bool same = lua_rawequal(L, -1, -2);
    lua_pop(L, 1);
    return same;
}

static const char *parse_position(const char *text, hr_position *position) {
    if (text[0] != HR_CHUNK_MARK) return text;
    char *end;
    long chunk = strtol(text + 1, &end, 10);
    if (*end != ':') return text;
    long line = strtol(end + 1, &end, 10);
    if (end[0] != ':' || end[1] != ' ') return text;
    *position = (hr_position){(int32_t)chunk, (int32_t)line};
    return end + 2;
}

void hr_translate(lua_State *L, hr_host *h, lua_State *from) {
    if (lua_type(L, -1) != LUA_TSTRING || is_script_error(L, h)) return;
    size_t length;
    const char *whole = lua_tolstring(L, -1, &length);
    hr_fault fault = {.kind = HR_FAULT_RUNTIME};
    fault.text = parse_position(whole, &fault.position);
    fault.length = length - (size_t)(fault.text - whole);
    if (fault.position.line == 0) hr_caller_position(from, 0, &fault.position);
    push_fault(L, from, h, &fault);
    lua_remove(L, -2);
}

int hr_script_handler(lua_State *L) {
    hr_host *h = HOST(L);
    if (h->killed == HR_ALIVE) hr_translate(L, h, L);
    return 1;
}

// A value that nothing in the script has caught, as an error object.
static void wrap_script_error(lua_State *L, hr_host *h) {
    hr_fault fault = {.kind = HR_FAULT_SCRIPT};
    size_t prefix = 0;
    if (!h->attached && is_script_error(L, h)) {
        fault.position = h->scriptErrorPosition;
        prefix = h->scriptErrorPrefix;
    }
    if (fault.position.line == 0) hr_caller_position(L, 0, &fault.position);
    int value = lua_gettop(L);
    if (lua_type(L, value) == LUA_TTABLE) {
        lua_pushliteral(L, "message");
        lua_rawget(L, value);
    }
    if (lua_type(L, -1) != LUA_TSTRING) lua_pushfstring(L, "the script raised a value of type %s", luaL_typename(L, value));
    fault.text = lua_tolstring(L, -1, &fault.length);
    if (lua_gettop(L) == value && prefix <= fault.length) {
        fault.text += prefix;
        fault.length -= prefix;
    }
    push_fault(L, L, h, &fault);
}

int hr_outer_handler(lua_State *L) {
    hr_host *h = hr_host_of(L);
    lua_settop(L, 1);
    if (h->killed != HR_ALIVE || hr_block_at(h, L, 1)) return 1;
    if (!h->attached) hr_translate(L, h, L);
    if (!hr_block_at(h, L, 1)) wrap_script_error(L, h);
    return 1;
}

// MARK: error, assert, pcall, xpcall

static void remember(lua_State *L, hr_host *h, hr_position position, size_t prefix) {
    lua_pushvalue(L, -1);
    hr_set_key(L, h, HR_KEY_SCRIPT_ERROR);
    h->scriptErrorPosition = position;
    h->scriptErrorPrefix = prefix;
}

int hr_error(lua_State *L) {
    hr_host *h = HOST(L);
    lua_Integer level = hr_opt_integer(L, 2, 1);
    lua_settop(L, 1);
    if (lua_type(L, 1) == LUA_TSTRING && is_script_error(L, h)) return lua_error(L);
    hr_position position = {0, 0};
    size_t prefix = 0;
    bool isKnown = level > 0 && level < 1000 && hr_position_of(L, (int)level, &position);
    if (isKnown && lua_type(L, 1) == LUA_TSTRING) {
        char place[512];
        h->hostDepth++;
        prefix = h->callbacks.locate(h->context, position, place, sizeof place);
        h->hostDepth--;
        lua_pushlstring(L, place, prefix);
        lua_pushliteral(L, ": ");
        lua_pushvalue(L, 1);
        lua_concat(L, 3);
        prefix += 2;
    } else if (!isKnown) {
        hr_caller_position(L, 1, &position);
    }
    remember(L, h, position, prefix);
    return lua_error(L);
}

int hr_assert(lua_State *L) {
    if (hr_truth(L, 1)) return lua_gettop(L);
    hr_check_any(L, 1);
    lua_remove(L, 1);
    if (lua_gettop(L) == 0) lua_pushliteral(L, "assertion failed!");
    lua_settop(L, 1);
    hr_position position = {0, 0};
    hr_caller_position(L, 1, &position);
    if (!hr_block_at(HOST(L), L, 1)) remember(L, HOST(L), position, 0);
    return lua_error(L);
}

// After the function, called again by Lua if it has yielded in between. `extra` values lie below the results.
static int finish(lua_State *L, int status, lua_KContext extra) {
    hr_host *h = HOST(L);
    if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(L) - (int)extra;
    if (h->killed != HR_ALIVE) hr_die_again(L);
    if (status == LUA_ERRMEM) hr_die(L, h, h->left < 0 ? HR_KILLED_INSTRUCTIONS : HR_KILLED_MEMORY);
    hr_charge(L, HR_ERROR_COST);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
}

int hr_pcall(lua_State *L) {
    hr_check_any(L, 1);
    lua_pushcfunction(L, hr_script_handler);
    lua_insert(L, 1);
    lua_pushboolean(L, 1);
    lua_insert(L, 2);
    return finish(L, lua_pcallk(L, lua_gettop(L) - 3, LUA_MULTRET, 1, 1, finish), 1);
}

// Upvalue: the script's handler.
static int call_handler(lua_State *L) {
    hr_host *h = HOST(L);
    if (h->killed != HR_ALIVE) return 1;
    lua_settop(L, 1);
    hr_translate(L, h, L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

int hr_xpcall(lua_State *L) {
    if (lua_type(L, 2) != LUA_TFUNCTION) hr_argument_error(L, 2, "a function");
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, call_handler, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1);
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);  // function, handler, true, function, arguments
    return finish(L, lua_pcallk(L, lua_gettop(L) - 4, LUA_MULTRET, 2, 2, finish), 2);
}
