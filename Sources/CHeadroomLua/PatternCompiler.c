// From the text of a pattern to items: one for each character class, capture, and so on.
#include "Pattern.h"

#include <string.h>

typedef struct reader {
    lua_State *state;
    const char *at;
    const char *end;
    hr_pattern *pattern;
    uint32_t open[HR_CAPTURES];
    uint32_t openCount;
    bool closed[HR_CAPTURES];
} reader;

static _Noreturn void malformed(reader *r, const char *why) {
    hr_raise(r->state, "runtime", "a literal character is written with % before it, as in %. or %(", "the pattern is malformed: %s", why);
}

// MARK: Classes

static bool is_between(int c, int low, int high) { return c >= low && c <= high; }

static bool belongs(int c, char class) {
    switch (class) {
    case 'a': return is_between(c, 'a', 'z') || is_between(c, 'A', 'Z');
    case 'c': return c < 32 || c == 127;
    case 'd': return is_between(c, '0', '9');
    case 'g': return is_between(c, 33, 126);
    case 'l': return is_between(c, 'a', 'z');
    case 'p': return is_between(c, 33, 126) && !belongs(c, 'w');
    case 's': return c == ' ' || is_between(c, 9, 13);
    case 'u': return is_between(c, 'A', 'Z');
    case 'w': return belongs(c, 'a') || belongs(c, 'd');
    case 'x': return belongs(c, 'd') || is_between(c, 'a', 'f') || is_between(c, 'A', 'F');
    default: return false;
    }
}

static void include(hr_item *item, int c) { item->set[c >> 5] |= 1u << (c & 31); }

/// What follows `%`: a class of letters or the character itself.
static void include_escaped(hr_item *item, char letter) {
    char lower = (char)(letter | 32);
    if (belongs((unsigned char)letter, 'a') && strchr("acdglpsuwx", lower)) {
        bool complement = belongs((unsigned char)letter, 'u');
        for (int c = 0; c < 256; c++) {
            if (belongs(c, lower) != complement) include(item, c);
        }
    } else {
        include(item, (unsigned char)letter);
    }
}

/// Behind `[`, up to behind `]`.
static void read_set(reader *r, hr_item *item) {
    bool complement = r->at < r->end && *r->at == '^';
    if (complement) r->at++;
    bool first = true;
    for (;; first = false) {
        if (r->at >= r->end) malformed(r, "a set has no `]`");
        unsigned char c = (unsigned char)*r->at++;
        if (c == ']' && !first) break;
        if (c == '%') {
            if (r->at >= r->end) malformed(r, "a set has no `]`");
            include_escaped(item, *r->at++);
        } else if (r->end - r->at >= 2 && r->at[0] == '-' && r->at[1] != ']') {
            for (int last = (unsigned char)r->at[1], i = c; i <= last; i++) include(item, i);
            r->at += 2;
        } else {
            include(item, c);
        }
    }
    if (complement) {
        for (int i = 0; i < 8; i++) item->set[i] = ~item->set[i];
    }
}

static void read_class(reader *r, hr_item *item, unsigned char c) {
    item->kind = HR_ITEM_CLASS;
    if (c == '.') {
        memset(item->set, 0xFF, sizeof item->set);
    } else if (c == '[') {
        read_set(r, item);
    } else {
        include(item, c);
    }
}

static void read_repeat(reader *r, hr_item *item) {
    if (r->at < r->end && (*r->at == '*' || *r->at == '+' || *r->at == '-' || *r->at == '?')) item->repeat = (uint8_t)*r->at++;
}

// MARK: Items

static void read_open(reader *r, hr_item *item) {
    if (r->pattern->captures == HR_CAPTURES) malformed(r, "it has more than 32 captures");
    uint32_t index = r->pattern->captures++;
    item->index = (uint8_t)index;
    if (r->at < r->end && *r->at == ')') {
        r->at++;
        item->kind = HR_ITEM_POSITION;
        return;
    }
    item->kind = HR_ITEM_OPEN;
    r->open[r->openCount++] = index;
}

static void read_close(reader *r, hr_item *item) {
    if (r->openCount == 0) malformed(r, "`)` without `(`");
    uint32_t index = r->open[--r->openCount];
    item->kind = HR_ITEM_CLOSE;
    item->index = (uint8_t)index;
    r->closed[index] = true;
}

static void read_escape(reader *r, hr_item *item) {
    if (r->at >= r->end) malformed(r, "it ends with `%`");
    char c = *r->at++;
    if (c == 'b') {
        if (r->end - r->at < 2) malformed(r, "`%b` needs two characters");
        item->kind = HR_ITEM_BALANCE;
        item->pair[0] = (uint8_t)r->at[0];
        item->pair[1] = (uint8_t)r->at[1];
        r->at += 2;
    } else if (c == 'f') {
        if (r->at >= r->end || *r->at != '[') malformed(r, "`%f` needs a set in brackets");
        r->at++;
        item->kind = HR_ITEM_FRONTIER;
        read_set(r, item);
    } else if (belongs((unsigned char)c, 'd')) {
        uint32_t index = (uint32_t)(c - '1');
        if (c == '0' || index >= r->pattern->captures || !r->closed[index]) malformed(r, "it refers to a capture that isn't complete");
        item->kind = HR_ITEM_BACKREFERENCE;
        item->index = (uint8_t)index;
        r->pattern->hasBackreference = true;
    } else {
        item->kind = HR_ITEM_CLASS;
        include_escaped(item, c);
        read_repeat(r, item);
    }
}

static void read_item(reader *r) {
    hr_item *item = &r->pattern->items[r->pattern->count++];
    memset(item, 0, sizeof *item);
    unsigned char c = (unsigned char)*r->at++;
    if (c == '(') {
        read_open(r, item);
    } else if (c == ')') {
        read_close(r, item);
    } else if (c == '$' && r->at == r->end) {
        item->kind = HR_ITEM_END;
    } else if (c == '%') {
        read_escape(r, item);
    } else {
        read_class(r, item, c);
        read_repeat(r, item);
    }
}

hr_pattern *hr_compile(lua_State *L, const char *text, size_t length, bool mayAnchor) {
    if (length > (1 << 20)) hr_raise(L, "out-of-range", NULL, "the pattern is longer than a megabyte");
    hr_pattern *pattern = lua_newuserdatauv(L, sizeof *pattern + (length + 1) * sizeof(hr_item), 0);
    memset(pattern, 0, sizeof *pattern);
    reader r = {.state = L, .at = text, .end = text + length, .pattern = pattern};
    if (mayAnchor && length > 0 && *text == '^') {
        pattern->anchored = true;
        r.at++;
    }
    while (r.at < r.end) read_item(&r);
    if (r.openCount > 0) malformed(&r, "`(` without `)`");
    hr_item *last = &pattern->items[pattern->count++];
    memset(last, 0, sizeof *last);
    last->kind = HR_ITEM_ACCEPT;
    hr_charge(L, length / 4);
    return pattern;
}
