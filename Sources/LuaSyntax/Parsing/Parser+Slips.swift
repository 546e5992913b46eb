/// Recognises the usual mistakes. Everything here runs when the text is known to be wrong, so nothing valid is refused.
extension Parser {
    // MARK: Heads of statements

    /// The condition is followed by something else than `then` or `do`.
    func conditionNotEnded(_ condition: Expression, _ word: Token.Kind) -> SyntaxError {
        if token.kind == .assign { return unexpected("`\(word.rawValue)`", slip: .assignmentInCondition) }
        if let colon = lineEndColon, colon.range.start > condition.range.start { return colonBlock(colon, word) }
        if case .call(_, let arguments) = condition.form, arguments.count == 1, case .table = arguments[0].form {
            return unexpected("`\(word.rawValue)`", slip: .braceBlock(keyword: word.rawValue))
        }
        return headerNotEnded(word)
    }

    /// The head of a statement is followed by something else than `then` or `do`.
    func headerNotEnded(_ word: Token.Kind) -> SyntaxError {
        switch token.kind {
        case .leftBrace: unexpected("`\(word.rawValue)`", slip: .braceBlock(keyword: word.rawValue))
        case .colon: colonBlock(token, word)
        default:
            if let colon = lineEndColon, colon.range.end.line + 1 >= token.range.start.line {
                colonBlock(colon, word)
            } else {
                unexpected("`\(word.rawValue)`", slip: isOnSameLine ? unitSlip() : nil)
            }
        }
    }

    private func colonBlock(_ colon: Token, _ word: Token.Kind) -> SyntaxError {
        failure(
            .unexpected(found: "`:`", expected: "`\(word.rawValue)`"), at: colon.range.start,
            slip: .colonBlock(keyword: word.rawValue))
    }

    /// A colon that doesn't begin a method call: a block as in Python, a field as in JSON.
    func colonMistake(_ colon: Token) -> SyntaxError? {
        if openBrackets.last?.kind == .leftBrace {
            let problem = SyntaxError.Problem.unexpected(found: "`:`", expected: "`=`, `,` or `}`")
            return failure(problem, at: colon.range.start, slip: .colonInTable)
        }
        guard let word = headerWord, openBrackets.isEmpty, token.range.start.line > colon.range.start.line else {
            return nil
        }
        return colonBlock(colon, word)
    }

    // MARK: Statements

    /// A statement that can't begin as it does.
    mutating func statementMistake() throws(SyntaxError) -> SyntaxError? {
        switch token.kind {
        case .leftParenthesis: return nil
        case .name:
            guard let slip = Slip.foreignWord(token.name), try peek().kind == .name else { return nil }
            return failure(.statementExpected(found: "`\(token.name)`"), at: token.range.start, slip: slip)
        default:
            let slip: Slip? =
                switch token.kind {
                case .doubleSlash, .slash: .slashComment
                case .hash: .hashComment
                case .colon: .strayColon
                case .assign where byte(behind: token) == UInt8(ascii: ">"): .arrow
                default: joinSlip() ?? (token.kind.beginsExpression ? .loneValue : nil)
                }
            if token.kind.closesBracket, let block = openBlocks.last { return unclosed(block, closer: .end) }
            return failure(.statementExpected(found: describe(token)), at: token.range.start, slip: slip)
        }
    }

    /// An expression stands where a statement should.
    func notAStatement(_ left: Expression, beginning first: Token, behind before: Token?) -> SyntaxError {
        if let slip = compoundSlip(target: text(left.range)) {
            let sign = text(token.range)
            let more = String(Unicode.Scalar(byte(behind: token)))
            return failure(.unexpected(found: "`\(sign + more)`", expected: "`=`"), at: token.range.start, slip: slip)
        }
        if let number = before, number.kind == .numeral, number.range.end.line == first.range.start.line,
            first.kind == .name
        {
            return failure(
                .statementExpected(found: describe(first)), at: first.range.start,
                slip: .missingTimes(number: text(number.range), unit: first.name))
        }
        let slip: Slip? =
            switch token.kind {
            case .equal: .comparisonAsAssignment
            case .name, .numeral, .nil, .true, .false:
                isOnSameLine && left.form.isName ? .callWithoutParentheses(text(left.range)) : nil
            case .colon: .strayColon
            default: nil
            }
        return failure(.notAStatement(found: describe(token)), at: left.range.start, slip: slip)
    }

    private func compoundSlip(target: String) -> Slip? {
        let sign = token.kind.rawValue
        guard let infix = Infix(token.kind), case .binary(let binary) = infix, !binary.isComparison else { return nil }
        if byte(behind: token) == UInt8(ascii: "=") {
            return .compoundAssignment(target: target, operator: sign, isIncrement: false)
        }
        if token.kind == .plus, byte(behind: token) == UInt8(ascii: "+") {
            return .compoundAssignment(target: target, operator: sign, isIncrement: true)
        }
        return nil
    }

    /// Something follows a `return` in its block.
    func afterReturn() -> SyntaxError {
        let slip: Slip =
            if token.kind == .assign {
                .assignmentInCondition
            } else if isOnSameLine, let join = unitSlip() {
                join
            } else {
                .returnNotLast
            }
        return unexpected("the end of the block", slip: slip)
    }

    // MARK: Expressions

    /// An operator that no operand follows.
    func operandMistake(_ left: Expression, _ sign: Token) -> SyntaxError? {
        guard let slip = operandSlip(left, sign) else { return nil }
        let joined = touches(sign, token) ? text(SourceRange(sign.range.start, token.range.end)) : sign.kind.rawValue
        let problem = SyntaxError.Problem.unexpected(found: "`\(joined)`", expected: "an operator")
        return failure(problem, at: sign.range.start, slip: slip)
    }

    private func operandSlip(_ left: Expression, _ sign: Token) -> Slip? {
        let isTouching = touches(sign, token)
        switch (sign.kind, token.kind) {
        case (.ampersand, .ampersand) where isTouching: return .andOperator
        case (.bar, .bar) where isTouching: return .orOperator
        case (.star, .star) where isTouching: return .powerOperator
        case (.less, .greater) where isTouching: return .notEqual
        case (.equal, .assign) where isTouching, (.notEqual, .assign) where isTouching: return .doubledEquals
        case (.minus, .greater) where isTouching, (.assign, .greater) where isTouching: return .arrow
        case (.slash, .star) where isTouching: return .slashComment
        case (.plus, .plus) where isTouching:
            return .compoundAssignment(target: text(left.range), operator: "+", isIncrement: true)
        case (_, .assign) where isTouching:
            return .compoundAssignment(target: text(left.range), operator: sign.kind.rawValue, isIncrement: false)
        case (.percent, _) where !token.kind.beginsExpression && token.kind != .endOfText: return .percentSign
        default: return nil
        }
    }

    /// An expression should begin at the current token.
    mutating func noExpression() throws(SyntaxError) -> SyntaxError {
        if token.kind.isKeyword, try peek().kind == .assign {
            return unexpected("a value", slip: .keywordAsName(token.kind.rawValue))
        }
        let slip: Slip? =
            switch token.kind {
            case .leftBracket: .listInBrackets
            case .doubleSlash: .slashComment
            case .greater where previous?.kind == .assign: .arrow
            case .colon: .strayColon
            case .assign where previous?.kind == .assign: .comparisonAsAssignment
            default: nil
            }
        return unexpected(operatorBefore.map { "a value after `\($0)`" } ?? "a value", slip: slip)
    }

    /// The operator or sign that a value must follow, if the token before is one.
    private var operatorBefore: String? {
        guard let kind = previous?.kind else { return nil }
        let isOperator = Infix(kind) != nil || UnaryOperator(kind) != nil || kind == .assign
        return isOperator ? kind.rawValue : nil
    }

    /// A name should stand here.
    mutating func noName(_ what: String) throws(SyntaxError) -> SyntaxError {
        unexpected(what, slip: token.kind.isKeyword ? .keywordAsName(token.kind.rawValue) : nil)
    }

    func parenthesisNotClosed(_ opener: Token) -> SyntaxError {
        unclosed(opener, closer: .rightParenthesis, slip: token.kind == .assign ? .assignmentInCondition : joinSlip())
    }

    func argumentsNotEnded(_ opener: Token, _ arguments: [Expression]) -> SyntaxError {
        if token.kind == .assign, arguments.last?.form.isName == true {
            return unexpected("`,` or `)`", slip: .namedArguments)
        }
        guard let slip = joinSlip() ?? missingComma(closer: ")") else {
            return unclosed(opener, closer: .rightParenthesis)
        }
        return unexpected("`,` or `)`", slip: slip)
    }

    func tableNotClosed(_ opener: Token, _ items: [TableItem]) -> SyntaxError {
        let slip: Slip? =
            switch token.kind {
            case .colon: .colonInTable
            case .assign: items.last.map { .keyWithoutBrackets(text($0.range)) }
            default: joinSlip() ?? missingComma(closer: "}")
            }
        guard let slip else { return unclosed(opener, closer: .rightBrace) }
        return unexpected("`,` or `}`", slip: slip)
    }

    func parametersNotEnded(_ opener: Token) -> SyntaxError {
        switch token.kind {
        case .name: unexpected("`,` or `)`", slip: .missingComma(closer: nil))
        case .assign: unexpected("`,` or `)`", slip: .defaultParameter(previous?.name ?? "x"))
        default: unclosed(opener, closer: .rightParenthesis)
        }
    }

    // MARK: Two values side by side

    /// Something of another value follows a value, on whatever line.
    private func missingComma(closer: String) -> Slip? {
        token.kind.beginsExpression ? .missingComma(closer: isOnSameLine ? nil : closer) : nil
    }

    /// What was meant by two values on one line that nothing joins.
    func joinSlip() -> Slip? {
        guard isOnSameLine else { return nil }
        if let slip = unitSlip() { return slip }
        guard let before = previous, before.kind == .string, token.kind == .name, touches(before, token) else {
            return nil
        }
        return byte(at: before.range.end.offset - 1) == UInt8(ascii: "'") ? .apostropheInText : nil
    }

    /// `50 MW`, a number and a unit without `*`.
    private func unitSlip() -> Slip? {
        guard let number = previous, number.kind == .numeral, token.kind == .name else { return nil }
        return .missingTimes(number: text(number.range), unit: token.name)
    }

    private func byte(at offset: Int) -> UInt8 { bytes[offset] }
}

extension Expression.Form {
    fileprivate var isName: Bool {
        switch self {
        case .name, .field: true
        default: false
        }
    }
}

extension Token.Kind {
    var isKeyword: Bool { Token.keywords[rawValue] != nil }

    var closesBracket: Bool { self == .rightParenthesis || self == .rightBrace || self == .rightBracket }

    /// Whether an expression may begin with this token.
    var beginsExpression: Bool {
        switch self {
        case .name, .numeral, .string, .nil, .true, .false, .function, .leftParenthesis, .leftBrace, .ellipsis, .minus,
            .not, .hash, .tilde:
            true
        default: false
        }
    }
}

extension Slip {
    /// A word with which statements of another language begin, when a name follows it.
    static func foreignWord(_ word: String) -> Slip? {
        switch word {
        case "def", "func", "fn", "fun", "sub", "proc": .foreignFunction(word)
        case "let", "var", "const", "val", "my", "auto", "double", "int", "float": .foreignDeclaration(word)
        case "elif", "elsif": .elif
        case "switch", "match", "case": .foreignWord(word, instead: "write a chain of `if ... elseif ... end`")
        case "try": .foreignWord(word, instead: "write `local ok, problem = pcall(f)`")
        case "foreach": .foreignWord(word, instead: "write `for key, value in pairs(t) do ... end`")
        case "unless": .foreignWord(word, instead: "write `if not ... then`")
        case "class", "struct": .foreignWord(word, instead: "write a table: `local \(word) = { ... }`")
        default: nil
        }
    }
}
