// The stack of values in which Swift and Lua hand over to each other. Plain memory of the host: an error in Lua leaves
// nothing behind in it that anybody must free.
#include "Host.h"

#include <stdlib.h>
#include <string.h>

void hr_box_push(hr_box *box, hr_value value) {
    if (box->count == box->capacity) {
        size_t wanted = box->capacity ? box->capacity * 2 : 64;
        hr_value *values = realloc(box->values, wanted * sizeof *values);
        if (!values) abort();
        box->values = values;
        box->capacity = wanted;
    }
    box->values[box->count++] = value;
}

void hr_box_push_text(hr_box *box, const char *bytes, size_t length) {
    if (box->size - box->length < length) {
        size_t wanted = box->size ? box->size * 2 : 1024;
        while (wanted - box->length < length) wanted *= 2;
        char *grown = realloc(box->bytes, wanted);
        if (!grown) abort();
        box->bytes = grown;
        box->size = wanted;
    }
    hr_value value = {.kind = HR_STRING, .text = {box->length, length}};
    if (length) memcpy(box->bytes + box->length, bytes, length);
    box->length += length;
    hr_box_push(box, value);
}
