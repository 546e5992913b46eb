// Block kernels: one instruction of a program over HR_BLOCK paths at a time.
//
// Every kernel exists for each instruction set of `hr_isa` and gives the same bits on all of them, and the same bits
// as the scalar function of the same name. Nothing is contracted or reassociated; fused multiply-adds appear inside
// named functions only (exp, log, inverse_normal, table ...), where they are part of the definition. No result comes
// from the C library's transcendental functions, whose bits depend on the processor.
// The payload and sign of a NaN carry no meaning and may differ.
#ifndef CKERNELS_H
#define CKERNELS_H

#include "Designs.h"
#include "KernelOperations.h"
#include "KernelTable.h"
#include "Processors.h"
#include "QuantileTable.h"
#include "RandomStream.h"
#include "Reductions.h"
#include "ScalarMath.h"
#include "Templates.h"

#endif
