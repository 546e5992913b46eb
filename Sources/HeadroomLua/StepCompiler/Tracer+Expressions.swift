import Diagnostics
import Engine
import LuaSyntax
import LuaVM

/// Expressions, evaluated from left to right.
extension Tracer {
    /// The one value of an expression.
    func value(_ expression: Expression) throws -> StepValue {
        guard isReached else { return .nil }
        switch expression.form {
        case .nil: return .nil
        case .true: return .boolean(true)
        case .false: return .boolean(false)
        case .integer(let n): return .integer(n)
        case .number(let x): return .number(x)
        case .string(let bytes): return .string(bytes)
        case .vararg: return frame.varargs.first ?? .nil
        case .function(let body): return .function(closure(body))
        case .name(let name): return try read(name, at: expression.anchor)
        case .index(let object, let key):
            let table = try value(object)
            return try index(table, try value(key), at: expression.anchor, object)
        case .field(let object, let name):
            return try index(try value(object), .string(Array(name.utf8)), at: expression.anchor, object)
        case .call, .methodCall: return try call(expression).first ?? .nil
        case .table(let items): return try table(items)
        case .unary(let op, let operand): return try unary(op, operand, expression.anchor)
        case .binary(let op, let left, let right):
            let a = try value(left)
            let b = try value(right)
            guard isReached else { return .nil }
            if op == .concatenate { return try concatenated(a, b, at: expression.anchor) }
            // Lua compiles `x - 0` as `x + 0`, which makes 0 of -0.
            if op == .subtract, right.literalInteger == 0 { return try arithmetic(.add, a, b, at: expression.anchor) }
            return op.isComparison
                ? try comparison(op, a, b, at: expression.anchor) : try arithmetic(op, a, b, at: expression.anchor)
        case .logical(let op, let left, let right): return try logical(op, left, right)
        case .parenthesized(let inner): return try value(inner)
        }
    }

    /// All values of a list of expressions: the last one may give several.
    func values(_ expressions: [Expression]) throws -> [StepValue] {
        var found: [StepValue] = []
        for (i, expression) in expressions.enumerated() {
            guard i == expressions.count - 1 else {
                found.append(try value(expression))
                continue
            }
            switch expression.form {
            case .call, .methodCall: found += try call(expression)
            case .vararg: found += frame.varargs
            default: found.append(try value(expression))
            }
        }
        return found
    }

    private func unary(_ op: UnaryOperator, _ operand: Expression, _ place: Position) throws -> StepValue {
        let x = try value(operand)
        guard isReached else { return .nil }
        switch op {
        case .not: return not(x)
        case .negate: return try negated(x, at: place)
        case .length: return try length(x, at: place)
        case .bitNot:
            guard case .integer(let n) = resolved(x) else {
                throw refusal("`~` can't be used on uncertain numbers", at: place, remedy: "use arithmetic")
            }
            return .integer(~n)
        }
    }

    private func logical(_ op: LogicalOperator, _ left: Expression, _ right: Expression) throws -> StepValue {
        let a = try value(left)
        guard isReached else { return .nil }
        switch isTrue(a) {
        case .certain(let truth):
            return truth == (op == .and) ? try value(right) : a
        case .uncertain(let condition):
            let goesOn = op == .and ? condition : graph.apply(.not, condition)
            var b: StepValue?
            try under(goesOn) { b = try value(right) }
            let stays = only(a, true: op == .or)
            guard let b else { return stays ?? .nil }
            guard let stays else { return b }
            return merged(goesOn, b, stays)
        }
    }

    /// The part of a value that is true, or that is false.
    private func only(_ value: StepValue, true wanted: Bool) -> StepValue? {
        let entries = kinds(of: value).compactMap { kind -> StepUnion.Entry? in
            let guarded = kind.guarded ?? graph.constant(true)
            switch kind.value {
            case .condition: return StepUnion.Entry(value: .boolean(wanted), guarded: guarded)
            default:
                guard case .certain(let truth) = isTrue(kind.value), truth == wanted else { return nil }
                return StepUnion.Entry(value: kind.value, guarded: guarded)
            }
        }
        return entries.isEmpty ? nil : joined(entries)
    }

    // MARK: Names

    func read(_ name: Name, at place: Position) throws -> StepValue {
        switch name.binding {
        case .local(let id):
            return resolved(frame.cells[id]?.value ?? .nil)
        case .upvalue(let id): return resolved(try upvalue(id, name.text, at: place).value)
        case .global: return try global(name.text, at: place)
        case .environment:
            throw refusal("`_ENV` can't be used in a step", at: place, remedy: "use locals and globals as they are")
        }
    }

    /// The variable of an enclosing function.
    func upvalue(_ id: Int, _ name: String, at place: Position) throws -> Cell {
        let function = frame.function
        if let cell = function.captured[id] { return cell }
        if let known = outsideCells[OutsideVariable(function: function.identity, id: id)] { return known }
        guard let outer = function.outer else { return Cell(.nil, mask: root, isReadOnly: true) }
        let value: StepValue
        if let found = session.vm.upvalue(name, of: outer) {
            value = wrapped(found)
        } else if let initialiser = function.code.initialiser(ofLocal: id) {
            // A constant is written into the function in place of its name.
            value = try self.value(initialiser)
        } else {
            value = .nil
        }
        let cell = Cell(value, mask: root, isReadOnly: true)
        outsideCells[OutsideVariable(function: function.identity, id: id)] = cell
        return cell
    }

    func global(_ name: String, at place: Position) throws -> StepValue {
        if let known = globals[name] { return resolved(known) }
        guard let found = session.vm.global(name) else {
            throw mistake(
                "`\(name)` is not declared", at: place, remedy: "declare it with `local`, or check the spelling")
        }
        let value = wrapped(found, path: name)
        globals[name] = value
        return resolved(value)
    }

    /// A function made in the step.
    func closure(_ body: FunctionBody) -> StepFunction {
        let info = frame.chunk.functions[body.number]
        var captured: [Int: Cell] = [:]
        for upvalue in info.upvalues {
            guard let id = upvalue.variable else { continue }
            if let cell = frame.cells[id] ?? frame.function.captured[id] {
                captured[id] = cell
            } else if frame.function.outer != nil,
                let cell = try? self.upvalue(id, upvalue.name, at: body.range.start)
            {
                captured[id] = cell
            }
        }
        return StepFunction(
            code: frame.function.code, number: body.number, captured: captured, outer: nil, identity: newIdentity())
    }

    // MARK: Tables

    private func table(_ items: [TableItem]) throws -> StepValue {
        guard let mask else { return .nil }
        let table = StepTable(.step(mask), identity: newIdentity())
        var next: Int64 = 1
        for (i, item) in items.enumerated() {
            switch item.form {
            case .named(let name): set(table, .string(Array(name.utf8)), try value(item.value))
            case .keyed(let key):
                let k = try value(key)
                try store(table, k, try value(item.value), at: key.range.start)
            case .positional:
                let isLast = i == items.count - 1
                let found = isLast ? try values([item.value]) : [try value(item.value)]
                for value in found {
                    set(table, .integer(next), value)
                    next += 1
                }
            }
        }
        return .table(table)
    }

    private func set(_ table: StepTable, _ key: StepTable.Key, _ value: StepValue) {
        guard case .step(let mask) = table.origin else { return }
        if let cell = table[key] { assign(cell, value) } else { table[key] = Cell(value, mask: mask) }
    }
}

extension StepValue {
    var isNothing: Bool { if case .nil = self { true } else { false } }
}

/// A variable outside of the step, as one function sees it.
struct OutsideVariable: Hashable {
    let function: UInt
    let id: Int
}

extension Expression {
    /// The integer that Lua's compiler makes of an expression of numerals.
    fileprivate var literalInteger: Int64? {
        switch form {
        case .integer(let n): n
        case .parenthesized(let inner): inner.literalInteger
        case .unary(.negate, let operand): operand.literalInteger.map { 0 &- $0 }
        default: nil
        }
    }
}
