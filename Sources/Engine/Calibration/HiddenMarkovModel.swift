/// A Markov chain of regimes, in each of which values are normal with a mean and a deviation of its own (Hamilton,
/// Econometrica 57, 1989).
struct HiddenMarkovModel {
    var means: [Double]
    var deviations: [Double]
    /// Row i: the probabilities of going from regime i to each in one step.
    var transitions: [[Double]]

    var states: Int { means.count }

    /// What the data say about the regimes under a model: Baum's forward-backward algorithm, scaled (Rabiner, Proceedings
    /// of the IEEE 77, 1989, section V). The chain begins in each regime with equal probability.
    struct Smoothed {
        var logLikelihood = 0.0
        /// Expected visits, Σ γₜ(k), and moments Σ γₜ(k)·x, Σ γₜ(k)·x².
        var visits: [Double]
        var sums: [Double]
        var squares: [Double]
        /// Expected passages from i to j.
        var passages: [[Double]]
        /// The likeliest regime of each value; empty unless asked for.
        var path: [Int] = []
    }

    /// Nil where the data are impossible under the model to rounding.
    func smooth(_ x: [Double], keepingPath: Bool = false) -> Smoothed? {
        let (k, n) = (states, x.count)
        var result = Smoothed(
            visits: [Double](repeating: 0, count: k), sums: [Double](repeating: 0, count: k),
            squares: [Double](repeating: 0, count: k),
            passages: [[Double]](repeating: [Double](repeating: 0, count: k), count: k))
        var forward = [Double](repeating: 0, count: n * k)
        var densities = [Double](repeating: 0, count: n * k)
        var scales = [Double](repeating: 0, count: n)
        let flat = transitions.flatMap { $0 }
        let inverse = deviations.map { 1 / $0 }
        var product = 1.0
        for t in 0..<n {
            var total = 0.0
            for j in 0..<k {
                let z = (x[t] - means[j]) * inverse[j]
                let density = ScalarMath.exp(-0.5 * z * z) * inverse[j]
                densities[t * k + j] = density
                var prior = 1 / Double(k)
                if t > 0 {
                    prior = 0
                    for i in 0..<k { prior += forward[(t - 1) * k + i] * flat[i * k + j] }
                }
                let joint = prior * density
                forward[t * k + j] = joint
                total += joint
            }
            guard total > 1e-290 else { return nil }
            for j in 0..<k { forward[t * k + j] /= total }
            scales[t] = total
            product *= total
            if !(product > 1e-200 && product < 1e200) || total < 1e-60 {
                result.logLikelihood += ScalarMath.log(product / total) + ScalarMath.log(total)
                product = 1
            }
        }
        result.logLikelihood += ScalarMath.log(product) - 0.9189385332046727 * Double(n)
        guard result.logLikelihood.isFinite else { return nil }
        backward(x, flat: flat, forward: forward, densities: densities, scales: scales, keepingPath: keepingPath, into: &result)
        return result
    }

    private func backward(
        _ x: [Double], flat: [Double], forward: [Double], densities: [Double], scales: [Double], keepingPath: Bool,
        into result: inout Smoothed
    ) {
        let (k, n) = (states, x.count)
        var later = [Double](repeating: 1, count: k)
        var current = later
        if keepingPath { result.path = [Int](repeating: 0, count: n) }
        for t in stride(from: n - 1, through: 0, by: -1) {
            if t < n - 1 {
                // later is β(t+1); make β(t) and count passages from t to t+1.
                let scale = 1 / scales[t + 1]
                for i in 0..<k {
                    var sum = 0.0
                    for j in 0..<k {
                        let step = flat[i * k + j] * densities[(t + 1) * k + j] * later[j] * scale
                        sum += step
                        result.passages[i][j] += forward[t * k + i] * step
                    }
                    current[i] = sum
                }
                swap(&later, &current)
            }
            var (best, largest) = (0, -1.0)
            for j in 0..<k {
                let share = forward[t * k + j] * later[j]
                result.visits[j] += share
                result.sums[j] += share * x[t]
                result.squares[j] += share * x[t] * x[t]
                if share > largest { (best, largest) = (j, share) }
            }
            if keepingPath { result.path[t] = best }
        }
    }

    /// One step of expectation and maximisation (Baum et al. 1970) from what was smoothed.
    func improved(by smoothed: Smoothed) -> HiddenMarkovModel {
        var next = self
        for j in 0..<states {
            let weight = max(smoothed.visits[j], 1e-9)
            next.means[j] = smoothed.sums[j] / weight
            next.deviations[j] = max(0.02, smoothed.squares[j] / weight - next.means[j] * next.means[j]).squareRoot()
            let leaving = max(smoothed.passages[j].reduce(0, +), 1e-9)
            next.transitions[j] = smoothed.passages[j].map { max($0 / leaving, 1e-8) }
            let total = next.transitions[j].reduce(0, +)
            for i in 0..<states { next.transitions[j][i] /= total }
        }
        return next
    }

    /// With the regimes in ascending order of deviation.
    var ordered: HiddenMarkovModel {
        let order = (0..<states).sorted { (deviations[$0], $0) < (deviations[$1], $1) }
        return HiddenMarkovModel(
            means: order.map { means[$0] }, deviations: order.map { deviations[$0] },
            transitions: order.map { i in order.map { transitions[i][$0] } })
    }

    /// Normal scores of the one-step predictions: what should be independent standard normal draws.
    func normalScores(_ x: [Double]) -> [Double] {
        var prior = [Double](repeating: 1 / Double(states), count: states)
        return x.map { value in
            var (below, above) = (0.0, 0.0)
            var joint = prior
            for j in 0..<states {
                let z = (value - means[j]) / deviations[j]
                let tails = StandardNormal.tails(z)
                below += prior[j] * tails.lower
                above += prior[j] * tails.upper
                joint[j] *= StandardNormal.density(z) / deviations[j]
            }
            let total = max(joint.reduce(0, +), 1e-300)
            prior = (0..<states).map { j in
                (0..<states).reduce(0) { $0 + joint[$1] / total * transitions[$1][j] }
            }
            return below < above ? ScalarMath.inverseNormal(max(below, 1e-300)) : -ScalarMath.inverseNormal(max(above, 1e-300))
        }
    }
}
