internal import Engine

/// When to open and when to close a plant whose price is lognormal (Dixit 1989; Dixit and Pindyck 1994, chapter 7).
///
/// dP/P = μ dt + σ dW, running cost C, entry cost I, exit cost E (negative: scrap value), discount rate r > μ. With the roots β₁ > 1
/// and β₂ < 0, idle plants are worth A·P^β₁, running ones P/(r - μ) - C/r + B·P^β₂, and value and slope meet at both
/// thresholds:
///
///     G(P) = running - idle:   G(P_high) = I, G'(P_high) = 0, G(P_low) = -E, G'(P_low) = 0
///
/// P_low fixes A and B; it is found so that the maximum of G to its right is I.
public struct EntryExit: Hashable, Sendable {
    /// The price at which an idle plant opens.
    public let entry: Double
    /// The price at which a running plant closes.
    public let exit: Double

    /// - Parameters:
    ///   - rate: r, per year, greater than 0 and than the drift.
    ///   - drift: μ, per year.
    ///   - volatility: σ, per √year, greater than 0.
    ///   - runningCost: C per year, greater than 0, in the unit of the price.
    ///   - entryCost: I, at least 0.
    ///   - exitCost: E, greater than -I.
    /// - Throws: `FinanceError` for values out of range; if the plant never closes (E above C/r).
    public init(
        rate: Double, drift: Double, volatility: Double, runningCost: Double, entryCost: Double, exitCost: Double = 0
    ) throws(FinanceError) {
        let check = InputCheck("entry and exit")
        try check.positive("rate", rate)
        try check.inside("drift", drift, -1e6, rate)
        try check.positive("volatility", volatility)
        try check.positive("running cost", runningCost)
        try check.notNegative("entry cost", entryCost)
        if !(exitCost > -entryCost && exitCost.isFinite) {
            throw FinanceError("entry and exit", "exit cost", exitCost, mustBe: "greater than minus the entry cost")
        }
        if exitCost >= runningCost / rate {
            throw FinanceError(
                "entry and exit", "exit cost", exitCost, mustBe: "below running cost / rate",
                remedy: "at this exit cost a plant never closes")
        }
        let problem = Smoothness(
            upperRoot: try PerpetualInvestment.root(rate: rate, drift: drift, volatility: volatility),
            lowerRoot: PerpetualInvestment.negativeRoot(rate: rate, drift: drift, volatility: volatility),
            slope: 1 / (rate - drift), offset: runningCost / rate, exitCost: exitCost)
        // G is convex where it touches -E, so by its equation P_low <= C - rE; there the maximum is -E.
        let highest = ScalarMath.log(runningCost - rate * exitCost)
        let exit = Bisection.root(from: highest - 60, to: highest) { logPrice in
            // Without bound where P_low is far too low.
            let excess = problem.peak(ScalarMath.exp(logPrice)).value - entryCost
            return excess.isFinite ? excess / (1 + excess.magnitude) : 1
        }
        guard let exit else {
            throw FinanceError("entry and exit", "volatility", volatility, mustBe: "one that leaves an exit above 0")
        }
        self.exit = ScalarMath.exp(exit)
        entry = problem.peak(self.exit).price
    }
}

/// G and its constants, given where it touches -E.
private struct Smoothness {
    let upperRoot: Double
    let lowerRoot: Double
    let slope: Double
    let offset: Double
    let exitCost: Double

    /// Where G, made to touch -E at `low` from above, has its maximum to the right, and that maximum.
    func peak(_ low: Double) -> (price: Double, value: Double) {
        // In x = P/low, G = b·x^β₂ - a·x^β₁ + s·x - offset, from G(1) = -E and G'(1) = 0.
        let s = slope * low
        let gap = offset - exitCost - s
        let a = (s + -lowerRoot * -gap) / (upperRoot - lowerRoot)
        let b = gap + a
        func value(_ logX: Double) -> Double {
            b * ScalarMath.exp(lowerRoot * logX) - a * ScalarMath.exp(upperRoot * logX) + s * ScalarMath.exp(logX) - offset
        }
        // x·G'(x), divided by x^β₁ to stay finite.
        func derivative(_ logX: Double) -> Double {
            lowerRoot * b * ScalarMath.exp((lowerRoot - upperRoot) * logX) - a * upperRoot
                + s * ScalarMath.exp((1 - upperRoot) * logX)
        }
        var step = 1e-3
        while derivative(step) > 0 && step < 500 { step *= 2 }
        if derivative(step) > 0 { return (.infinity, .infinity) }
        let logX = Bisection.root(from: max(step / 2, 1e-3), to: step, derivative) ?? 0
        return (low * ScalarMath.exp(logX), value(logX))
    }
}
