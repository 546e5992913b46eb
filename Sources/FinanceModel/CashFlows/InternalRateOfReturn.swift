internal import Engine

/// All rates at which dated cash flows have no net present value.
///
/// In the log-rate l = ln(1 + rate) the present value is a sum of exponentials, Σ cᵢe^(-l·tᵢ), whose real zeros are at
/// most as many as its sign changes in time (Laguerre 1883, after Descartes). Multiplying by e^(lτ), τ between two
/// flows of opposite sign, and differentiating leaves a sum of the same kind with one sign change less, whose zeros
/// separate those wanted (Rolle). So all zeros are found from the bottom up, each in a bracket of its own, for any
/// scale of amounts and of times; rates near -100 % lose no digits in l.
///
/// ```swift
/// let irr = try InternalRateOfReturn(periodic: [-1000, 500, 700])
/// irr.rates        // [0.1232...], per period
/// ```
public struct InternalRateOfReturn: Hashable, Sendable {
    /// Why there is no rate.
    public enum Absence: Hashable, Sendable {
        /// Every amount is 0: every rate would do.
        case onlyZeros
        /// Nothing is ever paid.
        case neverNegative
        /// Nothing is ever received.
        case neverPositive
        /// Both occur, but the present value keeps one sign at every rate above -100 %.
        case signNeverChanges
    }

    /// Roots of the log-rate, per unit of time, ascending; a root where the present value only touches 0 is listed once.
    public let logRates: [Double]
    /// nil if there is a rate.
    public let absence: Absence?
    /// Changes of sign in order of time: the number of rates is at most this.
    public let signChanges: Int

    /// The effective rates per unit of time, ascending, greater than -1 (as near as a double can say).
    public var rates: [Double] { logRates.map { ScalarMath.expm1($0) } }
    /// The rate nearest 0; nil if there is none.
    public var nearestZero: Double? {
        logRates.min { $0.magnitude < $1.magnitude }.map { ScalarMath.expm1($0) }
    }

    /// - Parameter flows: one amount per period, the first today.
    /// - Throws: `FinanceError` if one is not finite.
    public init(periodic flows: [Double]) throws(FinanceError) {
        try self.init(flows, times: flows.indices.map(Double.init))
    }

    /// - Parameters:
    ///   - amounts: received positive, paid negative.
    ///   - times: when, in the unit of the rate; in any order, equal ones added together.
    /// - Throws: `FinanceError` if the counts differ or something is not finite.
    public init(_ amounts: [Double], times: [Double]) throws(FinanceError) {
        let check = InputCheck("internal rate of return")
        try check.count("times", times.count, equals: amounts.count, like: "the amounts")
        for (index, x) in amounts.enumerated() { try check.finite("amounts[\(index + 1)]", x) }
        for (index, t) in times.enumerated() { try check.finite("times[\(index + 1)]", t) }
        let sum = ExponentialSum(amounts, times)
        signChanges = sum.signChanges
        if sum.coefficients.isEmpty {
            (logRates, absence) = ([], .onlyZeros)
        } else if sum.signChanges == 0 {
            (logRates, absence) = ([], sum.coefficients[0] > 0 ? .neverNegative : .neverPositive)
        } else {
            logRates = sum.zeros
            absence = logRates.isEmpty ? .signNeverChanges : nil
        }
    }
}
