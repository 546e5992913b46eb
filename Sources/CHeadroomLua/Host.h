// What the C files share.
#ifndef HEADROOM_HOST_H
#define HEADROOM_HOST_H

#include "CHeadroomLua.h"

#include <stdatomic.h>

/// Chunks are named "=\x01N", so that Lua's messages begin with a mark that no script can write by accident.
#define HR_CHUNK_MARK '\x01'

/// Instructions between two looks at the budget.
#define HR_HOOK_COUNT 100

/// What catching an error costs: about as long as describing it takes.
#define HR_ERROR_COST 1000

/// The longest string that a script can make: comparing two of them is one instruction.
#define HR_LONGEST_STRING ((size_t)32 << 20)

struct hr_flag {
    atomic_bool raised;
};

typedef enum hr_slot_state { HR_SLOT_FREE, HR_SLOT_FLOATING, HR_SLOT_BOUND, HR_SLOT_DEAD } hr_slot_state;

typedef struct hr_slot {
    uint32_t generation;
    uint8_t state;
    int32_t next;  // in the list of the dead or of the free
} hr_slot;

/// Where the metatable of a type is in the registry.
typedef struct hr_type_record {
    int reference;
    bool isObject;
} hr_type_record;

struct hr_function {
    hr_host *host;
    void *body;
    char *name;
    hr_function *next;
};

/// Registry keys, by address.
typedef enum hr_key {
    HR_KEY_GLOBALS,      // the real table of globals
    HR_KEY_ENVIRONMENT,  // what scripts see of it
    HR_KEY_SESSION,      // globals made in the REPL
    HR_KEY_SESSION_ENVIRONMENT,
    HR_KEY_OBJECTS,    // slot -> userdata, weak values
    HR_KEY_FUNCTIONS,  // native function -> closure
    HR_KEY_REFERENCES, // reference -> Lua function
    HR_KEY_MODULES,    // import key -> frozen value, or `false` while it is being loaded
    HR_KEY_SCRIPT_ERROR,  // the last string raised by `error` or `assert`
    HR_KEY_SENTINEL,
    HR_KEY_RESULTS,      // what the last run returned
    HR_KEY_VIEWS,        // table -> the read-only table that shows it, weak keys
    HR_KEY_FROZEN,     // key in the metatable of a read-only table: the table behind it
    HR_KEY_COUNT,
} hr_key;

struct hr_host {
    lua_State *main;
    lua_State *current;
    void *context;
    hr_callbacks callbacks;
    bool attached;
    bool ready;
    int depth;  // protected entries under way

    // budget
    uint64_t instructions;
    int64_t left;
    hr_kill killed;
    hr_flag *flag;

    // memory
    size_t memory;
    size_t used;
    int64_t external;
    int hostDepth;
    int64_t blocks;
    uint64_t allocations;
    uint64_t failFrom;
    uint64_t failMore;
    hr_position memoryPosition;

    // handles
    hr_slot *slots;
    int32_t slotCount;
    int32_t slotCapacity;
    int32_t firstFree;
    int32_t firstDead;
    int32_t alive;
    int32_t *floating;
    int32_t floatingCount;
    int32_t floatingCapacity;

    hr_box box;
    hr_function *functions;
    uint32_t typeCount;
    uint32_t typeCapacity;
    struct hr_type_record *types;
    double (*power)(double, double);

    // the last string that a script raised
    hr_position scriptErrorPosition;
    size_t scriptErrorPrefix;

    char keys[HR_KEY_COUNT];
};

/// A userdata of ours. The owner tells it from anybody else's.
typedef struct hr_block {
    hr_host *owner;
    hr_payload payload;
} hr_block;

/// The host of a state that is ours (never of one that we are attached to).
#define HOST(L) (*(hr_host **)lua_getextraspace(L))

// Registry access by our keys
static inline int hr_get_key(lua_State *L, hr_host *h, hr_key key) {
    return lua_rawgetp(L, LUA_REGISTRYINDEX, &h->keys[key]);
}
static inline void hr_set_key(lua_State *L, hr_host *h, hr_key key) {
    lua_rawsetp(L, LUA_REGISTRYINDEX, &h->keys[key]);
}

// Protected.c
/// Runs `body` so that no error passes the caller, with `request` and the value at `argument` (if not 0) on its stack.
/// After an error the box is cut to `mark`, and holds the error object, if there is one. `isRun`: Lua code runs inside,
/// so memory may be refused there.
bool hr_protect(hr_host *h, lua_State *L, lua_CFunction body, void *request, int argument, int results, hr_mark mark,
                bool isRun);

// Allocator.c
void *hr_allocate(void *host, void *block, size_t old, size_t wanted);
/// After Swift has returned: collects if the budget was overdrawn, and raises if that didn't help.
void hr_settle(lua_State *L, hr_host *h);

// Budget.c
void hr_install_hook(lua_State *L, hr_host *h);
void hr_hook(lua_State *L, lua_Debug *record);
/// Counts steps of a library function and ends the run when they are used up.
void hr_charge(lua_State *L, uint64_t steps);
/// Ends the run: never returns.
_Noreturn void hr_die(lua_State *L, hr_host *h, hr_kill reason);
/// Raises again what ends the run. For every place that catches errors.
_Noreturn void hr_die_again(lua_State *L);

// Handles.c
void hr_sweep_floating(hr_host *h, int32_t base);
void hr_handle_release(hr_host *h, hr_payload payload);

// Values.c
/// Pushes the value at `*index` of the box and moves the index behind it.
void hr_push_value(lua_State *L, hr_host *h, size_t *index);
void hr_push_payload(lua_State *L, hr_host *h, hr_payload payload);
void hr_push_function(lua_State *L, hr_function *function);
/// Appends the value at a stack position to the box.
void hr_box_value(lua_State *L, hr_host *h, int position);
hr_block *hr_block_at(const hr_host *h, lua_State *L, int position);

// Trampoline.c
int hr_trampoline(lua_State *L);
/// Leaves Swift: pushes `count` results of the box above `base` or raises.
int hr_leave(lua_State *L, hr_host *h, int count, hr_mark base, int32_t floating);

/// Calls a native function with the arguments on the stack.
int hr_enter(lua_State *L, hr_function *function);

// Errors.c
/// The host of any state, ours or not; slower than HOST.
hr_host *hr_host_of(lua_State *L);
void hr_remember_host(lua_State *L, hr_host *h);
_Noreturn void hr_raise(lua_State *L, const char *code, const char *remedy, const char *format, ...);
_Noreturn void hr_raise_fault(lua_State *L, hr_host *h, const hr_fault *fault);
/// Makes the error value on top of L's stack the object that scripts see, if Lua itself raised it, in `from`.
void hr_translate(lua_State *L, hr_host *h, lua_State *from);
int hr_script_handler(lua_State *L);
int hr_outer_handler(lua_State *L);
bool hr_position_of(lua_State *L, int level, hr_position *position);
/// The innermost line of a script at or above `level`.
bool hr_caller_position(lua_State *L, int level, hr_position *position);
hr_position hr_chunk_position(const lua_Debug *record);
int hr_error(lua_State *L);
int hr_assert(lua_State *L);
int hr_pcall(lua_State *L);
int hr_xpcall(lua_State *L);
void hr_argument_error(lua_State *L, int argument, const char *wanted);

// Environment.c, libraries
void hr_open_environment(lua_State *L);
void hr_push_environment(lua_State *L, hr_host *h, hr_role role);
void hr_open_base(lua_State *L);
void hr_open_strings(lua_State *L);
void hr_open_tables(lua_State *L);
void hr_open_coroutines(lua_State *L);
void hr_open_guards(lua_State *L);
int hr_tostring(lua_State *L);
/// Pushes the text of a value as `tostring` gives it.
const char *hr_push_text(lua_State *L, int position, size_t *length);
int hr_print(lua_State *L);
int hr_format(lua_State *L);
int hr_find(lua_State *L);
int hr_match(lua_State *L);
int hr_gmatch(lua_State *L);
int hr_gsub(lua_State *L);
int hr_sort(lua_State *L);
int hr_next(lua_State *L);
int hr_pairs(lua_State *L);
int hr_import(lua_State *L);

// Iteration.c
typedef struct hr_table_key {
    int kind;  // 0 integer, 1 float, 2 string
    union {
        lua_Integer integer;
        lua_Number number;
        struct {
            const char *bytes;
            size_t length;
        } text;
    };
} hr_table_key;
/// Pushes a userdata that holds the table's keys in order, without 1...*border, which come first. Raises for other keys.
hr_table_key *hr_push_sorted_keys(lua_State *L, hr_host *h, int table, lua_Integer *border, size_t *count);
void hr_push_key(lua_State *L, const hr_table_key *key);

// Frozen.c
/// If the value is read-only, pushes the table behind it and returns true.
bool hr_push_thawed(lua_State *L, hr_host *h, int position);
/// Replaces a read-only table at a stack position by what is behind it (for reading only).
void hr_thaw(lua_State *L, int position);
/// If the table is behind a read-only one, pushes that one, which scripts may have, and returns true.
bool hr_push_view(lua_State *L, hr_host *h, int position);
/// A table that may be changed, at a stack position; raises for others.
void hr_check_writable(lua_State *L, int position, const char *function);
/// Replaces the value on top of the stack by one that can't be changed.
void hr_freeze(lua_State *L);

// checked arguments for our own library functions
lua_Integer hr_check_integer(lua_State *L, int position);
lua_Integer hr_opt_integer(lua_State *L, int position, lua_Integer otherwise);
const char *hr_check_string(lua_State *L, int position, size_t *length);
void hr_check_table(lua_State *L, int position);
void hr_check_any(lua_State *L, int position);
/// Truth of a value as conditions see it: payloads go through the guard.
bool hr_truth(lua_State *L, int position);

#endif
