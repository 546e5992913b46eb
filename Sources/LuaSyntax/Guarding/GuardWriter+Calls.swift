/// Names with their fields, indexes and calls.
extension GuardWriter {
    /// `object.name` or `object[key]`, which Lua emits when it is needed.
    mutating func access(_ expression: Expression) {
        switch expression.form {
        case .field(let object, let name):
            self.object(object, before: [])
            field(name, at: expression.anchor)
        case .index(let object, let key):
            self.object(object, before: [key])
            index(key, at: expression.anchor)
        default:
            preconditionFailure("only accesses are written as accesses")
        }
    }

    mutating func field(_ name: String, at place: Position) {
        line(place)
        put("." + name)
    }

    private mutating func index(_ key: Expression, at place: Position) {
        put("[")
        self.key(key)
        line(place)
        put("]")
    }

    /// What a field or an index is taken of. Values in `later` are evaluated between reading it and using it.
    mutating func object(_ expression: Expression, before later: [Expression]) {
        // The following dot or bracket makes Lua emit an access at once, with the right line.
        isPending(expression) ? value(expression) : leftOperand(expression, before: later)
    }

    // MARK: Calls

    mutating func call(_ expression: Expression, end: Position? = nil) {
        let place = expression.anchor
        line(place)
        switch expression.form {
        case .call(let callee, let arguments):
            prefix(callee, of: place)
            line(place)
            put("(")
            self.arguments(arguments, end: end)
        case .methodCall(let object, let name, let arguments):
            receiver(object)
            line(place)
            put(":" + name)
            put("(")
            self.arguments(arguments, end: end)
        default:
            preconditionFailure("only calls are written as calls")
        }
    }

    private mutating func arguments(_ arguments: [Expression], end: Position?) {
        for (index, argument) in arguments.enumerated() {
            if index > 0 { put(",") }
            if index == arguments.count - 1 && end != nil { settled(argument) } else { value(argument) }
        }
        tail(end)
        put(")")
    }

    /// What is called. Its first token stands on the line of the call, which Lua then attributes to the call; what can
    /// raise inside gets a line of its own.
    private mutating func prefix(_ expression: Expression, of place: Position) {
        switch expression.form {
        case .field(let object, let name):
            prefix(object, of: place)
            field(name, at: expression.anchor)
        case .index(let object, let key):
            prefix(object, of: place)
            index(key, at: expression.anchor)
        case .name(let name) where isGlobal(name) && expression.range.start != place:
            put("(")
            value(expression)
            put(")")
        case .call, .methodCall:
            innerCall(expression)
        default:
            value(expression)
        }
    }

    /// What a method is called on. Lua emits an access to it only after the method's name, hence the parentheses.
    private mutating func receiver(_ expression: Expression) {
        switch expression.form {
        case .call, .methodCall: innerCall(expression)
        default: settled(expression)
        }
    }

    /// A call whose result is called or indexed on. In long chains, whose parentheses would nest too deep, calls share
    /// the line of the first.
    private mutating func innerCall(_ expression: Expression) {
        insideCall { writer, isWrapped in
            if isWrapped { writer.put("(") }
            writer.call(expression)
            if isWrapped { writer.put(")") }
        }
    }
}
