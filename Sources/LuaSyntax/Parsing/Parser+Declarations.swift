extension Parser {
    mutating func localStatement() throws(SyntaxError) -> Statement.Form {
        try advance()
        if token.kind == .function { return try localFunction() }
        var variables: [Int] = []
        var names: [String] = []
        var hasClose = false
        repeat {
            let name = try expectVariable()
            let attribute = try attribute()
            if attribute == .close {
                if hasClose { throw failure(.severalClosed, at: name.range.start) }
                hasClose = true
            }
            names.append(name.name)
            variables.append(scopes.declare(name.name, .local, attribute, at: name.range.start))
        } while try take(.comma)
        let values: [Expression] = try take(.assign) ? try expressions(names: names) : try noValues()
        try scopes.activate(variables, from: previousEnd)
        note(variables, values)
        if variables.contains(where: { scopes.locals[$0].attribute != nil }) { scopes.keepLocal(variables) }
        return .local(variables, values: values)
    }

    /// A `local` without values; what could stand there by mistake is named.
    private func noValues() throws(SyntaxError) -> [Expression] {
        if token.kind == .equal { throw unexpected("`=`", slip: .comparisonAsAssignment) }
        return []
    }

    private mutating func note(_ variables: [Int], _ values: [Expression]) {
        guard !values.isEmpty else { return }
        for (index, id) in variables.enumerated() {
            scopes.noteAssignment(id, at: scopes.locals[id].declaration, end: previousEnd)
            guard index < values.count else { continue }
            switch values[index].form {
            case .integer, .number, .string: scopes.noteLiteral(id)
            default: break
            }
        }
    }

    private mutating func attribute() throws(SyntaxError) -> LocalVariable.Attribute? {
        guard try take(.less) else { return nil }
        let name = try expectName("`const` or `close`")
        guard let attribute = LocalVariable.Attribute(rawValue: name.name) else {
            throw failure(.unknownAttribute(name.name), at: name.range.start)
        }
        try expect(.greater)
        return attribute
    }

    private mutating func localFunction() throws(SyntaxError) -> Statement.Form {
        let keyword = token
        try advance()
        let name = try expectVariable()
        if token.kind == .dot || token.kind == .colon {
            throw unexpected("`(`", slip: .dottedLocalFunction)
        }
        let variable = scopes.declare(name.name, .function, at: name.range.start)
        try scopes.activate([variable], from: name.range.end)
        scopes.noteAssignment(variable, at: name.range.start, end: name.range.end)
        return .localFunction(variable, try functionBody(keyword: keyword, name: name.name))
    }

    mutating func functionStatement() throws(SyntaxError) -> Statement.Form {
        let keyword = token
        try advance()
        let first = try expectVariable()
        var target = try nameExpression(first)
        var path = first.name
        var isMethod = false
        while !isMethod, token.kind == .dot || token.kind == .colon {
            isMethod = token.kind == .colon
            try advance()
            let field = try expectName()
            path += (isMethod ? ":" : ".") + field.name
            target = try checked(
                Expression(
                    .field(target, name: field.name), range(from: first.range.start), anchor: field.range.start))
        }
        if case .name(let name) = target.form {
            try scopes.noteTarget(name, at: first.range.start, end: first.range.end)
        }
        let body = try functionBody(keyword: keyword, name: path, hasReceiver: isMethod)
        return .function(target: target, isMethod: isMethod, body)
    }

    /// Parameters, statements and `end` of a function whose keyword, and name if any, have been taken.
    mutating func functionBody(
        keyword: Token, name: String?, hasReceiver: Bool = false
    ) throws(SyntaxError) -> FunctionBody {
        guard token.kind == .leftParenthesis else { throw unexpected("`(` and the parameters") }
        let number = scopes.openFunction(name: name, at: keyword.range.start)
        let outer = (openBrackets, headerWord)
        (openBrackets, headerWord) = ([], nil)
        openBlocks.append(keyword)
        try parameters(keyword, hasReceiver: hasReceiver)
        let block = try block()
        (openBrackets, headerWord) = outer
        try expectCloser(.end, of: keyword)
        try scopes.closeFunction(end: previousEnd)
        return FunctionBody(number: number, block: block, range: range(from: keyword.range.start))
    }

    private mutating func parameters(_ keyword: Token, hasReceiver: Bool) throws(SyntaxError) {
        let opener = token
        try advance()
        var ids: [Int] = []
        var isVariadic = false
        if hasReceiver { ids.append(scopes.declare("self", .receiver, at: keyword.range.start)) }
        if token.kind != .rightParenthesis {
            repeat {
                if try take(.ellipsis) {
                    isVariadic = true
                    break
                }
                guard token.kind == .name else { throw unexpected("the name of a parameter") }
                let name = try expectVariable()
                ids.append(scopes.declare(name.name, .parameter, at: name.range.start))
            } while try take(.comma)
        }
        guard token.kind == .rightParenthesis else { throw parametersNotEnded(opener) }
        try advance()
        scopes.setParameters(ids, isVariadic: isVariadic)
        try scopes.activate(ids, from: previousEnd)
        for id in ids { scopes.noteAssignment(id, at: scopes.locals[id].declaration, end: previousEnd) }
    }
}
