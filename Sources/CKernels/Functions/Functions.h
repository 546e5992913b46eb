// The scalar functions, without branches so that loops over them vectorise.
#ifndef HR_FUNCTIONS_H
#define HR_FUNCTIONS_H

#include <stdint.h>
#include <string.h>

#include "../Blocks/Loop.h"
#include "Bits.h"
#include "Arithmetic.h"
#include "Transcendental.h"

#endif
