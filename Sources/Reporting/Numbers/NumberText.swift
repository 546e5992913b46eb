/// Numbers as an analyst would round them.
public enum NumberText {
    /// A value and its error, both cut at the same decimal: `150.34 ± 0.09`.
    ///
    /// The error keeps two digits when its first three are between 100 and 354, one between 355 and 949, and is rounded up
    /// to the next power of ten above (the rule of the Particle Data Group, Review of Particle Physics, section 5.3). Beyond
    /// ten million and below a ten-thousandth both share an exponent. Without an error (nil) the value has `digits`
    /// significant digits and there is no `±` (exact values, error 0: at most six digits); an error that is NaN or infinite shows as `± ?`.
    public static func text(_ value: Double, error: Double?, digits: Int = 4) -> String {
        let parts = self.parts(value, error: error, digits: digits)
        return parts.error.map { "\(parts.value) ± \($0)" } ?? parts.value
    }

    /// A value alone: `digits` significant digits, but whole digits are never rounded away up to ten million.
    public static func text(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return word(value) }
        if value == 0 { return "0" }
        let rounded = DecimalText.scientific(value, significant: digits)
        let decimals = digits - 1 - rounded.exponent
        guard needsExponent(value) else { return DecimalText.fixed(value, decimals: max(0, decimals)) }
        return withExponent(value, decimals: digits - 1, exponent: rounded.exponent)
    }

    /// A value alone, cut at the first digit of its error, which is not shown. Without one as ``text(_:digits:)``.
    static func text(_ value: Double, cutAt error: Double) -> String {
        guard error > 0, error.isFinite, value.isFinite, !needsExponent(max(abs(value), error)) else {
            return error == 0 ? exact(value) : text(value)
        }
        return DecimalText.fixed(value, decimals: -DecimalText.scientific(error, significant: 1).exponent)
    }

    /// A value without error, at most six digits, no zeros at the end.
    private static func exact(_ value: Double) -> String {
        var text = text(value, digits: 6)
        guard text.contains("."), !text.contains("e") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// A share as a percentage with its error: 0.05231 ± 0.00022 is `5.231 % ± 0.022 %`.
    public static func percent(_ share: Double, error: Double? = nil, digits: Int = 3) -> String {
        let parts = self.parts(share * 100, error: error.map { $0 * 100 }, digits: digits)
        return parts.error.map { "\(parts.value) ± \($0) %" } ?? "\(parts.value) %"
    }

    /// A count with its thousands apart: `1,000,000`.
    public static func count(_ count: Int) -> String {
        let digits = Array(String(count.magnitude))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return count < 0 ? "-\(text)" : text
    }

    /// A rate or a size in three digits with a prefix: 12345678 is `12.3 M`.
    public static func short(_ value: Double) -> String {
        guard value.isFinite else { return word(value) }
        var (scaled, prefix) = (value, "")
        for next in ["k", "M", "G", "T", "P"] where abs(scaled) >= 999.5 { (scaled, prefix) = (scaled / 1000, next) }
        let text = self.text(scaled, digits: 3)
        return prefix.isEmpty ? text : "\(text) \(prefix)"
    }

    /// A time as one looks at a watch: `0.42 s`, `12 s`, `3 min 20 s`, `2 h 05 min`.
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0 else { return "?" }
        if seconds < 0.0995 { return "\(text(seconds * 1000, digits: 2)) ms" }
        if seconds < 9.95 { return "\(text(seconds, digits: 2)) s" }
        if seconds > 1e9 { return "years" }
        let whole = Int(seconds.rounded())
        if whole < 120 { return "\(whole) s" }
        if whole < 7200 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
        let minutes = whole / 60
        return "\(minutes / 60) h \(twoDigits(minutes % 60)) min"
    }

    static func parts(_ value: Double, error: Double?, digits: Int) -> (value: String, error: String?) {
        guard let error, value.isFinite else { return (text(value, digits: digits), nil) }
        if error == 0 { return (exact(value), nil) }
        guard error.isFinite else { return (text(value, digits: digits), "?") }
        let leading = DecimalText.scientific(error, significant: 3)
        let decimals = (Int(leading.digits)! < 355 ? 1 : 0) - leading.exponent
        let largest = max(abs(value), error)
        guard needsExponent(largest) else {
            return (DecimalText.fixed(value, decimals: decimals), DecimalText.fixed(error, decimals: decimals))
        }
        let exponent = DecimalText.scientific(largest, significant: 17).exponent
        let places = max(0, decimals + exponent)
        return (
            withExponent(value, decimals: places, exponent: exponent),
            withExponent(error, decimals: places, exponent: exponent)
        )
    }

    private static func needsExponent(_ value: Double) -> Bool {
        value != 0 && (abs(value) >= 1e7 || abs(value) < 1e-4)
    }

    /// Dividing by the power of ten may move the 17th digit, which no text here shows.
    private static func withExponent(_ value: Double, decimals: Int, exponent: Int) -> String {
        // In two steps, since 1e-320 itself has only a few bits.
        let mantissa = exponent >= 0 ? value / power(exponent) : value * 1e200 / power(exponent + 200)
        return "\(DecimalText.fixed(mantissa, decimals: decimals))e\(exponent)"
    }

    private static func power(_ exponent: Int) -> Double { Double("1e\(exponent)")! }

    private static func word(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
