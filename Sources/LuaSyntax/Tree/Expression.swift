/// An expression with its place in the text.
public struct Expression: Sendable {
    /// The text of the whole expression.
    public let range: SourceRange
    /// The place that an error of this expression is reported at: the operator of an operation, the key of an index
    /// (the name after a dot, the bracket otherwise), the last name of what a call calls; else the beginning.
    public let anchor: Position
    /// What it is.
    public let form: Form
    /// How many nodes lie on the longest way down, at most ``Limits/treeHeight``: how deep a recursive walk goes.
    package let height: Int

    /// The kinds of expressions of Lua 5.4.
    public indirect enum Form: Sendable {
        case `nil`
        case `true`
        case `false`
        /// A numeral that is an integer.
        case integer(Int64)
        /// A numeral that is a float.
        case number(Double)
        /// A string as its bytes, which need not be UTF-8.
        case string([UInt8])
        /// `...`
        case vararg
        case function(FunctionBody)
        case name(Name)
        /// `object[key]`
        case index(Expression, key: Expression)
        /// `object.name`
        case field(Expression, name: String)
        /// `callee(arguments)`, also when written without parentheses before a string or a table.
        case call(Expression, arguments: [Expression])
        /// `object:name(arguments)`
        case methodCall(Expression, name: String, arguments: [Expression])
        case table([TableItem])
        case unary(UnaryOperator, Expression)
        case binary(BinaryOperator, Expression, Expression)
        case logical(LogicalOperator, Expression, Expression)
        /// `(expression)`, kept because it cuts several results down to one.
        case parenthesized(Expression)
    }

    init(_ form: Form, _ range: SourceRange, anchor: Position? = nil) {
        self.form = form
        self.range = range
        self.anchor = anchor ?? range.start
        height = 1 + (form.children.map(\.height).max() ?? 0) + form.bodyHeight
    }
}

/// An item between the braces of a table constructor.
public struct TableItem: Sendable {
    /// How the item is written.
    public enum Form: Sendable {
        /// `value`
        case positional
        /// `name = value`
        case named(String)
        /// `[key] = value`
        case keyed(Expression)
    }

    public let form: Form
    public let value: Expression
    public let range: SourceRange
}

/// A name used as a value or as the target of an assignment.
public struct Name: Hashable, Sendable {
    /// What a name stands for.
    public enum Binding: Hashable, Sendable {
        /// A local of the same function, by ``LocalVariable/id``.
        case local(Int)
        /// A local of an enclosing function, by ``LocalVariable/id``.
        case upvalue(Int)
        /// A field of the environment.
        case global
        /// A field of a local that the script itself called `_ENV`, by ``LocalVariable/id``.
        case environment(Int)
    }

    public let text: String
    public let binding: Binding

    /// The id of the variable, nil for globals.
    public var variable: Int? {
        switch binding {
        case .local(let id), .upvalue(let id): id
        case .global, .environment: nil
        }
    }
}

/// A function's parameters and statements.
public struct FunctionBody: Sendable {
    /// The index in ``Chunk/functions``, which holds name, parameters and upvalues.
    public let number: Int
    public let block: Block
    /// From the keyword `function` to behind its `end`.
    public let range: SourceRange
}

extension Expression.Form {
    /// The expressions directly inside, in the order of the text. A function has none: its parts are statements.
    public var children: [Expression] {
        switch self {
        case .nil, .true, .false, .integer, .number, .string, .vararg, .function, .name: []
        case .index(let object, let key): [object, key]
        case .field(let object, _): [object]
        case .call(let callee, let arguments): [callee] + arguments
        case .methodCall(let object, _, let arguments): [object] + arguments
        case .table(let items): items.flatMap(\.expressions)
        case .unary(_, let operand), .parenthesized(let operand): [operand]
        case .binary(_, let left, let right), .logical(_, let left, let right): [left, right]
        }
    }

    fileprivate var bodyHeight: Int {
        if case .function(let body) = self { body.block.height } else { 0 }
    }
}

extension TableItem {
    /// The key, if one is computed, and the value.
    public var expressions: [Expression] {
        if case .keyed(let key) = form { [key, value] } else { [value] }
    }
}
