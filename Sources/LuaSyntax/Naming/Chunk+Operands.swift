public import Diagnostics

extension Chunk {
    /// How the script writes the operands of the operation at a location, as errors report it.
    ///
    /// - Parameters:
    ///   - location: Where Lua's line maps to: ``GuardedSource/location(ofGeneratedLine:)``.
    ///   - operation: An operator as it is written (`+`, `==`, `..`, `-` also before one operand, whose text is then
    ///     the left one), `index` (the object and the key), `call` (what is called), `test` (what is tested), `key`
    ///     (the key in brackets).
    /// - Returns: The texts, nil for a literal, for text of more than 40 characters, where there is no such operation,
    ///   and for a chain of more than one `..`, of which Lua only says that one failed.
    ///
    /// ```swift
    /// let chunk = try parse("return it_load + tariff", name: "a")
    /// chunk.operandNames(at: .init(file: "a", line: 1, column: 16), operator: "+")   // ("it_load", "tariff")
    /// ```
    public func operandNames(
        at location: SourceLocation, operator operation: String
    ) -> (left: String?, right: String?) {
        var finder = OperationFinder(location: location, operation: operation)
        finder.walk(block)
        return (finder.left.flatMap(operandName), finder.right.flatMap(operandName) ?? finder.field)
    }

    /// What asks for the truth of the value that begins at a location: `if`, `elseif`, `while`, `until`, `not`, `and`
    /// or `or`; nil if nothing does.
    public func testKeyword(at location: SourceLocation) -> String? {
        var finder = OperationFinder(location: location, operation: "test")
        finder.walk(block)
        return finder.keyword
    }

    /// The text of an operand on one line, nil if it is a literal or too long for a message.
    private func operandName(_ expression: Expression) -> String? {
        switch expression.form {
        case .nil, .true, .false, .integer, .number, .string, .function, .table: return nil
        case .unary(.negate, let operand):
            if case .integer = operand.form { return nil }
            if case .number = operand.form { return nil }
        default: break
        }
        let text = text(expression.range).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.count <= 40 ? text : nil
    }
}

/// Finds the operation that is reported at a place.
private struct OperationFinder: SyntaxVisitor {
    let location: SourceLocation
    let operation: String
    var left: Expression?
    var right: Expression?
    var field: String?
    var keyword: String?

    init(location: SourceLocation, operation: String) {
        self.location = location
        self.operation = operation
    }

    mutating func visit(_ statement: Statement) -> Bool {
        switch statement.form {
        case .if(let arms, else: _):
            for (index, arm) in arms.enumerated() { test(arm.condition, index == 0 ? "if" : "elseif") }
        case .while(let condition, _): test(condition, "while")
        case .repeat(_, until: let condition): test(condition, "until")
        default: break
        }
        return true
    }

    mutating func visit(_ expression: Expression) -> Bool {
        switch expression.form {
        case .logical(let sign, let first, let second):
            test(first, sign.rawValue)
            if isHere(expression.anchor), operation == sign.rawValue { (left, right) = (first, second) }
        case .unary(.not, let operand):
            test(operand, "not")
        case .unary(let sign, let operand) where isHere(expression.anchor) && operation == sign.rawValue:
            left = operand
        case .binary(.concatenate, let first, let second) where isHere(expression.anchor) && operation == "..":
            (left, right) = (first, second)
        case .binary(.concatenate, _, let second):
            if case .binary(.concatenate, _, _) = second.form, operation == ".." { return visitChain(expression) }
        case .binary(let sign, let first, let second) where isHere(expression.anchor) && operation == sign.rawValue:
            (left, right) = (first, second)
        case .index(let object, let key):
            if isHere(expression.anchor), operation == "index" { (left, right) = (object, key) }
            if isHere(key.range.start), operation == "key" { left = key }
        case .field(let object, let name) where isHere(expression.anchor) && operation == "index":
            (left, field) = (object, name)
        case .methodCall(let object, let name, _) where isHere(expression.anchor):
            if operation == "index" { (left, field) = (object, name) }
            if operation == "call" { left = expression }
        case .call(let callee, _) where isHere(expression.anchor) && operation == "call":
            left = left ?? callee
        case .table(let items):
            for case .keyed(let key) in items.map(\.form) where isHere(key.range.start) && operation == "key" {
                left = key
            }
        default: break
        }
        return true
    }

    /// The operands of a chain of `..`, without its last operator, which Lua reports for the whole chain.
    private mutating func visitChain(_ expression: Expression) -> Bool {
        guard case .binary(.concatenate, let first, let second) = expression.form else {
            walk(expression)
            return false
        }
        walk(first)
        if case .binary(.concatenate, _, _) = second.form { return visitChain(second) }
        walk(second)
        return false
    }

    /// Notes `expression`, or what is tested inside, if its guard stands at the place.
    private mutating func test(_ expression: Expression, _ word: String) {
        switch expression.form {
        case .parenthesized(let inner): test(inner, word)
        case .logical(_, _, let second):
            // The first operand is tested by the operator, which is visited by itself.
            test(second, word)
        default:
            guard isHere(expression.range.start), operation == "test" else { return }
            left = expression
            keyword = word
        }
    }

    private func isHere(_ place: Position) -> Bool {
        place.line == location.line && (location.column == nil || place.column == location.column)
    }
}
