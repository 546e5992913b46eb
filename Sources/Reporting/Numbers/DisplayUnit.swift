public import Quantities

/// The unit, with one prefix for all, in which a group of related figures is shown: mean, deviation and quantiles of an
/// income as 152.3, 45.3, 88.2 MUSD/year, not one of them in kUSD.
public struct DisplayUnit: Sendable {
    /// `MUSD/year`; empty for plain numbers.
    public let name: String
    private let factor: Double

    /// The prefix is the one that suits the largest of `magnitudes`, which are in `unit`.
    public init(_ unit: Unit, for magnitudes: [Double]) {
        let largest = magnitudes.filter(\.isFinite).max { abs($0) < abs($1) } ?? 0
        let reference = Quantity(largest, unit)
        let (value, symbol) = reference.printed(digits: 4)
        name = symbol
        factor = largest == 0 ? 1 : value / largest
    }

    /// A magnitude in the original unit, in this one. For showing only: it may differ in the last bit.
    public func callAsFunction(_ magnitude: Double) -> Double { magnitude * factor }
}
