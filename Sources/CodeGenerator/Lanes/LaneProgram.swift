/// Straight-line code for one group of lanes: what remains of a `LaneLoop` when its functions are written out.
struct LaneProgram {
    typealias Value = Int32

    enum Kind: UInt8 {
        // What stands in memory.
        case block, cell, constant
        case add, subtract, multiply, divide, minimum, maximum
        case squareRoot, floor, ceil
        /// a · b + c rounded once; bit 0 of `detail` negates the product, bit 1 the addend.
        case fused
        case and, andNot, or, xor
        case addBits, subtractBits, multiplyWords
        /// By `detail`.
        case shiftLeft, shiftRight
        /// A mask; `detail` is the predicate of the instruction.
        case compare
        /// A mask: a > b as signed 64-bit numbers.
        case greaterBits
        /// Mask a ? b : c.
        case choose
        /// A copy of a block that a store is about to change.
        case copy
        /// A function of `detail` operands, called for four lanes; its address is `number`.
        case call
    }

    struct Operation: Hashable {
        var kind: Kind
        var detail: UInt8 = 0
        var a: Value = -1
        var b: Value = -1
        var c: Value = -1
        /// The bits of a constant, the number of a cell, the place of a block, the address of a function.
        var number: UInt64 = 0

        static func block(_ place: Place) -> Operation {
            Operation(kind: .block, number: UInt64(place.block) << 8 | UInt64(place.group))
        }

        var place: Place { Place(block: Int32(number >> 8), group: Int32(number & 255)) }

        var operandCount: Int {
            switch kind {
            case .block, .cell, .constant: 0
            case .squareRoot, .floor, .ceil, .shiftLeft, .shiftRight, .copy: 1
            case .fused, .choose: 3
            case .call: Int(detail)
            default: 2
            }
        }

        /// The operands, one after the other.
        @inline(__always) func forEachOperand(_ body: (Value) -> Void) {
            let count = operandCount
            if count > 0 { body(a) }
            if count > 1 { body(b) }
            if count > 2 { body(c) }
        }
    }

    enum Predicate {
        static let equal: UInt8 = 0x00
        static let notEqual: UInt8 = 0x04
        static let less: UInt8 = 0x11
        static let lessEqual: UInt8 = 0x12
        static let notLess: UInt8 = 0x15
        static let notLessEqual: UInt8 = 0x16
        static let unordered: UInt8 = 0x03
    }

    private(set) var operations: [Operation] = []
    /// A block at the lanes of one group: 32 bytes further for each.
    struct Place: Hashable {
        var block: Int32
        var group: Int32

        var displacement: Int32 { block * Int32(LaneLoop.blockStride) + group * 32 }
    }

    /// Values for blocks, in order.
    var stores: [(value: Value, place: Place)] = []
    /// The mask of each test.
    var tests: [Value] = []
    /// Lanes for which the program does not hold, as a mask; nil: it always holds.
    var trouble: Value?
    private var known = OperationTable()

    subscript(value: Value) -> Operation { operations[Int(value)] }

    /// Adds an operation, or finds the same one.
    mutating func add(_ operation: Operation) -> Value {
        let (value, isNew) = known.find(operation, operations)
        if isNew { operations.append(operation) }
        return value
    }

    mutating func constant(_ bits: UInt64) -> Value { add(Operation(kind: .constant, number: bits)) }

    func bits(_ value: Value) -> UInt64? {
        self[value].kind == .constant ? self[value].number : nil
    }
}
