import Diagnostics

/// Knows, at the place that the parser has reached, which variable every name means, and gives functions and variables
/// their numbers.
struct ScopeTracker {
    /// Every variable declared so far.
    private(set) var locals: [LocalVariable] = []
    /// Every function begun so far.
    private(set) var functions: [FunctionInfo] = []
    var stack: [FunctionScope] = []
    let file: String
    private var paths: Set<String> = []

    init(file: String) {
        self.file = file
    }

    var current: Int { stack[stack.count - 1].number }

    func failure(_ problem: SyntaxError.Problem, at place: Position) -> SyntaxError {
        SyntaxError(problem, at: place.location(in: file))
    }
}

/// What is open in one function.
struct FunctionScope {
    /// A slot that a living local occupies; loops have hidden ones, which count towards Lua's limit.
    enum Slot {
        case variable(Int)
        case hidden
    }

    let number: Int
    var slots: [Slot] = []
    var blocks: [BlockScope] = []
    var labels: [Label] = []
    var jumps: [Jump] = []
}

/// What was there when a block was opened.
struct BlockScope {
    let slots: Int
    let labels: Int
    let jumps: Int
    let isLoop: Bool
}

// MARK: Functions

extension ScopeTracker {
    /// Begins a function; `name` is what the script calls it. The first one is the chunk itself.
    mutating func openFunction(name: String?, at start: Position) -> Int {
        let number = functions.count
        let parent = stack.last?.number
        let path = uniquePath(parent.map { pathPrefix($0) + (name ?? "function") } ?? "main")
        functions.append(
            FunctionInfo(number: number, name: name, path: path, parent: parent, range: SourceRange(start, start)))
        stack.append(FunctionScope(number: number))
        openBlock(isLoop: false)
        return number
    }

    mutating func closeFunction(end: Position) throws(SyntaxError) {
        try closeBlock(at: end.offset)
        let number = current
        if let jump = stack[stack.count - 1].jumps.first {
            let nearest = Self.nearest(to: jump.label, in: jump.labelsSeen)
            throw failure(.noVisibleLabel(jump.label, nearest: nearest), at: jump.position)
        }
        functions[number].range = SourceRange(functions[number].range.start, end)
        stack.removeLast()
    }

    mutating func setParameters(_ ids: [Int], isVariadic: Bool) {
        functions[current].parameters = ids
        functions[current].isVariadic = isVariadic
    }

    var isVariadic: Bool { functions[current].isVariadic }

    private func pathPrefix(_ parent: Int) -> String {
        parent == 0 ? "" : functions[parent].path + "/"
    }

    private mutating func uniquePath(_ wanted: String) -> String {
        var path = wanted
        var ordinal = 1
        while !paths.insert(path).inserted {
            ordinal += 1
            path = "\(wanted)#\(ordinal)"
        }
        return path
    }

    private func describe(_ number: Int) -> String {
        guard number > 0 else { return "the chunk" }
        return functions[number].name.map { "the function `\($0)`" } ?? "the function"
    }
}

// MARK: Variables

extension ScopeTracker {
    /// Enters a variable into the list. Its name means nothing before ``activate(_:from:)``.
    mutating func declare(
        _ name: String, _ kind: LocalVariable.Kind, _ attribute: LocalVariable.Attribute? = nil, at place: Position
    ) -> Int {
        let isTopLevel = current == 0 && stack[0].blocks.count == 1
        let isSessionVariable = isTopLevel && (kind == .local || kind == .function)
        locals.append(
            LocalVariable(
                id: locals.count, name: name, kind: kind, attribute: attribute, function: current, declaration: place,
                isSessionVariable: isSessionVariable))
        return locals.count - 1
    }

    /// Makes declared variables visible from `place` on.
    mutating func activate(_ ids: [Int], from place: Position) throws(SyntaxError) {
        for id in ids {
            locals[id].scope = place.offset..<place.offset
            stack[stack.count - 1].slots.append(.variable(id))
        }
        try checkSlots(at: ids.last.map { locals[$0].declaration } ?? place)
    }

    /// Takes the slots that a loop needs for itself.
    mutating func hide(_ count: Int, at place: Position) throws(SyntaxError) {
        stack[stack.count - 1].slots += Array(repeating: .hidden, count: count)
        try checkSlots(at: place)
    }

    private mutating func checkSlots(at place: Position) throws(SyntaxError) {
        let count = stack[stack.count - 1].slots.count
        guard count <= Limits.locals else {
            throw failure(.tooManyLocals(function: describe(current), line: line(of: current)), at: place)
        }
        functions[current].mostLocals = max(functions[current].mostLocals, count)
    }

    private func line(of function: Int) -> Int { function > 0 ? functions[function].firstLine : 0 }

    /// Notes that the variable gets a value by a statement that ends at `end`.
    mutating func noteAssignment(_ id: Int, at place: Position, end: Position) {
        locals[id].assignments.append(.init(position: place, function: current, effectiveFrom: end.offset))
    }

    /// Notes that the statement declaring these carries an attribute, which no session global can have.
    mutating func keepLocal(_ ids: [Int]) {
        for id in ids { locals[id].isSessionVariable = false }
    }

    /// Notes that the declaration gives the variable a string or a number from the text.
    mutating func noteLiteral(_ id: Int) {
        locals[id].beginsWithLiteral = true
    }

    /// A name that was counted as read turns out to be assigned to.
    mutating func noteTarget(_ name: Name, at place: Position, end: Position) throws(SyntaxError) {
        guard let id = name.variable else { return }
        locals[id].reads -= 1
        if locals[id].attribute != nil { throw failure(.assignmentToConstant(name.text), at: place) }
        noteAssignment(id, at: place, end: end)
    }

    /// What `text` means here. Counts as reading it.
    mutating func resolve(_ text: String, at place: Position) throws(SyntaxError) -> Name {
        if let binding = try find(text, at: place) { return Name(text: text, binding: binding) }
        let environment = try find("_ENV", at: place)
        if text != "_ENV", case .local(let id)? = environment { return Name(text: text, binding: .environment(id)) }
        if text != "_ENV", case .upvalue(let id)? = environment { return Name(text: text, binding: .environment(id)) }
        for level in stack.indices { try addUpvalue("_ENV", nil, to: level, at: place) }
        return Name(text: text, binding: .global)
    }

    private mutating func find(_ text: String, at place: Position) throws(SyntaxError) -> Name.Binding? {
        for level in stack.indices.reversed() {
            for case .variable(let id) in stack[level].slots.reversed() where locals[id].name == text {
                locals[id].reads += 1
                if level == stack.count - 1 { return .local(id) }
                locals[id].isCaptured = true
                for inner in (level + 1)..<stack.count { try addUpvalue(text, id, to: inner, at: place) }
                return .upvalue(id)
            }
        }
        return nil
    }

    private mutating func addUpvalue(
        _ name: String, _ variable: Int?, to level: Int, at place: Position
    ) throws(SyntaxError) {
        let function = stack[level].number
        let upvalue = FunctionInfo.Upvalue(name: name, variable: variable)
        if functions[function].upvalues.contains(where: { $0.variable == variable }) { return }
        functions[function].upvalues.append(upvalue)
        if functions[function].upvalues.count > Limits.upvalues {
            throw failure(.tooManyUpvalues(function: describe(function), line: line(of: function)), at: place)
        }
    }

    /// Closes the scopes of the block's variables.
    mutating func removeVariables(downTo count: Int, at offset: Int) {
        let top = stack.count - 1
        for case .variable(let id) in stack[top].slots[count...] {
            locals[id].scope = locals[id].scope.lowerBound..<max(offset, locals[id].scope.lowerBound)
        }
        stack[top].slots.removeSubrange(count...)
    }

    /// The name of the variable in a slot of the current function, for messages.
    func variableName(inSlot index: Int) -> String {
        if case .variable(let id) = stack[stack.count - 1].slots[index] { locals[id].name } else { "(for state)" }
    }
}
