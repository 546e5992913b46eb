// The scalar functions, without branches where a loop over them is to vectorise: each is written once and compiled
// for every level, alone and inside the block loops.
#ifndef HR_FUNCTIONS_H
#define HR_FUNCTIONS_H

#include <stdint.h>
#include <string.h>

#include "../include/QuantileTable.h"

#include "../Blocks/Loop.h"
#include "Bits.h"
#include "Polynomial.h"
#include "Arithmetic.h"
#include "Exponential.h"
#include "Logarithm.h"
#include "Power.h"
#include "Trigonometric.h"
#include "InverseTrigonometric.h"
#include "Hyperbolic.h"
#include "ErrorFunction.h"
#include "InverseNormal.h"
#include "Combined.h"
#include "Philox.h"
#include "Lists.h"

#endif
