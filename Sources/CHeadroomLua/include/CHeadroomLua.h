// The C side of the Lua host: everything that may raise a Lua error, and nothing that knows what a script is about.
//
// Rules (Docs/Sandbox.md): only C raises; Swift is entered with `hostDepth` above zero, during which the allocator never
// refuses; values cross in an `hr_box`, plain memory that belongs to the host, so that Swift pushes nothing and an error
// raised while C pushes leaves nothing behind.
#ifndef CHEADROOMLUA_H
#define CHEADROOMLUA_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "HeadroomValues.h"

#pragma clang assume_nonnull begin

/// Why a run is being ended; nothing in a script can catch it.
typedef enum hr_kill {
    HR_ALIVE = 0,
    HR_KILLED_INSTRUCTIONS,
    HR_KILLED_MEMORY,
    HR_KILLED_INTERRUPT,
} hr_kill;

/// What went wrong on the C side, for Swift to put into words.
typedef enum hr_fault_kind {
    HR_FAULT_RUNTIME,     // Lua's own message; `position` is where, if the message began with a position
    HR_FAULT_NATIVE,      // a library function refuses: code, message and remedy
    HR_FAULT_UNDECLARED,  // `text` is the name that was read
    HR_FAULT_ASSIGNMENT,  // `text` is the global that was assigned
    HR_FAULT_SCRIPT,      // a value that the script raised and nothing caught; `text` says it
    HR_FAULT_KILL,        // see `hr_kill`
} hr_fault_kind;

/// A line of the text that was given to Lua: `chunk` is the number it was loaded under, or -1 for a host's own chunk.
typedef struct hr_position {
    int32_t chunk;
    int32_t line;
} hr_position;

typedef struct hr_fault {
    hr_fault_kind kind;
    hr_kill kill;
    hr_position position;  // line 0: unknown
    const char *_Nullable code;
    const char *text;
    size_t length;
    const char *_Nullable remedy;
} hr_fault;

/// One active function, innermost first.
typedef struct hr_frame {
    hr_position position;
    int32_t lineDefined;
    bool isC;
    bool isMain;
    const char *_Nullable source;  // only for chunk -1; as Lua prints it
    const char *_Nullable name;    // as Lua guesses it from the call
} hr_frame;

/// How the C side enters Swift. None may raise a Lua error; `context` is the machine. All run with `hostDepth` above 0.
typedef struct hr_callbacks {
    /// Calls a native function: pushes its results to the host's box and returns how many, or pushes one error object
    /// and returns -1.
    int (*call)(void *body, lua_State *state, int count);
    /// Makes an error object and returns its payload.
    hr_payload (*fault)(void *context, lua_State *state, const hr_fault *fault);
    /// Writes where a position lies (`file:line`) to `out` and returns its length, at most `size`.
    size_t (*locate)(void *context, hr_position position, char *out, size_t size);
    /// What scripts print; the text ends with a newline.
    void (*print)(void *context, const char *text, size_t length);
    /// Guards for values that are payloads: 0 is fine, -1 pushes an error object to the box.
    int (*test)(void *context, lua_State *state, const hr_payload *payload);
    int (*key)(void *context, lua_State *state, const hr_payload *payload);
    /// Equality of the values at stack positions 1 and 2: 0 or 1, 2 for "as Lua does it", -1 as above.
    int (*equal)(void *context, lua_State *state);
    /// Opens a file for `import`: pushes its key and, unless the key has been loaded, its text and the number of its chunk.
    /// Returns how many values (1 or 3), or -1.
    int (*open)(void *context, lua_State *state, const char *name, size_t length);
    /// An import has ended, well or badly.
    void (*imported)(void *context, const char *key, size_t length, bool done);
    /// The name of the function that begins at a line, for tostring; as `locate`.
    size_t (*describe)(void *context, hr_position position, char *out, size_t size);
    /// A run is being ended: the reason is kept on the Swift side, what is raised carries nothing.
    void (*killed)(void *context, lua_State *state, hr_kill reason);
    /// The Lua state is being closed; the host is gone after this.
    void (*closed)(void *context);
} hr_callbacks;

typedef struct hr_host hr_host;
typedef struct hr_function hr_function;

// MARK: Life of a host

/// A new state with our allocator, hook and environment; NULL if there is not even memory for that.
/// `failAt` > 0 makes the allocation of that number fail (tests).
hr_host *_Nullable hr_open(void *context, const hr_callbacks *callbacks, uint64_t instructions, size_t memory,
                           uint64_t failAt);
/// A host inside somebody else's state.
hr_host *_Nullable hr_attach(void *context, const hr_callbacks *callbacks, lua_State *state);
void hr_close(hr_host *host);
bool hr_is_attached(const hr_host *host);

// MARK: Budget

/// The flag that ends a run; lives on its own, so that a signal handler can outlive the host.
typedef struct hr_flag hr_flag;
hr_flag *hr_flag_new(void);
void hr_flag_free(hr_flag *flag);
void hr_flag_set(hr_flag *flag, bool raised);
bool hr_flag_get(const hr_flag *flag);
void hr_use_flag(hr_host *host, hr_flag *flag);

void hr_set_limits(hr_host *host, uint64_t instructions, size_t memory);
uint64_t hr_instructions_used(const hr_host *host);
size_t hr_memory_used(const hr_host *host);
/// Counts work done outside Lua; what exceeds the budget ends the run when Swift returns.
void hr_charge_instructions(hr_host *host, uint64_t count);
/// Counts memory held outside Lua on behalf of the script; negative gives back.
void hr_charge_memory(hr_host *host, int64_t bytes);
/// Where the allocation that could not be granted was asked for; line 0: unknown.
hr_position hr_memory_position(const hr_host *host);

// MARK: Fault injection (tests)

/// The allocation with this number from now on fails, and the `more` that follow.
void hr_fail_allocation(hr_host *host, uint64_t number, uint64_t more);
uint64_t hr_allocations(const hr_host *host);
/// How many blocks the allocator has given out and not got back.
int64_t hr_blocks(const hr_host *host);

// MARK: Handles

/// A new slot for an object of Swift's; it is freed when the call that made it ends, unless it has reached Lua.
hr_payload hr_handle_new(hr_host *host, uint32_t type);
/// The slot's number if the handle is alive, else -1.
int32_t hr_handle_slot(const hr_host *host, hr_payload payload);
/// Takes one slot that Lua has given up, -1 if there is none; Swift lets the object go.
int32_t hr_handle_take_dead(hr_host *host);
/// Slots that are alive.
int32_t hr_handles_alive(const hr_host *host);

// MARK: What Swift may ask of a state; nothing here can raise

/// The payload at a stack position, NULL if it is something else.
const hr_payload *_Nullable hr_payload_at(const hr_host *host, lua_State *state, int position);
/// Lua's type, without converting anything.
int hr_type_at(lua_State *state, int position);
bool hr_is_integer(lua_State *state, int position);
/// The bytes of a string, NULL if it is something else (numbers included).
const char *_Nullable hr_string_at(lua_State *state, int position, size_t *length);
/// The frame at a level (0 is the running function), false if there is none.
bool hr_frame_at(const hr_host *host, lua_State *state, int level, hr_frame *frame);
/// How many functions are active.
int hr_depth(lua_State *state);
/// The state that runs at the moment.
lua_State *hr_current(const hr_host *host);
/// The box in which values cross.
hr_box *hr_host_box(hr_host *host);

// MARK: Protected operations, called by Swift; results, or one error object, are left in the box above where it stood.
// False without an error object: there was no memory, or the run is being ended.

/// The value of the stack position as a deep snapshot. False: an error object is in the box, or nothing (no memory).
bool hr_snapshot(hr_host *host, lua_State *state, int position);
/// The value as `tostring` shows it, as a string in the box.
bool hr_text(hr_host *host, lua_State *state, int position);
/// The value above `mark` in the box as `tostring` shows it; part of a run, or one of its own.
bool hr_text_of(hr_host *host, hr_mark mark);
/// Calls the first of the `count` values above `mark` in the box with the rest as arguments.
bool hr_call(hr_host *host, hr_mark mark, size_t count);

typedef enum hr_role { HR_ROLE_SCRIPT, HR_ROLE_SESSION } hr_role;
/// Loads a text and runs it. Results that can't cross are shown as text.
bool hr_run(hr_host *host, const char *text, size_t length, int32_t chunk, hr_role role);

/// Registers a type of userdata. Everything that scripts may call is given as functions.
typedef struct hr_type {
    const char *name;
    bool isObject;
    hr_function *_Nullable index;     // for names that are no method
    const char *_Nonnull const *_Nullable events;  // "__add", ...
    hr_function *_Nonnull const *_Nullable eventFunctions;
    size_t eventCount;
    const char *_Nonnull const *_Nullable methods;
    hr_function *_Nonnull const *_Nullable methodFunctions;
    size_t methodCount;
} hr_type;
uint32_t hr_register_type(hr_host *host, const hr_type *type);

/// A function that calls `body` in Swift; lives as long as the host.
hr_function *hr_function_new(hr_host *host, const char *name, void *body);
const char *hr_function_name(const hr_function *function);

/// Sets a global of all scripts to the value above `mark` in the box; a table becomes read-only.
bool hr_set_global(hr_host *host, hr_mark mark, const char *name);
/// The globals' names, one after the other: pushes strings to the box and returns how many.
size_t hr_global_names(hr_host *host, bool session);
/// Pushes the value above `mark` in the box onto the stack of an attached state.
bool hr_push_result(hr_host *host, hr_mark mark, lua_State *state);
/// Gives up a reference to a Lua function.
void hr_release(hr_host *host, int32_t reference);
/// The power operator on two plain numbers.
void hr_set_power(hr_host *host, double (*power)(double, double));
// MARK: Looking inside, called by Swift. Values are left in the box; tables come as HR_TABLE_REFERENCE. False: there is
// no such thing, or no memory.

/// Where a function was defined.
typedef struct hr_definition {
    hr_position position;  // `linedefined`
    int32_t lastLine;
    bool isC;
    const void *_Nullable identity;
} hr_definition;

/// Fills `definition` and leaves the name of the function's source as Lua has it.
bool hr_look_definition(hr_host *host, int32_t function, hr_definition *definition);
/// The variable of that name that the function uses from outside.
bool hr_look_upvalue(hr_host *host, int32_t function, const char *name);
/// A global of scripts, or one that the session has made.
bool hr_look_global(hr_host *host, bool session, const char *name);
/// The value at the key above `mark`, without metamethods; read-only tables are looked through.
bool hr_look_field(hr_host *host, int32_t table, hr_mark mark);
/// The keys in the order of `pairs`.
bool hr_look_keys(hr_host *host, int32_t table);
/// The metatable, or nil.
bool hr_look_metatable(hr_host *host, int32_t table);
/// Tells functions and tables apart.
const void *_Nullable hr_look_identity(hr_host *host, int32_t reference);
/// A full collection.
void hr_collect(hr_host *host);

#pragma clang assume_nonnull end
#endif
