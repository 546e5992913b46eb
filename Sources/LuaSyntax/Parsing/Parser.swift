import Diagnostics

/// Turns tokens into a tree, resolving names on the way. One token of lookahead, a second one inside tables.
struct Parser {
    private var lexer: Lexer
    private(set) var token: Token
    private var ahead: Token?
    /// The token before the current one; nil at the beginning.
    private(set) var previous: Token?
    var scopes: ScopeTracker
    private var depth = 0
    /// What makes a missing `end` easier to find.
    var suspicions: [Suspicion] = []
    /// The words that began the open blocks.
    var openBlocks: [Token] = []
    /// The brackets open within the current function, for telling what was meant.
    var openBrackets: [Token] = []
    /// The word that ends the head of the statement being read: `then` or `do`.
    var headerWord: Token.Kind?
    /// The last colon that stood at the end of a line, as Python's blocks begin.
    var lineEndColon: Token?

    init(_ bytes: [UInt8], file: String) throws(SyntaxError) {
        lexer = Lexer(bytes, file: file)
        token = try lexer.next()
        scopes = ScopeTracker(file: file)
    }

    var bytes: [UInt8] { lexer.bytes }

    /// Where the last token that was taken ends.
    var previousEnd: Position { previous?.range.end ?? .start }

    /// The range from `start` to the last token that was taken.
    func range(from start: Position) -> SourceRange { SourceRange(start, max(start, previousEnd)) }

    // MARK: Taking tokens

    mutating func advance() throws(SyntaxError) {
        previous = token
        if let next = ahead {
            token = next
            ahead = nil
        } else {
            token = try lexer.next()
        }
    }

    /// The token behind the current one.
    mutating func peek() throws(SyntaxError) -> Token {
        if let next = ahead { return next }
        let next = try lexer.next()
        ahead = next
        return next
    }

    /// Takes the current token if it is of this kind.
    mutating func take(_ kind: Token.Kind) throws(SyntaxError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    /// Takes the current token, which must be of this kind.
    mutating func expect(_ kind: Token.Kind) throws(SyntaxError) {
        guard token.kind == kind else { throw unexpected("`\(kind.rawValue)`") }
        try advance()
    }

    mutating func expectName(_ what: String = "a name") throws(SyntaxError) -> Token {
        guard token.kind == .name else { throw try noName(what) }
        let name = token
        try advance()
        return name
    }

    /// A name that is about to be declared.
    mutating func expectVariable() throws(SyntaxError) -> Token {
        let name = try expectName()
        try checkUsable(name)
        return name
    }

    func checkUsable(_ name: Token) throws(SyntaxError) {
        if ReservedNames.contains(name.name) { throw failure(.reservedName(name.name), at: name.range.start) }
    }

    /// Takes the word that closes the block of `opener`, which was noted in ``openBlocks``.
    mutating func expectCloser(_ kind: Token.Kind, of opener: Token) throws(SyntaxError) {
        guard token.kind == kind else { throw unclosed(opener, closer: kind) }
        if kind == .end { noteIndentation(of: opener, end: token) }
        openBlocks.removeLast()
        try advance()
    }

    // MARK: Limits

    mutating func enter() throws(SyntaxError) {
        depth += 1
        if depth > Limits.nesting { throw failure(.tooDeep(limit: Limits.nesting), at: token.range.start) }
    }

    mutating func leave() { depth -= 1 }

    /// The expression, if a recursive walk over it is safe.
    func checked(_ expression: Expression) throws(SyntaxError) -> Expression {
        guard expression.height <= Limits.treeHeight else {
            throw failure(.tooLong(limit: Limits.treeHeight), at: expression.anchor)
        }
        return expression
    }

    // MARK: Wholes

    mutating func chunk() throws(SyntaxError) -> Block {
        _ = scopes.openFunction(name: nil, at: .start)
        scopes.setParameters([], isVariadic: true)
        let block = try block()
        guard token.kind == .endOfText else { throw superfluous() }
        try scopes.closeFunction(end: token.range.end)
        return block
    }

    mutating func lonelyExpression() throws(SyntaxError) -> Block {
        _ = scopes.openFunction(name: nil, at: .start)
        scopes.setParameters([], isVariadic: true)
        let start = token.range.start
        let values = try expressions()
        guard token.kind == .endOfText else { throw unexpected("the end of the expression") }
        let statement = Statement(.return(values), range(from: start))
        try scopes.closeFunction(end: token.range.end)
        return Block([statement], statement.range)
    }

    func chunk(_ block: Block, isExpression: Bool) -> Chunk {
        Chunk(
            name: scopes.file, source: String(decoding: bytes, as: UTF8.self), bytes: bytes, block: block,
            functions: scopes.functions, locals: scopes.locals, isExpression: isExpression)
    }
}

/// Names that the guarded text needs for itself.
enum ReservedNames {
    static let guards = ["__test", "__eq", "__pow", "__key", "__guards"]

    static func contains(_ name: String) -> Bool { guards.contains(name) || name.hasPrefix("__hr") }
}
