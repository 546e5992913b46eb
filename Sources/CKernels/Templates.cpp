// Reads the functions once more, in a language where operators can be given another meaning: numbers are steps of a
// template, and computing with them writes down what is to be done. See include/Templates.h.
#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wc99-extensions"
#include <stdint.h>
#include <string.h>

extern "C" {
#include "include/ScalarMath.h"
#include "include/Templates.h"
}

namespace {

typedef double real;
typedef uint64_t word;

thread_local hr_template *writing;

int16_t write(hr_step_kind kind, int a = 0, int b = 0, int c = 0, int detail = 0, word number = 0) {
    hr_template &to = *writing;
    if (to.count >= HR_TEMPLATE_STEPS) __builtin_trap();
    to.steps[to.count] = hr_step{(uint8_t)kind, (uint8_t)detail, (int16_t)a, (int16_t)b, (int16_t)c, number};
    return (int16_t)to.count++;
}

int16_t constant(word bits) { return write(HR_STEP_CONSTANT, 0, 0, 0, 0, bits); }

int16_t constant(real x) {
    word bits;
    memcpy(&bits, &x, sizeof bits);
    return constant(bits);
}

// A floating-point number of a lane.
struct Number {
    int16_t step;
    Number() : step(0) {}
    Number(real x) : step(constant(x)) {}
    static Number of(int16_t step) {
        Number x;
        x.step = step;
        return x;
    }
};

// Its bits.
struct Bits {
    int16_t step;
    Bits() : step(0) {}
    Bits(word bits) : step(constant(bits)) {}
    Bits(long bits) : Bits((word)bits) {}
    Bits(unsigned bits) : Bits((word)bits) {}
    Bits(int bits) : step(constant((word)(int64_t)bits)) {}
    static Bits of(int16_t step) {
        Bits x;
        x.step = step;
        return x;
    }
};

// What a comparison gives.
struct Mask {
    int16_t step;
};

Number operator+(Number a, Number b) { return Number::of(write(HR_STEP_ADD, a.step, b.step)); }
Number operator-(Number a, Number b) { return Number::of(write(HR_STEP_SUBTRACT, a.step, b.step)); }
Number operator*(Number a, Number b) { return Number::of(write(HR_STEP_MULTIPLY, a.step, b.step)); }
Number operator/(Number a, Number b) { return Number::of(write(HR_STEP_DIVIDE, a.step, b.step)); }
Number operator-(Number a) { return Number::of(write(HR_STEP_XOR, a.step, constant((word)1 << 63))); }
Number &operator-=(Number &a, Number b) { return a = a - b; }
Number &operator*=(Number &a, Number b) { return a = a * b; }

Mask operator<(Number a, Number b) { return {write(HR_STEP_LESS, a.step, b.step)}; }
Mask operator>(Number a, Number b) { return b < a; }
Mask operator<=(Number a, Number b) { return {write(HR_STEP_LESS_EQUAL, a.step, b.step)}; }
Mask operator>=(Number a, Number b) { return b <= a; }
Mask operator==(Number a, Number b) { return {write(HR_STEP_EQUAL, a.step, b.step)}; }
Mask operator!=(Number a, Number b) { return {write(HR_STEP_NOT_EQUAL, a.step, b.step)}; }
Mask operator&(Mask a, Mask b) { return {write(HR_STEP_MASK_AND, a.step, b.step)}; }
Mask operator|(Mask a, Mask b) { return {write(HR_STEP_MASK_OR, a.step, b.step)}; }
Mask operator!=(Mask a, Mask b) { return {write(HR_STEP_MASK_XOR, a.step, b.step)}; }
Mask operator!(Mask a) { return {write(HR_STEP_MASK_NOT, a.step)}; }
Mask operator==(Mask a, Mask b) { return !(a != b); }

Bits operator+(Bits a, Bits b) { return Bits::of(write(HR_STEP_ADD_BITS, a.step, b.step)); }
Bits operator-(Bits a, Bits b) { return Bits::of(write(HR_STEP_SUBTRACT_BITS, a.step, b.step)); }
Bits operator*(Bits a, Bits b) { return Bits::of(write(HR_STEP_MULTIPLY_WORDS, a.step, b.step)); }
Bits operator&(Bits a, Bits b) { return Bits::of(write(HR_STEP_AND, a.step, b.step)); }
Bits operator|(Bits a, Bits b) { return Bits::of(write(HR_STEP_OR, a.step, b.step)); }
Bits operator^(Bits a, Bits b) { return Bits::of(write(HR_STEP_XOR, a.step, b.step)); }
Bits operator<<(Bits a, int by) { return Bits::of(write(HR_STEP_SHIFT_LEFT, a.step, 0, 0, by)); }
Bits operator>>(Bits a, int by) { return Bits::of(write(HR_STEP_SHIFT_RIGHT, a.step, 0, 0, by)); }

Bits bits_of(Number x) { return Bits::of(x.step); }
Number double_of(Bits bits) { return Number::of(bits.step); }
Mask bit_is_set(Bits bits, int bit) {
    return {write(HR_STEP_NEGATIVE, bit == 63 ? bits.step : (bits << (63 - bit)).step)};
}
Number chosen(Mask mask, Number a, Number b) { return Number::of(write(HR_STEP_CHOOSE, mask.step, a.step, b.step)); }

const word sign_bit = (word)1 << 63;
Number without_sign(Number x) { return double_of(bits_of(x) & Bits(~sign_bit)); }
Number signed_like(Number x, Number sign) { return double_of(bits_of(without_sign(x)) | (bits_of(sign) & Bits(sign_bit))); }
Number square_root(Number x) { return Number::of(write(HR_STEP_SQUARE_ROOT, x.step)); }
Number rounded_down(Number x) { return Number::of(write(HR_STEP_FLOOR, x.step)); }
Number rounded_up(Number x) { return Number::of(write(HR_STEP_CEIL, x.step)); }
Number fused_product(Number a, Number b, Number c) { return Number::of(write(HR_STEP_FUSED, a.step, b.step, c.step)); }

// The functions, in these words.
#define HR_WRITES_DOWN
#define HR_LEVEL_NUMBER 3
#define HR_IF(condition, a, b) chosen((condition), (a), (b))
#define truth Mask
#define philox_key Bits
#define double Number
#define uint64_t Bits
#define __builtin_fabs without_sign
#define __builtin_copysign signed_like
#define __builtin_elementwise_sqrt square_root
#define __builtin_floor rounded_down
#define __builtin_ceil rounded_up
#define __builtin_fma fused_product
#include "Functions/Functions.h"
#undef double
#undef uint64_t

Number input(int place) { return Number::of(write(HR_STEP_INPUT, 0, 0, 0, place)); }

void begin(hr_template *to) {
    writing = to;
    to->count = 0;
    to->guard = -1;
}

int finish(Number result) {
    writing->result = result.step;
    return 1;
}

int finish(Number result, Mask guard) {
    writing->guard = guard.step;
    return finish(result);
}

// What asks a library or branches: the scalar function, lane by lane.
template <double function(double)> void four(double *lanes) {
    for (int i = 0; i < 4; i++) lanes[i] = function(lanes[i]);
}

void four_modulo(double *lanes) {
    for (int i = 0; i < 4; i++) lanes[i] = hr_binary_scalar(HR_MODULO, lanes[i], lanes[4 + i]);
}

int finish(hr_call_of_four call, Number a, Number b, int operands) {
    return finish(Number::of(write(HR_STEP_CALL, a.step, b.step, 0, operands, (word)call)));
}

// Names in the lists that are not straight lines.
Number f_inverse_normal(Number x) { return x; }
Number f_sin(Number x) { return x; }
Number f_cos(Number x) { return x; }
Number f_tan(Number x) { return x; }
Number f_modulo(Number x, Number) { return x; }

}  // namespace

extern "C" int hr_write_unary(hr_unary_op op, hr_template *to) {
    begin(to);
    const Number a = input(0);
    if (op == HR_SINE) return finish(four<hr_sin>, a, a, 1);
    if (op == HR_COSINE) return finish(four<hr_cos>, a, a, 1);
    if (op == HR_TANGENT) return finish(four<hr_tan>, a, a, 1);
    // A seventh of all operands take its second way; its kernel gathers them.
    if (op == HR_INVERSE_NORMAL) return 0;
#define HR_CASE(op, name) case op: return finish(f_##name(a));
    switch (op) {
        HR_UNARY_LIST(HR_CASE)
    default: return 0;
    }
#undef HR_CASE
}

extern "C" int hr_write_binary(hr_binary_op op, hr_template *to) {
    begin(to);
    const Number a = input(0), b = input(1);
    if (op == HR_MODULO) return finish(four_modulo, a, b, 2);
#define HR_CASE(op, name) case op: return finish(f_##name(a, b));
    switch (op) {
        HR_BINARY_LIST(HR_CASE)
    default: return 0;
    }
#undef HR_CASE
}

extern "C" int hr_write_ternary(hr_ternary_op op, hr_template *to) {
    begin(to);
    const Number a = input(0), b = input(1), c = input(2);
#define HR_CASE(op, name) case op: return finish(f_##name(a, b, c));
    switch (op) {
        HR_TERNARY_LIST(HR_CASE)
    default: return 0;
    }
#undef HR_CASE
}

extern "C" int hr_write_quaternary(hr_quaternary_op op, hr_template *to) {
    begin(to);
    const Number a = input(0), b = input(1), c = input(2), d = input(3);
#define HR_CASE(op, name) case op: return finish(f_##name(a, b, c, d));
    switch (op) {
        HR_QUATERNARY_LIST(HR_CASE)
    default: return 0;
    }
#undef HR_CASE
}

extern "C" int hr_write_ordinary_unary(hr_unary_op op, hr_template *to) {
    begin(to);
    const Number a = input(0);
    switch (op) {
    case HR_EXP: return finish(exp_normal(a), exp_is_normal(a));
    case HR_LOG: return finish(log_normal(a), log_is_normal(a));
    case HR_SINE: return finish(sin_small(a), angle_is_small(a));
    case HR_COSINE: return finish(cos_small(a), angle_is_small(a));
    case HR_TANGENT: return finish(tan_small(a), angle_is_small(a));
    default: return 0;
    }
}

extern "C" int hr_write_ordinary_binary(hr_binary_op op, hr_template *to) {
    begin(to);
    const Number a = input(0), b = input(1);
    switch (op) {
    case HR_POWER: return finish(pow_normal(a, b), pow_is_normal(a, b));
    case HR_MODULO: return finish(modulo_ordinary(a, b), modulo_is_ordinary(a, b));
    default: return 0;
    }
}

extern "C" void hr_write_triangular(const hr_triangular *shape, hr_template *to) {
    begin(to);
    finish(triangular_value(shape, input(0)));
}
