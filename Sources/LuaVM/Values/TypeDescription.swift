/// What a closure that Lua may call looks like: it reads its arguments from the call and pushes its results.
public typealias NativeBody = (inout Call) throws -> Void

/// A type of userdata as data: its name, its operators, its methods and fields.
public struct TypeDescription {
    /// The operations that a type may define. The first operand may be of another type, as in Lua.
    public enum Event: String, CaseIterable, Sendable {
        case add = "__add"
        case subtract = "__sub"
        case multiply = "__mul"
        case divide = "__div"
        case modulo = "__mod"
        case power = "__pow"
        case negate = "__unm"
        case floorDivide = "__idiv"
        case concatenate = "__concat"
        case length = "__len"
        /// Called by Lua for two userdata only; ``GuardRules/equal`` sees every other pair.
        case equal = "__eq"
        case less = "__lt"
        case lessEqual = "__le"
        case call = "__call"
        /// Must push text. Without it, values print as the type's name.
        case text = "__tostring"
    }

    /// What messages call a value of the type: `quantity`.
    public var name: String
    /// Whether payloads of the type stand for Swift objects, made by ``VirtualMachine/makeObject(_:type:)``.
    public var isObject: Bool
    public var events: [(event: Event, body: NativeBody)]
    /// Functions found by name, without entering Swift: `x:mean()`.
    public var methods: [(name: String, body: NativeBody)]
    /// Reads a field that is no method; the arguments are the value and the key. Nil: an error names the field.
    public var index: NativeBody?

    /// Creates a description. The order of `events` and `methods` has no meaning.
    public init(
        name: String, isObject: Bool = false, events: [(event: Event, body: NativeBody)] = [],
        methods: [(name: String, body: NativeBody)] = [], index: NativeBody? = nil
    ) {
        self.name = name
        self.isObject = isObject
        self.events = events
        self.methods = methods
        self.index = index
    }
}

/// What the operations mean that Lua gives no metamethod for, when one of their operands is a userdata.
public struct GuardRules {
    /// Called where a payload's truth is asked for (`if`, `and`, `not`, …); throws to refuse. Payloads are true.
    public var test: (Payload) throws -> Void
    /// `a == b` where one side is a payload: the answer, or nil for what Lua itself would say. Tables come without their
    /// content.
    public var equal: (LuaValue, LuaValue) throws -> Bool?
    /// Called where a payload is the key of a table; throws to refuse.
    public var key: (Payload) throws -> Void

    /// Creates rules; those left out allow everything.
    public init(
        test: @escaping (Payload) throws -> Void = { _ in },
        equal: @escaping (LuaValue, LuaValue) throws -> Bool? = { _, _ in nil },
        key: @escaping (Payload) throws -> Void = { _ in }
    ) {
        self.test = test
        self.equal = equal
        self.key = key
    }
}
