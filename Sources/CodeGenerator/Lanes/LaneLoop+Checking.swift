extension LaneLoop {
    /// Whether code may be made of it: operands come before their users, operations have templates, every block is stored
    /// once at most. What the engine builds is; nothing is emitted for anything else.
    var isSound: Bool {
        for (i, node) in nodes.enumerated() {
            guard operands(of: node).allSatisfy({ $0 >= 0 && $0 < i }), isKnown(node) else { return false }
        }
        func exists(_ value: Value) -> Bool { nodes.indices.contains(Int(value)) }
        for test in tests {
            switch test {
            case .isTrue(let value): guard exists(value) else { return false }
            case .isNotFinite(let value, let mask): guard exists(value), mask.map(exists) ?? true else { return false }
            }
        }
        var seen = Set<Int32>()
        return stores.allSatisfy { exists($0.value) && LaneLoop.blocks.contains($0.block) && seen.insert($0.block).inserted }
    }

    /// What can be addressed.
    private static let blocks: ClosedRange<Int32> = 0...Int32(UInt16.max)

    func operands(of node: Node) -> [Value] {
        switch node {
        case .block, .cell, .number: []
        case .unary(_, let a), .triangular(_, let a): [a]
        case .binary(_, let a, let b): [a, b]
        case .ternary(_, let a, let b, let c): [a, b, c]
        case .quaternary(_, let a, let b, let c, let d): [a, b, c, d]
        }
    }

    private func isKnown(_ node: Node) -> Bool {
        let library = TemplateLibrary.shared
        switch node {
        case .block(let block): return LaneLoop.blocks.contains(block)
        case .cell(let cell): return cell >= 0 && cell < cellCount
        case .number, .triangular: return true
        case .unary(let op, _): return library.unary[op] != nil
        case .binary(let op, _, _): return library.binary[op] != nil
        case .ternary(let op, _, _, _): return library.ternary[op] != nil
        case .quaternary(let op, _, _, _, _): return library.quaternary[op] != nil
        }
    }
}
