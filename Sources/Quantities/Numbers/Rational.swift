/// An exact fraction in lowest terms, used for exponents: the 1/2 of `percent/year^0.5`.
///
/// Operations that would leave the range of 64-bit integers answer nil instead of trapping or rounding.
public struct Rational: Hashable, Sendable {
    /// The numerator; it carries the sign.
    public let numerator: Int
    /// The denominator, at least 1.
    public let denominator: Int

    /// The fraction n/1.
    public init(_ integer: Int) {
        numerator = integer
        denominator = 1
    }

    /// The fraction n/d in lowest terms; nil if d is 0 or a sign can't be changed without overflow.
    public init?(_ numerator: Int, _ denominator: Int) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let divisor = Self.greatestCommonDivisor(abs(numerator), abs(denominator))
        let sign = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = abs(denominator) / divisor
    }

    /// The fraction with the smallest denominator, at most `largest`, whose nearest double is exactly `value`; nil if
    /// there is none. 0.5 gives 1/2, and 1/3 computed in Lua gives 1/3, but pi gives nil.
    public init?(nearest value: Double, denominatorUpTo largest: Int = 64) {
        guard value.isFinite, abs(value) < 1e9 else { return nil }
        for denominator in 1...largest {
            let numerator = (value * Double(denominator)).rounded()
            if numerator / Double(denominator) == value {
                self.init(Int(numerator), denominator)
                return
            }
        }
        return nil
    }

    public static let zero = Rational(0)
    public static let one = Rational(1)

    /// The nearest double.
    public var value: Double { Double(numerator) / Double(denominator) }

    public var isInteger: Bool { denominator == 1 }

    /// -1, 0 or 1.
    public var sign: Int { numerator.signum() }

    private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a, b)
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }
}

extension Rational {
    /// The sum, or nil on overflow.
    public func adding(_ other: Rational) -> Rational? {
        if denominator == 1 && other.denominator == 1 {
            let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
            return overflow ? nil : Rational(sum)
        }
        let (left, overflow1) = numerator.multipliedReportingOverflow(by: other.denominator)
        let (right, overflow2) = other.numerator.multipliedReportingOverflow(by: denominator)
        let (sum, overflow3) = left.addingReportingOverflow(right)
        let (bottom, overflow4) = denominator.multipliedReportingOverflow(by: other.denominator)
        if overflow1 || overflow2 || overflow3 || overflow4 { return nil }
        return Rational(sum, bottom)
    }

    /// The product, or nil on overflow.
    public func multiplied(by other: Rational) -> Rational? {
        let (top, overflow1) = numerator.multipliedReportingOverflow(by: other.numerator)
        let (bottom, overflow2) = denominator.multipliedReportingOverflow(by: other.denominator)
        if overflow1 || overflow2 { return nil }
        return Rational(top, bottom)
    }

    /// The fraction with the other sign. (The smallest integer can't occur as a numerator of a computed fraction.)
    public var negated: Rational {
        Rational(lowestTerms: -numerator, denominator)
    }

    /// The fraction without its sign.
    public var magnitude: Rational {
        sign < 0 ? negated : self
    }

    private init(lowestTerms numerator: Int, _ denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }
}

extension Rational: Comparable {
    /// Exact, whatever the size.
    public static func < (left: Self, right: Self) -> Bool {
        let a = left.numerator.multipliedFullWidth(by: right.denominator)
        let b = right.numerator.multipliedFullWidth(by: left.denominator)
        return (a.high, a.low) < (b.high, b.low)
    }
}

extension Rational: CustomStringConvertible {
    /// As the unit parser reads it after `^`: `2`, `-1`, `0.5`, `(1/3)`.
    public var description: String {
        if denominator == 1 { return "\(numerator)" }
        let isShort = denominator == 2 || denominator == 4 || denominator == 5 || denominator == 10
        return isShort ? "\(value)" : "(\(numerator)/\(denominator))"
    }
}
