/// Why a process was not fitted.
package enum CalibrationError: Error, Hashable, Sendable {
    case tooFew(found: Int, needed: Int)
    case notFinite(index: Int, Double)
    case notPositive(index: Int, Double)
    case constant(Double)
    /// A series that never returns is not refuted at 5 %.
    case reversionUnclear(reversionTimesSpan: Double)
    /// Neighbouring values are no more alike than distant ones: reversion is faster than the series shows.
    case reversionTooFast(correlation: Double)
    /// Adding time-varying volatility does not improve the likelihood.
    case noClustering(gain: Double)
    /// Student-t innovations whose tails are not fatter than normal ones.
    case normalTails(degreesOfFreedom: Double)
    case persistenceAtOne(Double)
    case regimeTooShort(regime: Int, dwell: Double)
    case tooFewSwitches(Int)
    case regimesAlike(String)
    case noMaximum(process: String)
    case differentLengths([Int])
}
