import CHeadroomLua
import Diagnostics
public import LuaSyntax

extension VirtualMachine {
    /// Runs a chunk and gives what it returns. Values that can't cross (a table that contains itself, a coroutine) come
    /// as their text.
    ///
    /// The outermost run has the whole budget. After an error the machine is as usable as before.
    public func run(_ chunk: Chunk, as role: ChunkRole) throws(LuaFailure) -> [LuaValue] {
        if let refusal = refusedKey(in: chunk) { throw LuaFailure(diagnostic: refusal) }
        let (number, text) = load(chunk, session: role == .session)
        begin()
        let mark = box.mark
        var guarded = text
        let done = guarded.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                guard let base = bytes.baseAddress else { return true }
                return hr_run(host, base, bytes.count, number, role == .session ? HR_ROLE_SESSION : HR_ROLE_SCRIPT)
            }
        }
        return try finish(done, mark)
    }

    /// Calls a function with arguments and gives its results.
    ///
    /// From inside a native function this is part of the run under way: its budget goes on, and what ends the run ends it
    /// also if the native function swallows this error.
    public func call(_ function: FunctionReference, _ arguments: [LuaValue]) throws(LuaFailure) -> [LuaValue] {
        begin()
        let mark = box.mark
        box.push(.function(function))
        for argument in arguments { box.push(argument) }
        return try finish(hr_call(host, mark, arguments.count + 1), mark)
    }

    /// A value as `tostring` shows it.
    public func text(of value: LuaValue) throws(LuaFailure) -> String {
        begin()
        let mark = box.mark
        box.push(value)
        let done = hr_text_of(host, mark)
        guard case .string(let text)? = try finish(done, mark).first else { return "" }
        return text
    }

    private func begin() {
        for reference in references.released { hr_release(host, reference) }
        references.released.removeAll(keepingCapacity: true)
        depth += 1
    }

    private func finish(_ done: Bool, _ mark: hr_mark) throws(LuaFailure) -> [LuaValue] {
        depth -= 1
        let values = box.take(above: mark, pool: references)
        defer {
            if depth == 0 {
                fatal = nil
                importing = []
                releaseDeadObjects()
            }
        }
        if done { return values }
        if let fatal { throw fatal }
        throw failure(values.first)
    }

    /// What an error object says.
    func failure(_ value: LuaValue?) -> LuaFailure {
        if case .payload(let payload)? = value, let error = object(payload) as? ScriptError { return error.failure }
        return LuaFailure(
            diagnostic: Diagnostic(
                .memoryBudget, "there was no memory to go on", remedy: "build smaller tables, or fewer at once"))
    }

    // MARK: Single values, for calls

    func value(at position: Int32, of state: OpaquePointer) throws(LuaFailure) -> LuaValue {
        switch hr_type_at(state, position) {
        case LUA_TNIL, LUA_TNONE: return .nil
        case LUA_TBOOLEAN: return .boolean(lua_toboolean(state, position) != 0)
        case LUA_TNUMBER:
            if hr_is_integer(state, position) { return .integer(lua_tointegerx(state, position, nil)) }
            return .number(lua_tonumberx(state, position, nil))
        case LUA_TSTRING:
            var length = 0
            return hr_string_at(state, position, &length).map { .string(String(lua: $0, length)) } ?? .nil
        case LUA_TUSERDATA:
            if let payload = hr_payload_at(host, state, position) { return .payload(Payload(payload.pointee)) }
            return try snapshot(position, of: state)
        default: return try snapshot(position, of: state)
        }
    }

    private func snapshot(_ position: Int32, of state: OpaquePointer) throws(LuaFailure) -> LuaValue {
        let mark = box.mark
        let done = hr_snapshot(host, state, position)
        let values = box.take(above: mark, pool: references)
        if done { return values.first ?? .nil }
        throw fatal ?? failure(values.first)
    }

    func text(at position: Int32, of state: OpaquePointer) throws(LuaFailure) -> String {
        let mark = box.mark
        let done = hr_text(host, state, position)
        let values = box.take(above: mark, pool: references)
        if done, case .string(let text)? = values.first { return text }
        throw fatal ?? failure(values.first)
    }
}
