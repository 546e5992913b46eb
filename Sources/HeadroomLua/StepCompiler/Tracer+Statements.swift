import Diagnostics
import Engine
import LuaSyntax

/// Statements, walked once each.
extension Tracer {
    func execute(_ block: Block) throws {
        guard let entry = mask else { return }
        let number = newTarget()
        let start = kills.count
        let labels = block.statements.compactMap { statement -> String? in
            if case .label(let name) = statement.form { name } else { nil }
        }
        for name in labels { frame.labels.append((name, number)) }
        defer { frame.labels.removeLast(labels.count) }
        for statement in block.statements {
            if case .label(let name) = statement.form {
                arrive(at: .label(name, block: number), from: entry, since: start)
            } else if isReached {
                if session.isChecking { try look(at: statement) } else { try execute(statement) }
            }
        }
    }

    /// Walks a statement; a mistake in it is noted, and what it would have declared counts as not applicable, which goes
    /// through calculations without further mistakes.
    private func look(at statement: Statement) throws {
        do {
            try execute(statement)
        } catch let mistake as Diagnostic {
            let isKnown = session.found.contains { $0.location == mistake.location && $0.message == mistake.message }
            if !isKnown { session.found.append(mistake) }
            guard case .local(let ids, _) = statement.form, let mask else { return }
            for id in ids { frame.cells[id] = Cell(.notApplicable, mask: mask) }
        }
    }

    /// Paths that were on their way to a place are there now.
    private func arrive(at target: Target, from entry: Mask, since start: Int) {
        guard kills[start...].contains(where: { $0.target == target }) else { return }
        kills[start...].removeAll { $0.target == target }
        mask = without(kills[start...], from: entry)
    }

    private func execute(_ statement: Statement) throws {
        try checkSize(statement.range.start)
        let outer = session.origins.enter(location(statement.range.start), at: graph.count)
        defer { session.origins.leave(to: outer, at: graph.count) }
        switch statement.form {
        case .local(let ids, let values): try declare(ids, values, statement)
        case .localFunction(let id, let body):
            guard let mask else { return }
            let cell = Cell(.nil, mask: mask)
            frame.cells[id] = cell
            cell.value = .function(closure(body))
        case .function(let target, _, let body):
            try assign([target], [.function(closure(body))], at: target.range.start)
        case .assign(let targets, let values, let sign): try assign(targets, values, sign)
        case .call(let call): _ = try self.call(call)
        case .do(let block): try execute(block)
        case .while(let condition, let block): try loop(condition, block, isRepeat: false)
        case .repeat(let block, until: let condition): try loop(condition, block, isRepeat: true)
        case .if(let arms, else: let last): try branch(arms, last)
        case .numericFor(let loop): try count(loop, statement.range.start)
        case .genericFor(let loop): try iterate(loop, statement.range.start)
        case .return(let values): leave(to: .scope(frame.exit), with: try self.values(values))
        case .break: leave(to: .scope(frame.loops[frame.loops.count - 1]))
        case .goto(let name):
            guard let label = frame.labels.last(where: { $0.name == name }) else { return }
            guard !isBackward(name, from: statement) else {
                throw refusal("`goto \(name)` goes back", at: statement.range.start, remedy: "write a loop")
            }
            leave(to: .label(name, block: label.block))
        case .label: break
        }
    }

    private func isBackward(_ name: String, from statement: Statement) -> Bool {
        guard let body = frame.function.code.body(frame.function.number) else { return false }
        var finder = LabelFinder(name: name)
        finder.walk(body.block)
        // The nearest label behind the statement is what a forward goto means.
        return !finder.offsets.contains { $0 > statement.range.start.offset }
    }

    private func declare(_ ids: [Int], _ expressions: [Expression], _ statement: Statement) throws {
        for id in ids where frame.chunk.locals[id].attribute == .close {
            throw refusal("`<close>` can't be used in a step", at: statement.range.start, remedy: "leave it out")
        }
        let values = try self.values(expressions)
        guard let mask else { return }
        for (i, id) in ids.enumerated() {
            frame.cells[id] = Cell(i < values.count ? values[i] : .nil, mask: mask)
        }
    }

    // MARK: Assignment

    /// Where a value goes: objects and keys are evaluated before the values, as Lua does.
    private enum Place {
        case variable(Cell, String, Position)
        case field(StepValue, key: StepValue, Position, Expression)
    }

    private func assign(_ targets: [Expression], _ expressions: [Expression], _ sign: Position) throws {
        let places = try targets.map(place)
        var values = try self.values(expressions)
        while values.count < targets.count { values.append(.nil) }
        // Lua assigns from right to left.
        for (i, place) in places.enumerated().reversed() where isReached { try put(values[i], in: place) }
    }

    private func assign(_ targets: [Expression], _ values: [StepValue], at position: Position) throws {
        let places = try targets.map(place)
        for (i, place) in places.enumerated() where isReached { try put(values[i], in: place) }
    }

    private func place(_ target: Expression) throws -> Place {
        switch target.form {
        case .name(let name):
            switch name.binding {
            case .local(let id):
                if frame.cells[id] == nil, let mask { frame.cells[id] = Cell(.nil, mask: mask) }
                return .variable(frame.cells[id]!, name.text, target.anchor)
            case .upvalue(let id): return .variable(try upvalue(id, name.text, at: target.anchor), name.text, target.anchor)
            case .global, .environment:
                throw refusal(
                    "`\(name.text)` is global and can't be assigned to in a step", at: target.anchor,
                    remedy: "declare it with `local` inside, or make it a field of `state`")
            }
        case .index(let object, let key): return .field(try value(object), key: try value(key), target.anchor, object)
        case .field(let object, let name):
            return .field(try value(object), key: .string(Array(name.utf8)), target.anchor, object)
        default: throw refusal("this can't be assigned to", at: target.anchor, remedy: "assign to a variable or a field")
        }
    }

    private func put(_ value: StepValue, in place: Place) throws {
        switch place {
        case .variable(let cell, let name, let position):
            guard !cell.isReadOnly else {
                throw refusal(
                    "`\(name)` was declared outside of the step, where it is read-only: a path can't change what all paths see",
                    at: position, remedy: "make it a field of `state` (`s.\(name) = ...`), or declare it inside the step")
            }
            assign(cell, value)
        case .field(let object, let key, let position, let source):
            try setIndex(object, key, value, at: position, source)
        }
    }

    // MARK: Branches

    private func branch(_ arms: [ConditionalBlock], _ last: Block?) throws {
        guard let entry = mask else { return }
        let start = kills.count
        for arm in arms {
            guard isReached else { break }
            let condition = try value(arm.condition)
            guard let before = mask else { break }
            switch isTrue(condition) {
            case .certain(true):
                try execute(arm.block)
                mask = nil
            case .certain(false): continue
            case .uncertain(let node):
                mask = before.and(node, in: graph)
                if mask != nil { try execute(arm.block) }
                mask = before.and(graph.apply(.not, node), in: graph)
            }
        }
        if isReached, let last { try execute(last) }
        mask = without(kills[start...], from: entry)
    }
}

private struct LabelFinder: SyntaxVisitor {
    let name: String
    var offsets: [Int] = []

    mutating func visit(_ statement: Statement) -> Bool {
        if case .label(name) = statement.form { offsets.append(statement.range.start.offset) }
        return true
    }
}
