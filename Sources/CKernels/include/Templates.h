// The functions of this target written down as straight lines of machine operations, for the code generator.
//
// Nothing is written twice: the sources in `Functions/` that the kernels are compiled from are read once more with
// another meaning of their numbers (see Templates.cpp), and what they would do to a lane is recorded.
#ifndef HR_TEMPLATES_H
#define HR_TEMPLATES_H

#include <stdint.h>

#include "KernelOperations.h"
#include "QuantileTable.h"

#pragma clang assume_nonnull begin

// What a step does to one 64-bit lane. Masks are what comparisons give.
typedef enum {
    HR_STEP_INPUT,     // operand `detail` of the function
    HR_STEP_CONSTANT,  // the bits in `number`
    HR_STEP_ADD, HR_STEP_SUBTRACT, HR_STEP_MULTIPLY, HR_STEP_DIVIDE,
    HR_STEP_SQUARE_ROOT, HR_STEP_FLOOR, HR_STEP_CEIL,
    HR_STEP_FUSED,      // a * b + c, rounded once
    HR_STEP_AND, HR_STEP_OR, HR_STEP_XOR,
    HR_STEP_ADD_BITS, HR_STEP_SUBTRACT_BITS, HR_STEP_SHIFT_LEFT, HR_STEP_SHIFT_RIGHT,  // by `detail`
    HR_STEP_MULTIPLY_WORDS,  // the full product of the low 32 bits
    HR_STEP_LESS, HR_STEP_LESS_EQUAL, HR_STEP_EQUAL, HR_STEP_NOT_EQUAL,  // masks of numbers; the last one of NaN is true
    HR_STEP_NEGATIVE,   // a mask: bit 63 of a is set
    HR_STEP_MASK_AND, HR_STEP_MASK_OR, HR_STEP_MASK_XOR, HR_STEP_MASK_NOT,
    HR_STEP_CHOOSE,     // mask a ? b : c
    HR_STEP_CALL        // `detail` operands, and in `number` the address of an hr_call_of_four
} hr_step_kind;

typedef struct {
    uint8_t kind;
    uint8_t detail;
    int16_t a, b, c;  // earlier steps
    uint64_t number;
} hr_step;

enum { HR_TEMPLATE_STEPS = 1024 };

typedef struct {
    // `guard` is a mask of the lanes on which the template holds; -1 where it holds on all.
    int32_t count, result, guard;
    hr_step steps[HR_TEMPLATE_STEPS];
} hr_template;

// The rest of a function that a straight line does not hold for, on four lanes: the operands' lanes stand one behind
// the other, and the results take the place of the first.
typedef void (*hr_call_of_four)(double *lanes);

static inline hr_step hr_template_step(const hr_template *t, int i) { return t->steps[i]; }

// Each returns whether there is a template: there is none of `inverse_normal`. That of the sines and of `modulo` is a call.
int hr_write_unary(hr_unary_op op, hr_template *to);
int hr_write_binary(hr_binary_op op, hr_template *to);
int hr_write_ternary(hr_ternary_op op, hr_template *to);
int hr_write_quaternary(hr_quaternary_op op, hr_template *to);
// The short ways that kernels take on ordinary operands, with a guard: of exp, log, pow, the sines and modulo.
int hr_write_ordinary_unary(hr_unary_op op, hr_template *to);
int hr_write_ordinary_binary(hr_binary_op op, hr_template *to);
void hr_write_triangular(const hr_triangular *shape, hr_template *to);

#pragma clang assume_nonnull end
#endif
