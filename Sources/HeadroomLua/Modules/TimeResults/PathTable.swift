import Diagnostics
import Engine
import LuaVM
import Quantities

/// `r:path(k)`: one path, computed again one number at a time, with everything that has a name.
final class PathTable {
    /// One value that each step has, or not.
    struct Column {
        enum Group: CaseIterable { case state, factors, watches, rooms, paid, draws }
        let group: Group
        let name: String
        let unit: Int32
        let isCondition: Bool
        /// By step, from 0 (the beginning) on; nil where there is none.
        var values: [Double?] = []
        /// The uniforms, for draws.
        var uniforms: [Double?] = []
    }

    let run: SimulationRun
    let trace: ModelTrace
    let path: Int
    private(set) var columns: [Column] = []
    /// The last step that the path lived through.
    private(set) var lastStep = 0

    init(_ run: SimulationRun, _ model: ModelRun, path: Int) {
        self.run = run
        self.path = path
        trace = model.trace
        var plan = PathPlan(trace)
        plan.collect()
        // The run's own graph may lack nodes that have been made since; streams go by their names.
        var replay = PathReplay(
            GraphSnapshot(trace.graph), model.model, seed: run.result.seed, path: path, design: run.result.simulation.design)
        let record = replay.run(watched: plan.nodes.map(\.index))
        lastStep = record.lastStep
        for entry in plan.entries {
            var column = Column(group: entry.group, name: entry.name, unit: entry.unit, isCondition: entry.isCondition)
            func value(_ place: Int?, _ step: Int) -> Double? { place.map { record.steps[step - 1][$0] } }
            func isThere(_ mask: Int?, _ step: Int) -> Bool { value(mask, step).map { $0 != 0 } ?? true }
            column.values.append(value(entry.initial, 1))
            column.uniforms.append(entry.initial == nil ? nil : value(entry.uniform, 1))
            for step in 1...record.lastStep {
                let counts = entry.hasSteps && isThere(entry.mask, step)
                column.values.append(counts ? value(entry.node, step) : nil)
                column.uniforms.append(counts ? value(entry.uniform, step) : nil)
            }
            columns.append(column)
        }
    }

    /// Whether it ended before the last step of the model.
    var isStopped: Bool { lastStep < trace.steps }

    private func lua(_ column: Column, _ value: Double) -> LuaValue {
        column.isCondition ? .boolean(value != 0) : run.session.lua(Operand(value, unit: column.unit))
    }

    /// The state of step n and tables `factors`, `watches`, `rooms`, `paid` and `draws`; 0 is the beginning.
    func entry(_ n: Int64) -> LuaValue {
        guard n >= 0, n <= Int64(lastStep) else { return .nil }
        let step = Int(n)
        var fields = run.session.timeFields(step, trace.declaration)
        func table(_ group: Column.Group) -> TableSnapshot {
            TableSnapshot(
                fields: columns.filter { $0.group == group }.compactMap { column in
                    guard let value = column.values[step] else { return nil }
                    guard group == .draws else { return (column.name, lua(column, value)) }
                    return (
                        column.name,
                        .table(TableSnapshot(fields: [("uniform", column.uniforms[step].map { .number($0) } ?? .nil), ("value", lua(column, value))]))
                    )
                })
        }
        fields += [
            ("factors", .table(table(.factors))), ("watches", .table(table(.watches))), ("rooms", .table(table(.rooms))),
            ("paid", .table(table(.paid))), ("draws", .table(table(.draws))),
        ]
        // A field of the state goes before what else has its name.
        for entry in table(.state).entries {
            guard case .string(let name) = entry.key else { continue }
            fields.removeAll { $0.0 == name }
            fields.append((name, entry.value))
        }
        return .table(TableSnapshot(fields: fields))
    }
}

/// Which nodes a replay looks at.
private struct PathPlan {
    struct Entry {
        let group: PathTable.Column.Group
        let name: String
        let unit: Int32
        var isCondition = false
        /// Places among the nodes.
        var node: Int
        var mask: Int?
        var initial: Int?
        var uniform: Int?
        var hasSteps = true
    }

    let trace: ModelTrace
    private(set) var nodes: [Graph.Node] = []
    private(set) var entries: [Entry] = []

    init(_ trace: ModelTrace) { self.trace = trace }

    private mutating func place(_ node: Graph.Node) -> Int {
        nodes.append(node)
        return nodes.count - 1
    }

    private mutating func placed(_ node: Graph.Node?) -> Int? {
        guard let node else { return nil }
        return place(node)
    }

    mutating func collect() {
        for field in trace.fields {
            var entry = Entry(group: .state, name: field.path, unit: UnitTable.none, isCondition: true, node: place(field.next), initial: place(field.initial))
            if case .number(let unit, _) = field.kind {
                entry = Entry(group: .state, name: field.path, unit: unit, node: entry.node, initial: entry.initial)
            }
            entries.append(entry)
        }
        for factor in trace.factors {
            entries.append(
                Entry(group: .factors, name: factor.name, unit: factor.unit, node: place(factor.current), initial: place(factor.initial)))
        }
        for value in trace.timeValues where value.field == nil {
            let isRoom = trace.limits.contains { $0.room == value.node && (value.name == $0.name || value.name == "\($0.name) room") }
            let name = isRoom && value.name.hasSuffix(" room") && !trace.limits.contains { $0.name == value.name }
                ? String(value.name.dropLast(5)) : value.name
            entries.append(
                Entry(
                    group: isRoom ? .rooms : .watches, name: name, unit: value.unit, isCondition: value.isCondition,
                    node: place(value.node), mask: placed(value.mask)))
        }
        for (name, flow) in trace.flows {
            let zero = trace.graph.constant(0.0)
            entries.append(
                Entry(group: .paid, name: name, unit: flow.unit, node: place(flow.step ?? zero), initial: place(flow.initial ?? zero)))
        }
        for draw in trace.draws {
            guard let outcome = draw.outcome else { continue }
            let node = place(outcome)
            entries.append(
                Entry(
                    group: .draws, name: draw.key, unit: draw.unit ?? UnitTable.none, isCondition: draw.unit == nil, node: node,
                    mask: draw.isStart ? nil : placed(draw.mask), initial: draw.isStart ? node : nil, uniform: place(draw.uniform),
                    hasSteps: !draw.isStart))
        }
    }
}
