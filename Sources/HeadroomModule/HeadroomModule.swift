import CHeadroomLua
import HeadroomLua

/// What `require "headroom"` of a stock interpreter calls, through `luaopen_headroom` in C, which raises where this fails.
///
/// Returns 1 with the module's table on the stack, or -1.
@_cdecl("headroom_open_module")
public func openModule(_ state: OpaquePointer) -> Int32 {
    Session.openModule(in: state) ? 1 : -1
}
