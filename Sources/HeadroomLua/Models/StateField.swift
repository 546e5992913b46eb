import Diagnostics
import Engine
import LuaVM

/// One number or truth value of a model's state.
final class StateField {
    enum Kind {
        case boolean
        case number(unit: Int32, isInteger: Bool)
    }

    /// `cash`, `debts[1].principal`
    let path: String
    let kind: Kind
    let leaf: Graph.Node
    let cell: Cell
    /// What it begins with, once `start` has run.
    var initial: Graph.Node
    var next: Graph.Node

    init(path: String, kind: Kind, leaf: Graph.Node, cell: Cell, initial: Graph.Node) {
        self.path = path
        self.kind = kind
        self.leaf = leaf
        self.cell = cell
        self.initial = initial
        next = leaf
    }

    /// The field as a step or `finish` finds it.
    func value(in tracer: Tracer) -> StepValue {
        switch kind {
        case .boolean: .condition(leaf)
        case .number(let unit, let isInteger): tracer.amount(.uncertain(leaf), unit: unit, isInteger ? .always : .never)
        }
    }
}

/// The state of a model: its fields, and the table that step functions see.
struct StateTable {
    let table: StepTable
    private(set) var fields: [StateField] = []

    /// - Parameter floats: paths of fields that hold floats although they begin with an integer.
    init(_ snapshot: TableSnapshot, floats: Set<String>, in tracer: Tracer) throws {
        table = StepTable(.state(path: "s"), identity: tracer.newIdentity())
        try fill(table, snapshot, prefix: "", floats, tracer)
    }

    private mutating func fill(
        _ table: StepTable, _ snapshot: TableSnapshot, prefix: String, _ floats: Set<String>, _ tracer: Tracer
    ) throws {
        for (key, value) in snapshot.entries {
            let name = tracer.session.keyText(key)
            var path = prefix.isEmpty ? name : "\(prefix).\(name)"
            if case .integer = key { path = "\(prefix)[\(name)]" }
            guard let stepKey = StepTable.Key(tracer.wrapped(key)) else { continue }
            if case .table(let inner) = value {
                let nested = StepTable(.state(path: "s.\(path)"), identity: tracer.newIdentity())
                try fill(nested, inner, prefix: path, floats, tracer)
                table[stepKey] = Cell(.table(nested), mask: tracer.root, isReadOnly: true)
                continue
            }
            let field = try self.field(path, value, floats, tracer)
            fields.append(field)
            table[stepKey] = field.cell
        }
    }

    private func field(_ path: String, _ value: LuaValue, _ floats: Set<String>, _ tracer: Tracer) throws -> StateField {
        let session = tracer.session
        let wrapped = tracer.wrapped(value)
        switch wrapped {
        case .boolean, .condition:
            return StateField(
                path: path, kind: .boolean, leaf: tracer.graph.makeState(.boolean), cell: Cell(wrapped, mask: tracer.root),
                initial: tracer.truthNode(wrapped))
        default: break
        }
        guard let amount = tracer.amount(of: wrapped) else {
            throw Diagnostic(
                .wrongType, "state field `\(path)` can't hold \(session.typeName(of: value))",
                operands: [session.shown(value, name: path)],
                remedy: "state is made of numbers, quantities, truth values, and tables of these")
        }
        if session.isTemperaturePoint(amount.unit) {
            throw Diagnostic(
                .wrongType, "state field `\(path)` can't hold a temperature", operands: [session.shown(value, name: path)],
                remedy: "keep the difference to a reference temperature, in K")
        }
        var isInteger = false
        if case .always = amount.integral, !floats.contains(path) { isInteger = true }
        let initial = tracer.node(amount.content)
        return StateField(
            path: path, kind: .number(unit: amount.unit, isInteger: isInteger), leaf: tracer.graph.makeState(.number),
            cell: Cell(
                isInteger ? wrapped : tracer.amount(amount.content, unit: amount.unit), mask: tracer.root), initial: initial)
    }
}

extension Tracer {
    /// About fields that begin without a unit and meet one: usually `cash = 0` stands in `state`.
    func plainStateNotes(_ operands: StepValue...) -> [String] {
        guard let model = context as? ModelTrace else { return [] }
        return operands.compactMap { operand in
            guard case .amount(let amount) = operand, amount.operand.isPlain, case .uncertain(let node) = amount.content,
                let field = model.fields.first(where: { $0.leaf == node }),
                operands.contains(where: { self.amount(of: $0).map { !$0.operand.isPlain } ?? false })
            else { return nil }
            return "`\(field.path)` begins as a plain number: give it a unit in `state`, such as \(field.path) = 0 * USD"
        }
    }
}
