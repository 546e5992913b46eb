/// Reads units and quantities from text.
///
/// ```
/// quantity = number ["*"] [unit]
/// unit     = ["/"] factor { ("*" | "·" | "/") factor }
/// factor   = (symbol | "1" | "%" | "(" unit ")") ["^" exponent]
/// exponent = ["-"] digits ["." digits] | "(" ["-"] digits ["/" digits] ")"
/// ```
///
/// As in Lua, `a/b*c` is (a/b)*c.
struct UnitParser {
    private let text: String
    private let characters: [Character]
    private var position = 0
    // What was named, in order: needed to say what hashprice should have been.
    private var symbols: [String] = []
    // Open parentheses; so many that the recursion ends before the stack does.
    private var depth = 0

    init(_ text: String) {
        self.text = text
        characters = Array(text)
    }

    /// The whole text as a unit.
    mutating func wholeUnit() throws(QuantityError) -> Unit {
        skipSpaces()
        if next == nil { throw .malformed(text, .empty) }
        let unit = try unit()
        try end()
        try refuseHashprice(unit, number: "")
        return unit
    }

    /// The whole text as a number and a unit, which is ``Unit/one`` if there is none.
    mutating func wholeQuantity() throws(QuantityError) -> (Double, Unit) {
        skipSpaces()
        if next == nil { throw .malformed(text, .empty) }
        let start = position
        let value = try number()
        let number = String(characters[start..<position])
        skipSpaces()
        if next == "*" || next == "·" {
            position += 1
            skipSpaces()
            if next == nil { throw .malformed(text, .expectedUnit(found: "")) }
        }
        if next == nil { return (value, .one) }
        let unit = try unit()
        try end()
        try refuseHashprice(unit, number: number + " ")
        return (value, unit)
    }

    // MARK: Units

    private typealias Factor = (unit: Unit, exponent: Rational)

    private mutating func unit() throws(QuantityError) -> Unit {
        let factors = try product()
        if factors.count == 1, factors[0].exponent == .one { return factors[0].unit }
        // One by one, not parenthesis by parenthesis: USD/(MW*year) is to be written USD/MW/year.
        var result = Unit.one
        for factor in factors {
            if factor.unit.isTemperaturePoint { throw .malformed(text, .temperaturePoint) }
            result = try result.multiplied(by: factor.unit.raised(to: factor.exponent))
        }
        return result
    }

    private mutating func product() throws(QuantityError) -> [Factor] {
        var factors: [Factor] = []
        var divides = next == "/"
        if divides { position += 1 }
        while true {
            factors += try raised(factor(), to: divides ? Rational(-1) : .one)
            skipSpaces()
            guard let separator = next, "*·/".contains(separator) else { return factors }
            divides = separator == "/"
            position += 1
        }
    }

    private mutating func factor() throws(QuantityError) -> [Factor] {
        skipSpaces()
        let base = try base()
        skipSpaces()
        guard next == "^" else { return base }
        position += 1
        return try raised(base, to: exponent())
    }

    private func raised(_ factors: [Factor], to power: Rational) throws(QuantityError) -> [Factor] {
        var result: [Factor] = []
        for factor in factors {
            guard let exponent = factor.exponent.multiplied(by: power) else { throw .malformed(text, .exponent) }
            result.append((factor.unit, exponent))
        }
        return result
    }

    private mutating func base() throws(QuantityError) -> [Factor] {
        guard let character = next else { throw .malformed(text, .expectedUnit(found: "")) }
        if character == "(" {
            depth += 1
            if depth > 50 { throw .malformed(text, .openParenthesis) }
            position += 1
            skipSpaces()
            let inner = try product()
            guard next == ")" else { throw .malformed(text, .openParenthesis) }
            position += 1
            depth -= 1
            return inner
        }
        if character == "1", !Self.isDigit(following), following != "." {
            position += 1
            return [(.one, .one)]
        }
        let symbol = symbol()
        if symbol.isEmpty { throw .malformed(text, .expectedUnit(found: rest)) }
        symbols.append(symbol)
        guard let unit = Self.unit(named: symbol) else { throw .unknownUnit(symbol, in: text) }
        return [(unit, .one)]
    }

    private mutating func symbol() -> String {
        var name = ""
        while let character = next, Self.isSymbol(character, isFirst: name.isEmpty) {
            name.append(character)
            position += 1
            if name == "%" { break }
        }
        return name
    }

    private static func unit(named symbol: String) -> Unit? {
        switch symbol {
        case "%", "percent": Unit(dimension: .none, scale: .ten(-2), spelling: .none)
        case "bp": Unit(dimension: .none, scale: .ten(-4), spelling: .none)
        case "°C": .degC
        default:
            // Both characters for micro are in use.
            if symbol.first == "µ" || symbol.first == "μ" {
                Unit.named("u" + symbol.dropFirst())
            } else {
                Unit.named(symbol)
            }
        }
    }

    private mutating func exponent() throws(QuantityError) -> Rational {
        skipSpaces()
        if next == "(" {
            position += 1
            guard let top = signedDigits() else { throw .malformed(text, .exponent) }
            var bottom = 1
            if next == "/" {
                position += 1
                guard let digits = signedDigits() else { throw .malformed(text, .exponent) }
                bottom = digits
            }
            guard next == ")", let fraction = Rational(top, bottom) else { throw .malformed(text, .exponent) }
            position += 1
            return fraction
        }
        let start = position
        if next == "-" { position += 1 }
        while Self.isDigit(next) || next == "." { position += 1 }
        guard let value = Double(String(characters[start..<position])), let fraction = Rational(nearest: value) else {
            throw .malformed(text, .exponent)
        }
        return fraction
    }

    private mutating func signedDigits() -> Int? {
        skipSpaces()
        let start = position
        if next == "-" { position += 1 }
        while Self.isDigit(next) { position += 1 }
        let value = Int(String(characters[start..<position]))
        skipSpaces()
        return value
    }

    // MARK: Numbers

    private mutating func number() throws(QuantityError) -> Double {
        let start = position
        if next == "-" || next == "+" { position += 1 }
        let digits = position
        while Self.isDigit(next) { position += 1 }
        if next == "." { position += 1 }
        while Self.isDigit(next) { position += 1 }
        guard characters[digits..<position].contains(where: Self.isDigit) else {
            throw .malformed(text, .missingNumber)
        }
        if next == "e" || next == "E" {
            let isSigned = following == "-" || following == "+"
            let first = position + (isSigned ? 2 : 1)
            if first < characters.count, Self.isDigit(characters[first]) {
                position = first
                while Self.isDigit(next) { position += 1 }
            }
        }
        if let mark = next, ",_'".contains(mark), Self.isDigit(following) { throw .malformed(text, .groupedDigits) }
        guard let value = Double(String(characters[start..<position])), value.isFinite else {
            throw .malformed(text, .numberTooLarge)
        }
        return value
    }

    // MARK: Hashprice

    /// Refuses money per hash per time (`USD/PH/day`, `USD/TH/s/day`), which nobody means.
    private func refuseHashprice(_ unit: Unit, number: String) throws(QuantityError) {
        let dimension = unit.dimension
        let hours = dimension.exponent(of: .time)
        guard dimension.bases.count == 3, dimension.exponent(of: .hash) == Rational(-1),
            hours == Rational(-1) || hours == Rational(-2),
            dimension.bases.contains(where: { $0.isMoney && dimension.exponent(of: $0) == .one })
        else { return }
        func named(_ matches: (Dimension) -> Bool) -> [String] {
            symbols.filter { Self.unit(named: $0).map { matches($0.dimension) } ?? false }
        }
        let money = named { $0.bases.count == 1 && $0.bases[0].isMoney }.first ?? "USD"
        let hash = named { $0 == .hash }.first ?? "PH"
        let rate = Unit.named(hash + "s") == nil ? "(\(hash)/s)" : hash + "s"
        let time = named { $0 == .time }.last ?? "day"
        throw .hashpriceSpelling(text, meaning: "\(number)\(money)/\(rate)/\(time)")
    }

    // MARK: Characters

    private var next: Character? { position < characters.count ? characters[position] : nil }

    private var following: Character? { position + 1 < characters.count ? characters[position + 1] : nil }

    private var rest: String { String(characters[position...]) }

    private mutating func skipSpaces() {
        while next == " " || next == "\t" { position += 1 }
    }

    private mutating func end() throws(QuantityError) {
        skipSpaces()
        if next != nil { throw .malformed(text, .unexpected(rest)) }
    }

    private static func isDigit(_ character: Character?) -> Bool {
        guard let character, let code = character.asciiValue else { return false }
        return (0x30...0x39).contains(code)
    }

    private static func isSymbol(_ character: Character, isFirst: Bool) -> Bool {
        if character.isLetter || character == "_" { return true }
        return isFirst ? "%°$€£¥".contains(character) : isDigit(character)
    }
}

extension Unit {
    /// Reads a unit: `USD/MWh`, `/year`, `MUSD/(MW*year)`, `year^-0.5`, `degC`.
    ///
    /// - Throws: `unknownUnit`, `malformed`, `hashpriceSpelling` or `exponent`.
    public init(parsing text: String) throws(QuantityError) {
        var parser = UnitParser(text)
        self = try parser.wholeUnit()
    }
}

extension Quantity {
    /// Reads a quantity: `1.8 BUSD`, `42 USD/MWh`, `0.006 /K`, `35 degC`. A plain number gets the unit ``Unit/one``;
    /// see ``Amount/init(parsing:)`` for telling the two apart.
    ///
    /// - Throws: `unknownUnit`, `malformed`, `hashpriceSpelling` or `exponent`.
    public init(parsing text: String) throws(QuantityError) {
        let amount = try Amount(parsing: text)
        self.init(amount.magnitude, amount.unit)
    }
}

extension Amount {
    /// Reads a quantity or a plain number: `1.8 BUSD`, `0.2`, `20 %`, `9 percent/year`.
    ///
    /// - Throws: `unknownUnit`, `malformed`, `hashpriceSpelling` or `exponent`.
    public init(parsing text: String) throws(QuantityError) {
        var parser = UnitParser(text)
        let (value, unit) = try parser.wholeQuantity()
        self.init(value, unit)
    }
}
