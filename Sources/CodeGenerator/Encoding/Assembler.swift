/// Bytes of machine code in the making.
package struct Assembler {
    package private(set) var bytes: [UInt8] = []

    /// The registers that addresses are made of, by their numbers.
    package enum Base: UInt8, Sendable { case stack = 4, pool = 6, blocks = 7 }

    /// The last source of a vector instruction.
    package enum Operand: Hashable, Sendable {
        case register(UInt8)
        /// base + displacement, or base + rax + displacement.
        case memory(Base, Int32, isIndexed: Bool)
    }

    package init() { bytes.reserveCapacity(4096) }

    package var count: Int { bytes.count }

    package mutating func append(_ more: UInt8...) { bytes += more }

    package mutating func append(word value: Int32) {
        let bits = UInt32(bitPattern: value)
        for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }

    package mutating func replace(wordAt place: Int, _ value: Int32) {
        let bits = UInt32(bitPattern: value)
        for i in 0..<4 { bytes[place + i] = UInt8(truncatingIfNeeded: bits >> UInt32(8 * i)) }
    }

    /// Fills up to a multiple of 32 bytes with instructions that do nothing.
    package mutating func alignLoop() {
        while bytes.count % 32 != 0 { bytes.append(0x90) }
    }

    /// One vector instruction: `first` is the ModRM register, `second` the register in vvvv (0 where there is none).
    package mutating func vector(
        _ instruction: VectorInstruction, _ first: UInt8, _ second: UInt8, _ last: Operand, immediate: UInt8? = nil
    ) {
        var isLow = true
        if case .register(let register) = last { isLow = register < 8 }
        if isLow && instruction.map == 1 && !instruction.wide {
            // The two-byte prefix.
            bytes.append(0xC5)
            bytes.append((first < 8 ? 0x80 : 0) | (~second & 15) << 3 | 0b101)
        } else {
            bytes.append(0xC4)
            // R, X and B are stored inverted.
            bytes.append((first < 8 ? 0x80 : 0) | 0x40 | (isLow ? 0x20 : 0) | instruction.map)
            bytes.append((instruction.wide ? 0x80 : 0) | (~second & 15) << 3 | 0b101)
        }
        bytes.append(instruction.opcode)
        let field = (first & 7) << 3
        switch last {
        case .register(let register): bytes.append(0xC0 | field | register & 7)
        case .memory(let base, let displacement, let isIndexed):
            let isShort = Int32(Int8.min)...Int32(Int8.max) ~= displacement
            let mode: UInt8 = isShort ? 0x40 : 0x80
            if isIndexed {
                append(mode | 4 | field, base.rawValue)
            } else if base == .stack {
                append(mode | 4 | field, 0x24)
            } else {
                append(mode | field | base.rawValue)
            }
            if isShort { append(UInt8(bitPattern: Int8(displacement))) } else { append(word: displacement) }
        }
        if let immediate { bytes.append(immediate) }
    }

    /// A call of a function that takes the address rsp + `stackOffset`; the integer registers that code uses are kept. rsp is
    /// a multiple of 16.
    package mutating func call(_ address: UInt64, stackOffset: Int32) {
        append(0x48, 0x8D, 0x8C, 0x24)  // lea rcx, [rsp + …]
        append(word: stackOffset)
        // push rdi, rsi, rdx, rax, r8, r9, r10; rcx once more, for eight are a multiple of 16 bytes.
        append(0x57, 0x56, 0x52, 0x50, 0x41, 0x50, 0x41, 0x51, 0x41, 0x52, 0x51)
        append(0x48, 0x89, 0xCF)  // mov rdi, rcx
        append(0x48, 0xB8)  // mov rax, …
        for shift in stride(from: UInt64(0), to: 64, by: 8) { append(UInt8(truncatingIfNeeded: address >> shift)) }
        append(0xC5, 0xF8, 0x77, 0xFF, 0xD0)  // vzeroupper; call rax
        append(0x59, 0x41, 0x5A, 0x41, 0x59, 0x41, 0x58, 0x58, 0x5A, 0x5E, 0x5F)  // pop, in reverse
    }
}
