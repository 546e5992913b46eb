/// Statements in the order of the text.
public struct Block: Sendable {
    public let statements: [Statement]
    /// From the first token to behind the last one; empty blocks lie where they would begin.
    public let range: SourceRange
    package let height: Int

    init(_ statements: [Statement], _ range: SourceRange) {
        self.statements = statements
        self.range = range
        height = statements.map(\.height).max() ?? 0
    }
}

/// A statement with its place in the text.
public struct Statement: Sendable {
    public let range: SourceRange
    public let form: Form
    package let height: Int

    /// The kinds of statements of Lua 5.4. Variables are given by ``LocalVariable/id``.
    public indirect enum Form: Sendable {
        /// `local a <const>, b = values`
        case local([Int], values: [Expression])
        /// `local function name`: the name is visible inside.
        case localFunction(Int, FunctionBody)
        /// `function a.b.c()` or, with a receiver, `function a.b:c()`. The target is the name or the chain of fields.
        case function(target: Expression, isMethod: Bool, FunctionBody)
        /// `targets = values`; the position is that of the sign.
        case assign(targets: [Expression], values: [Expression], sign: Position)
        /// A call whose results are dropped.
        case call(Expression)
        case `do`(Block)
        case `while`(Expression, Block)
        /// The condition sees the locals of the block.
        case `repeat`(Block, until: Expression)
        /// At least one arm.
        case `if`([ConditionalBlock], else: Block?)
        case numericFor(NumericFor)
        case genericFor(GenericFor)
        case `return`([Expression])
        case `break`
        case goto(String)
        case label(String)
    }

    init(_ form: Form, _ range: SourceRange) {
        self.form = form
        self.range = range
        let expressions = form.expressions.map(\.height)
        let blocks = form.blocks.map(\.height)
        height = 1 + max(expressions.max() ?? 0, blocks.max() ?? 0)
    }
}

/// One `if` or `elseif` arm.
public struct ConditionalBlock: Sendable {
    public let condition: Expression
    public let block: Block
    /// Where the keyword `if` or `elseif` stands.
    public let keyword: Position
}

/// `for variable = start, limit, step do block end`
public struct NumericFor: Sendable {
    /// The ``LocalVariable/id`` of the counter.
    public let variable: Int
    public let start: Expression
    public let limit: Expression
    /// Nil means 1.
    public let step: Expression?
    public let block: Block
}

/// `for variables in values do block end`
public struct GenericFor: Sendable {
    /// The ``LocalVariable/id`` of each variable.
    public let variables: [Int]
    public let values: [Expression]
    public let block: Block
}

extension Statement.Form {
    /// The expressions directly inside, in the order of the text, without those in nested blocks.
    public var expressions: [Expression] {
        switch self {
        case .local(_, let values), .return(let values): values
        case .assign(let targets, let values, _): targets + values
        case .function(let target, _, _): [target]
        case .call(let call): [call]
        case .while(let condition, _), .repeat(_, until: let condition): [condition]
        case .if(let arms, else: _): arms.map(\.condition)
        case .numericFor(let loop): [loop.start, loop.limit] + (loop.step.map { [$0] } ?? [])
        case .genericFor(let loop): loop.values
        case .localFunction, .do, .break, .goto, .label: []
        }
    }

    /// The blocks directly inside, bodies of declared functions included.
    public var blocks: [Block] {
        switch self {
        case .do(let block), .while(_, let block), .repeat(let block, until: _): [block]
        case .if(let arms, else: let last): arms.map(\.block) + (last.map { [$0] } ?? [])
        case .numericFor(let loop): [loop.block]
        case .genericFor(let loop): [loop.block]
        case .localFunction(_, let body), .function(_, _, let body): [body.block]
        case .local, .assign, .call, .return, .break, .goto, .label: []
        }
    }
}
