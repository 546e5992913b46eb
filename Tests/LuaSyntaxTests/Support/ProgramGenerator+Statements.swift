extension ProgramGenerator {
    mutating func statement(depth: Int) {
        guard depth > 0 else { return simpleStatement(depth: 1) }
        switch pick(1...20) {
        case 1: conditional(depth: depth)
        case 2: countingLoop(depth: depth)
        case 3: whileLoop(depth: depth)
        case 4: repeatLoop(depth: depth)
        case 5: genericLoop(depth: depth)
        case 6:
            emit("do")
            block(depth: depth - 1)
            emit("end")
        case 7: localFunction(depth: depth)
        case 8: functionField(depth: depth)
        case 9: closure(depth: depth)
        case 10: backwardJump(depth: depth)
        case 11: closing(depth: depth)
        case 12: protected(depth: depth)
        default: return simpleStatement(depth: 2)
        }
        end()
    }

    private mutating func simpleStatement(depth: Int) {
        switch pick(1...12) {
        case 1, 2, 3: local(depth: depth)
        case 4, 5: assignment(depth: depth)
        case 6: severalAssignments(depth: depth)
        case 7: fieldAssignment(depth: depth)
        case 8: call(depth: depth, isStatement: true)
        case 9 where loops > 0:
            emit("if")
            truth(depth: 1)
            emit("then", "break", "end")
        case 10: emit(";", ";")
        default: output(depth: depth)
        }
        end()
    }

    /// Prints values.
    private mutating func output(depth: Int) {
        switch pick(1...5) {
        case 1: emit("out", "'text'")
        case 2:
            emit("(", "out", ")", "(")
            anything(depth: depth)
            emit(")")
        default:
            emit("out", "(")
            expressions(pick(1...3), depth: depth)
            emit(")")
        }
    }

    private mutating func local(depth: Int) {
        if chance(15) {
            let (a, b, c) = (fresh("a"), fresh("b"), fresh("c"))
            emit("local", a, ",", b, ",", c, "=")
            call(depth: depth)
            emit(",")
            call(depth: depth)
            return
        }
        let kind = pick(Kind.allCases)
        let name = fresh("v")
        let isConstant = chance(25)
        emit("local", name)
        if isConstant { emit("<", "const", ">") }
        emit("=")
        expression(kind, depth: depth)
        variables.append(Variable(name: name, kind: kind, isConstant: isConstant))
    }

    private mutating func assignment(depth: Int) {
        let kind = pick(Kind.allCases)
        guard let name = variable(kind, writable: true) else { return local(depth: depth) }
        emit(name, "=")
        expression(kind, depth: depth)
    }

    private mutating func severalAssignments(depth: Int) {
        guard let a = variable(.number, writable: true), let b = variable(.number, writable: true) else {
            return fieldAssignment(depth: depth)
        }
        emit(a, ",", "record1", ".", "z", ",", b, "=")
        number(depth: depth)
        emit(",")
        number(depth: depth)
        emit(",")
        number(depth: depth)
    }

    private mutating func fieldAssignment(depth: Int) {
        switch pick(1...3) {
        case 1: emit(variable(.record) ?? "record1", ".", pick(["x", "y", "z"]), "=")
        case 2: emit(variable(.record) ?? "record1", "[", "'x'", "..", "''", "]", "=")
        default: emit(variable(.list) ?? "list1", "[", pick(["1", "2", "#list1 + 1"]), "]", "=")
        }
        number(depth: depth)
    }

    // MARK: Branches and loops

    private mutating func conditional(depth: Int) {
        emit("if")
        chance(70) ? truth(depth: 2) : anything(depth: 1)
        emit("then")
        block(depth: depth - 1)
        for _ in 0..<pick(0...2) {
            emit("elseif")
            truth(depth: 2)
            emit("then")
            block(0...2, depth: depth - 1)
        }
        if chance(50) {
            emit("else")
            block(depth: depth - 1)
        }
        emit("end")
    }

    /// The inside of a loop, with a `goto continue` now and then.
    private mutating func loopBlock(depth: Int) {
        loops += 1
        let label = chance(30) ? fresh("continue") : nil
        scope { generator in
            if let label {
                generator.emit("if")
                generator.truth(depth: 1)
                generator.emit("then", "goto", label, "end")
            }
            for _ in 0..<generator.pick(1...2) { generator.statement(depth: depth - 1) }
            if let label { generator.emit("::", label, "::") }
            if label != nil, generator.chance(30) { generator.emit(";") }
        }
        loops -= 1
    }

    private mutating func countingLoop(depth: Int) {
        let name = fresh("i")
        let range = pick([
            ["1", ",", "3"], ["3", ",", "1", ",", "- 1"], ["0", ",", "1", ",", "0.5"], ["1", ",", "0"],
            ["1.0", ",", "2"],
        ])
        emit("for", name, "=")
        tokensAppend(range)
        emit("do")
        scope { generator in
            generator.variables.append(Variable(name: name, kind: .number))
            if generator.chance(60) {
                generator.emit("out", "(", "list1", "[", name, "]", ")")
            }
            generator.loopBlock(depth: depth)
        }
        emit("end")
    }

    private mutating func tokensAppend(_ more: [String]) {
        for token in more { emit(token) }
    }

    private mutating func whileLoop(depth: Int) {
        let name = fresh("n")
        emit("local", name, "=", "0", "while", name, "<", "3")
        if chance(40) {
            emit("and", "(")
            truth(depth: 1)
            emit(")")
        }
        emit("do", name, "=", name, "+", "1")
        loopBlock(depth: depth)
        emit("end")
    }

    private mutating func repeatLoop(depth: Int) {
        let (name, inner) = (fresh("n"), fresh("r"))
        emit("local", name, "=", "0", "repeat", name, "=", name, "+", "1", "do")
        loopBlock(depth: depth)
        emit("end", "local", inner, "=", name, "until", inner, ">=", "2")
        if chance(40) {
            emit("or")
            truth(depth: 1)
        }
    }

    private mutating func genericLoop(depth: Int) {
        let (key, value) = (fresh("k"), fresh("e"))
        emit("for", key)
        if chance(80) { emit(",", value) } else { emit(",", value, ",", fresh("x")) }
        emit("in")
        switch pick(1...3) {
        case 1:
            emit("ipairs", "(")
            list(depth: 1)
            emit(")")
        case 2:
            emit("next", ",", variable(.list) ?? "list1")
        default:
            emit("function", "(", "_", ",", "i", ")", "i", "=", "(", "i", "or", "0", ")", "+", "1")
            emit("if", "i", "<", "3", "then", "return", "i", ",", "i", "*", "2", "end", "end")
        }
        emit("do", "out", "(", key, ")")
        scope { generator in
            generator.variables.append(Variable(name: key, kind: .number))
            generator.loopBlock(depth: depth)
        }
        emit("end")
    }

    private mutating func backwardJump(depth: Int) {
        let (name, label) = (fresh("j"), fresh("again"))
        emit("do", "local", name, "=", "0", "::", label, "::", name, "=", name, "+", "1")
        output(depth: 1)
        emit("if", name, "<", "3", "then", "goto", label, "end", "end")
    }

    // MARK: Functions

    /// Parameters and block, to the `end`.
    mutating func functionBody(depth: Int) {
        guard functionDepth < 3 else { return emit("(", ")", "return", "1", "end") }
        let outer = (loops, isVariadic)
        let (first, second) = (fresh("p"), fresh("q"))
        functionDepth += 1
        loops = 0
        isVariadic = chance(40)
        emit("(", first)
        if chance(50) { emit(",", second) }
        if isVariadic { emit(",", "...") }
        emit(")")
        scope { generator in
            if generator.chance(60) {
                generator.emit(first, "=", "tonumber", "(", first, ")", "or", "1")
                generator.variables.append(Variable(name: first, kind: .number))
            }
            for _ in 0..<generator.pick(0...2) { generator.statement(depth: depth - 1) }
            if generator.chance(80) {
                generator.emit("return")
                if generator.chance(20) {
                    generator.call(depth: 1)
                } else {
                    generator.expressions(generator.pick(0...3), depth: 1)
                }
                if generator.chance(30) { generator.emit(";") }
            }
        }
        emit("end")
        functionDepth -= 1
        (loops, isVariadic) = outer
    }

    private mutating func localFunction(depth: Int) {
        let name = fresh("f")
        emit("local", "function", name)
        functionBody(depth: depth - 1)
        variables.append(Variable(name: name, kind: .function))
    }

    private mutating func functionField(depth: Int) {
        let name = fresh("m")
        let owner = variable(.record) ?? "record1"
        emit("function", owner, pick([".", ":"]), name)
        functionBody(depth: depth - 1)
        emit("out", "(", owner, pick([".", ":"]), name, "(", "1", ",", "2", ")", ")")
    }

    /// A counter shared by two closures, read by calls only: when Lua reads a local beside a call is left open.
    private mutating func closure(depth: Int) {
        let (make, cell) = (fresh("make"), fresh("c"))
        emit("local", "function", make, "(", ")", "local", cell, "=", "0")
        emit("return", "function", "(", ")", cell, "=", cell, "+", "1", "return", cell, "end")
        emit(",", "function", "(", ")", "return", cell, "end", "end")
        let (step, look) = (fresh("s"), fresh("g"))
        emit("local", step, ",", look, "=", make, "(", ")")
        emit("out", "(", step, "(", ")", "+", step, "(", ")", ",", look, "(", ")", ")")
    }

    private mutating func closing(depth: Int) {
        let name = fresh("h")
        emit("do", "local", name, "<", "close", ">", "=", "closer", "(", pick(["1", "'a'"]), ")")
        output(depth: depth - 1)
        emit("end")
    }

    private mutating func protected(depth: Int) {
        emit("out", "(", "(", "pcall", "(", "function", "(", "...", ")")
        let outer = (loops, isVariadic)
        loops = 0
        isVariadic = true
        functionDepth += 1
        block(depth: depth - 1)
        functionDepth -= 1
        (loops, isVariadic) = outer
        if chance(50) { emit("error", "(", "{", "}", ")") }
        emit("end", ",", "1", ",", "2", ")", ")", ")")
    }
}
