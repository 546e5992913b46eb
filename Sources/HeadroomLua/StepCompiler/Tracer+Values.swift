import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// Making, reading and joining values.
extension Tracer {
    // MARK: Making

    /// A number or quantity from a node: certain again where the node is a constant.
    func amount(_ content: Operand.Content, unit: Int32 = UnitTable.none, _ integral: Integrality = .never) -> StepValue {
        var content = content
        if case .uncertain(let node) = content, let number = graph.constantValue(of: node) { content = .certain(number) }
        guard case .certain(let number) = content else {
            return .amount(StepAmount(operand: Operand(content, unit: unit), integral: integral))
        }
        if unit != UnitTable.none { return .amount(StepAmount(operand: Operand(number, unit: unit))) }
        if case .always = integral, let whole = Int64(exactly: number) { return .integer(whole) }
        return .number(number)
    }

    func truth(_ node: Graph.Node) -> StepValue {
        graph.constantValue(of: node).map { .boolean($0 != 0) } ?? .condition(node)
    }

    func node(_ content: Operand.Content) -> Graph.Node { session.node(content) }

    // MARK: Reading

    /// The number that a value is, as far as it is one; a random variable is used here.
    func amount(of value: StepValue) -> StepAmount? {
        switch value {
        case .integer(let n): StepAmount(operand: Operand(Double(n)), integral: .always)
        case .number(let x): StepAmount(operand: Operand(x))
        case .amount(let amount): amount
        case .payload(let payload): session.operand(payload).map { StepAmount(operand: $0) }
        default: nil
        }
    }

    /// The value as it is on the paths that are here: kinds that none of them has are gone, selections are decided.
    func resolved(_ value: StepValue) -> StepValue {
        guard let mask else { return value }
        switch value {
        case .union(let union):
            var left: [StepUnion.Entry] = []
            for entry in union.entries {
                switch mask.knows(entry.guarded, in: graph) {
                case true?: return resolved(entry.value)
                case false?: continue
                case nil: left.append(StepUnion.Entry(value: resolved(entry.value), guarded: entry.guarded))
                }
            }
            if left.count == 1 { return left[0].value }
            return left.isEmpty ? value : .union(StepUnion(entries: left))
        case .condition(let node):
            return mask.knows(node, in: graph).map { .boolean($0) } ?? value
        case .amount(let amount):
            guard case .uncertain(let node) = amount.content else { return value }
            let simple = decided(node, mask)
            return simple == node ? value : self.amount(.uncertain(simple), unit: amount.unit, amount.integral)
        case .payload(let payload):
            // A condition made outside of the step.
            guard payload.type == session.types.uncertain, payload.a >= 0,
                graph.kind(of: session.node(payload)) == .boolean
            else { return value }
            return truth(session.node(payload))
        default: return value
        }
    }

    /// A node without the selections that the mask decides.
    private func decided(_ node: Graph.Node, _ mask: Mask) -> Graph.Node {
        var node = node
        while true {
            let record = graph.records[Int(node.index)]
            guard record.opcode == .select, let holds = mask.knows(Graph.Node(index: record.a), in: graph) else { return node }
            node = Graph.Node(index: holds ? record.b : record.c)
        }
    }

    /// Each kind of a value with the condition of having it; nil: always.
    func kinds(of value: StepValue) -> [(value: StepValue, guarded: Graph.Node?)] {
        switch resolved(value) {
        case .union(let union): union.entries.map { ($0.value, $0.guarded) }
        case let single: [(single, nil)]
        }
    }

    /// Computes with each kind of a value, on the paths that have it, and joins the results.
    func distribute(_ value: StepValue, _ compute: (StepValue) throws -> StepValue?) throws -> StepValue {
        let kinds = kinds(of: value)
        if kinds.count == 1 { return try compute(kinds[0].value) ?? .nil }
        var results: [StepUnion.Entry] = []
        for kind in kinds {
            guard let guarded = kind.guarded else { continue }
            try under(guarded) {
                guard let result = try compute(kind.value), isReached else { return }
                results.append(StepUnion.Entry(value: result, guarded: guarded))
            }
        }
        return joined(results)
    }

    // MARK: Truth

    enum Truth {
        case certain(Bool)
        case uncertain(Graph.Node)
    }

    /// Whether Lua takes a value as true.
    func isTrue(_ value: StepValue) -> Truth {
        switch resolved(value) {
        case .nil: return .certain(false)
        case .boolean(let truth): return .certain(truth)
        case .condition(let node): return .uncertain(node)
        case .union(let union):
            var all: Graph.Node?
            for entry in union.entries {
                let part: Graph.Node
                switch isTrue(entry.value) {
                case .certain(false): continue
                case .certain(true): part = entry.guarded
                case .uncertain(let node): part = graph.apply(.and, entry.guarded, node)
                }
                all = all.map { graph.apply(.or, $0, part) } ?? part
            }
            guard let all else { return .certain(false) }
            if let known = mask?.knows(all, in: graph) { return .certain(known) }
            return .uncertain(all)
        default: return .certain(true)
        }
    }

    // MARK: Joining

    /// `a` where the condition holds, `b` elsewhere.
    func merged(_ condition: Graph.Node, _ a: StepValue, _ b: StepValue) -> StepValue {
        if let constant = graph.constantValue(of: condition) { return constant != 0 ? a : b }
        if case .condition(let x) = a, case .condition(let y) = b { return truth(selected(condition, x, y)) }
        let opposite = graph.apply(.not, condition)
        return joined(entries(of: a, under: condition) + entries(of: b, under: opposite))
    }

    private func entries(of value: StepValue, under condition: Graph.Node) -> [StepUnion.Entry] {
        guard case .union(let union) = value else { return [StepUnion.Entry(value: value, guarded: condition)] }
        return union.entries.map {
            StepUnion.Entry(value: $0.value, guarded: graph.apply(.and, condition, $0.guarded))
        }
    }

    /// One value from values on paths that exclude each other: those of one kind become one.
    func joined(_ entries: [StepUnion.Entry]) -> StepValue {
        var kept: [StepUnion.Entry] = []
        for entry in flattened(entries) where graph.constantValue(of: entry.guarded) != 0 {
            if let place = kept.firstIndex(where: { isSameKind($0.value, entry.value) }) {
                let both = graph.apply(.or, kept[place].guarded, entry.guarded)
                kept[place] = StepUnion.Entry(
                    value: one(entry.guarded, entry.value, kept[place].value, kept[place].guarded), guarded: both)
            } else {
                kept.append(entry)
            }
        }
        if kept.count == 1 { return kept[0].value }
        return kept.isEmpty ? .nil : .union(StepUnion(entries: kept))
    }

    private func flattened(_ entries: [StepUnion.Entry]) -> [StepUnion.Entry] {
        entries.flatMap { entry -> [StepUnion.Entry] in
            guard case .union(let union) = entry.value else { return [entry] }
            return union.entries.map {
                StepUnion.Entry(value: $0.value, guarded: graph.apply(.and, entry.guarded, $0.guarded))
            }
        }
    }

    private func isSameKind(_ a: StepValue, _ b: StepValue) -> Bool {
        switch (a, b) {
        case (.nil, .nil), (.notApplicable, .notApplicable): return true
        case (.boolean, .boolean), (.boolean, .condition), (.condition, .boolean), (.condition, .condition): return true
        case (.string(let x), .string(let y)): return x == y
        case (.table(let x), .table(let y)): return x === y || x.identity == y.identity
        case (.function(let x), .function(let y)): return x === y || x.identity == y.identity
        case (.native(let x), .native(let y)): return x === y
        case (.date, .date): return true
        case (.payload(let x), .payload(let y)) where x == y: return true
        default:
            guard let x = amount(of: a), let y = amount(of: b) else { return false }
            return canBeOne(x, y)
        }
    }

    /// Whether two amounts have one dimension; 0 and ±infinity fit any.
    private func canBeOne(_ a: StepAmount, _ b: StepAmount) -> Bool {
        if a.unit == b.unit { return true }
        if session.isTemperaturePoint(a.unit) || session.isTemperaturePoint(b.unit) { return false }
        if a.operand.standsForAnyDimension || b.operand.standsForAnyDimension { return true }
        return session.units[a.unit].isCompatible(with: session.units[b.unit])
    }

    /// Two values of one kind: `a` where the condition holds, else `b`, whose own condition excludes it.
    private func one(_ condition: Graph.Node, _ a: StepValue, _ b: StepValue, _ other: Graph.Node) -> StepValue {
        // Selecting by the simpler of the two conditions says the same.
        let isNegation = graph.records[Int(condition.index)].opcode == .unary(.not)
        func choose(_ x: Graph.Node, _ y: Graph.Node) -> Graph.Node {
            isNegation ? selected(other, y, x) : selected(condition, x, y)
        }
        switch (a, b) {
        case (.boolean, _), (.condition, _):
            return truth(choose(truthNode(a), truthNode(b)))
        case (.date(let x), .date(let y)):
            if case .certain(let p) = x, case .certain(let q) = y, p == q { return a }
            return .date(.uncertain(choose(node(x), node(y))))
        default:
            guard let x = amount(of: a), let y = amount(of: b), !isSameAmount(x, y) else { return b }
            let unit = y.operand.standsForAnyDimension && y.unit != x.unit ? x.unit : y.unit
            let left = inUnit(x, unit), right = inUnit(y, unit)
            return amount(
                .uncertain(choose(node(left), node(right))), unit: unit, joined(condition, x.integral, y.integral))
        }
    }

    private func isSameAmount(_ a: StepAmount, _ b: StepAmount) -> Bool {
        guard a.unit == b.unit else { return false }
        switch (a.integral, b.integral) {
        case (.always, .always), (.never, .never): break
        default: return false
        }
        switch (a.content, b.content) {
        case (.certain(let x), .certain(let y)): return x.bitPattern == y.bitPattern
        case (.uncertain(let x), .uncertain(let y)): return x == y
        default: return false
        }
    }

    private func inUnit(_ a: StepAmount, _ unit: Int32) -> Operand.Content {
        if a.unit == unit || a.operand.standsForAnyDimension && a.unit == UnitTable.none { return a.content }
        return (try? session.converted(a.operand, to: session.units[unit])) ?? a.content
    }

    /// Whether the value chosen by a condition is an integer.
    func joined(_ condition: Graph.Node, _ a: Integrality, _ b: Integrality) -> Integrality {
        switch (a, b) {
        case (.always, .always): return .always
        case (.never, .never): return .never
        default:
            let node = selected(condition, self.node(a), self.node(b))
            if let known = graph.constantValue(of: node) { return known != 0 ? .always : .never }
            return .when(node)
        }
    }

    func node(_ integral: Integrality) -> Graph.Node {
        switch integral {
        case .always: graph.constant(true)
        case .never: graph.constant(false)
        case .when(let node): node
        }
    }

    func truthNode(_ value: StepValue) -> Graph.Node {
        switch value {
        case .boolean(let truth): graph.constant(truth)
        case .condition(let node): node
        default: graph.constant(true)
        }
    }

    /// `condition ? a : b`, for truth values by logic where that is shorter.
    func selected(_ condition: Graph.Node, _ a: Graph.Node, _ b: Graph.Node) -> Graph.Node {
        if a == b { return a }
        guard graph.kind(of: a) == .boolean else { return graph.select(condition, a, b) }
        if let yes = graph.constantValue(of: a) {
            return yes != 0 ? graph.apply(.or, condition, b) : graph.apply(.and, graph.apply(.not, condition), b)
        }
        if let no = graph.constantValue(of: b) {
            return no != 0 ? graph.apply(.or, graph.apply(.not, condition), a) : graph.apply(.and, condition, a)
        }
        return graph.select(condition, a, b)
    }

    /// Gives a variable a new value on the paths that are here.
    func assign(_ cell: Cell, _ value: StepValue) {
        guard mask != nil else { return }
        if let condition = condition(below: cell.mask) {
            cell.value = merged(condition, value, cell.value)
        } else {
            cell.value = value
        }
    }
}
