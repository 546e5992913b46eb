// Horner's rule with fused multiply-adds, lowest coefficient first.
#ifndef HR_POLYNOMIAL_H
#define HR_POLYNOMIAL_H

#define HR_POLY1(x, a, b) fma(b, x, a)
#define HR_POLY2(x, a, ...) fma(HR_POLY1(x, __VA_ARGS__), x, a)
#define HR_POLY3(x, a, ...) fma(HR_POLY2(x, __VA_ARGS__), x, a)
#define HR_POLY4(x, a, ...) fma(HR_POLY3(x, __VA_ARGS__), x, a)
#define HR_POLY5(x, a, ...) fma(HR_POLY4(x, __VA_ARGS__), x, a)
#define HR_POLY6(x, a, ...) fma(HR_POLY5(x, __VA_ARGS__), x, a)
#define HR_POLY7(x, a, ...) fma(HR_POLY6(x, __VA_ARGS__), x, a)
#define HR_POLY8(x, a, ...) fma(HR_POLY7(x, __VA_ARGS__), x, a)
#define HR_POLY9(x, a, ...) fma(HR_POLY8(x, __VA_ARGS__), x, a)
#define HR_POLY10(x, a, ...) fma(HR_POLY9(x, __VA_ARGS__), x, a)
#define HR_POLY11(x, a, ...) fma(HR_POLY10(x, __VA_ARGS__), x, a)
#define HR_POLY12(x, a, ...) fma(HR_POLY11(x, __VA_ARGS__), x, a)
#define HR_POLY13(x, a, ...) fma(HR_POLY12(x, __VA_ARGS__), x, a)
#define HR_POLY14(x, a, ...) fma(HR_POLY13(x, __VA_ARGS__), x, a)
#define HR_POLY15(x, a, ...) fma(HR_POLY14(x, __VA_ARGS__), x, a)
#define HR_POLY16(x, a, ...) fma(HR_POLY15(x, __VA_ARGS__), x, a)
#define HR_POLY17(x, a, ...) fma(HR_POLY16(x, __VA_ARGS__), x, a)
#define HR_POLY18(x, a, ...) fma(HR_POLY17(x, __VA_ARGS__), x, a)
#define HR_POLY19(x, a, ...) fma(HR_POLY18(x, __VA_ARGS__), x, a)
#define HR_POLY20(x, a, ...) fma(HR_POLY19(x, __VA_ARGS__), x, a)
#define HR_POLY21(x, a, ...) fma(HR_POLY20(x, __VA_ARGS__), x, a)
#define HR_POLY22(x, a, ...) fma(HR_POLY21(x, __VA_ARGS__), x, a)

// Estrin's scheme: more operations, a third of the latency. For rests whose rounding does not reach the result.
#define HR_PAIR(x, a, b) fma(b, x, a)
#define HR_QUAD(x, x2, a, b, c, d) fma(HR_PAIR(x, c, d), x2, HR_PAIR(x, a, b))
#define HR_ESTRIN7(x, x2, x4, a, b, c, d, e, f, g, h) fma(HR_QUAD(x, x2, e, f, g, h), x4, HR_QUAD(x, x2, a, b, c, d))
#define HR_ESTRIN8(x, x2, x4, a, b, c, d, e, f, g, h, i) \
    fma(fma(i, x4, HR_QUAD(x, x2, e, f, g, h)), x4, HR_QUAD(x, x2, a, b, c, d))

// A constant in two parts: the nearest double and the nearest double to the rest.
#define HR_LN2_HEAD 0x1.62e42fefa38p-1  // 42 bits, so that its products with exponents are exact
#define HR_LN2_TAIL 0x1.ef35793c7673p-45
#define HR_LOG2E 0x1.71547652b82fep+0
#define HR_LOG2E_TAIL 0x1.777d0ffda0d24p-56

// 1.5 * 2^52: adding it rounds to a whole number, which then stands in the low bits.
#define HR_ROUNDER 0x1.8p52

#endif
