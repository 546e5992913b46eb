import CKernels

/// A block of doubles where the kernels can read it.
final class Block {
    static let count = Int(HR_BLOCK)
    let pointer: UnsafeMutablePointer<Double>

    init(_ value: (Int) -> Double = { _ in 0 }) {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: 8 * Self.count, alignment: 64)
        pointer = raw.bindMemory(to: Double.self, capacity: Self.count)
        for i in 0..<Self.count { pointer[i] = value(i) }
    }

    deinit { pointer.deallocate() }

    subscript(i: Int) -> Double {
        get { pointer[i] }
        set { pointer[i] = newValue }
    }

    var values: [Double] { (0..<Self.count).map { pointer[$0] } }
}

/// Deterministic 64-bit numbers (SplitMix64).
struct Generator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// An odd multiple of 2^-53 in (0, 1).
    mutating func uniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}

/// Numbers at which kernels like to go wrong.
enum KernelInputs {
    static let special: [Double] = [
        0, -0.0, 1, -1, 0.5, -0.5, 2, 3, -2, -3, 0.75, 1.5, 0.1, 1e-300, -1e-300, 5e-324, -5e-324, 0x1p-1022,
        -0x1p-1022,
        0x0.fffffffffffffp-1022, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
        709.78, 709.79, 710.4, 710.5, -708, -708.4, -745.1, -745.2, 708, 1e5, -1e5, 0x1p25, 0x1.0000001p25, 1e22,
        -1e300,
        4503599627370496.5, 9007199254740991, -9007199254740991, 0x1p53, 0.425, 0.075, 0.925, 0.07499999999999996,
        0x1p-54, 0x1p-53, 1 - 0x1p-53, 0.99, 1 + 0x1p-52, 26.5, 27.3, -37.5, -38.6, 0.55, 0.67, 0.47,
        1.1102230246251565e-16,
    ]

    /// A number of the given kind: specials, uniforms, around 0, any bits, many magnitudes, or hundreds.
    static func number(kind: Int, _ generator: inout Generator) -> Double {
        switch kind % 6 {
        case 0: return special[Int(generator.next() % UInt64(special.count))]
        case 1: return generator.uniform()
        case 2: return (generator.uniform() - 0.5) * 20
        case 3: return Double(bitPattern: generator.next())
        case 4:
            let magnitude = hr_exp((generator.uniform() - 0.5) * 200)
            return generator.next() & 1 == 0 ? magnitude : -magnitude
        default: return (generator.uniform() - 0.5) * 1500
        }
    }

    static func block(kind: Int, _ generator: inout Generator) -> Block {
        let block = Block()
        for i in 0..<Block.count { block[i] = number(kind: kind, &generator) }
        return block
    }
}

/// Equal in bits, or both NaN.
func same(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }

/// The first place where a block differs from what a function gives, in words; nil if there is none.
func difference(_ block: Block, _ expected: (Int) -> Double) -> String? {
    for i in 0..<Block.count {
        let value = expected(i)
        if !same(block[i], value) { return "lane \(i): \(block[i]) instead of \(value)" }
    }
    return nil
}
