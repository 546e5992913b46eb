/// One node of the graph in 16 bytes: what it does and the indices of its operands.
///
/// Two records are the same value exactly when they are equal, which is what hash-consing compares.
package struct NodeRecord: Hashable, Sendable {
    package var opcode: Opcode
    package var kind: Graph.Kind
    /// First operand; the stream of a uniform; the low half of a constant's bits.
    package var a: Int32
    /// Second operand; the high half of a constant's bits; 0 where unused.
    package var b: Int32
    /// Third operand, or the table of a lookup; 0 where unused.
    package var c: Int32

    @inlinable
    package init(_ opcode: Opcode, _ kind: Graph.Kind, _ a: Int32, _ b: Int32 = 0, _ c: Int32 = 0) {
        self.opcode = opcode
        self.kind = kind
        self.a = a
        self.b = b
        self.c = c
    }

    /// A constant; every NaN becomes the same NaN.
    @inlinable
    package init(constant x: Double, _ kind: Graph.Kind) {
        let bits = (x.isNaN ? Double.nan : x).bitPattern
        self.init(
            .constant, kind, Int32(truncatingIfNeeded: bits), Int32(truncatingIfNeeded: bits >> 32))
    }

    /// The value of a constant; meaningless for other opcodes.
    @inlinable package var constant: Double {
        Double(bitPattern: UInt64(UInt32(bitPattern: b)) << 32 | UInt64(UInt32(bitPattern: a)))
    }

    /// How many of `a`, `b`, `c` are operands, in that order.
    @inlinable package var operandCount: Int { opcode.operandCount }

    /// A hash that is the same in every process (Swift's own is seeded).
    @inlinable package var stableHash: UInt64 {
        let first = UInt64(opcode.rawValue) << 40 ^ UInt64(kind.rawValue) << 32 ^ UInt64(UInt32(bitPattern: a))
        let second = UInt64(UInt32(bitPattern: b)) << 32 | UInt64(UInt32(bitPattern: c))
        var hash = (first &* 0x9E37_79B9_7F4A_7C15) ^ second
        hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ hash >> 32
    }
}

package struct Opcode: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8
    @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let constant = Opcode(rawValue: 0)
    /// The uniform of a stream.
    package static let uniform = Opcode(rawValue: 1)
    /// A smooth quantile table (`c`) at a uniform (`a`).
    package static let table = Opcode(rawValue: 2)
    /// A step table (`c`) at a uniform (`a`).
    package static let steps = Opcode(rawValue: 3)
    package static let select = Opcode(rawValue: 4)
    /// A triangular distribution (`c`) at a uniform (`a`).
    package static let triangular = Opcode(rawValue: 5)
    /// The uniform of a stream (`a`) in the current step of time.
    package static let stepUniform = Opcode(rawValue: 6)
    /// The value of a state (`a`) at the beginning of the step; behind the last step, at its end.
    package static let state = Opcode(rawValue: 7)
    /// A number (`a` in the pool of columns) that differs by step and not by path.
    package static let column = Opcode(rawValue: 8)
    /// What a history (`a`) was given `c` steps ago.
    package static let history = Opcode(rawValue: 9)
    /// The sum of the last `b` values of a history (`c`), of which `a` is the newest.
    package static let trailing = Opcode(rawValue: 10)
    /// An entry of a list (`c` in the pool of lists) at a whole number from 1 on (`a`); outside, the nearest entry.
    package static let gather = Opcode(rawValue: 11)

    /// Whether the value is one number for all paths.
    @inlinable package var isScalar: Bool { self == .constant || self == .column }

    @inlinable package static func unary(_ op: UnaryOperation) -> Opcode {
        Opcode(rawValue: 16 + op.rawValue)
    }
    @inlinable package static func binary(_ op: BinaryOperation) -> Opcode {
        Opcode(rawValue: 64 + op.rawValue)
    }

    /// The unary operation, if it is one.
    @inlinable package var unaryOperation: UnaryOperation? {
        rawValue >= 16 && rawValue < 64 ? UnaryOperation(rawValue: rawValue - 16) : nil
    }
    /// The binary operation, if it is one.
    @inlinable package var binaryOperation: BinaryOperation? {
        rawValue >= 64 ? BinaryOperation(rawValue: rawValue - 64) : nil
    }
    @inlinable package var operandCount: Int {
        switch rawValue {
        case 0, 1, 6...9: 0
        case 4: 3
        case 64...: 2
        default: 1
        }
    }
}
