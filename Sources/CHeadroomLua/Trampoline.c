#include "CHeadroomLua.h"
