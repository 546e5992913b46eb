import TestSupport

/// Texts that are almost Lua.
struct Mutator {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// Pieces that mutations put in: every token and some beginnings of tokens.
    private static let pieces = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not",
        "or", "repeat", "return", "then", "true", "until", "while", "+", "-", "*", "/", "//", "%", "^", "#", "&", "~",
        "|",
        "<<", ">>", "==", "~=", "<=", ">=", "<", ">", "=", "(", ")", "{", "}", "[", "]", "::", ";", ":", ",", ".", "..",
        "...", "x", "self", "1", "0x", "1e", "3..2", "0xep1", "'s'", "\"", "'", "[[", "]]", "[=[", "[==", "--", "--[[",
        "\\",
        "\n", "!", "@", "\u{00E9}", "<const>", "<close>", "<x>", "::a::", "goto a", "\\z", "\\u{110000}", "_ENV",
        "1e400",
        "0x1p99999", "9223372036854775808", ".5.", "\0", "\r", "'\\400'", "'\\xg'", "'\\u{80000000}'",
        "'\\u{7FFFFFFF}'",
    ]

    /// The text with one to three small changes.
    mutating func mutate(_ text: [UInt8]) -> [UInt8] {
        var bytes = text
        for _ in 0..<Int.random(in: 1...3, using: &random) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(contentsOf: Array(" \(piece()) ".utf8), at: wordStart(bytes, place))
        case 2: bytes.insert(contentsOf: Array(piece().utf8), at: place)
        case 3: removeWord(&bytes, place)
        case 4:
            let other = Int.random(in: place..<min(bytes.count, place + 30), using: &random)
            bytes.removeSubrange(place..<other)
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
    }

    private mutating func piece() -> String { Self.pieces.randomElement(using: &random)! }

    private func wordStart(_ bytes: [UInt8], _ place: Int) -> Int {
        bytes[..<place].lastIndex(of: 32) ?? 0
    }

    private func removeWord(_ bytes: inout [UInt8], _ place: Int) {
        let start = wordStart(bytes, place)
        let end = bytes[(start + 1)...].firstIndex(of: 32) ?? bytes.count
        bytes.removeSubrange(start..<end)
    }

    /// Bytes without any sense.
    mutating func noise(count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// Tokens without any grammar.
    mutating func salad(count: Int) -> [UInt8] {
        Array((0..<count).map { _ in piece() }.joined(separator: " ").utf8)
    }
}
