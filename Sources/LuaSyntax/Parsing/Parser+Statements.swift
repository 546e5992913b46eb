extension Parser {
    /// Statements up to a word that ends a block, which stays.
    mutating func block() throws(SyntaxError) -> Block {
        let start = token.range.start
        var statements: [Statement] = []
        while !isBlockEnd {
            if token.kind == .return {
                statements.append(try returnStatement())
                break
            }
            try enter()
            try statement(into: &statements)
            leave()
        }
        return Block(statements, statements.isEmpty ? SourceRange(start, start) : range(from: start))
    }

    /// Whether the current token ends a block.
    private var isBlockEnd: Bool { token.kind == .until || isBlockEndWithoutUntil }

    private var isBlockEndWithoutUntil: Bool {
        switch token.kind {
        case .else, .elseif, .end, .endOfText: true
        default: false
        }
    }

    /// A block with a scope of its own.
    mutating func scopedBlock(isLoop: Bool = false) throws(SyntaxError) -> Block {
        scopes.openBlock(isLoop: isLoop)
        let block = try block()
        try scopes.closeBlock(at: token.range.start.offset)
        return block
    }

    private mutating func statement(into statements: inout [Statement]) throws(SyntaxError) {
        let first = token
        let start = first.range.start
        let form: Statement.Form
        switch first.kind {
        case .semicolon: return try advance()
        case .doubleColon: return try labels(into: &statements)
        case .if: form = try ifStatement()
        case .while: form = try whileStatement()
        case .do:
            openBlocks.append(first)
            try advance()
            form = .do(try scopedBlock())
            try expectCloser(.end, of: first)
        case .for: form = try forStatement()
        case .repeat: form = try repeatStatement()
        case .function: form = try functionStatement()
        case .local: form = try localStatement()
        case .break: form = try breakStatement()
        case .goto: form = try gotoStatement()
        default: form = try expressionStatement()
        }
        statements.append(try checked(Statement(form, range(from: start))))
    }

    private func checked(_ statement: Statement) throws(SyntaxError) -> Statement {
        guard statement.height <= Limits.treeHeight else {
            throw failure(.tooLong(limit: Limits.treeHeight), at: statement.range.start)
        }
        return statement
    }

    // MARK: Branches and loops

    private mutating func ifStatement() throws(SyntaxError) -> Statement.Form {
        let opener = token
        openBlocks.append(opener)
        var arms: [ConditionalBlock] = []
        var last: Block?
        repeat {
            let keyword = token
            try advance()
            let condition = try condition(before: .then)
            arms.append(
                ConditionalBlock(condition: condition, block: try scopedBlock(), keyword: keyword.range.start))
        } while token.kind == .elseif
        if token.kind == .else {
            let keyword = token
            try advance()
            noteElseIf(after: keyword)
            last = try scopedBlock()
        }
        try expectCloser(.end, of: opener)
        return .if(arms, else: last)
    }

    /// The condition of `if`, `elseif` or `while`, and the word behind it.
    private mutating func condition(before word: Token.Kind) throws(SyntaxError) -> Expression {
        headerWord = word
        let condition = try expression()
        guard token.kind == word else { throw conditionNotEnded(condition, word) }
        headerWord = nil
        try advance()
        return condition
    }

    private mutating func whileStatement() throws(SyntaxError) -> Statement.Form {
        let opener = token
        openBlocks.append(opener)
        try advance()
        let condition = try condition(before: .do)
        let block = try scopedBlock(isLoop: true)
        try expectCloser(.end, of: opener)
        return .while(condition, block)
    }

    private mutating func repeatStatement() throws(SyntaxError) -> Statement.Form {
        let opener = token
        openBlocks.append(opener)
        try advance()
        scopes.openBlock(isLoop: true)
        scopes.openBlock(isLoop: false)
        let block = try block()
        try expectCloser(.until, of: opener)
        let condition = try expression()
        if token.kind == .assign { throw unexpected("the end of the condition", slip: .assignmentInCondition) }
        try scopes.closeBlock(at: previousEnd.offset)
        try scopes.closeBlock(at: previousEnd.offset)
        return .repeat(block, until: condition)
    }

    private mutating func forStatement() throws(SyntaxError) -> Statement.Form {
        let opener = token
        openBlocks.append(opener)
        try advance()
        if token.kind == .leftParenthesis { throw unexpected("a name", slip: .bareFor) }
        let first = try expectVariable()
        scopes.openBlock(isLoop: true)
        let form: Statement.Form
        switch token.kind {
        case .assign: form = try numericFor(first)
        case .comma, .in: form = try genericFor(first)
        default: throw unexpected("`=` or `in`", slip: token.kind == .name || token.kind == .do ? .bareFor : nil)
        }
        try expectCloser(.end, of: opener)
        try scopes.closeBlock(at: previousEnd.offset)
        return form
    }

    private mutating func numericFor(_ name: Token) throws(SyntaxError) -> Statement.Form {
        let variable = scopes.declare(name.name, .numericFor, at: name.range.start)
        try advance()
        headerWord = .do
        let start = try expression()
        guard token.kind == .comma else {
            throw unexpected("`,` and the last value", slip: token.name == "to" ? .forTo : nil)
        }
        try advance()
        let limit = try expression()
        let step: Expression? = try take(.comma) ? try expression() : nil
        try scopes.hide(3, at: name.range.start)
        let block = try loopBody([variable])
        return .numericFor(NumericFor(variable: variable, start: start, limit: limit, step: step, block: block))
    }

    private mutating func genericFor(_ first: Token) throws(SyntaxError) -> Statement.Form {
        var variables = [scopes.declare(first.name, .genericFor, at: first.range.start)]
        while try take(.comma) {
            let name = try expectVariable()
            variables.append(scopes.declare(name.name, .genericFor, at: name.range.start))
        }
        guard token.kind == .in else { throw unexpected("`in`") }
        try advance()
        headerWord = .do
        let values = try expressions()
        try scopes.hide(4, at: first.range.start)
        return .genericFor(GenericFor(variables: variables, values: values, block: try loopBody(variables)))
    }

    private mutating func loopBody(_ variables: [Int]) throws(SyntaxError) -> Block {
        guard token.kind == .do else { throw headerNotEnded(.do) }
        headerWord = nil
        try advance()
        scopes.openBlock(isLoop: false)
        try scopes.activate(variables, from: token.range.start)
        for id in variables { scopes.noteAssignment(id, at: scopes.locals[id].declaration, end: previousEnd) }
        let block = try block()
        try scopes.closeBlock(at: token.range.start.offset)
        return block
    }

    // MARK: Jumps

    private mutating func breakStatement() throws(SyntaxError) -> Statement.Form {
        guard scopes.isInsideLoop else { throw failure(.breakOutsideLoop, at: token.range.start) }
        try advance()
        return .break
    }

    private mutating func gotoStatement() throws(SyntaxError) -> Statement.Form {
        let start = token.range.start
        try advance()
        let label = try expectName("the name of a label")
        scopes.jump(to: label.name, at: start)
        return .goto(label.name)
    }

    /// One label, and the empty statements and labels behind it: together they may end a block.
    private mutating func labels(into statements: inout [Statement]) throws(SyntaxError) {
        var names: [Token] = []
        while token.kind == .doubleColon || token.kind == .semicolon {
            if try take(.semicolon) { continue }
            let start = token.range.start
            try advance()
            let name = try expectName("the name of a label")
            try expect(.doubleColon)
            names.append(name)
            statements.append(Statement(.label(name.name), range(from: start)))
        }
        for name in names {
            try scopes.label(name.name, at: name.range.start, isLast: isBlockEndWithoutUntil)
        }
    }

    private mutating func returnStatement() throws(SyntaxError) -> Statement {
        let start = token.range.start
        try advance()
        let values: [Expression] = isBlockEnd || token.kind == .semicolon ? [] : try expressions()
        let statement = try checked(Statement(.return(values), range(from: start)))
        _ = try take(.semicolon)
        guard isBlockEnd else { throw afterReturn() }
        return statement
    }
}
