// The names of all operations: X(operation, name), where f_name is the function.
#ifndef HR_LISTS_H
#define HR_LISTS_H

#define HR_UNARY_LIST(X)                                                                                           \
    X(HR_NEGATE, negate) X(HR_ABSOLUTE, absolute) X(HR_SQUARE_ROOT, sqrt) X(HR_FLOOR, floor) X(HR_CEIL, ceil)        \
    X(HR_EXP, exp) X(HR_LOG, log) X(HR_EXPM1, expm1) X(HR_LOG1P, log1p) X(HR_LOG2, log2) X(HR_LOG10, log10)          \
    X(HR_SINE, sin) X(HR_COSINE, cos) X(HR_TANGENT, tan) X(HR_ARC_SINE, asin) X(HR_ARC_COSINE, acos)                 \
    X(HR_ARC_TANGENT, atan) X(HR_HYPERBOLIC_SINE, sinh) X(HR_HYPERBOLIC_COSINE, cosh)                                \
    X(HR_HYPERBOLIC_TANGENT, tanh) X(HR_ERF, erf) X(HR_ERFC, erfc) X(HR_NORMAL_CDF, normal_cdf)                      \
    X(HR_INVERSE_NORMAL, inverse_normal) X(HR_NOT, not)

#define HR_BINARY_LIST(X)                                                                                            \
    X(HR_ADD, add) X(HR_SUBTRACT, subtract) X(HR_MULTIPLY, multiply) X(HR_DIVIDE, divide) X(HR_POWER, power)             \
    X(HR_MINIMUM, minimum) X(HR_MAXIMUM, maximum) X(HR_MODULO, modulo) X(HR_FLOOR_DIVIDE, floor_divide)                \
    X(HR_LESS, less) X(HR_LESS_EQUAL, less_equal) X(HR_EQUAL, equal) X(HR_NOT_EQUAL, not_equal) X(HR_AND, and)         \
    X(HR_OR, or) X(HR_ARC_TANGENT2, atan2)

#define HR_TERNARY_LIST(X)                                                                                            \
    X(HR_MULTIPLY_ADD, multiply_add) X(HR_MULTIPLY_SUBTRACT, multiply_subtract)                                         \
    X(HR_MULTIPLY_SUBTRACT_FROM, multiply_subtract_from) X(HR_ADD_MULTIPLY, add_multiply)                               \
    X(HR_SUBTRACT_MULTIPLY, subtract_multiply) X(HR_MULTIPLY_MULTIPLY, multiply_multiply) X(HR_ADD_ADD, add_add)        \
    X(HR_MULTIPLY_DIVIDE, multiply_divide) X(HR_SELECT, select)
#define HR_QUATERNARY_LIST(X) \
    X(HR_SELECT_LESS, select_less) X(HR_SELECT_LESS_EQUAL, select_less_equal) X(HR_SELECT_EQUAL, select_equal)

#endif
