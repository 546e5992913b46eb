/// One point of a quantile function: P(X <= value) = probability.
public struct QuantilePoint: Hashable, Sendable {
    /// Strictly between 0 and 1.
    public var probability: Double
    public var value: Double

    public init(_ probability: Double, _ value: Double) {
        self.probability = probability
        self.value = value
    }

    /// How the language spells it: "p10", "p2.5", else "quantiles[0.00001]".
    public var name: String {
        let percent = (probability * 100 * 1e6).rounded() / 1e6
        if percent == percent.rounded() && percent >= 1 && percent <= 99 { return "p\(Int(percent))" }
        return "quantiles[\(probability)]"
    }
}

extension ParameterCheck {
    /// The points sorted by probability, once they are seen to be finite, distinct and rising.
    func quantiles(_ points: [QuantilePoint], atLeast least: Int) throws(DistributionError) -> [QuantilePoint] {
        guard points.count >= least else {
            throw DistributionError(
                family, "quantiles", nil,
                mustBe: least == 1 ? "at least one quantile" : "at least \(least) quantiles, not \(points.count)",
                remedy: "give for example `p10` and `p90`")
        }
        for point in points {
            guard point.probability > 0, point.probability < 1 else {
                throw DistributionError(
                    family, "quantiles", point.probability, mustBe: "at probabilities strictly between 0 and 1",
                    remedy: "p10 is `quantiles = { [0.10] = ... }`")
            }
            try finite(point.name, point.value)
        }
        let sorted = points.sorted { $0.probability < $1.probability }
        for (a, b) in zip(sorted, sorted.dropFirst()) {
            guard a.probability < b.probability else {
                throw DistributionError(family, b.name, b.value, mustBe: "given once")
            }
            guard a.value < b.value else {
                throw DistributionError(
                    family, b.name, b.value, mustBe: "greater than `\(a.name)`", operands: [.init(a.name, a.value)],
                    remedy: a.value == b.value ? nil : "exchange the two: \(a.name) is the low value",
                    kind: .quantileOrder)
            }
        }
        return sorted
    }
}
