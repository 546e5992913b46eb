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
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), parts[0].utf8.count == 4 else { return false }
        let numbers = parts.compactMap { $0.utf8.allSatisfy(isDigit) ? Int($0) : nil }
        guard numbers.count == parts.count, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else { return false }
        return (numbers.count < 2 || (1...12).contains(numbers[1]))
            && (numbers.count < 3 || (1...31).contains(numbers[2]))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
    }
}
