extension Calibration {
    /// Regimes of volatility between which log returns switch: a hidden Markov chain, by maximum likelihood.
    ///
    /// Regimes are numbered from the calmest. `1.drift` and `1.volatility` are annual as for ``gbm(_:)``; `1.to.2` is the
    /// rate per year at which regime 1 goes over into 2, of the chain in continuous time whose probabilities over one step
    /// are those fitted (their matrix logarithm). The climb begins at the best of several short runs of Baum and Welch's
    /// algorithm. Standard errors are from the observed information, its intervals on the scale of the logarithm for
    /// volatilities, and for rates those of a Poisson count of as many switches as would be so sure (Jeffreys).
    ///
    /// - Throws: `regimeTooShort` below 20 steps of mean stay, `tooFewSwitches` below 10, `regimesAlike`, `noMaximum`;
    ///   `tooFew` below 250 returns.
    package static func regimes(_ data: Observations, states: Int = 2) throws(CalibrationError) -> Calibration {
        precondition((2...4).contains(states), "two to four regimes")
        guard data.values.count > 250 else { throw .tooFew(found: data.values.count - 1, needed: 250) }
        let returns = try data.logReturns()
        let moments = SampleMoments(returns)
        let sd = moments.variance.squareRoot()
        let x = returns.map { ($0 - moments.mean) / sd }
        let chart = RegimeChart(states: states)
        guard let start = RegimeStart.best(x, states: states),
            let top = Maximiser.climb(from: chart.coordinates(start), { chart.likelihood(x, $0) })
        else { throw .noMaximum(process: "regimes") }
        let model = chart.model(top.point).ordered
        let c = chart.coordinates(model)
        guard let smoothed = model.smooth(x, keepingPath: true) else { throw .noMaximum(process: "regimes") }
        try check(model, smoothed)
        guard
            let information = Information.observed(
                at: c, steps: [Double](repeating: 1e-3, count: c.count), score: { chart.likelihood(x, $0)?.gradient }),
            let covariance = Information.covariance(information)
        else { throw .regimesAlike("the likelihood is flat at its maximum") }
        for j in 1..<states {
            let (low, high) = (states + j - 1, states + j)
            var gradient = [Double](repeating: 0, count: c.count)
            (gradient[low], gradient[high]) = (-1, 1)
            guard c[high] - c[low] > 4 * Information.error(covariance, gradient) else {
                throw .regimesAlike("the volatilities of regimes \(j) and \(j + 1) differ by less than four standard errors")
            }
        }
        let visits = smoothed.visits.map { $0 / Double(x.count) }
        let switches = zip(smoothed.path, smoothed.path.dropFirst()).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        var fit = Calibration(
            process: "regimes",
            parameters: parameters(model, chart, covariance, data: data, moments: moments), count: x.count, span: data.span,
            logLikelihood: top.value - Double(x.count) * ScalarMath.log(sd),
            goodness: GoodnessOfFit(residuals: model.normalScores(x), noun: "returns"))
        let shares = visits.map { "\(Int(($0 * 100).rounded())) %" }.joined(separator: ", ")
        fit.notes.append("\(switches) switches; share of time in each regime: \(shares)")
        return fit
    }

    private static func check(
        _ model: HiddenMarkovModel, _ smoothed: HiddenMarkovModel.Smoothed
    ) throws(CalibrationError) {
        for j in 0..<model.states {
            let dwell = 1 / (1 - model.transitions[j][j])
            guard dwell >= 20 else { throw .regimeTooShort(regime: j + 1, dwell: dwell) }
        }
        let switches = zip(smoothed.path, smoothed.path.dropFirst()).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
        guard switches >= 10 else { throw .tooFewSwitches(switches) }
    }

    private static func parameters(
        _ model: HiddenMarkovModel, _ chart: RegimeChart, _ covariance: [[Double]], data: Observations,
        moments: SampleMoments
    ) -> [ParameterEstimate] {
        let (d, k) = (data.step, model.states)
        let sd = moments.variance.squareRoot()
        var found: [ParameterEstimate] = []
        for j in 0..<k {
            let volatility = sd * model.deviations[j] / d.squareRoot()
            var gradient = [Double](repeating: 0, count: chart.dimension)
            (gradient[j], gradient[k + j]) = (sd / d, volatility * volatility)
            let drift = (moments.mean + sd * model.means[j]) / d + volatility * volatility / 2
            found.append(.symmetric("\(j + 1).drift", drift, error: Information.error(covariance, gradient)))
            let relative = covariance[k + j][k + j].squareRoot()
            found.append(.positive("\(j + 1).volatility", volatility, error: volatility * relative))
        }
        let rates = TransitionRates.perStep(model.transitions)
        for i in 0..<k {
            for j in 0..<k where j != i {
                // ln p(i→j) changes by 1 - p(i→j) with its own coordinate and by -p(i→l) with the others of its row.
                var gradient = [Double](repeating: 0, count: chart.dimension)
                for l in 0..<k where l != i {
                    gradient[chart.index(from: i, to: l)] = (l == j ? 1 : 0) - model.transitions[i][l]
                }
                let relative = Information.error(covariance, gradient)
                let rate = rates[i][j] / d
                let ends = TransitionRates.interval(relativeError: relative)
                found.append(
                    ParameterEstimate(
                        "\(i + 1).to.\(j + 1)", rate, error: rate * relative, low: rate * ends.low, high: rate * ends.high))
            }
        }
        return found
    }
}

/// Between probabilities over one step and rates.
enum TransitionRates {
    /// The rates per step of the chain in continuous time with these transition probabilities: the matrix logarithm, by
    /// its series in P - 1, which converges where staying is likelier than not. Rates below 0, which small samples can
    /// give with three or more regimes, become 0.
    static func perStep(_ p: [[Double]]) -> [[Double]] {
        let k = p.count
        let rest = (0..<k).map { i in (0..<k).map { p[i][$0] - (i == $0 ? 1 : 0) } }
        var power = rest
        var sum = rest
        for n in 2...200 {
            power = (0..<k).map { i in (0..<k).map { j in (0..<k).reduce(0) { $0 + power[i][$1] * rest[$1][j] } } }
            let sign = n % 2 == 0 ? -1.0 : 1.0
            var largest = 0.0
            for i in 0..<k {
                for j in 0..<k {
                    sum[i][j] += sign * power[i][j] / Double(n)
                    largest = max(largest, power[i][j].magnitude)
                }
            }
            if largest < 1e-17 { break }
        }
        return sum.map { $0.map { max(0, $0) } }
    }

    /// The ends of the 95 % interval of a rate as multiples of its estimate: with N = 1/error² the quantiles of a gamma
    /// distribution of shape N + ½, over N.
    static func interval(relativeError: Double) -> (low: Double, high: Double) {
        let count = 1 / (relativeError * relativeError)
        let shape = count + 0.5
        func quantile(_ p: Double) -> Double {
            Bisection.root(from: 0, to: 2 * shape + 40) { IncompleteGamma.tails(shape, $0).lower - p } ?? shape
        }
        return (quantile(0.025) / count, quantile(0.975) / count)
    }
}

/// Where the climb begins.
enum RegimeStart {
    /// The best of a few guesses after twelve steps of expectation and maximisation each.
    static func best(_ x: [Double], states: Int) -> HiddenMarkovModel? {
        var best: (value: Double, model: HiddenMarkovModel)?
        for spread in [1.5, 2.5, 4] {
            for stay in [0.95, 0.99] {
                var model = guess(states: states, spread: spread, stay: stay)
                var value = -Double.infinity
                for _ in 0..<12 {
                    guard let smoothed = model.smooth(x) else { break }
                    value = smoothed.logLikelihood
                    model = model.improved(by: smoothed)
                }
                if value > best?.value ?? -.infinity { best = (value, model) }
            }
        }
        return best?.model
    }

    /// Deviations from 1/√spread to √spread in equal ratios.
    private static func guess(states: Int, spread: Double, stay: Double) -> HiddenMarkovModel {
        let logarithm = ScalarMath.log(spread)
        let deviations = (0..<states).map {
            ScalarMath.exp(logarithm * (Double($0) / Double(states - 1) - 0.5))
        }
        let away = (1 - stay) / Double(states - 1)
        return HiddenMarkovModel(
            means: [Double](repeating: 0, count: states), deviations: deviations,
            transitions: (0..<states).map { i in (0..<states).map { $0 == i ? stay : away } })
    }
}
