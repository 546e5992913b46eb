extension Quantity {
    /// The quantity as `print` shows it: 12 significant digits, an engineering prefix on the leading unit where that
    /// takes one, and otherwise the units in which it was built. The text can be parsed again.
    ///
    /// ```swift
    /// try Quantity(parsing: "1400 MUSD").formatted()      // "1.4 BUSD"
    /// ```
    ///
    /// - Parameter digits: Significant digits; 17 keep every bit.
    public func formatted(digits: Int = 12) -> String {
        let (value, symbol) = printed(digits: digits)
        let number = NumberFormat.g(value, digits: digits)
        return symbol.isEmpty ? number : "\(number) \(symbol)"
    }

    /// The quantity in `unit` under a C format for one double: `q:format("%.1f", GW)` gives `0.8 GW`.
    ///
    /// The unit is added if the format is nothing but the number's; text around the number replaces it.
    ///
    /// - Throws: `numberFormat` unless the format has exactly one conversion, of `%f %F %e %E %g %G`; `conversion`.
    public func formatted(_ format: String, _ unit: Unit) throws(QuantityError) -> String {
        guard let shape = NumberFormatShape(format) else { throw .numberFormat(format) }
        let unit = unit.asWritten
        let text = NumberFormat.printf(format, try value(in: unit))
        let symbol = unit.description
        return shape.isBare && !symbol.isEmpty ? "\(text) \(symbol)" : text
    }

    /// Magnitude and unit as built, for files: the unit's text has exactly this size, without a chosen prefix.
    public var spelled: (magnitude: Double, unit: String) {
        (unit.conversion(to: unit.asWritten)(magnitude), unit.description)
    }

    /// Magnitude and unit as ``formatted(digits:)`` shows them, with the prefix it would choose.
    package func printed(digits: Int) -> (value: Double, symbol: String) {
        let unit = unit.forPrinting(magnitude, digits: digits)
        return (self.unit.conversion(to: unit)(magnitude), unit.description)
    }
}

extension Unit {
    /// The unit that the text says. A product's unit may differ from it by an exact factor: `MW * USD/MWh * year` is
    /// written USD and is 8766 USD.
    public var asWritten: Unit {
        isTemperaturePoint ? self : Unit(dimension: dimension, writtenAs: spelling)
    }

    /// The unit in which `print` shows so many of this one: ``asWritten`` with an engineering prefix. A table chooses it
    /// once, for its largest value, and converts its whole column.
    public func forPrinting(_ magnitude: Double, digits: Int = 12) -> Unit {
        if isTemperaturePoint || magnitude == 0 || !magnitude.isFinite { return asWritten }
        // The largest prefix that leaves at least 1, as rounded for print: 999.9999999999999 kW is 1 MW.
        let almostOne = 1 - 0.5 * (0..<min(digits, 16)).reduce(1) { power, _ in power / 10 }
        let alternatives = spelling.alternatives.map { Unit(dimension: dimension, writtenAs: $0) }
        return alternatives.dropFirst().reversed().first { abs(conversion(to: $0)(magnitude)) >= almostOne }
            ?? alternatives[0]
    }

    private init(dimension: Dimension, writtenAs spelling: Spelling) {
        guard let scale = spelling.scale else {
            preconditionFailure("the exponents of units are kept small by Unit.product")
        }
        self.init(dimension: dimension, scale: scale, spelling: spelling)
    }
}

extension Quantity: CustomStringConvertible {
    /// As ``formatted(digits:)`` with 12 digits.
    public var description: String { formatted() }
}

extension Amount: CustomStringConvertible {
    /// A number as Lua prints it, or a quantity as ``Quantity/formatted(digits:)``.
    public var description: String {
        switch self {
        case .number(let value): NumberFormat.lua(value)
        case .quantity(let quantity): quantity.formatted()
        }
    }
}

/// A C format with exactly one conversion of a double.
private struct NumberFormatShape {
    /// Whether there is no text around the number.
    let isBare: Bool

    init?(_ format: String) {
        var bytes = Array(format.utf8)[...]
        var conversions = 0
        var hasText = false
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                // C would stop at a zero byte.
                if byte == 0 { return nil }
                hasText = true
                continue
            }
            if bytes.first == UInt8(ascii: "%") {
                bytes.removeFirst()
                hasText = true
                continue
            }
            bytes = bytes.drop { "-+ #0".utf8.contains($0) }
            guard Self.dropNumber(&bytes) else { return nil }
            if bytes.first == UInt8(ascii: ".") {
                bytes.removeFirst()
                guard Self.dropNumber(&bytes) else { return nil }
            }
            guard let letter = bytes.popFirst(), "fFeEgG".utf8.contains(letter) else { return nil }
            conversions += 1
        }
        guard conversions == 1 else { return nil }
        isBare = !hasText
    }

    /// Drops a width or precision of at most two digits, as Lua allows.
    private static func dropNumber(_ bytes: inout ArraySlice<UInt8>) -> Bool {
        let rest = bytes.drop { (0x30...0x39).contains($0) }
        defer { bytes = rest }
        return bytes.count - rest.count <= 2
    }
}
