import Engine
import LuaVM

/// A value while a step function is traced: what plain Lua would hold, or what differs from path to path.
indirect enum StepValue {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    /// A certain plain float.
    case number(Double)
    case string([UInt8])
    /// A quantity, or an uncertain number or quantity.
    case amount(StepAmount)
    /// A truth value that differs by path or step.
    case condition(Graph.Node)
    /// Days since 1970-01-01, certain or not.
    case date(Operand.Content)
    case table(StepTable)
    case function(StepFunction)
    case native(NativeFunction)
    /// Any other value of the language: a random variable before its first use, a unit, a result.
    case payload(Payload)
    /// What `lag`, `trailing` and `cover` give where they mean nothing.
    case notApplicable
    /// One of several kinds of value, path by path.
    case union(StepUnion)
}

/// A number with a unit, certain or uncertain, that remembers whether Lua would hold it as an integer.
struct StepAmount {
    var operand: Operand
    var integral: Integrality = .never

    var content: Operand.Content { operand.content }
    var unit: Int32 { operand.unit }
}

/// On which paths an uncertain number is one of Lua's integers.
enum Integrality {
    case never
    case always
    case when(Graph.Node)
}

/// A value of several kinds: for each kind one value and where it is. No two entries are of one kind, the guards exclude
/// each other, and on paths where none holds the value is never looked at.
struct StepUnion {
    struct Entry {
        /// No union.
        var value: StepValue
        var guarded: Graph.Node
    }
    var entries: [Entry]
}

/// A function that has source: made in the step, or outside and then looked up in the host.
final class StepFunction {
    let code: StepCode
    /// The number of the function in its chunk.
    let number: Int
    /// The variables it uses from outside, when it was made inside the step.
    let captured: [Int: Cell]
    /// The function in the host, when it was made outside.
    let outer: FunctionReference?
    let identity: UInt

    init(code: StepCode, number: Int, captured: [Int: Cell], outer: FunctionReference?, identity: UInt) {
        self.code = code
        self.number = number
        self.captured = captured
        self.outer = outer
        self.identity = identity
    }
}

/// A function without source: one of the registry's, or one of Lua's own library.
final class NativeFunction {
    enum Content {
        case registry(Function)
        /// One of the standard library's `math`, by its name there.
        case math(String)
        /// A constructor that has been given its name: `lognormal "rent"`.
        case named(Function, String)
        /// By its full name, such as `string.format`.
        case host(String)
    }
    let content: Content
    /// The function in the host, to call it on certain values.
    let reference: FunctionReference?

    init(_ content: Content, reference: FunctionReference?) {
        self.content = content
        self.reference = reference
    }

    var name: String {
        switch content {
        case .registry(let function), .named(let function, _): function.name
        case .host(let name), .math(let name): name
        }
    }
}

/// A variable: its value, and the mask under which it was declared. Paths that are not in that mask don't see it.
final class Cell {
    var value: StepValue
    let mask: Mask
    /// What writing is refused with, for variables that belong to the world outside.
    let isReadOnly: Bool

    init(_ value: StepValue, mask: Mask, isReadOnly: Bool = false) {
        self.value = value
        self.mask = mask
        self.isReadOnly = isReadOnly
    }
}
