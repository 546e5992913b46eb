/// The vector instructions that loops are made of, with their encodings: the documented table is in `Docs/Engine.md`.
///
/// All are VEX, 256 bits, prefix 66. A destination is a register; the last source may be memory.
package struct VectorInstruction: Hashable, Sendable {
    /// The opcode map: 1 is 0F, 2 is 0F38, 3 is 0F3A.
    package let map: UInt8
    package let opcode: UInt8
    /// Bit W.
    package var wide: Bool = false

    package static let load = VectorInstruction(map: 1, opcode: 0x28)
    package static let store = VectorInstruction(map: 1, opcode: 0x29)
    package static let add = VectorInstruction(map: 1, opcode: 0x58)
    package static let multiply = VectorInstruction(map: 1, opcode: 0x59)
    package static let subtract = VectorInstruction(map: 1, opcode: 0x5C)
    package static let minimum = VectorInstruction(map: 1, opcode: 0x5D)
    package static let divide = VectorInstruction(map: 1, opcode: 0x5E)
    package static let maximum = VectorInstruction(map: 1, opcode: 0x5F)
    package static let squareRoot = VectorInstruction(map: 1, opcode: 0x51)
    package static let and = VectorInstruction(map: 1, opcode: 0x54)
    package static let andNot = VectorInstruction(map: 1, opcode: 0x55)
    package static let or = VectorInstruction(map: 1, opcode: 0x56)
    package static let xor = VectorInstruction(map: 1, opcode: 0x57)
    package static let compare = VectorInstruction(map: 1, opcode: 0xC2)
    package static let signs = VectorInstruction(map: 1, opcode: 0x50)
    package static let addBits = VectorInstruction(map: 1, opcode: 0xD4)
    package static let subtractBits = VectorInstruction(map: 1, opcode: 0xFB)
    package static let multiplyWords = VectorInstruction(map: 1, opcode: 0xF4)
    package static let shift = VectorInstruction(map: 1, opcode: 0x73)
    package static let greaterBits = VectorInstruction(map: 2, opcode: 0x37)
    package static let round = VectorInstruction(map: 3, opcode: 0x09)
    package static let blend = VectorInstruction(map: 3, opcode: 0x4B)

    /// The three orders of a fused multiply-add, by what becomes the destination: the first factor with the addend last,
    /// the addend, the first factor with the other one last.
    package enum FusedOrder: UInt8, Sendable { case factorAddend = 0xA0, addend = 0xB0, factorFactor = 0x90 }

    /// a · b + c, a · b - c, c - a · b or -a · b - c, rounded once.
    package enum FusedSign: UInt8, Sendable { case plus = 0x8, minus = 0xA, negative = 0xC, negativeMinus = 0xE }

    package static func fused(_ order: FusedOrder, _ sign: FusedSign) -> VectorInstruction {
        VectorInstruction(map: 2, opcode: order.rawValue | sign.rawValue, wide: true)
    }
}
