// The kernels without any extension: SSE2 on x86-64, the plain architecture elsewhere.
#pragma STDC FP_CONTRACT OFF
#include "Level.h"
#define HR_LEVEL_NAME hr_level_base
#define HR_LEVEL HR_ISA_BASE
#define HR_LEVEL_NUMBER 0
#include "Blocks/Blocks.h"
