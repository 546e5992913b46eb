#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The decimal digits of a double, correctly rounded by C's `vsnprintf`.
enum DecimalText {
    /// `decimals` digits behind the point; a negative count rounds to tens, hundreds and so on. Never `-0`.
    static func fixed(_ value: Double, decimals: Int) -> String {
        if decimals >= 0 { return withoutNegativeZero(printed("%.*f", decimals, value)) }
        // 17 digits never round up to the next power of ten.
        let exact = scientific(value, significant: 17)
        let kept = exact.exponent + 1 + decimals
        let sign = value < 0 ? "-" : ""
        if kept <= 0 {
            let isHalfOrMore = kept == 0 && exact.digits.utf8.first! >= UInt8(ascii: "5")
            return isHalfOrMore ? sign + "1" + String(repeating: "0", count: -decimals) : "0"
        }
        let rounded = scientific(value, significant: kept)
        return sign + rounded.digits + String(repeating: "0", count: rounded.exponent + 1 - kept)
    }

    struct Scientific {
        /// Without sign and point: 0.0123 has the digits `123`.
        var digits: String
        /// The power of ten of the first digit: -2 for 0.0123.
        var exponent: Int
    }

    /// Rounded to so many significant digits. `value` must be finite.
    static func scientific(_ value: Double, significant: Int) -> Scientific {
        let text = printed("%.*e", significant - 1, abs(value))
        let parts = text.split(separator: "e")
        return Scientific(digits: parts[0].filter { $0 != "." }, exponent: Int(parts[1])!)
    }

    private static func withoutNegativeZero(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "-") else { return text }
        return text.utf8.contains { $0 > UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            ? text : String(text.dropFirst())
    }

    private static func printed(_ format: String, _ precision: Int, _ value: Double) -> String {
        var buffer = [CChar](repeating: 0, count: 400 + precision)
        let length = withVaList([Int32(precision), value]) { vsnprintf(&buffer, buffer.count, format, $0) }
        precondition(length >= 0 && Int(length) < buffer.count, "a number's text fits its buffer")
        return String(decoding: buffer[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
