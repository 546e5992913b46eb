import CHeadroomLua
public import Diagnostics
public import LuaSyntax

/// One call from Lua into Swift: the arguments, and where the results go. Valid until the body returns.
public struct Call {
    /// The machine that calls.
    public unowned(unsafe) let vm: VirtualMachine
    /// How many arguments there are.
    public let count: Int
    let state: OpaquePointer
    private let box: Box
    private(set) var results = 0

    init(vm: VirtualMachine, state: OpaquePointer, count: Int) {
        self.vm = vm
        self.state = state
        self.count = count
        box = vm.box
    }

    // MARK: Arguments

    /// An argument, counted from 1; `nil` behind the last one. Throws where the value can't cross: a table that contains
    /// itself, a coroutine.
    public subscript(index: Int) -> LuaValue {
        get throws {
            guard index <= count else { return .nil }
            return try vm.value(at: Int32(index), of: state)
        }
    }

    /// All arguments.
    public var arguments: [LuaValue] {
        get throws { try (1...max(count, 1)).prefix(count).map { try self[$0] } }
    }

    /// The argument, if it is a userdata of this machine. The quickest way to read one.
    public func payload(_ index: Int) -> Payload? {
        hr_payload_at(vm.host, state, Int32(index)).map { Payload($0.pointee) }
    }

    /// The argument, if it is a number; integers are converted.
    public func number(_ index: Int) -> Double? {
        hr_type_at(state, Int32(index)) == LUA_TNUMBER ? lua_tonumberx(state, Int32(index), nil) : nil
    }

    /// The argument, if it is an integer or a float with an integer's value.
    public func integer(_ index: Int) -> Int64? {
        guard hr_type_at(state, Int32(index)) == LUA_TNUMBER else { return nil }
        var isInteger: Int32 = 0
        let value = lua_tointegerx(state, Int32(index), &isInteger)
        return isInteger == 0 ? nil : value
    }

    /// The argument, if it is text.
    public func string(_ index: Int) -> String? {
        var length = 0
        return hr_string_at(state, Int32(index), &length).map { String(lua: $0, length) }
    }

    /// Whether the argument is absent or nil.
    public func isNil(_ index: Int) -> Bool { hr_type_at(state, Int32(index)) <= 0 }

    /// The argument as `tostring` shows it, which may run the script's own `__tostring`.
    public func text(of index: Int) throws -> String { try vm.text(at: Int32(index), of: state) }

    // MARK: Results

    /// Adds a result.
    public mutating func push(_ value: LuaValue) {
        box.push(value)
        results += 1
    }

    /// Adds a payload as a result.
    public mutating func push(_ payload: Payload) {
        box.push(payload)
        results += 1
    }

    /// Adds a number as a result.
    public mutating func push(_ number: Double) {
        box.push(number)
        results += 1
    }

    /// Adds text as a result.
    public mutating func push(_ text: String) {
        box.push(text)
        results += 1
    }

    // MARK: Where

    /// The place in the script that called, through native functions in between; nil where Swift called.
    public var callerLocation: SourceLocation? { caller.flatMap { vm.location(of: $0) } }

    /// The path of the function that called (`main`, `site.build`); `main` where it is not known.
    public var callerFunctionPath: String { caller.map { vm.functionPath(of: $0) } ?? "main" }

    /// The chunk that called, for the names of operands; nil in an attached machine and where Swift called.
    public var callerChunk: Chunk? { caller.flatMap { vm.chunk(of: $0) } }

    /// The places of all calls under way, innermost first.
    public var callChain: [SourceLocation] {
        vm.frames(of: state).compactMap { vm.location(of: $0) }
    }

    private var caller: hr_frame? { vm.innermostScriptFrame(of: state) }
}
