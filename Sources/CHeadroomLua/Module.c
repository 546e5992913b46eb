// What `require "headroom"` of a stock interpreter calls. Swift fills the stack; an error is raised here, after it.
#include "CHeadroomLua.h"

/// Defined by the module's own target; nothing else links it.
__attribute__((weak)) int headroom_open_module(lua_State *state);

__attribute__((visibility("default"))) int luaopen_headroom(lua_State *L);

int luaopen_headroom(lua_State *L) {
    int count = headroom_open_module ? headroom_open_module(L) : -1;
    if (count >= 0) return count;
    if (lua_type(L, -1) != LUA_TSTRING) lua_pushliteral(L, "headroom could not be opened");
    return lua_error(L);
}
