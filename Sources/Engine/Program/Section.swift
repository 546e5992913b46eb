/// Instructions that run one after the other: before the steps, in each, or behind the last.
package struct Section: Sendable {
    /// In the order of execution. A register is written before it is read.
    package var instructions: [Instruction] = []
    /// The numbers that each step puts into an instruction.
    package var patches: [ColumnPatch] = []

    /// Entry `step` of a column becomes a number of an instruction.
    package struct ColumnPatch: Hashable, Sendable {
        package let instruction: Int32
        package let lane: Int32
        package let column: Int32
    }
}

/// Lowers a part of a graph, keeping some of its nodes in registers of their own.
struct SectionBuilder {
    let records: [NodeRecord]
    /// The register of each node that keeps one: states, and what is known before the steps. By node.
    let fixed: [Int32: UInt16]
    /// Temporary registers come behind the fixed ones.
    let firstTemporary: Int

    /// - Returns: the section, and how many registers it and the fixed ones need.
    func build(_ effects: [Effect]) -> (section: Section, registerCount: Int) {
        let roots = effects.flatMap(\.roots)
        let needed = records.reachable(from: roots) { fixed[$0] != nil }
        var isFixed = [Bool](repeating: false, count: records.count)
        for node in fixed.keys { isFixed[Int(node)] = true }
        let lowering = Lowering(records, needed: needed, outputs: roots, isFixed: isFixed)
        let schedule = Schedule(lowering.steps, needed: needed, effects: effects)
        let allocation = Allocation(lowering.steps, schedule, fixed: fixed, firstTemporary: firstTemporary)
        return (
            Section(instructions: allocation.instructions, patches: allocation.patches), allocation.registerCount
        )
    }
}
