/// The unconstrained coordinates of a hidden Markov model: means, ln deviations, and for each row of its transitions the
/// logarithms of the ratios to the probability of staying.
struct RegimeChart {
    let states: Int

    var dimension: Int { 2 * states + states * (states - 1) }

    /// Which coordinate belongs to the passage from one regime to another.
    func index(from: Int, to: Int) -> Int { 2 * states + from * (states - 1) + (to < from ? to : to - 1) }

    func coordinates(_ model: HiddenMarkovModel) -> [Double] {
        var c = model.means + model.deviations.map { ScalarMath.log($0) }
        for i in 0..<states {
            for j in 0..<states where j != i {
                c.append(ScalarMath.log(model.transitions[i][j] / model.transitions[i][i]))
            }
        }
        return c
    }

    func model(_ c: [Double]) -> HiddenMarkovModel {
        let rows = (0..<states).map { i -> [Double] in
            let weights = (0..<states).map { $0 == i ? 1 : ScalarMath.exp(c[index(from: i, to: $0)]) }
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        }
        return HiddenMarkovModel(
            means: Array(c[..<states]), deviations: c[states..<(2 * states)].map { ScalarMath.exp($0) }, transitions: rows)
    }

    /// The log-likelihood and its gradient, by Fisher's identity: the score is the expected score of the data completed by
    /// their regimes.
    func likelihood(_ x: [Double], _ c: [Double]) -> (value: Double, gradient: [Double])? {
        guard c.allSatisfy({ $0.magnitude < 25 }) else { return nil }
        let model = model(c)
        guard let s = model.smooth(x) else { return nil }
        var gradient = [Double](repeating: 0, count: dimension)
        for j in 0..<states {
            let (m, variance) = (model.means[j], model.deviations[j] * model.deviations[j])
            gradient[j] = (s.sums[j] - m * s.visits[j]) / variance
            let square = s.squares[j] - 2 * m * s.sums[j] + m * m * s.visits[j]
            gradient[states + j] = square / variance - s.visits[j]
            let leaving = s.passages[j].reduce(0, +)
            for i in 0..<states where i != j {
                gradient[index(from: j, to: i)] = s.passages[j][i] - model.transitions[j][i] * leaving
            }
        }
        return (s.logLikelihood, gradient)
    }
}
