/// A local variable, parameter or loop variable: one declaration, not one name.
public struct LocalVariable: Sendable {
    /// How it was declared.
    public enum Kind: Hashable, Sendable {
        case local, function, parameter
        /// The `self` of a function declared with a colon.
        case receiver
        case numericFor, genericFor
    }

    /// What may follow a name in a `local` statement.
    public enum Attribute: String, Hashable, Sendable {
        case const, close
    }

    /// A place that gives the variable a value.
    public struct Assignment: Hashable, Sendable {
        /// Where the variable's name stands.
        public let position: Position
        /// The number of the function that assigns.
        public let function: Int
        /// The byte of the text behind the statement: what is read before it still sees the value of before.
        public let effectiveFrom: Int
    }

    /// The index in ``Chunk/locals``.
    public let id: Int
    public let name: String
    public let kind: Kind
    public let attribute: Attribute?
    /// The number of the function that declares it.
    public let function: Int
    /// Where it was declared; for a receiver, the keyword `function`.
    public let declaration: Position
    /// Whether a session keeps it for later inputs: declared directly in the chunk, outside of every block, by a
    /// `local` statement without attributes or by `local function`.
    public internal(set) var isSessionVariable: Bool
    /// The bytes of the text in which the name means this variable (unless another of the same name hides it).
    public internal(set) var scope: Range<Int>
    /// Every place that gives it a value, in the order in which the statements end: a declaration with a value,
    /// parameters, loops and assignments.
    public internal(set) var assignments: [Assignment] = []
    /// How often it is read.
    public internal(set) var reads = 0
    /// Whether an inner function uses it.
    public internal(set) var isCaptured = false
    /// Whether its declaration gives it a string or a number written in the text.
    var beginsWithLiteral = false

    /// Whether it always holds the string or the number that its declaration gives it.
    public var isLiteralConstant: Bool { beginsWithLiteral && assignments.count == 1 }

    /// Whether an inner function assigns to it, so that a call may change it between two reads.
    public var isChangedByClosure: Bool { assignments.contains { $0.function != function } }

    /// Whether it is the counter of a numeric loop and the body leaves it alone, so that it is always a plain number.
    public var isUntouchedCounter: Bool { kind == .numericFor && assignments.count == 1 }

    init(
        id: Int, name: String, kind: Kind, attribute: Attribute?, function: Int, declaration: Position,
        isSessionVariable: Bool
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.attribute = attribute
        self.function = function
        self.declaration = declaration
        self.isSessionVariable = isSessionVariable
        scope = declaration.offset..<declaration.offset
    }
}
