import Diagnostics
import Engine
import LuaVM

/// One path of a model, computed by plain Lua: the script's own functions run in the interpreter, with the same draws.
final class PlainReplay {
    func call(_ name: String, _ arguments: [LuaValue], at call: CallSite) throws -> [LuaValue]? { nil }
}
