extension GuardWriter {
    mutating func block(_ block: Block) {
        for statement in block.statements {
            beginStatement(at: statement.range.start)
            write(statement)
        }
        isStatementStart = false
    }

    private mutating func write(_ statement: Statement) {
        switch statement.form {
        case .local(let variables, let values): local(variables, values)
        case .localFunction(let id, let body): localFunction(id, body)
        case .function(let target, let isMethod, let body): function(target, isMethod, body)
        case .assign(let targets, let values, let sign): assign(targets, values, sign)
        case .call(let expression): call(expression)
        case .do(let inner):
            put("do")
            block(inner)
            put("end")
        case .while(let condition, let body):
            put("while")
            self.condition(condition)
            put("do")
            block(body)
            put("end")
        case .repeat(let body, until: let condition):
            put("repeat")
            block(body)
            put("until")
            self.condition(condition)
        case .if(let arms, else: let last): branches(arms, last)
        case .numericFor(let loop): numericFor(loop, at: statement.range.start)
        case .genericFor(let loop): genericFor(loop, at: statement.range.start)
        case .return(let results):
            put("return")
            values(results)
        case .break: put("break")
        case .goto(let label): put("goto " + label)
        case .label(let label): put("::" + label + "::")
        }
    }

    // MARK: Declarations

    private mutating func local(_ variables: [Int], _ values: [Expression]) {
        let declared = variables.map(variable)
        if variables.contains(where: isSessionGlobal) { return sessionLocal(declared, values) }
        put(
            "local "
                + declared.map { $0.name + ($0.attribute.map { " <\($0.rawValue)>" } ?? "") }.joined(separator: ","))
        guard !values.isEmpty else { return }
        put("=")
        // A value that can't be closed is refused when the variable begins to live.
        self.values(values, end: declared.first { $0.attribute == .close }?.declaration)
    }

    private mutating func sessionLocal(_ variables: [LocalVariable], _ values: [Expression]) {
        for variable in variables { noteSessionGlobal(variable.name) }
        put(variables.map(\.name).joined(separator: ","))
        put("=")
        guard !values.isEmpty else { return put("nil") }
        self.values(values, end: variables[0].declaration)
    }

    private mutating func localFunction(_ id: Int, _ body: FunctionBody) {
        line(body.range.start)
        noteFunction(body.number)
        if isSessionGlobal(id) {
            noteSessionGlobal(variable(id).name)
            put("function " + variable(id).name)
        } else {
            put("local function " + variable(id).name)
        }
        signatureAndBlock(body)
    }

    private mutating func function(_ target: Expression, _ isMethod: Bool, _ body: FunctionBody) {
        noteFunction(body.number)
        put("function")
        functionName(target, isMethod)
        signatureAndBlock(body)
    }

    private mutating func functionName(_ target: Expression, _ isMethod: Bool) {
        guard case .field(let object, let name) = target.form else { return put(chunk.text(target.range)) }
        if case .name = object.form { line(object.range.start) }
        functionName(object, false)
        line(target.anchor)
        put((isMethod ? ":" : ".") + name)
    }

    // MARK: Assignments

    private mutating func assign(_ targets: [Expression], _ values: [Expression], _ sign: Position) {
        for (index, target) in targets.enumerated() {
            if index > 0 { put(",") }
            self.target(target, values: values)
        }
        put("=")
        self.values(values, end: storePlace(targets, sign))
    }

    /// Where an error of the stores is reported: at the target, or at the sign if several can fail.
    private func storePlace(_ targets: [Expression], _ sign: Position) -> Position? {
        let fallible = targets.filter(isPending)
        return fallible.count > 1 ? sign : fallible.first?.anchor
    }

    private mutating func target(_ target: Expression, values: [Expression]) {
        switch target.form {
        case .name(let name):
            put(name.text)
        case .field(let object, let name):
            self.object(object, before: values)
            field(name, at: target.anchor)
        case .index(let object, let key):
            self.object(object, before: [key] + values)
            put("[")
            self.key(key)
            line(target.anchor)
            put("]")
        default:
            preconditionFailure("the parser lets only names and accesses be assigned to")
        }
    }

    // MARK: Branches and loops

    private mutating func branches(_ arms: [ConditionalBlock], _ last: Block?) {
        for (index, arm) in arms.enumerated() {
            put(index == 0 ? "if" : "elseif")
            condition(arm.condition)
            put("then")
            block(arm.block)
        }
        if let last {
            put("else")
            block(last)
        }
        put("end")
    }

    private mutating func numericFor(_ loop: NumericFor, at place: Position) {
        put("for \(variable(loop.variable).name) =")
        values([loop.start, loop.limit] + (loop.step.map { [$0] } ?? []))
        // Bounds that aren't numbers are refused with the line of `do`.
        line(place)
        put("do")
        block(loop.block)
        put("end")
    }

    private mutating func genericFor(_ loop: GenericFor, at place: Position) {
        put("for " + loop.variables.map { variable($0).name }.joined(separator: ",") + " in")
        // An iterator that can't be called is refused with the line on which the values begin.
        line(loop.values[0].range.start)
        values(loop.values)
        line(place)
        put("do")
        block(loop.block)
        put("end")
    }
}
