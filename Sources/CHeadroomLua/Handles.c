// Slots for Swift's objects. Lua holds a slot's number and generation; the collector only marks a slot dead, and Swift
// lets the object go at a moment of its own.
#include "Host.h"

#include <stdlib.h>

static void *grown(void *block, int32_t *capacity, size_t size) {
    int32_t wanted = *capacity ? *capacity * 2 : 64;
    void *result = realloc(block, (size_t)wanted * size);
    if (!result) abort();
    *capacity = wanted;
    return result;
}

hr_payload hr_handle_new(hr_host *h, uint32_t type) {
    int32_t slot = h->firstFree;
    if (slot >= 0) {
        h->firstFree = h->slots[slot].next;
    } else {
        if (h->slotCount == h->slotCapacity) h->slots = grown(h->slots, &h->slotCapacity, sizeof *h->slots);
        slot = h->slotCount++;
        h->slots[slot].generation = 0;
    }
    h->slots[slot].generation++;
    h->slots[slot].state = HR_SLOT_FLOATING;
    h->slots[slot].next = -1;
    h->alive++;
    if (h->floatingCount == h->floatingCapacity) {
        h->floating = grown(h->floating, &h->floatingCapacity, sizeof *h->floating);
    }
    h->floating[h->floatingCount++] = slot;
    return (hr_payload){.type = type, .generation = h->slots[slot].generation, .a = slot};
}

int32_t hr_handle_slot(const hr_host *h, hr_payload payload) {
    if (payload.a < 0 || payload.a >= h->slotCount) return -1;
    const hr_slot *slot = &h->slots[payload.a];
    if (slot->generation != payload.generation) return -1;
    return slot->state == HR_SLOT_FLOATING || slot->state == HR_SLOT_BOUND ? payload.a : -1;
}

static void mark_dead(hr_host *h, int32_t slot) {
    h->slots[slot].state = HR_SLOT_DEAD;
    h->slots[slot].next = h->firstDead;
    h->firstDead = slot;
    h->alive--;
}

void hr_handle_release(hr_host *h, hr_payload payload) {
    int32_t slot = hr_handle_slot(h, payload);
    if (slot >= 0) mark_dead(h, slot);
}

void hr_sweep_floating(hr_host *h, int32_t base) {
    while (h->floatingCount > base) {
        int32_t slot = h->floating[--h->floatingCount];
        if (h->slots[slot].state == HR_SLOT_FLOATING) mark_dead(h, slot);
    }
}

int32_t hr_handle_take_dead(hr_host *h) {
    int32_t slot = h->firstDead;
    if (slot < 0) return -1;
    h->firstDead = h->slots[slot].next;
    h->slots[slot].state = HR_SLOT_FREE;
    h->slots[slot].next = h->firstFree;
    h->firstFree = slot;
    return slot;
}

int32_t hr_handles_alive(const hr_host *h) { return h->alive; }
