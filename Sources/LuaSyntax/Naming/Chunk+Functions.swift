public import Diagnostics

extension Chunk {
    /// The path of the innermost function that has the line (from 1), `main` outside of all functions; see
    /// ``FunctionInfo/path``. Of several on one line the one that begins last is taken.
    public func functionPath(atLine line: Int) -> String {
        innermost { $0.firstLine <= line && line <= $0.lastLine }.path
    }

    /// The innermost function at a place; without a column, on its line.
    public func function(at location: SourceLocation) -> FunctionInfo {
        guard location.column != nil, let offset = offset(of: location) else {
            return innermost { $0.firstLine <= location.line && location.line <= $0.lastLine }
        }
        return innermost { $0.range.bytes.contains(offset) }
    }

    /// The statements of a function by its number, nil for the chunk itself (see ``block``) and for numbers that it
    /// doesn't have.
    public func body(ofFunction number: Int) -> FunctionBody? {
        var finder = BodyFinder(number: number)
        finder.walk(block)
        return finder.body
    }

    /// The byte that a location of this chunk stands for; nil without a column or outside of the text.
    func offset(of location: SourceLocation) -> Int? {
        guard let column = location.column, let start = lineStart(location.line) else { return nil }
        let offset = start + column - 1
        return offset <= bytes.count ? offset : nil
    }

    private func innermost(where holds: (FunctionInfo) -> Bool) -> FunctionInfo {
        functions.dropFirst().filter(holds).max { $0.range.start < $1.range.start } ?? functions[0]
    }

    private func lineStart(_ wanted: Int) -> Int? {
        guard wanted > 1 else { return wanted == 1 ? 0 : nil }
        var lexer = Lexer(bytes, file: name)
        while lexer.line < wanted {
            if lexer.current < 0 { return nil }
            if lexer.isNewline { lexer.passNewline() } else { lexer.offset += 1 }
        }
        return lexer.offset
    }
}

private struct BodyFinder: SyntaxVisitor {
    let number: Int
    var body: FunctionBody?

    mutating func visit(_ statement: Statement) -> Bool {
        switch statement.form {
        case .localFunction(_, let body), .function(_, _, let body): note(body)
        default: body == nil
        }
    }

    mutating func visit(_ expression: Expression) -> Bool {
        if case .function(let body) = expression.form { note(body) } else { body == nil }
    }

    private mutating func note(_ candidate: FunctionBody) -> Bool {
        if candidate.number == number { body = candidate }
        return body == nil
    }
}
