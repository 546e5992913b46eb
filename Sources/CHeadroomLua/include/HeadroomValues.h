// Values on their way between Lua and Swift.
#ifndef HEADROOM_VALUES_H
#define HEADROOM_VALUES_H

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What a userdata holds: plain data, or in `a` the slot of an object and in `generation` which of its tenants is meant.
typedef struct hr_payload {
    uint32_t type;
    uint32_t generation;
    int32_t a;
    int32_t b;
    double x;
} hr_payload;

typedef enum hr_kind {
    HR_NIL,
    HR_BOOLEAN,
    HR_INTEGER,
    HR_NUMBER,
    HR_STRING,
    HR_PAYLOAD,
    HR_TABLE,     // `count` pairs of key and value follow
    HR_FUNCTION,  // a Lua function by its reference
    HR_NATIVE,    // a function that calls Swift
    HR_TABLE_REFERENCE,  // a table itself, not its content; as HR_FUNCTION
} hr_kind;

/// One value; a table is followed by its entries.
typedef struct hr_value {
    int32_t kind;
    int32_t flag;  // boolean: 0 or 1; function: the reference
    union {
        int64_t integer;  // table: how many pairs; function: 1 if the reference belongs to whoever reads the box
        double number;
        struct {
            size_t offset;
            size_t length;
        } text;
        hr_payload payload;
        void *_Nullable native;
    };
} hr_value;

/// A stack of values with the bytes of their strings.
typedef struct hr_box {
    hr_value *_Nullable values;
    size_t count;
    size_t capacity;
    char *_Nullable bytes;
    size_t length;
    size_t size;
} hr_box;

/// Where a box stood, to cut it back to.
typedef struct hr_mark {
    size_t count;
    size_t length;
} hr_mark;

static inline hr_mark hr_box_mark(const hr_box *box) { return (hr_mark){box->count, box->length}; }
static inline void hr_box_cut(hr_box *box, hr_mark mark) {
    box->count = mark.count;
    box->length = mark.length;
}
void hr_box_push(hr_box *box, hr_value value);
void hr_box_push_text(hr_box *box, const char *_Nullable bytes, size_t length);

/// How deep tables may be nested when they cross, and how many values may cross at once.
#define HR_SNAPSHOT_DEPTH 64
#define HR_SNAPSHOT_VALUES (8 << 20)

#pragma clang assume_nonnull end
#endif
