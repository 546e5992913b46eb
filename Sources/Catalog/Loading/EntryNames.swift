/// What names in data files may look like.
enum EntryNames {
    /// `iren-microsoft`: lower-case letters and digits in groups joined by `-`.
    static func isKey(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, isWord(first), isWord(last) else { return false }
        return bytes.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") }
    }

    /// `fp8_dense`: usable as a field of Lua.
    static func isProperty(_ text: String) -> Bool {
        guard let first = text.utf8.first, isWord(first), !isDigit(first) else { return false }
        return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: "_") }
    }

    /// `2025-12-02`, `2025-12`, `2025`, `latest` or `undated`.
    static func isAsOf(_ text: String) -> Bool {
        if text == "latest" || text == "undated" { return true }
        let bytes = Array(text.utf8)
        // Digits, with a hyphen in the places that a date has them.
        for (index, byte) in bytes.enumerated() {
            guard index == 4 || index == 7 ? byte == UInt8(ascii: "-") : isDigit(byte) else { return false }
        }
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1) - 48 } }
        switch bytes.count {
        case 4: return true
        case 7: return (1...12).contains(number(5..<7))
        case 10: return (1...12).contains(number(5..<7)) && (1...31).contains(number(8..<10))
        default: return false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
    }
}
