// The budget of instructions, Ctrl-C, and the death of a run that nothing in a script can catch.
#include "Host.h"

#include <stdlib.h>

static char deathMark;

/// From here on the arguments in `...` are charged.
#define HR_MANY_ARGUMENTS 1024

hr_flag *hr_flag_new(void) {
    hr_flag *flag = malloc(sizeof *flag);
    if (!flag) abort();
    atomic_init(&flag->raised, false);
    return flag;
}

void hr_flag_free(hr_flag *flag) { free(flag); }
void hr_flag_set(hr_flag *flag, bool raised) { atomic_store_explicit(&flag->raised, raised, memory_order_relaxed); }
bool hr_flag_get(const hr_flag *flag) { return atomic_load_explicit(&flag->raised, memory_order_relaxed); }
void hr_use_flag(hr_host *h, hr_flag *flag) { h->flag = flag; }

void hr_install_hook(lua_State *L, hr_host *h) {
    (void)h;
    lua_sethook(L, hr_hook, LUA_MASKCOUNT, HR_HOOK_COUNT);
}

void hr_set_limits(hr_host *h, uint64_t instructions, size_t memory) {
    h->instructions = instructions > INT64_MAX ? INT64_MAX : instructions;
    h->memory = memory;
    if (h->depth == 0) h->left = (int64_t)h->instructions;
}

uint64_t hr_instructions_used(const hr_host *h) {
    int64_t used = (int64_t)h->instructions - h->left;
    return used < 0 ? 0 : (uint64_t)used;
}

static void spend(hr_host *h, uint64_t count) {
    int64_t most = INT64_MAX / 2;
    h->left -= count > (uint64_t)most ? most : (int64_t)count;
    if (h->left < -most) h->left = -most;
}

void hr_charge_instructions(hr_host *h, uint64_t count) { spend(h, count); }

void hr_die_again(lua_State *L) {
    // Nothing that scripts can hold, and nothing that needs memory.
    lua_pushlightuserdata(L, &deathMark);
    lua_error(L);
    abort();
}

void hr_die(lua_State *L, hr_host *h, hr_kill reason) {
    if (h->killed == HR_ALIVE) {
        h->killed = reason;
        h->hostDepth++;
        h->callbacks.killed(h->context, L, reason);
        h->hostDepth--;
    }
    // From here on every instruction ends in the hook: handlers of `__close` and of xpcall included.
    lua_sethook(L, hr_hook, LUA_MASKCOUNT, 1);
    hr_die_again(L);
}

static void look(lua_State *L, hr_host *h) {
    if (h->killed != HR_ALIVE) hr_die_again(L);
    if (h->flag && hr_flag_get(h->flag)) hr_die(L, h, HR_KILLED_INTERRUPT);
    if (h->left < 0) hr_die(L, h, HR_KILLED_INSTRUCTIONS);
}

/// Passing on `...` is one instruction, however many values it holds. Functions with very many pay for them.
static void charge_variadic(lua_State *L, hr_host *h, lua_Debug *record) {
    int count = HR_MANY_ARGUMENTS;
    if (!lua_getlocal(L, record, -count)) return;
    lua_pop(L, 1);
    while (lua_getlocal(L, record, -2 * count)) {
        lua_pop(L, 1);
        count *= 2;
    }
    spend(h, (uint64_t)count * HR_HOOK_COUNT / 16);
}

void hr_hook(lua_State *L, lua_Debug *record) {
    hr_host *h = HOST(L);
    h->left -= HR_HOOK_COUNT;
    charge_variadic(L, h, record);
    look(L, h);
}

void hr_charge(lua_State *L, uint64_t steps) {
    hr_host *h = HOST(L);
    spend(h, steps);
    look(L, h);
}
