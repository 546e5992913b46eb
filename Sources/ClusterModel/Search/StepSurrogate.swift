internal import Engine

/// What a plan's step depends on when it is uncertain.
public enum UncertainInput: Int, CaseIterable, Hashable, Sendable {
    /// Bytes per second of one chip's share of the network.
    case network
    /// What chips reach of the rate that they are predicted to.
    case efficiency

    package var name: String { self == .network ? "network" : "efficiency" }
}

/// The time of a step as a polynomial of one or two uncertain inputs, so that a million paths need no search each.
///
/// The logarithm of the step is interpolated at Chebyshev points of the inputs' logarithms; the error is measured at other points.
public struct StepSurrogate: Sendable {
    public struct Range: Hashable, Sendable {
        public let input: UncertainInput
        public let low: Double
        public let high: Double

        package init(_ input: UncertainInput, low: Double, high: Double) {
            self.input = input
            self.low = low
            self.high = high
        }
    }

    public let ranges: [Range]
    /// Coefficients of T_i(z₁) T_j(z₂), i varying slowest; z is 2 (ln x − ln low) / (ln high − ln low) − 1.
    public let coefficients: [Double]
    public let points: Int
    /// Largest relative error at the points of the check.
    public let error: Double
    public let checks: Int

    /// - Parameters:
    ///   - strategy: Priced at every point; nil searches at every point, so that the strategy may change with the inputs.
    ///   - points: Per input.
    package init(
        _ job: TrainingJob, on cluster: Cluster, _ ranges: [Range], strategy: Strategy?, points: Int = 7
    ) throws(ClusterError) {
        precondition((1...2).contains(ranges.count))
        for range in ranges where !(range.low > 0 && range.high > range.low && range.high.isFinite) {
            throw .value(subject: "the cluster", parameter: range.input.name, value: range.low, requirement: "above 0, with some spread")
        }
        func step(_ z: [Double]) throws(ClusterError) -> Double {
            var changed = cluster
            for (range, z) in zip(ranges, z) {
                let (a, b) = (ScalarMath.log(range.low), ScalarMath.log(range.high))
                changed.set(range.input, ScalarMath.exp(a + (z + 1) / 2 * (b - a)))
            }
            let model = try TrainingModel(job, on: changed)
            guard let strategy else { return try StrategySearch(model).run().best.step }
            return try model.plan(strategy).step
        }
        let nodes = (0..<points).map { ScalarMath.cos((Double($0) + 0.5) * Double.pi / Double(points)) }
        let isDouble = ranges.count == 2
        let second = isDouble ? nodes : [0]
        var values: [Double] = []
        for a in nodes {
            for b in second { values.append(ScalarMath.log(try step(isDouble ? [a, b] : [a]))) }
        }
        // Discrete orthogonality of Chebyshev polynomials at their zeros.
        var coefficients: [Double] = []
        for i in 0..<points {
            for j in 0..<second.count {
                var sum = 0.0
                for (m, a) in nodes.enumerated() {
                    for (n, b) in second.enumerated() {
                        sum += values[m * second.count + n] * Self.chebyshev(i, a) * (isDouble ? Self.chebyshev(j, b) : 1)
                    }
                }
                let scale = Double(i == 0 ? 1 : 2) * Double(isDouble && j > 0 ? 2 : 1)
                coefficients.append(sum * scale / Double(points * second.count))
            }
        }
        self.ranges = ranges
        self.coefficients = coefficients
        self.points = points
        // The check: evenly spread points between the nodes and at the ends.
        let places = stride(from: -1.0, through: 1, by: isDouble ? 0.4 : 0.1).map { $0 }
        var worst = 0.0
        var count = 0
        for a in places {
            for b in isDouble ? places : [0] {
                let truth = try step(isDouble ? [a, b] : [a])
                worst = max(worst, abs(Self.value(coefficients, points, isDouble ? [a, b] : [a]) / truth - 1))
                count += 1
            }
        }
        error = worst
        checks = count
    }

    private static func chebyshev(_ n: Int, _ z: Double) -> Double {
        var (a, b) = (1.0, z)
        for _ in 0..<n { (a, b) = (b, 2 * z * b - a) }
        return a
    }

    /// Seconds at z, for the check and for tests.
    private static func value(_ coefficients: [Double], _ points: Int, _ z: [Double]) -> Double {
        var sum = 0.0
        let second = coefficients.count / points
        for i in 0..<points {
            for j in 0..<second {
                sum += coefficients[i * second + j] * chebyshev(i, z[0]) * (z.count > 1 ? chebyshev(j, z[1]) : 1)
            }
        }
        return ScalarMath.exp(sum)
    }
}

extension Cluster {
    /// Replaces an input; efficiency multiplies what is there.
    package mutating func set(_ input: UncertainInput, _ value: Double) {
        switch input {
        case .network: network = value
        case .efficiency:
            chip.bf16 *= value
            chip.fp8 *= value
            chip.fp4 *= value
        }
    }
}
