extension Parser {
    /// Expressions separated by commas; functions among them are named by what they are assigned to.
    mutating func expressions(names: [String] = []) throws(SyntaxError) -> [Expression] {
        var values = [try expression(name: names.first)]
        while try take(.comma) {
            let index = values.count
            values.append(try expression(name: index < names.count ? names[index] : nil))
        }
        return values
    }

    /// An expression. `name` is what it is assigned to, for naming a function.
    mutating func expression(name: String? = nil) throws(SyntaxError) -> Expression {
        try operation(above: 0, name: name)
    }

    /// Operands joined by operators that bind tighter than `limit`.
    private mutating func operation(above limit: Int, name: String? = nil) throws(SyntaxError) -> Expression {
        try enter()
        var left: Expression
        if let sign = UnaryOperator(token.kind) {
            let start = token.range.start
            try advance()
            let operand = try operation(above: Precedence.unary)
            left = try checked(Expression(.unary(sign, operand), range(from: start)))
        } else {
            left = try simple(name: name)
        }
        while let infix = Infix(token.kind), infix.precedence.left > limit {
            let sign = token
            try advance()
            if let mistake = operandMistake(left, sign) { throw mistake }
            let right = try operation(above: infix.precedence.right)
            let range = range(from: left.range.start)
            left = try checked(Expression(infix.form(left, right), range, anchor: sign.range.start))
        }
        leave()
        return left
    }

    private mutating func simple(name: String?) throws(SyntaxError) -> Expression {
        let first = token
        let form: Expression.Form
        switch (first.kind, first.value) {
        case (.numeral, .integer(let value)): form = .integer(value)
        case (.numeral, .number(let value)): form = .number(value)
        case (.string, .string(let content)): form = .string(content)
        case (.nil, _): form = .nil
        case (.true, _): form = .true
        case (.false, _): form = .false
        case (.ellipsis, _):
            guard scopes.isVariadic else { throw failure(.varargOutside, at: first.range.start) }
            form = .vararg
        case (.leftBrace, _): return try table(name: name)
        case (.function, _):
            try advance()
            let body = try functionBody(keyword: first, name: name)
            return Expression(.function(body), body.range)
        default: return try suffixed()
        }
        try advance()
        return Expression(form, first.range)
    }

    // MARK: Names, fields, calls

    func isAtCallArguments() -> Bool {
        token.kind == .leftParenthesis || token.kind == .leftBrace || token.kind == .string
    }

    /// A name or a parenthesis with everything that is attached to it.
    mutating func suffixed() throws(SyntaxError) -> Expression {
        var left = try primary()
        while true {
            switch token.kind {
            case .dot:
                try advance()
                let field = try expectName("the name of a field")
                left = try attach(.field(left, name: field.name), to: left, anchor: field.range.start)
            case .leftBracket:
                let opener = token
                let key = try bracketed()
                left = try attach(.index(left, key: key), to: left, anchor: opener.range.start)
            case .colon:
                left = try methodCall(on: left)
            case .leftParenthesis, .leftBrace, .string:
                let arguments = try arguments()
                left = try attach(.call(left, arguments: arguments), to: left, anchor: left.anchor)
            default:
                return left
            }
        }
    }

    private func attach(
        _ form: Expression.Form, to left: Expression, anchor: Position
    ) throws(SyntaxError) -> Expression {
        try checked(Expression(form, range(from: left.range.start), anchor: anchor))
    }

    private mutating func primary() throws(SyntaxError) -> Expression {
        switch token.kind {
        case .name:
            let name = token
            try advance()
            return try nameExpression(name)
        case .leftParenthesis:
            let opener = token
            try advance()
            openBrackets.append(opener)
            let inner = try expression()
            guard token.kind == .rightParenthesis else { throw parenthesisNotClosed(opener) }
            openBrackets.removeLast()
            try advance()
            return try checked(Expression(.parenthesized(inner), range(from: opener.range.start)))
        default:
            throw try noExpression()
        }
    }

    mutating func nameExpression(_ token: Token) throws(SyntaxError) -> Expression {
        try checkUsable(token)
        let name = try scopes.resolve(token.name, at: token.range.start)
        return Expression(.name(name), token.range)
    }

    private mutating func methodCall(on object: Expression) throws(SyntaxError) -> Expression {
        let colon = token
        try advance()
        guard token.kind == .name else { throw colonMistake(colon) ?? unexpected("the name of a method") }
        let name = token
        if name.range.start.line > colon.range.start.line { lineEndColon = colon }
        try advance()
        guard isAtCallArguments() else { throw colonMistake(colon) ?? unexpected("the arguments of a call") }
        let arguments = try arguments()
        return try attach(
            .methodCall(object, name: name.name, arguments: arguments), to: object, anchor: name.range.start)
    }

    private mutating func arguments() throws(SyntaxError) -> [Expression] {
        switch (token.kind, token.value) {
        case (.string, .string(let content)):
            let text = Expression(.string(content), token.range)
            try advance()
            return [text]
        case (.leftBrace, _):
            return [try table(name: nil)]
        default:
            let opener = token
            try advance()
            if try take(.rightParenthesis) { return [] }
            openBrackets.append(opener)
            let arguments = try expressions()
            guard token.kind == .rightParenthesis else { throw argumentsNotEnded(opener, arguments) }
            openBrackets.removeLast()
            try advance()
            return arguments
        }
    }

    /// `[key]`
    private mutating func bracketed() throws(SyntaxError) -> Expression {
        let opener = token
        try advance()
        let key = try expression()
        guard token.kind == .rightBracket else { throw unclosed(opener, closer: .rightBracket, slip: joinSlip()) }
        try advance()
        return key
    }

    // MARK: Tables

    private mutating func table(name: String?) throws(SyntaxError) -> Expression {
        let opener = token
        try advance()
        openBrackets.append(opener)
        var items: [TableItem] = []
        while token.kind != .rightBrace {
            items.append(try item(in: name))
            guard token.kind == .comma || token.kind == .semicolon else { break }
            try advance()
        }
        guard token.kind == .rightBrace else { throw tableNotClosed(opener, items) }
        openBrackets.removeLast()
        try advance()
        return try checked(Expression(.table(items), range(from: opener.range.start)))
    }

    private mutating func item(in table: String?) throws(SyntaxError) -> TableItem {
        let start = token.range.start
        let form: TableItem.Form
        let value: Expression
        if token.kind == .leftBracket {
            form = .keyed(try bracketed())
            try expect(.assign)
            value = try expression()
        } else if token.kind == .name, try peek().kind == .assign {
            let name = token.name
            form = .named(name)
            try advance()
            try advance()
            value = try expression(name: table.map { "\($0).\(name)" } ?? name)
        } else {
            form = .positional
            value = try expression()
        }
        return TableItem(form: form, value: value, range: range(from: start))
    }

    // MARK: Calls and assignments

    mutating func expressionStatement() throws(SyntaxError) -> Statement.Form {
        let (before, first) = (previous, token)
        if let mistake = try statementMistake() { throw mistake }
        let left = try suffixed()
        if token.kind == .assign || token.kind == .comma { return try assignment(left) }
        switch left.form {
        case .call, .methodCall: return .call(left)
        default: throw notAStatement(left, beginning: first, behind: before)
        }
    }

    private mutating func assignment(_ first: Expression) throws(SyntaxError) -> Statement.Form {
        var targets: [Expression] = []
        var next = first
        while true {
            guard next.form.isAssignable else {
                throw failure(.notAssignable(found: describe(token)), at: token.range.start)
            }
            targets.append(next)
            if targets.count > Limits.nesting { throw failure(.tooDeep(limit: Limits.nesting), at: next.range.start) }
            guard try take(.comma) else { break }
            next = try suffixed()
        }
        let sign = token
        guard sign.kind == .assign else {
            throw unexpected("`=`", slip: token.kind == .equal ? .comparisonAsAssignment : nil)
        }
        try advance()
        if token.kind == .assign { throw unexpected("a value", slip: .comparisonAsAssignment) }
        let values = try expressions(names: targets.map { text($0.range) })
        for target in targets {
            if case .name(let name) = target.form {
                try scopes.noteTarget(name, at: target.range.start, end: previousEnd)
            }
        }
        return .assign(targets: targets, values: values, sign: sign.range.start)
    }
}

extension Expression.Form {
    fileprivate var isAssignable: Bool {
        switch self {
        case .name, .index, .field: true
        default: false
        }
    }
}
