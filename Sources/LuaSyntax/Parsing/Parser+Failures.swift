import Diagnostics

/// Errors with what was found, what should be there, and where the cause probably lies.
extension Parser {
    func failure(_ problem: SyntaxError.Problem, at place: Position, slip: Slip? = nil) -> SyntaxError {
        SyntaxError(
            problem, at: place.location(in: scopes.file), slip: slip,
            isIncomplete: token.kind == .endOfText && place == token.range.start)
    }

    /// The current token isn't `expected`.
    func unexpected(_ expected: String, slip: Slip? = nil) -> SyntaxError {
        failure(.unexpected(found: describe(token), expected: expected), at: token.range.start, slip: slip)
    }

    /// `opener` isn't closed by the current token.
    func unclosed(_ opener: Token, closer: Token.Kind, slip: Slip? = nil) -> SyntaxError {
        SyntaxError(
            .unclosed(
                .init(text: opener.kind.rawValue, line: opener.range.start.line), closer: closer.rawValue,
                found: describe(token)),
            at: token.range.start.location(in: scopes.file), slip: slip ?? strayEndSlip(),
            suspicions: closer == .end ? suspicions : [], isIncomplete: token.kind == .endOfText)
    }

    /// A word that ends a block stands where no block is open.
    func superfluous() -> SyntaxError {
        SyntaxError(
            .statementExpected(found: describe(token)), at: token.range.start.location(in: scopes.file),
            slip: token.kind == .end ? .superfluousEnd : nil, suspicions: token.kind == .end ? suspicions : [])
    }

    private func strayEndSlip() -> Slip? {
        token.kind == .colon && headerWord == nil ? .strayColon : nil
    }

    /// How a sentence names a token.
    func describe(_ token: Token) -> String {
        switch token.kind {
        case .endOfText: "the end of the text"
        case .name: "the name `\(token.name)`"
        case .numeral: "the number `\(text(token.range))`"
        case .string: "the string \(shortened(text(token.range)))"
        default: "`\(token.kind.rawValue)`"
        }
    }

    private func shortened(_ text: String) -> String {
        let line = text.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" }
        return line.count <= 24 && line.count == text.count ? text : "\(line.prefix(20))..."
    }

    /// The text of a range.
    func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.bytes], as: UTF8.self)
    }

    // MARK: Suspicions about a missing `end`

    /// Remembers the first `end` that is indented otherwise than the line it closes.
    mutating func noteIndentation(of opener: Token, end: Token) {
        guard opener.range.start.line != end.range.start.line, isFirstOfLine(end) else { return }
        guard indentation(opener) != indentation(end) else { return }
        if suspicions.contains(where: { if case .indentation = $0 { true } else { false } }) { return }
        suspicions.append(
            .indentation(
                opener: .init(text: opener.kind.rawValue, line: opener.range.start.line), endLine: end.range.start.line)
        )
    }

    /// Remembers an `if` that follows `else` on its line.
    mutating func noteElseIf(after keyword: Token) {
        guard token.kind == .if, token.range.start.line == keyword.range.start.line else { return }
        suspicions.append(.elseIf(line: token.range.start.line))
    }

    private func indentation(_ token: Token) -> Int {
        let lineStart = token.range.start.offset - (token.range.start.column - 1)
        return bytes[lineStart...].prefix { $0 == 32 || $0 == 9 }.count
    }

    private func isFirstOfLine(_ token: Token) -> Bool { indentation(token) == token.range.start.column - 1 }

    // MARK: Neighbourhood

    /// Whether the current token stands on the line of the one before it.
    var isOnSameLine: Bool { previous?.range.end.line == token.range.start.line }

    /// Whether nothing stands between the two tokens.
    func touches(_ a: Token, _ b: Token) -> Bool { a.range.end == b.range.start }

    /// The byte behind a token, 0 at the end of the text.
    func byte(behind token: Token) -> UInt8 {
        let offset = token.range.end.offset
        return offset < bytes.count ? bytes[offset] : 0
    }
}
