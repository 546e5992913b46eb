/// Values. `end`, where given, is the place that the line of the last token must stand for; nothing may then be left
/// for Lua to emit behind it.
extension GuardWriter {
    mutating func value(_ expression: Expression, end: Position? = nil) {
        switch expression.form {
        case .nil, .true, .false, .vararg, .integer, .number:
            tail(end)
            put(chunk.text(expression.range))
        case .string(let content):
            tail(end)
            put(LiteralText.quoted(content))
        case .function(let body):
            function(body, end: end)
        case .name(let name):
            guard isGlobal(name), let end else { return plainName(name, at: expression.range.start) }
            put("((")
            plainName(name, at: expression.range.start)
            put(")")
            line(end)
            put(")")
        case .index, .field:
            guard let end else { return access(expression) }
            put("((")
            access(expression)
            put(")")
            line(end)
            put(")")
        case .call, .methodCall:
            call(expression, end: end)
        case .table(let items):
            table(items, end: end)
        case .unary(let sign, let operand):
            unary(sign, operand, at: expression.anchor, end: end)
        case .binary(let sign, let left, let right):
            binary(sign, left, right, at: expression.anchor, end: end)
        case .logical(let sign, let left, let right):
            condition(left)
            put(sign.rawValue)
            value(right, end: end)
        case .parenthesized(let inner):
            put("(")
            if end == nil { value(inner) } else { settled(inner) }
            tail(end)
            put(")")
        }
    }

    /// Values separated by commas; `end` concerns the last one.
    mutating func values(_ expressions: [Expression], end: Position? = nil) {
        for (index, expression) in expressions.enumerated() {
            if index > 0 { put(",") }
            value(expression, end: index == expressions.count - 1 ? end : nil)
        }
    }

    /// A value that Lua has emitted completely when its last token is taken.
    mutating func settled(_ expression: Expression) {
        guard isPending(expression) else { return value(expression) }
        put("(")
        value(expression)
        put(")")
    }

    /// Exactly one value, as the last argument of a guard.
    private mutating func single(_ expression: Expression) {
        switch expression.form {
        case .call, .methodCall, .vararg:
            put("(")
            value(expression)
            put(")")
        default:
            value(expression)
        }
    }

    /// Whether Lua emits the access only when a later token has been taken.
    func isPending(_ expression: Expression) -> Bool {
        switch expression.form {
        case .index, .field: true
        case .name(let name): isGlobal(name)
        default: false
        }
    }

    private mutating func plainName(_ name: Name, at place: Position) {
        if isGlobal(name) { line(place) }
        put(name.text)
    }

    // MARK: Operators

    private mutating func unary(_ sign: UnaryOperator, _ operand: Expression, at place: Position, end: Position?) {
        if sign == .not {
            put("not")
            condition(operand, end: end)
        } else {
            line(place)
            put(sign.rawValue)
            value(operand, end: end)
        }
    }

    private mutating func binary(
        _ sign: BinaryOperator, _ left: Expression, _ right: Expression, at place: Position, end: Position?
    ) {
        switch sign {
        case .power:
            guardCall("__pow", left, right, at: place, end: end)
        case .equal where !left.form.isSafeToCompare && !right.form.isSafeToCompare:
            guardCall("__eq", left, right, at: place, end: end)
        case .notEqual where !left.form.isSafeToCompare && !right.form.isSafeToCompare:
            put("not")
            guardCall("__eq", left, right, at: place, end: end)
        case .less, .lessEqual, .greater, .greaterEqual:
            order(sign, left, right, at: place, end: end)
        default:
            leftOperand(left, before: [right])
            line(place)
            put(sign.rawValue)
            value(right, end: end)
        }
    }

    /// A comparison by order. Other than all operators, Lua gives it the line of its last token.
    private mutating func order(
        _ sign: BinaryOperator, _ left: Expression, _ right: Expression, at place: Position, end: Position?
    ) {
        if end != nil { put("(") }
        leftOperand(left, before: [right])
        line(place)
        put(sign.rawValue)
        value(right, end: place)
        if let end {
            line(end)
            put(")")
        }
    }

    private mutating func guardCall(
        _ name: String, _ left: Expression, _ right: Expression, at place: Position, end: Position?
    ) {
        line(place)
        put(name + "(")
        value(left)
        put(",")
        end == nil ? single(right) : settledSingle(right)
        tail(end)
        put(")")
    }

    private mutating func settledSingle(_ expression: Expression) {
        isPending(expression) ? settled(expression) : single(expression)
    }

    /// A value that is read before `later` values are: Lua reads a local only when the operation runs, which is too
    /// late if a call in between changes it. (`x and x` is x, copied.)
    mutating func leftOperand(_ expression: Expression, before later: [Expression]) {
        guard case .name(let name) = expression.form.withoutParentheses, case .local(let id) = name.binding,
            !isGlobal(name),
            variable(id).isChangedByClosure, later.contains(where: \.form.mayCall)
        else { return settled(expression) }
        put("(\(name.text) and \(name.text))")
    }

    // MARK: Truth

    /// A value whose truth is asked for.
    mutating func condition(_ expression: Expression, end: Position? = nil) {
        switch expression.form {
        case .parenthesized(let inner):
            put("(")
            condition(inner)
            tail(end)
            put(")")
        case .logical(let sign, let left, let right):
            condition(left)
            put(sign.rawValue)
            condition(right, end: end)
        case .unary(.not, _), .nil, .true, .false, .integer, .number, .string, .function, .table:
            value(expression, end: end)
        case .binary(let sign, _, _) where sign.isComparison:
            value(expression, end: end)
        default:
            line(expression.range.start)
            put("__test(")
            end == nil ? single(expression) : settledSingle(expression)
            tail(end)
            put(")")
        }
    }

    // MARK: Tables and functions

    private mutating func table(_ items: [TableItem], end: Position?) {
        put("{")
        for (index, item) in items.enumerated() {
            switch item.form {
            case .positional: break
            case .named(let name): put(name + " =")
            case .keyed(let key):
                put("[")
                self.key(key)
                put("] =")
            }
            let isLast = index == items.count - 1
            if isLast && end != nil { settled(item.value) } else { value(item.value) }
            if !isLast { put(",") }
        }
        tail(end)
        put("}")
    }

    /// What stands between the brackets of an index.
    mutating func key(_ expression: Expression) {
        guard !isPlainKey(expression) else { return value(expression) }
        line(expression.range.start)
        put("__key(")
        single(expression)
        put(")")
    }

    /// Whether the key can't be an uncertain value.
    func isPlainKey(_ expression: Expression) -> Bool {
        switch expression.form {
        case .integer, .number, .string, .true, .false: return true
        case .unary(.negate, let operand):
            switch operand.form {
            case .integer, .number: return true
            default: return false
            }
        case .name(let name):
            guard let id = name.variable, !isSessionGlobal(id) else { return false }
            return variable(id).isUntouchedCounter || variable(id).isLiteralConstant
        default: return false
        }
    }

    mutating func function(_ body: FunctionBody, end: Position? = nil) {
        line(body.range.start)
        noteFunction(body.number)
        put("function")
        signatureAndBlock(body, end: end)
    }

    /// Parameters, statements and `end`.
    mutating func signatureAndBlock(_ body: FunctionBody, end: Position? = nil) {
        let info = chunk.functions[body.number]
        var names = info.parameters.map(variable).filter { $0.kind != .receiver }.map(\.name)
        if info.isVariadic { names.append("...") }
        put("(" + names.joined(separator: ",") + ")")
        block(body.block)
        let behind = body.range.end
        line(end ?? Position(line: behind.line, column: behind.column - 3, offset: behind.offset - 3))
        put("end")
    }
}

extension Expression.Form {
    /// Whether `==` with it can't have a meaning of its own.
    fileprivate var isSafeToCompare: Bool {
        switch self {
        case .nil, .string: true
        case .parenthesized(let inner): inner.form.isSafeToCompare
        default: false
        }
    }

    /// What stands inside of all parentheses around it.
    fileprivate var withoutParentheses: Expression.Form {
        if case .parenthesized(let inner) = self { inner.form.withoutParentheses } else { self }
    }

    /// Whether evaluating it may run other code of the script.
    var mayCall: Bool {
        switch self {
        case .nil, .true, .false, .integer, .number, .string, .vararg, .function, .name: false
        case .parenthesized(let inner): inner.form.mayCall
        default: true
        }
    }
}
