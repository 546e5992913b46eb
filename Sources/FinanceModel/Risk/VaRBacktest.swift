internal import Engine

/// Whether a value at risk was exceeded as often, and as independently, as it claims.
///
/// ```swift
/// let test = try VaRBacktest(count: 250, exceptions: 7, probability: 0.01)
/// test.coverage.statistic       // 5.497: Kupiec's likelihood ratio, χ² with one degree of freedom
/// ```
public struct VaRBacktest: Hashable, Sendable {
    /// A likelihood ratio and the chance of one at least as large under the hypothesis.
    public struct LikelihoodRatio: Hashable, Sendable {
        public var statistic: Double
        public var probability: Double
    }

    /// Days of each kind: whether the day before and the day were exceptions.
    public struct Transitions: Hashable, Sendable {
        public var quietQuiet: Int
        public var quietHit: Int
        public var hitQuiet: Int
        public var hitHit: Int
    }

    /// How many days.
    public let count: Int
    /// On how many of them the loss exceeded the value at risk.
    public let exceptions: Int
    /// The promised share of exceptions, in (0, 1): 0.01 for a value at risk of 99 %.
    public let probability: Double
    /// nil if only the number of exceptions is known.
    public let transitions: Transitions?

    /// - Throws: `FinanceError` if there are no days, more exceptions than days, or the share is not inside (0, 1).
    public init(count: Int, exceptions: Int, probability: Double) throws(FinanceError) {
        try self.init(count, exceptions, probability, nil)
    }

    /// - Parameter hits: for each day, in their order, whether it was an exception.
    public init(hits: [Bool], probability: Double) throws(FinanceError) {
        var transitions = Transitions(quietQuiet: 0, quietHit: 0, hitQuiet: 0, hitHit: 0)
        for (before, now) in zip(hits, hits.dropFirst()) {
            switch (before, now) {
            case (false, false): transitions.quietQuiet += 1
            case (false, true): transitions.quietHit += 1
            case (true, false): transitions.hitQuiet += 1
            case (true, true): transitions.hitHit += 1
            }
        }
        try self.init(hits.count, hits.count { $0 }, probability, transitions)
    }

    private init(
        _ count: Int, _ exceptions: Int, _ probability: Double, _ transitions: Transitions?
    ) throws(FinanceError) {
        let check = InputCheck("backtest")
        try check.count("days", count, atLeast: 1)
        try check.within("exceptions", Double(exceptions), 0...Double(count))
        try check.inside("probability", probability, 0, 1)
        self.count = count
        self.exceptions = exceptions
        self.probability = probability
        self.transitions = transitions
    }

    /// Kupiec (1995): -2·ln of the likelihood at the promised share over that at the observed one, all days counted;
    /// χ² with one degree of freedom. With 0 or all days exceptions, 0·ln 0 counts as 0.
    public var coverage: LikelihoodRatio {
        let observed = Double(exceptions) / Double(count)
        let statistic = max(
            0,
            -2
                * (BinomialProbability.logLikelihood(exceptions, of: count, probability)
                    - BinomialProbability.logLikelihood(exceptions, of: count, observed)))
        return LikelihoodRatio(statistic: statistic, probability: ChiSquare.upperTail(statistic, degrees: 1))
    }

    /// The exact two-sided binomial test: the probability of all counts that are no more likely than this one.
    public var exactProbability: Double { BinomialProbability.twoSided(exceptions, of: count, probability) }

    /// The probability of exactly so many exceptions, the share being as promised.
    public var mass: Double { ScalarMath.exp(BinomialProbability.logMass(exceptions, of: count, probability)) }

    /// Christoffersen (1998): whether an exception is as likely after one as after a quiet day; χ² with one degree of
    /// freedom. 0 where one of the states was never left, since the data then can't tell. nil without the order of days.
    public var independence: LikelihoodRatio? {
        guard let t = transitions else { return nil }
        let (quiet, hit) = (t.quietQuiet + t.quietHit, t.hitQuiet + t.hitHit)
        let hits = t.quietHit + t.hitHit
        guard quiet + hit > 0 else { return LikelihoodRatio(statistic: 0, probability: 1) }
        func likelihood(_ x: Int, _ n: Int, _ p: Double) -> Double { BinomialProbability.logLikelihood(x, of: n, p) }
        func own(_ x: Int, _ n: Int) -> Double { n == 0 ? 0 : likelihood(x, n, Double(x) / Double(n)) }
        let common = own(hits, quiet + hit)
        let separate = own(t.quietHit, quiet) + own(t.hitHit, hit)
        let statistic = max(0, 2 * (separate - common))
        return LikelihoodRatio(statistic: statistic, probability: ChiSquare.upperTail(statistic, degrees: 1))
    }

    /// Conditional coverage: the sum of both statistics, coverage over all days (some texts leave out the first);
    /// χ² with two degrees of freedom.
    public var conditionalCoverage: LikelihoodRatio? {
        guard let independence else { return nil }
        let statistic = coverage.statistic + independence.statistic
        return LikelihoodRatio(statistic: statistic, probability: ChiSquare.upperTail(statistic, degrees: 2))
    }

    /// The zones of the Basel committee's traffic light (1996).
    public enum Zone: String, Hashable, Sendable { case green, yellow, red }

    /// Green while fewer exceptions than these have a probability below 95 %, red from 99.99 % on.
    public var zone: Zone {
        let below = BinomialProbability.tails(exceptions, of: count, probability).lower
        return below < 0.95 ? .green : below < 0.9999 ? .yellow : .red
    }
}

/// The χ² distribution.
package enum ChiSquare {
    /// P(X > x) with so many degrees of freedom; 1 for x <= 0.
    package static func upperTail(_ x: Double, degrees: Double) -> Double {
        x <= 0 ? 1 : IncompleteGamma.tails(0.5 * degrees, 0.5 * x).upper
    }
}
