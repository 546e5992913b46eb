import Diagnostics
import Engine
import LuaVM

/// A value of a model that has a course in time: what is watched, the room of a limit, a field of the state.
struct TimeValue {
    let name: String
    let node: Graph.Node
    /// The paths that count in a step; nil: all.
    let mask: Graph.Node?
    let unit: Int32
    let isCondition: Bool
    /// The state, where it is a field.
    let field: StateField?
    /// What a table says about the paths that count.
    let remark: String
}

extension ModelTrace {
    /// Everything with a course in time, in the order in which a name is looked up.
    var timeValues: [TimeValue] {
        var values: [TimeValue] = []
        for watch in watches {
            if let place = values.firstIndex(where: { $0.name == watch.name }) {
                // A value that is one thing on some paths and another on the rest is watched in pieces.
                let before = values[place]
                guard let mask = watch.mask, let old = before.mask, watch.unit == before.unit else { continue }
                values[place] = TimeValue(
                    name: watch.name, node: graph.select(mask, watch.node, before.node), mask: graph.apply(.or, old, mask),
                    unit: before.unit, isCondition: before.isCondition, field: nil, remark: before.remark)
                continue
            }
            values.append(
                TimeValue(
                    name: watch.name, node: watch.node, mask: watch.mask, unit: watch.unit,
                    isCondition: graph.kind(of: watch.node) == .boolean, field: nil, remark: "paths that reach the watch"))
        }
        for field in fields where !values.contains(where: { $0.name == field.path }) {
            var unit = UnitTable.none
            var isCondition = true
            if case .number(let number, _) = field.kind { (unit, isCondition) = (number, false) }
            values.append(
                TimeValue(
                    name: field.path, node: field.next, mask: alive, unit: unit, isCondition: isCondition, field: field,
                    remark: "paths that live"))
        }
        for limit in limits {
            let isTaken = values.contains { $0.name == limit.name }
            values.append(
                TimeValue(
                    name: isTaken ? "\(limit.name) room" : limit.name, node: limit.room, mask: limit.mask, unit: limit.unit,
                    isCondition: false, field: nil, remark: "paths on which the limit is read; below 0 it is broken"))
        }
        return values
    }

    /// The value of a name: "debt", or "DSCR room".
    func timeValue(_ name: String, for method: String, where isWanted: (TimeValue) -> Bool, _ wanted: String) throws -> TimeValue {
        let values = timeValues
        let known = values.first { $0.name == name } ?? values.first { "\($0.name) room" == name && $0.field == nil }
        guard let known else {
            let names = values.filter(isWanted).map(\.name)
            throw Diagnostic(
                .unknownField, "`\(declaration.name)` keeps no \"\(name)\" over time",
                remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean \"\($0)\"? " } ?? "")
                    + (names.isEmpty ? "watch(\"\(name)\", value) in run" : "it has \(names.joined(separator: ", "))"))
        }
        guard isWanted(known) else {
            throw Diagnostic(
                .wrongType, "\(method): `\(name)` is \(known.isCondition ? "a truth value" : "an amount"), not \(wanted)",
                remedy: known.isCondition ? "ask r:probability_by_year(\"\(name)\")" : "ask r:fan(\"\(name)\")")
        }
        return known
    }
}
