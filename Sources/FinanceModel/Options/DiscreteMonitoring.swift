internal import Engine

/// Barriers that are only looked at now and then.
public enum DiscreteMonitoring {
    /// -ζ(½)/√(2π), the constant of Broadie, Glasserman and Kou (1997).
    public static let shiftConstant = 0.58259715793901068

    /// The continuously watched barrier that is worth about what `barrier` is, watched `perYear` times a year: moved
    /// away from the spot by a factor e^(0.5826·σ·√Δt). An approximation, its error o(√Δt).
    ///
    /// - Parameters:
    ///   - barrier: in money.
    ///   - spot: in money; a barrier at the spot counts as below it.
    ///   - volatility: per √year.
    ///   - perYear: observations a year, greater than 0.
    public static func shifted(
        barrier: Double, spot: Double, volatility: Double, perYear: Double
    ) -> Double {
        let shift = shiftConstant * volatility / perYear.squareRoot()
        return barrier * ScalarMath.exp(barrier > spot ? shift : -shift)
    }
}
