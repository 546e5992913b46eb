#ifndef HEADROOM_CEDIT_SHIM_H
#define HEADROOM_CEDIT_SHIM_H
#include <stdio.h>
#include <histedit.h>
#endif
