/// Finitely many values with probabilities; also the empirical distribution of a sample.
package struct DiscreteFamily: Family {
    package static let name = "discrete"
    package let displayName: String
    package let table: StepTable
    /// The probability of each value of the table.
    package let probabilities: [Double]

    package var mean: Moment { .value(average { $0 }) }
    package var standardDeviation: Moment {
        let centre = average { $0 }
        return .value(average { ($0 - centre) * ($0 - centre) }.squareRoot())
    }
    package var support: Support { Support(table.values[0], table.values[table.values.count - 1]) }
    package var isDiscrete: Bool { true }
    package var steps: StepTable? { table }

    package func tails(_ x: Double) -> Tails {
        // The number of values <= x.
        var low = 0
        var high = table.values.count
        while low < high {
            let middle = (low + high) / 2
            if table.values[middle] <= x { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return Tails(lower: 0, upper: 1) }
        let lower = table.cumulative[low - 1]
        return Tails(lower: lower, upper: 1 - lower)
    }
    package func quantile(_ p: TailProbability) -> Double { table.value(at: p.lower) }
    package func density(_ x: Double) -> Double? { nil }
    package var recipe: VariateRecipe { .expression(.steps(table, .uniform)) }
    package var parameters: String {
        "\(table.values.count) \(displayName == "empirical" ? "samples" : "values")"
            + " from \(support.min) to \(support.max)"
    }

    private func average(_ f: (Double) -> Double) -> Double {
        var sum = CompensatedSum()
        for (value, probability) in zip(table.values, probabilities) { sum.add(f(value) * probability) }
        return sum.value
    }

    /// Sorts, merges equal values, drops impossible ones and accumulates.
    init(_ displayName: String, points: [(value: Double, weight: Double)], total: Double) {
        let sorted = points.filter { $0.weight > 0 }.sorted { $0.value < $1.value }
        var values: [Double] = []
        var weights: [Double] = []
        for point in sorted {
            if let last = values.last, last == point.value {
                weights[weights.count - 1] += point.weight
            } else {
                values.append(point.value)
                weights.append(point.weight)
            }
        }
        var kept: [Double] = []
        var cumulative: [Double] = []
        var sum = CompensatedSum()
        for (value, weight) in zip(values, weights) {
            sum.add(weight)
            let share = Swift.min(sum.value / total, 1)
            // A value whose probability vanishes beside 1 cannot be drawn.
            if let last = cumulative.last, last >= share { continue }
            kept.append(value)
            cumulative.append(share)
        }
        cumulative[cumulative.count - 1] = 1
        var previous = 0.0
        probabilities = cumulative.map { share in
            defer { previous = share }
            return share - previous
        }
        self.displayName = displayName
        table = StepTable(cumulative: cumulative, values: kept)
    }
}

/// A sum that carries its rounding error along (Neumaier).
struct CompensatedSum {
    private var sum = 0.0
    private var carry = 0.0

    var value: Double { sum + carry }

    mutating func add(_ x: Double) {
        let next = sum + x
        carry += sum.magnitude >= x.magnitude ? (sum - next) + x : (x - next) + sum
        sum = next
    }
}

extension Distribution {
    /// Finitely many values with their probabilities, which add up to 1 (within 1e-9; then scaled to 1 exactly).
    public static func discrete(
        values: [Double], probabilities: [Double]
    ) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(DiscreteFamily.name)
        guard !values.isEmpty else {
            throw DistributionError(check.family, "values", nil, mustBe: "a list of at least one value")
        }
        guard values.count == probabilities.count else {
            throw DistributionError(
                check.family, "probabilities", nil,
                mustBe: "as many as `values`: \(values.count), not \(probabilities.count)")
        }
        var total = CompensatedSum()
        for (index, value) in values.enumerated() { try check.finite("values[\(index + 1)]", value) }
        for (index, probability) in probabilities.enumerated() {
            try check.probability("probabilities[\(index + 1)]", probability)
            total.add(probability)
        }
        guard (total.value - 1).magnitude <= 1e-9 else {
            throw DistributionError(
                check.family, "probabilities", total.value, mustBe: "numbers that add up to 1",
                remedy: "divide each by their sum if they are weights")
        }
        let points = zip(values, probabilities).map { (value: $0, weight: $1) }
        return Distribution(.discrete(DiscreteFamily("discrete", points: points, total: total.value)))
    }

    /// The empirical distribution of a sample: each value with probability 1/n.
    public static func empirical(samples: [Double]) throws(DistributionError) -> Distribution {
        let check = ParameterCheck("empirical")
        guard !samples.isEmpty else {
            throw DistributionError(check.family, "samples", nil, mustBe: "a list of at least one value")
        }
        for (index, value) in samples.enumerated() { try check.finite("samples[\(index + 1)]", value) }
        let points = samples.map { (value: $0, weight: 1.0) }
        return Distribution(.discrete(DiscreteFamily("empirical", points: points, total: Double(samples.count))))
    }
}
