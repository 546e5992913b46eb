// Lua's patterns, as section 6.4.1 of its manual defines them.
#ifndef HEADROOM_PATTERN_H
#define HEADROOM_PATTERN_H

#include "Host.h"

#define HR_CAPTURES 32
#define HR_POSITION_CAPTURE (-1)

typedef enum hr_item_kind {
    HR_ITEM_CLASS,
    HR_ITEM_OPEN,
    HR_ITEM_CLOSE,
    HR_ITEM_POSITION,
    HR_ITEM_BACKREFERENCE,
    HR_ITEM_BALANCE,
    HR_ITEM_FRONTIER,
    HR_ITEM_END,
    HR_ITEM_ACCEPT,
} hr_item_kind;

typedef struct hr_item {
    uint8_t kind;
    uint8_t repeat;  // 0 or one of * + - ?
    uint8_t index;   // of a capture
    uint8_t pair[2];
    uint32_t set[8];  // the bytes of a class
} hr_item;

typedef struct hr_pattern {
    uint32_t count;
    uint32_t captures;
    bool anchored;
    bool hasBackreference;
    hr_item items[];
} hr_pattern;

typedef struct hr_capture {
    const char *start;
    ptrdiff_t length;
} hr_capture;

typedef struct hr_matcher {
    lua_State *state;
    const hr_pattern *pattern;
    const char *source;
    const char *end;
    uint64_t steps;    // not yet charged
    uint64_t patience; // steps until failures are remembered
    uint8_t *failed;   // one bit for each item and place where matching can't succeed
    int failedPosition;
    int depth;
    hr_capture captures[HR_CAPTURES];
} hr_matcher;

/// Pushes a userdata with the pattern in a form that is quick to follow. Raises for a malformed one.
hr_pattern *hr_compile(lua_State *L, const char *text, size_t length, bool mayAnchor);
/// Takes one stack position.
void hr_matcher_begin(lua_State *L, hr_matcher *matcher, const hr_pattern *pattern, const char *source, size_t length);
/// The end of the match that begins exactly at `start`, NULL if there is none. Raises when the budget is used up.
const char *hr_match_at(hr_matcher *matcher, const char *start);
/// Pushes the captures, or the whole match if there are none and `orWhole`; returns how many.
int hr_push_captures(hr_matcher *matcher, const char *start, const char *end, bool orWhole);
void hr_push_capture(hr_matcher *matcher, uint32_t index);

#endif
