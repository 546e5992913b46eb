extension ProgramGenerator {
    mutating func expression(_ kind: Kind, depth: Int) {
        // Rarely something of another kind, so that programs fail in many ways.
        if pick(1...400) == 1 { return anything(depth: 1) }
        switch kind {
        case .number: number(depth: depth)
        case .integer: integer(depth: depth)
        case .text: text(depth: depth)
        case .truth: truth(depth: depth)
        case .list: list(depth: depth)
        case .record: record(depth: depth)
        case .function: function(depth: depth)
        }
    }

    mutating func anything(depth: Int) {
        switch pick(1...12) {
        case 1: emit("nil")
        case 2 where isVariadic: emit(pick(["...", "( ... )"]))
        case 3: call(depth: depth)
        default: expression(pick([.number, .integer, .text, .truth, .number, .list, .function]), depth: depth)
        }
    }

    private mutating func parenthesized(_ body: (inout ProgramGenerator) -> Void) {
        emit("(")
        body(&self)
        emit(")")
    }

    mutating func number(depth: Int) {
        guard depth > 0 else {
            return leaf(.number, ["1", "2.5", "0.125", "1e3", "0x1p4", "0xA.8p0", ".5", "3.", "1E-2"])
        }
        let next = depth - 1
        switch pick(1...14) {
        case 1, 2: leaf(.number, ["0.5", "7", "1e2"])
        case 3, 4, 5:
            number(depth: next)
            emit(pick(["+", "-", "*", "+", "-"]))
            operand { $0.number(depth: next) }
        case 6:
            operand { $0.number(depth: next) }
            emit(pick(["/", "//", "%", "^"]))
            operand { $0.number(depth: next) }
        case 7:
            emit("-")
            operand { $0.number(depth: next) }
        case 8:
            parenthesized { generator in
                generator.truth(depth: next)
                generator.emit("and")
                generator.number(depth: next)
                generator.emit("or")
                generator.number(depth: next)
            }
        case 9:
            parenthesized { $0.number(depth: next) }
            emit("^", pick(["2", "0.5", "- 1", "2 ^ 1"]))
        case 10: element(depth: next)
        case 11: recordField()
        case 12:
            emit("math", ".", pick(["max", "min"]), "(")
            number(depth: next)
            emit(",")
            number(depth: next)
            emit(")")
        case 13: methodCall(depth: next)
        default: integer(depth: next)
        }
    }

    mutating func integer(depth: Int) {
        guard depth > 0 else {
            return leaf(.integer, ["0", "1", "2", "7", "0xff", "9223372036854775807", "100", "0x7FFFFFFFFFFFFFFF"])
        }
        let next = depth - 1
        switch pick(1...10) {
        case 1, 2: leaf(.integer, ["1", "2", "3"])
        case 3, 4:
            operand { $0.integer(depth: next) }
            emit(pick(["+", "-", "*", "&", "|", "~", "<<", ">>"]))
            operand { $0.integer(depth: next) }
        case 5:
            operand { $0.integer(depth: next) }
            emit(pick(["//", "%"]), pick(["3", "7", "- 2"]))
        case 6:
            emit("~")
            operand { $0.integer(depth: next) }
        case 7:
            emit("#")
            operand { $0.chance(50) ? $0.list(depth: 0) : $0.text(depth: next) }
        case 8 where isVariadic: emit("select", "(", pick(["'#'", "\"#\"", "[[#]]"]), ",", "...", ")")
        case 9: parenthesized { $0.integer(depth: next) }
        default: leaf(.integer, ["4", "5"])
        }
    }

    mutating func text(depth: Int) {
        let literals = [
            "'a'", "\"b\\n\"", "[[long]]", "[==[\n]]\n]==]", "'\\65\\x42\\u{20AC}'", "'\\z\n   c'", "\"\\\"q\\'\\\\\"",
            "'é'",
            "'\\a\\b\\f\\r\\t\\v\\0'", "'x\\\n\\ny'", "\"\\xff\\255\"", "''",
        ]
        guard depth > 0 else { return leaf(.text, literals) }
        let next = depth - 1
        switch pick(1...7) {
        case 1, 2: leaf(.text, literals)
        case 3, 4:
            text(depth: next)
            emit("..")
            chance(60) ? text(depth: next) : operand { $0.integer(depth: next) }
        case 5:
            parenthesized { $0.text(depth: next) }
            emit(":", pick(["upper", "reverse", "lower"]), "(", ")")
        case 6:
            emit("tostring", "(")
            chance(50) ? number(depth: next) : truth(depth: next)
            emit(")")
        default:
            emit("string", ".", "rep")
            parenthesized { generator in
                generator.text(depth: next)
                generator.emit(",", "2")
            }
        }
    }

    mutating func truth(depth: Int) {
        guard depth > 0 else { return leaf(.truth, ["true", "false"]) }
        let next = depth - 1
        switch pick(1...9) {
        case 1: leaf(.truth, ["true", "false"])
        case 2, 3:
            number(depth: next)
            emit(pick(["<", "<=", ">", ">="]))
            number(depth: next)
        case 4:
            let kind = pick(Kind.allCases)
            parenthesized { $0.expression(kind, depth: next) }
            emit(pick(["==", "~="]))
            parenthesized { $0.expression(kind, depth: next) }
        case 5:
            emit("not")
            operand { $0.anything(depth: next) }
        case 6:
            parenthesized { generator in
                generator.truth(depth: next)
                generator.emit(generator.pick(["and", "or"]))
                generator.truth(depth: next)
            }
        case 7:
            parenthesized { $0.text(depth: next) }
            emit(pick(["<", "<=", "==", "~="]))
            operand { $0.text(depth: next) }
        case 8:
            operand { $0.anything(depth: next) }
            emit(pick(["==", "~="]), pick(["nil", "'a'", "1", "true"]))
        default: leaf(.truth, ["true", "false"])
        }
    }

    mutating func list(depth: Int) {
        guard depth > 0, chance(50) else {
            if let name = variable(.list) { return emit(name) }
            return emit("{", "1", ",", "2", ";", "3", "}")
        }
        emit("{")
        for index in 0..<pick(1...4) {
            if index > 0 { emit(pick([",", ";"])) }
            if index == 1, chance(20) {
                emit("[", "2 + 1", "]", "=")
            }
            number(depth: depth - 1)
        }
        if chance(20), isVariadic { emit(",", "...") }
        if chance(30) { emit(pick([",", ";"])) }
        emit("}")
    }

    mutating func record(depth: Int) {
        if let name = variable(.record), depth == 0 || chance(60) { return emit(name) }
        emit("{", "x", "=")
        number(depth: depth - 1)
        emit(",", "[", pick(["'y'", "\"y\"", "[[y]]"]), "]", "=")
        number(depth: depth - 1)
        emit(";", "get", "=", "function", "(", "self", ",", "n", ")", "return", "n", "end", "}")
    }

    mutating func function(depth: Int) {
        if let name = variable(.function), depth == 0 || chance(50) { return emit(name) }
        emit("function")
        functionBody(depth: depth)
    }

    /// An element of a list, in range or not.
    private mutating func element(depth: Int) {
        parenthesized { generator in
            generator.operandList()
            generator.emit("[")
            generator.integer(depth: depth)
            generator.emit("]", "or", "0")
        }
    }

    private mutating func operandList() {
        emit(variable(.list) ?? "list1")
    }

    private mutating func recordField() {
        let name = variable(.record) ?? "record1"
        switch pick(1...3) {
        case 1: emit(name, ".", pick(["x", "y"]))
        case 2: emit(name, "[", pick(["'x'", "\"y\"", "[[x]]"]), "]")
        default: emit("(", name, ")", ".", "x")
        }
    }

    private mutating func methodCall(depth: Int) {
        emit(variable(.record) ?? "record1", ":", "get", "(")
        number(depth: depth)
        emit(")")
    }

    /// A call of a function of the program, or of `id`, which returns its arguments.
    mutating func call(depth: Int, isStatement: Bool = false) {
        let name = variable(.function) ?? "id"
        switch pick(1...6) {
        case 1: emit(name, pick(["'s'", "[[s]]", "\"s\""]))
        case 2:
            emit(name)
            emit("{", "1", ",", "2", "}")
        case 3 where !isStatement:
            emit("(", name, "(")
            expressions(pick(1...2), depth: depth - 1)
            emit(")", ")")
        case 4: emit("id", "(", name, ")", "(", "2", ")")
        default:
            emit(name, "(")
            if chance(80) { expressions(pick(1...3), depth: max(0, depth - 1)) }
            emit(")")
        }
    }

    private mutating func operand(_ body: (inout ProgramGenerator) -> Void) {
        parenthesized(body)
    }

    private mutating func leaf(_ kind: Kind, _ literals: [String]) {
        if chance(60), let name = variable(kind) ?? (kind == .number ? variable(.integer) : nil) { return emit(name) }
        emit(pick(literals))
    }
}
