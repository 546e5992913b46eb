#ifndef HEADROOM_CLUA_SHIM_H
#define HEADROOM_CLUA_SHIM_H
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
#endif
