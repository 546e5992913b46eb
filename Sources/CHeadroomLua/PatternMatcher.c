// Follows a compiled pattern with backtracking. Every step is charged to the budget; and once a match takes long, places
// that have failed are remembered, which makes the time proportional to the text instead of exponential in the pattern.
//
// Remembering is sound because whether the rest of a pattern matches at a place does not depend on how it was reached,
// unless there are back references.
#include "Pattern.h"

#include <string.h>

#define HR_MATCH_DEPTH 200
#define HR_CHARGE_EVERY 1024
#define HR_MEMORY_BITS ((size_t)1 << 28)

static bool holds(const hr_item *item, unsigned char c) { return item->set[c >> 5] >> (c & 31) & 1; }

// MARK: Budget and memory of failures

static size_t place(const hr_matcher *m, uint32_t item, const char *at) {
    return (size_t)item * ((size_t)(m->end - m->source) + 1) + (size_t)(at - m->source);
}

static bool has_failed(const hr_matcher *m, uint32_t item, const char *at) {
    size_t bit = place(m, item, at);
    return m->failed[bit >> 3] >> (bit & 7) & 1;
}

static void note_failure(hr_matcher *m, uint32_t item, const char *at) {
    size_t bit = place(m, item, at);
    m->failed[bit >> 3] |= (uint8_t)(1 << (bit & 7));
}

static void remember_failures(hr_matcher *m) {
    m->patience = UINT64_MAX;
    size_t bits = m->pattern->count * ((size_t)(m->end - m->source) + 1);
    if (m->pattern->hasBackreference || bits > HR_MEMORY_BITS) return;
    luaL_checkstack(m->state, 2, NULL);
    m->failed = lua_newuserdatauv(m->state, bits / 8 + 1, 0);
    memset(m->failed, 0, bits / 8 + 1);
    lua_replace(m->state, m->failedPosition);
}

static void charge(hr_matcher *m) {
    uint64_t steps = m->steps;
    m->steps = 0;
    hr_charge(m->state, steps / 4);
    if (m->patience == UINT64_MAX) return;
    if (m->patience <= steps) {
        remember_failures(m);
    } else {
        m->patience -= steps;
    }
}

static inline void count_steps(hr_matcher *m, uint64_t steps) {
    m->steps += steps;
    if (m->steps >= HR_CHARGE_EVERY) charge(m);
}

// MARK: Items that match in one way only

static const char *balanced(hr_matcher *m, const hr_item *item, const char *at) {
    if (at >= m->end || (uint8_t)*at != item->pair[0]) return NULL;
    size_t open = 1;
    for (const char *p = at + 1; p < m->end; p++) {
        uint8_t c = (uint8_t)*p;
        if (c == item->pair[1]) {
            if (--open == 0) {
                count_steps(m, (uint64_t)(p - at) / 4);
                return p + 1;
            }
        } else if (c == item->pair[0]) {
            open++;
        }
    }
    count_steps(m, (uint64_t)(m->end - at) / 4);
    return NULL;
}

static bool is_frontier(const hr_matcher *m, const hr_item *item, const char *at) {
    unsigned char before = at > m->source ? (unsigned char)at[-1] : 0;
    unsigned char after = at < m->end ? (unsigned char)*at : 0;
    return !holds(item, before) && holds(item, after);
}

static const char *repeated(hr_matcher *m, uint8_t index, const char *at) {
    const hr_capture *capture = &m->captures[index];
    ptrdiff_t length = capture->length < 0 ? 0 : capture->length;
    if (m->end - at < length || memcmp(capture->start, at, (size_t)length) != 0) return NULL;
    count_steps(m, (uint64_t)length / 16);
    return at + length;
}

// MARK: Following the pattern

static const char *follow(hr_matcher *m, uint32_t item, const char *at);

/// The rest of the pattern after as many repetitions as possible, then fewer.
static const char *greedy(hr_matcher *m, uint32_t index, const char *at, size_t least) {
    const hr_item *item = &m->pattern->items[index];
    size_t most = 0;
    while (at + most < m->end && holds(item, (unsigned char)at[most])) most++;
    count_steps(m, most / 4);
    if (most < least) return NULL;
    for (size_t n = most + 1; n-- > least;) {
        const char *end = follow(m, index + 1, at + n);
        if (end) return end;
    }
    // Whoever comes to this item inside the run would try a part of the same places.
    if (m->failed && item->repeat == '*') {
        for (size_t n = 1; n <= most; n++) note_failure(m, index, at + n);
    }
    return NULL;
}

/// The rest of the pattern after as few repetitions as possible, then more.
static const char *reluctant(hr_matcher *m, uint32_t index, const char *at) {
    const hr_item *item = &m->pattern->items[index];
    const char *start = at;
    for (;;) {
        const char *end = follow(m, index + 1, at);
        if (end) return end;
        if (at >= m->end || !holds(item, (unsigned char)*at)) break;
        at++;
    }
    if (m->failed) {
        for (const char *p = start; p <= at; p++) note_failure(m, index, p);
    }
    return NULL;
}

static const char *run(hr_matcher *m, uint32_t index, const char *at) {
    for (;; index++) {
        const hr_item *item = &m->pattern->items[index];
        count_steps(m, 1);
        if (m->failed && has_failed(m, index, at)) return NULL;
        switch (item->kind) {
        case HR_ITEM_ACCEPT: return at;
        case HR_ITEM_END:
            if (at != m->end) return NULL;
            break;
        case HR_ITEM_OPEN: m->captures[item->index].start = at; break;
        case HR_ITEM_CLOSE: m->captures[item->index].length = at - m->captures[item->index].start; break;
        case HR_ITEM_POSITION: m->captures[item->index] = (hr_capture){at, HR_POSITION_CAPTURE}; break;
        case HR_ITEM_BACKREFERENCE:
            at = repeated(m, item->index, at);
            if (!at) return NULL;
            break;
        case HR_ITEM_BALANCE:
            at = balanced(m, item, at);
            if (!at) return NULL;
            break;
        case HR_ITEM_FRONTIER:
            if (!is_frontier(m, item, at)) return NULL;
            break;
        default:
            switch (item->repeat) {
            case '*': return greedy(m, index, at, 0);
            case '+': return greedy(m, index, at, 1);
            case '-': return reluctant(m, index, at);
            case '?':
                if (at < m->end && holds(item, (unsigned char)*at)) {
                    const char *end = follow(m, index + 1, at + 1);
                    if (end) return end;
                }
                break;
            default:
                if (at >= m->end || !holds(item, (unsigned char)*at)) return NULL;
                at++;
            }
        }
    }
}

static const char *follow(hr_matcher *m, uint32_t item, const char *at) {
    if (++m->depth > HR_MATCH_DEPTH) {
        hr_raise(m->state, "out-of-range", "match it in several steps", "the pattern has more than 200 repetitions");
    }
    const char *end = run(m, item, at);
    m->depth--;
    if (!end && m->failed) note_failure(m, item, at);
    return end;
}

// MARK: Entry

void hr_matcher_begin(lua_State *L, hr_matcher *m, const hr_pattern *pattern, const char *source, size_t length) {
    m->state = L;
    m->pattern = pattern;
    m->source = source;
    m->end = source + length;
    m->steps = 0;
    m->patience = 4096 + 16 * length;
    m->failed = NULL;
    m->depth = 0;
    lua_pushnil(L);
    m->failedPosition = lua_gettop(L);
}

const char *hr_match_at(hr_matcher *m, const char *start) {
    const char *end = follow(m, 0, start);
    if (m->steps >= 64) charge(m);
    return end;
}

void hr_push_capture(hr_matcher *m, uint32_t index) {
    const hr_capture *capture = &m->captures[index];
    if (capture->length == HR_POSITION_CAPTURE) {
        lua_pushinteger(m->state, capture->start - m->source + 1);
    } else {
        lua_pushlstring(m->state, capture->start, (size_t)capture->length);
    }
}

int hr_push_captures(hr_matcher *m, const char *start, const char *end, bool orWhole) {
    uint32_t count = m->pattern->captures;
    luaL_checkstack(m->state, (int)count + 1, NULL);
    if (count == 0 && orWhole) {
        lua_pushlstring(m->state, start, (size_t)(end - start));
        return 1;
    }
    for (uint32_t i = 0; i < count; i++) hr_push_capture(m, i);
    return (int)count;
}
