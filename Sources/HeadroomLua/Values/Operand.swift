package import Engine
import Quantities

/// A number with or without a unit, certain or uncertain: what arithmetic in the language works on.
package struct Operand {
    package enum Content {
        case certain(Double)
        case uncertain(Graph.Node)
    }

    package var content: Content
    /// The number of its unit in the session's `UnitTable`; 0 for a plain number.
    package var unit: Int32

    init(_ number: Double, unit: Int32 = UnitTable.none) {
        content = .certain(number)
        self.unit = unit
    }

    init(_ node: Graph.Node, unit: Int32) {
        content = .uncertain(node)
        self.unit = unit
    }

    init(_ content: Content, unit: Int32) {
        self.content = content
        self.unit = unit
    }

    var isPlain: Bool { unit == UnitTable.none }

    /// 0 and ±infinity without a unit may stand for any dimension (but a temperature).
    var standsForAnyDimension: Bool {
        guard isPlain, let number = certain else { return false }
        return number == 0 || number.isInfinite
    }

    /// The magnitude of a certain operand.
    var certain: Double? {
        if case .certain(let number) = content { number } else { nil }
    }
}

/// A truth value, certain or uncertain.
package enum Condition {
    case certain(Bool)
    case uncertain(Graph.Node)
}
