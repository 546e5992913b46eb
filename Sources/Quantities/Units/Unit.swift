/// A unit of measure: what it measures, how large it is, exactly, and how it is written.
///
/// Products of units are exact: nothing is rounded before a magnitude is converted, and then once. The spelling follows
/// how the unit was built, so 42 USD/MWh never prints as dollars per joule. Units compare equal if all three agree; use
/// ``isCompatible(with:)`` to ask whether one converts to the other.
///
/// ```swift
/// let price = try Unit(parsing: "USD/MWh")
/// let power = try Unit(parsing: "MW")
/// try price.multiplied(by: power).description     // "USD/hour"
/// ```
public struct Unit: Hashable, Sendable {
    /// What the unit measures.
    public let dimension: Dimension
    let scale: Scale
    let spelling: Spelling
    /// Whether magnitudes are points on the Celsius scale (35 °C) rather than amounts.
    public let isTemperaturePoint: Bool

    /// The unit of plain numbers.
    public static let one = Unit(dimension: .none, scale: .one, spelling: .none)

    /// Degrees Celsius: a scale of temperatures, not a difference. See ``QuantityError/temperaturePoint``.
    public static let degC = Unit(
        dimension: .temperature, scale: .one, spelling: Spelling(.known("K")), isTemperaturePoint: true)

    /// Kelvin as a difference of temperatures.
    public static let kelvin = Unit(.known("K"))

    init(_ atom: UnitAtom) {
        self.init(dimension: atom.dimension, scale: atom.scale, spelling: Spelling(atom))
    }

    init(dimension: Dimension, scale: Scale, spelling: Spelling, isTemperaturePoint: Bool = false) {
        self.dimension = dimension
        self.scale = scale
        self.spelling = spelling
        self.isTemperaturePoint = isTemperaturePoint
    }

    /// Whether quantities of this unit are numbers. Such a unit may still have a size, as MW/kW has: see
    /// ``product(with:)``, which folds it.
    public var isDimensionless: Bool { dimension.isNone }

    /// Whether quantities of the two units can be added: the same dimension, and points only with points.
    public func isCompatible(with other: Unit) -> Bool {
        dimension == other.dimension && isTemperaturePoint == other.isTemperaturePoint
    }
}

extension Unit: CustomStringConvertible {
    /// As the parser reads it: `USD/MWh`, `/year`, `degC`; empty for plain numbers.
    public var description: String {
        isTemperaturePoint ? "degC" : spelling.description
    }
}
