// The allocator: counts, refuses above the limit, and never refuses while Swift frames would be jumped over.
#include "Host.h"

#include <stdlib.h>

/// A block of this size or more costs instructions, about as long as copying it takes.
#define HR_COSTLY_BLOCK 4096
#define HR_BYTES_PER_INSTRUCTION 64
#define HR_LARGE_BLOCK ((size_t)1 << 20)

static size_t in_use(const hr_host *h) {
    int64_t sum = (int64_t)h->used + h->external;
    return sum < 0 ? 0 : (size_t)sum;
}

size_t hr_memory_used(const hr_host *h) { return in_use(h); }

static void note_position(hr_host *h) {
    if (h->current) hr_caller_position(h->current, 0, &h->memoryPosition);
}

static bool refuses(hr_host *h, size_t old, size_t wanted, bool isString) {
    if (h->hostDepth > 0) return false;
    h->allocations++;
    if (h->failFrom && h->allocations >= h->failFrom && h->allocations - h->failFrom <= h->failMore) return true;
    if (isString && wanted > HR_LONGEST_STRING) return true;
    if (wanted >= HR_LARGE_BLOCK && h->left < 0) return true;
    return in_use(h) - old + wanted > h->memory;
}

void *hr_allocate(void *ud, void *block, size_t old, size_t wanted) {
    hr_host *h = ud;
    bool isString = false;
    if (!block) {
        isString = (old & 0x0F) == LUA_TSTRING;
        old = 0;
    }
    if (wanted == 0) {
        if (block) h->blocks--;
        h->used -= old;
        free(block);
        return NULL;
    }
    if (wanted > old) {
        if (wanted >= HR_COSTLY_BLOCK) h->left -= (int64_t)(wanted / HR_BYTES_PER_INSTRUCTION);
        if (refuses(h, old, wanted, isString)) {
            note_position(h);
            return NULL;
        }
    }
    void *result = realloc(block, wanted);
    if (!result) {
        // Shrinking must not fail; the old block serves as well.
        if (wanted <= old) result = block;
        else return NULL;
    }
    if (!block) h->blocks++;
    h->used += wanted;
    h->used -= old;
    return result;
}

void hr_settle(lua_State *L, hr_host *h) {
    if (h->attached || h->hostDepth > 0 || in_use(h) <= h->memory) return;
    lua_gc(L, LUA_GCCOLLECT);
    if (in_use(h) > h->memory) {
        note_position(h);
        hr_die(L, h, HR_KILLED_MEMORY);
    }
}

void hr_charge_memory(hr_host *h, int64_t bytes) { h->external += bytes; }
hr_position hr_memory_position(const hr_host *h) { return h->memoryPosition; }
void hr_fail_allocation(hr_host *h, uint64_t number, uint64_t more) {
    h->failFrom = number ? h->allocations + number : 0;
    h->failMore = more;
}
uint64_t hr_allocations(const hr_host *h) { return h->allocations; }
int64_t hr_blocks(const hr_host *h) { return h->blocks; }
