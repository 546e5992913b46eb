/// A unit of the language, as documentation, completion and the globals of a script list it.
public struct UnitDefinition: Hashable, Sendable {
    /// What a script writes: `MW`.
    public let symbol: String
    public let unit: Unit
    /// The unit in words: `megawatt`.
    public let summary: String
    public let group: UnitGroup
}

/// A plain number that is written like a unit: `percent`, `bp`.
public struct NumberDefinition: Hashable, Sendable {
    public let symbol: String
    public let value: Double
    public let summary: String
}

extension Unit {
    /// Every unit, in the order of the documentation. `degC` is the one temperature point: a function in scripts.
    public static let catalogue: [UnitDefinition] =
        UnitAtom.all.map {
            UnitDefinition(symbol: $0.symbol, unit: Unit($0), summary: $0.summary, group: $0.group)
        } + [
            UnitDefinition(
                symbol: "degC", unit: .degC, summary: "degrees Celsius: degC(35) is a temperature, not a difference",
                group: .temperature)
        ]

    /// The plain numbers that are written like units.
    public static let plainNumbers: [NumberDefinition] = [
        NumberDefinition(symbol: "percent", value: 0.01, summary: "a hundredth: 9 * percent is 0.09"),
        NumberDefinition(symbol: "bp", value: 0.0001, summary: "a basis point: 25 * bp is 0.0025"),
    ]

    /// The catalogue's unit of this symbol; nil if there is none. Case matters.
    public static func named(_ symbol: String) -> Unit? {
        if symbol == "degC" { return .degC }
        return UnitAtom.bySymbol[symbol].map { Unit($0) }
    }
}
