import Diagnostics
import LuaSyntax

/// Lua's own message about a runtime error, and what it means in plain words.
struct RuntimeMessage {
    let said: String
    let chunk: Chunk?
    let place: SourceLocation?

    init(_ said: String, chunk: Chunk?, at place: SourceLocation?) {
        self.said = said
        self.chunk = chunk
        self.place = place
    }

    var diagnostic: Diagnostic {
        if said == "not enough memory" { return Diagnostic(.memoryBudget, "there was no memory to go on", at: place) }
        if let found = attempt ?? argument ?? other { return found }
        return Diagnostic(.runtime, said, at: place)
    }

    // MARK: attempt to ...

    private var attempt: Diagnostic? {
        guard said.hasPrefix("attempt to ") else { return nil }
        let rest = String(said.dropFirst("attempt to ".count))
        let (phrase, variable) = splitVariable(rest)
        if let type = between(phrase, "index a ", " value") { return indexed(type, variable) }
        if let type = between(phrase, "call a ", " value") { return called(type, variable) }
        if let type = between(phrase, "perform arithmetic on a ", " value") { return calculated(type, variable, "calculate") }
        if let type = between(phrase, "perform bitwise operation on a ", " value") {
            return calculated(type, variable, "do bitwise operations")
        }
        if let type = between(phrase, "concatenate a ", " value") { return concatenated(type, variable) }
        if let type = between(phrase, "get length of a ", " value") {
            let name = variable?.name ?? operand("#").left
            return wrong("the length of \(subject(name, type)) has no meaning", operands: shown(name, type))
        }
        if phrase.hasPrefix("compare ") { return compared(String(phrase.dropFirst("compare ".count))) }
        if phrase.hasPrefix("perform 'n") || phrase == "divide by zero" {
            return Diagnostic(
                .runtime, "a whole number is divided by zero", at: place,
                remedy: "check the divisor first, or use floats: 1.0 // 0 is infinite")
        }
        return nil
    }

    private func indexed(_ type: String, _ variable: Variable?) -> Diagnostic {
        let names = operand("index")
        let name = variable?.name ?? names.left
        let wanted = names.right.map { " `\($0)`" } ?? ""
        let message = "can't get the field\(wanted) of \(subject(names.left ?? name, type))"
        return wrong(
            message, operands: shown(names.left ?? name, type),
            remedy: type == "nil" ? hint(for: variable) : "only tables and objects have fields")
    }

    private func called(_ type: String, _ variable: Variable?) -> Diagnostic {
        if variable?.kind == "for iterator" {
            return wrong(
                "this loop can't go over \(article(type))", operands: [],
                remedy: type == "table" ? "write `in pairs(t)`, or `in ipairs(t)` for a list" : "`in` takes pairs(t), ipairs(t) or a function")
        }
        let name = callee(variable) ?? operand("call").left
        return wrong(
            "can't call \(subject(name, type))", operands: shown(name, type),
            remedy: type == "nil" ? hint(for: variable) : nil)
    }

    /// What is called, with the object before a field or method.
    private func callee(_ variable: Variable?) -> String? {
        guard let variable else { return nil }
        let object = operand("index").left
        switch variable.kind {
        case "method": return object.map { "\($0):\(variable.name)" } ?? variable.name
        case "field": return operand("call").left ?? object.map { "\($0).\(variable.name)" } ?? variable.name
        default: return variable.name
        }
    }

    private func calculated(_ type: String, _ variable: Variable?, _ verb: String) -> Diagnostic {
        let name = variable?.isConstant == true ? nil : variable?.name
        var remedy: String?
        if type == "string" { remedy = "text doesn't turn into numbers by itself: use tonumber(...)" }
        if type == "nil" { remedy = hint(for: variable) }
        return wrong("can't \(verb) with \(subject(name, type))", operands: shown(name, type), remedy: remedy)
    }

    private func concatenated(_ type: String, _ variable: Variable?) -> Diagnostic {
        let name = variable?.isConstant == true ? nil : variable?.name ?? operand("..").left
        return wrong(
            "can't join \(subject(variable?.name ?? nil, type)) to text", operands: shown(variable?.name ?? name, type),
            remedy: "put tostring(...) around it")
    }

    private func compared(_ types: String) -> Diagnostic? {
        var both: (String, String)?
        if let type = between(types, "two ", " values") { both = (type, type) }
        if let range = types.firstRange(of: " with ") {
            both = (String(types[..<range.lowerBound]), String(types[range.upperBound...]))
        }
        guard let (left, right) = both else { return nil }
        let names = ["<", "<=", ">", ">="].lazy.map(operand).first { $0.left != nil || $0.right != nil }
        let what = left == right ? "two \(plural(left))" : "\(article(left)) with \(article(right))"
        return wrong(
            "can't compare \(what) by order",
            operands: shown(names?.left ?? nil, left) + shown(names?.right ?? nil, right))
    }

    // MARK: bad argument

    private var argument: Diagnostic? {
        // "bad argument #1 to 'select' (number expected, got no value)"
        guard said.hasPrefix("bad argument #"), let open = said.firstIndex(of: "("), said.hasSuffix(")") else { return nil }
        let head = said[..<open].dropFirst("bad argument #".count)
        let parts = head.split(separator: "'")
        guard let number = head.split(separator: " ").first, parts.count >= 2 else { return nil }
        let reason = said[said.index(after: open)...].dropLast()
        return Diagnostic(.wrongType, "argument \(number) of `\(parts[1])`: \(reason)", at: place)
    }

    // MARK: Others

    private var other: Diagnostic? {
        switch said {
        case "stack overflow", "C stack overflow", "error in error handling":
            return Diagnostic(
                .runtime, "functions call each other too deep", at: place,
                remedy: "look for a recursion that doesn't end, or write it as a loop")
        case _ where said.contains("stack overflow"):
            return Diagnostic(
                .runtime, "functions call each other too deep", at: place,
                remedy: "look for a recursion that doesn't end, or write it as a loop")
        case "number has no integer representation":
            return Diagnostic(
                .runtime, "a whole number is needed here, and this one has a fraction or is too large", at: place,
                remedy: "round it first: math.floor(x)")
        case "table index is nil":
            return Diagnostic(.runtime, "a table can't have nil as a key", at: place, remedy: "check the key first")
        case "table index is NaN":
            return Diagnostic(
                .runtime, "a table can't have a key that is not a number (0/0)", at: place, remedy: "check the key first")
        case "'for' step is zero":
            return Diagnostic(.runtime, "the step of this loop is zero", at: place, remedy: "the third number after `=` is the step")
        case _ where said.hasPrefix("bad 'for' ") && said.hasSuffix(")"):
            // "bad 'for' initial value (number expected, got table)"
            let what = said.dropFirst("bad 'for' ".count).prefix { $0 != "(" }.dropLast()
            return Diagnostic(.runtime, "the \(what) of this loop must be a plain number", at: place)
        case _ where said.hasPrefix("variable '") && said.hasSuffix("got a non-closable value"):
            return Diagnostic(
                .runtime, "a `<close>` variable needs a value with the metamethod `__close`", at: place,
                remedy: "leave `<close>` out")
        default: return nil
        }
    }

    // MARK: Parts

    private struct Variable {
        let kind: String
        let name: String
        var isConstant: Bool { kind == "constant" }
    }

    /// "index a nil value (field 'x')" → the phrase, and field x.
    private func splitVariable(_ text: String) -> (String, Variable?) {
        guard text.hasSuffix("')"), let open = text.range(of: " (", backwards: true) else { return (text, nil) }
        let inside = text[open.upperBound...].dropLast(2)
        guard let quote = inside.firstRange(of: " '") else { return (text, nil) }
        return (
            String(text[..<open.lowerBound]),
            Variable(kind: String(inside[..<quote.lowerBound]), name: String(inside[quote.upperBound...]))
        )
    }

    private func between(_ text: String, _ prefix: String, _ suffix: String) -> String? {
        guard text.hasPrefix(prefix), text.hasSuffix(suffix), text.count >= prefix.count + suffix.count else { return nil }
        return String(text.dropFirst(prefix.count).dropLast(suffix.count))
    }

    private func operand(_ operation: String) -> (left: String?, right: String?) {
        guard let chunk, let place else { return (nil, nil) }
        return chunk.operandNames(at: place, operator: operation)
    }

    /// "`x`, which is nil", or "a table".
    private func subject(_ name: String?, _ type: String) -> String {
        name.map { "`\($0)`, which is \(article(type))" } ?? article(type)
    }

    private func article(_ type: String) -> String {
        switch type {
        case "nil": "nil"
        case "string": "text"
        case "boolean": "a truth value"
        case _ where "aeiou".contains(type.first ?? "x"): "an \(type)"
        default: "a \(type)"
        }
    }

    private func plural(_ type: String) -> String {
        switch type {
        case "nil": "nils"
        case "string": "texts"
        case "boolean": "truth values"
        case "quantity": "quantities"
        default: type + "s"
        }
    }

    private func shown(_ name: String?, _ type: String) -> [Diagnostic.Operand] {
        guard let name else { return [] }
        let origin = place.flatMap { chunk?.assignments(ofLocal: name, before: $0) }
        return [Diagnostic.Operand(name: name, value: type == "nil" ? "nil" : article(type), kind: "", origin: origin)]
    }

    private func wrong(_ message: String, operands: [Diagnostic.Operand], remedy: String? = nil) -> Diagnostic {
        Diagnostic(.runtime, message, at: place, operands: operands, remedy: remedy)
    }

    /// A field that is nil is often a slip: the nearest name that the file gives to a field.
    private func hint(for variable: Variable?) -> String? {
        guard let variable, let chunk, variable.kind == "field" || variable.kind == "method" else { return nil }
        var fields = FieldNames()
        fields.walk(chunk.block)
        guard !fields.defined.contains(variable.name) else { return nil }
        return Suggestion.nearest(to: variable.name, in: fields.defined).map { "did you mean `\($0)`?" }
    }
}

/// The names that a file gives to fields.
private struct FieldNames: SyntaxVisitor {
    var defined: Set<String> = []

    mutating func visit(_ statement: Statement) -> Bool {
        switch statement.form {
        case .assign(let targets, _, _):
            for case .field(_, let name) in targets.map(\.form) { defined.insert(name) }
        case .function(let target, _, _):
            if case .field(_, let name) = target.form { defined.insert(name) }
        default: break
        }
        return true
    }

    mutating func visit(_ expression: Expression) -> Bool {
        if case .table(let items) = expression.form {
            for case .named(let name) in items.map(\.form) { defined.insert(name) }
        }
        return true
    }
}

extension String {
    fileprivate func range(of text: String, backwards: Bool) -> Range<Index>? {
        ranges(of: text).last
    }
}
