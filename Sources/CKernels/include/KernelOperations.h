// The operations that exist as block kernels. The order is part of the interface.
#ifndef HR_KERNEL_OPERATIONS_H
#define HR_KERNEL_OPERATIONS_H

// Paths per block, and doubles per block register.
#define HR_BLOCK 256

// Instruction sets, each a superset of the one before: SSE2 (or plain C elsewhere), AVX2 with FMA, AVX-512 F/BW/CD/DQ/VL.
typedef enum { HR_ISA_BASE = 0, HR_ISA_V3 = 1, HR_ISA_V4 = 2 } hr_isa;

// One operand. Domains, special values and errors are those of the scalar functions in ScalarMath.h.
typedef enum {
    HR_NEGATE, HR_ABSOLUTE, HR_SQUARE_ROOT, HR_FLOOR, HR_CEIL,
    HR_EXP, HR_LOG, HR_EXPM1, HR_LOG1P, HR_LOG2, HR_LOG10,
    HR_SINE, HR_COSINE, HR_TANGENT, HR_ARC_SINE, HR_ARC_COSINE, HR_ARC_TANGENT,
    HR_HYPERBOLIC_SINE, HR_HYPERBOLIC_COSINE, HR_HYPERBOLIC_TANGENT,
    HR_ERF, HR_ERFC, HR_NORMAL_CDF, HR_INVERSE_NORMAL,
    HR_NOT,  // x == 0 ? 1 : 0
    HR_UNARY_COUNT
} hr_unary_op;

// Two operands. Booleans are the doubles 1 and 0; comparisons give 0 where an operand is NaN, but not-equal gives 1.
typedef enum {
    HR_ADD, HR_SUBTRACT, HR_MULTIPLY, HR_DIVIDE, HR_POWER,
    HR_MINIMUM,       // b < a ? b : a, as Lua's math.min(a, b)
    HR_MAXIMUM,       // a < b ? b : a, as Lua's math.max(a, b)
    HR_MODULO,        // Lua's a % b on floats: the exact remainder of floor division, of the sign of b
    HR_FLOOR_DIVIDE,  // Lua's a // b on floats: floor(a / b)
    HR_LESS, HR_LESS_EQUAL, HR_EQUAL, HR_NOT_EQUAL,
    HR_AND,  // both not 0
    HR_OR,   // either not 0
    HR_ARC_TANGENT2,  // atan2(a, b)
    HR_BINARY_COUNT
} hr_binary_op;

// Three operands in one pass over memory. Each step is rounded as if it were its own instruction.
typedef enum {
    HR_MULTIPLY_ADD,            // (a * b) + c
    HR_MULTIPLY_SUBTRACT,       // (a * b) - c
    HR_MULTIPLY_SUBTRACT_FROM,  // c - (a * b)
    HR_ADD_MULTIPLY,            // (a + b) * c
    HR_SUBTRACT_MULTIPLY,       // (a - b) * c
    HR_MULTIPLY_MULTIPLY,       // (a * b) * c
    HR_ADD_ADD,                 // (a + b) + c
    HR_MULTIPLY_DIVIDE,         // (a * b) / c
    HR_SELECT,                  // a != 0 ? b : c   (a NaN condition selects b)
    HR_TERNARY_COUNT
} hr_ternary_op;

// Four operands: a comparison and the choice that it makes, without storing the boolean.
typedef enum {
    HR_SELECT_LESS,        // a < b ? c : d
    HR_SELECT_LESS_EQUAL,  // a <= b ? c : d
    HR_SELECT_EQUAL,       // a == b ? c : d
    HR_QUATERNARY_COUNT
} hr_quaternary_op;

#endif
