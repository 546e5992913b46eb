/// A 64-bit hash that is the same in every process and on every machine: multiply and xor-shift per word.
package struct StableHash: Sendable {
    private var state: UInt64 = 0x243F_6A88_85A3_08D3
    private var count: UInt64 = 0

    package init() {}

    package mutating func add(_ word: UInt64) {
        state = (state ^ word) &* 0x9E37_79B9_7F4A_7C15
        state ^= state >> 29
        count &+= 1
    }

    /// Adds the UTF-8 bytes of a text and its length.
    package mutating func add(_ text: String) {
        add(UInt64(text.utf8.count))
        var word: UInt64 = 0
        var filled: UInt64 = 0
        for byte in text.utf8 {
            word |= UInt64(byte) << (filled * 8)
            filled += 1
            if filled == 8 {
                add(word)
                word = 0
                filled = 0
            }
        }
        if filled > 0 { add(word) }
    }

    package var value: UInt64 {
        var x = state ^ count
        x = (x ^ x >> 32) &* 0xD6E8_FEB8_6659_FD93
        x = (x ^ x >> 32) &* 0xD6E8_FEB8_6659_FD93
        return x ^ x >> 32
    }
}
