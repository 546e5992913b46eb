/// What one loop over a block is to compute, path by path: the input of the code generator.
///
/// Values are numbered in the order in which they are added; operands come before their users. Operations are numbered
/// as the kernels number them. A block is 256 doubles at a fixed place among the registers of the interpreter.
package struct LaneLoop: Sendable {
    package typealias Value = Int32

    /// Bytes from one block to the next: 256 doubles and a line of the cache, so that the same lanes of many blocks,
    /// which a loop reads together, do not compete for the same places in it.
    package static let blockStride = 2112

    package enum Node: Sendable {
        /// What block `0` holds before the loop.
        case block(Int32)
        /// A number that is put into the pool before the loop runs, by its cell.
        case cell(Int32)
        case number(Double)
        case unary(UInt8, Value)
        case binary(UInt8, Value, Value)
        case ternary(UInt8, Value, Value, Value)
        case quaternary(UInt8, Value, Value, Value, Value)
        case triangular(Triangular, Value)
    }

    /// A triangular distribution, as the kernels describe it.
    package struct Triangular: Sendable {
        package let minimum, maximum, split, lower, upper: Double

        package init(minimum: Double, maximum: Double, split: Double, lower: Double, upper: Double) {
            self.minimum = minimum
            self.maximum = maximum
            self.split = split
            self.lower = lower
            self.upper = upper
        }
    }

    package enum Test: Sendable {
        /// Value is not 0.
        case isTrue(Value)
        /// Value is infinite or NaN, where the mask (if there is one) is not 0.
        case isNotFinite(Value, mask: Value?)
    }

    package private(set) var nodes: [Node] = []
    /// Values that are put into blocks, each block at most once.
    package private(set) var stores: [(value: Value, block: Int32)] = []
    /// Numbered in this order.
    package private(set) var tests: [Test] = []
    package private(set) var cellCount: Int32 = 0

    package init() {}

    package mutating func add(_ node: Node) -> Value {
        nodes.append(node)
        return Value(nodes.count - 1)
    }

    package mutating func addCell() -> Value {
        cellCount += 1
        return add(.cell(cellCount - 1))
    }

    package mutating func store(_ value: Value, in block: Int32) { stores.append((value, block)) }

    package mutating func test(_ test: Test) { tests.append(test) }

    /// Whether there are templates for the operation; what there is none for stays a call of its kernel.
    package static func canUnary(_ operation: UInt8) -> Bool { TemplateLibrary.shared.unary[operation] != nil }
    package static func canBinary(_ operation: UInt8) -> Bool { TemplateLibrary.shared.binary[operation] != nil }

    /// About how many instructions an operation becomes.
    package static func weight(unary operation: UInt8) -> Int {
        let library = TemplateLibrary.shared
        return max(library.unary[operation]?.steps.count ?? 0, library.ordinaryUnary[operation]?.steps.count ?? 0)
    }

    package static func weight(binary operation: UInt8) -> Int {
        let library = TemplateLibrary.shared
        return max(library.binary[operation]?.steps.count ?? 0, library.ordinaryBinary[operation]?.steps.count ?? 0)
    }
}
