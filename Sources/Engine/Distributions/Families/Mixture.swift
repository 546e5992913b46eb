/// One of several distributions, chosen with given probabilities, as one monotone function of one uniform.
package struct MixtureFamily: Family {
    package static let name = "mixture"
    /// Positive, adding up to 1.
    package let weights: [Double]
    package let components: [Distribution]

    package var mean: Moment {
        var sum = 0.0
        for (weight, component) in zip(weights, components) {
            guard case .value(let mean) = component.meanMoment else { return component.meanMoment }
            sum += weight * mean
        }
        return .value(sum)
    }
    package var standardDeviation: Moment {
        guard case .value(let centre) = mean else { return mean == .noClosedForm ? .noClosedForm : .undefined }
        var sum = 0.0
        for (weight, component) in zip(weights, components) {
            guard case .value(let sd) = component.standardDeviationMoment else {
                return component.standardDeviationMoment
            }
            let shift = (component.mean ?? 0) - centre
            sum += weight * (sd * sd + shift * shift)
        }
        return .value(sum.squareRoot())
    }
    package var support: Support {
        Support(
            components.reduce(.infinity) { Swift.min($0, $1.minimum) },
            components.reduce(-.infinity) { Swift.max($0, $1.maximum) })
    }
    package var isDiscrete: Bool { components.allSatisfy(\.isDiscrete) }
    package var parameters: String {
        zip(weights, components).map { "\($0) \($1.summary)" }.joined(separator: ", ")
    }

    package func tails(_ x: Double) -> Tails { total { $0.tails(x) } }

    /// P(X < x) and P(X >= x).
    package func tailsBelow(_ x: Double) -> Tails {
        total { component in
            component.isDiscrete
                ? component.tails(x.nextDown)
                : component.hasAtoms
                    ? component.tails(x.nextDown) : component.tails(x)
        }
    }

    private func total(_ tails: (Distribution) -> Tails) -> Tails {
        var sum = Tails(lower: 0, upper: 0)
        for (weight, component) in zip(weights, components) {
            let t = tails(component)
            sum.lower += weight * t.lower
            sum.upper += weight * t.upper
        }
        return Tails(lower: Swift.min(sum.lower, 1), upper: Swift.min(sum.upper, 1))
    }

    package func density(_ x: Double) -> Double? {
        var sum = 0.0
        for (weight, component) in zip(weights, components) {
            guard let density = component.family.density(x) else { return nil }
            sum += weight * density
        }
        return sum
    }

    /// The quantile from a near one by plain Newton steps, or by `quantile` if they do not settle at once.
    func quantile(_ p: TailProbability, near start: Double?) -> Double {
        let near = p.fromNearEnd
        guard var x = start else { return quantile(p) }
        var last = Double.infinity
        for _ in 0..<12 {
            guard let slope = density(x), slope > 0, slope < .infinity else { break }
            let t = tails(x)
            let step = (near.isUpper ? near.probability - t.upper : t.lower - near.probability) / slope
            x -= step
            if step.magnitude <= 4e-16 * x.magnitude { return x }
            // Steps that do not halve are lost in rounding or far from the root.
            guard step.magnitude < 0.5 * last else { break }
            last = step.magnitude
        }
        return quantile(p)
    }

    /// Between the least and the greatest quantile of the components; bisection, sped up by Newton where all have
    /// densities, down to neighbouring doubles.
    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        var low = Double.infinity
        var high = -Double.infinity
        for component in components {
            let x = near.isUpper ? component.upperQuantile(near.probability) : component.quantile(near.probability)
            low = Swift.min(low, x)
            high = Swift.max(high, x)
        }
        if low == high { return low }
        // `high` reaches p; `low` may too, being the least component quantile.
        if reaches(low, near) { return low }
        var x = low + 0.5 * (high - low)
        for _ in 0..<2100 {
            if x <= low || x >= high { x = Self.middle(low, high) }
            if x <= low || x >= high { return high }
            let t = tails(x)
            let value = near.isUpper ? t.upper : t.lower
            if near.isUpper ? value <= near.probability : value >= near.probability { high = x } else { low = x }
            var next = Self.middle(low, high)
            if let slope = density(x), slope > 0, slope < .infinity {
                let step = (value - near.probability) / slope
                let newton = near.isUpper ? x + step : x - step
                if newton > low && newton < high {
                    if (newton - x).magnitude <= 2.3e-16 * x.magnitude { return newton }
                    // Newton is trusted where it stays near; elsewhere the bracket shrinks faster.
                    if (newton - x).magnitude < 0.3 * (high - low)
                        || (value - near.probability).magnitude < 0.1 * near.probability
                    {
                        next = newton
                    }
                }
            }
            x = next
        }
        return high
    }

    private func reaches(_ x: Double, _ p: TailProbability) -> Bool {
        let t = tails(x)
        return p.isUpper ? t.upper <= p.probability : t.lower >= p.probability
    }

    private static func middle(_ a: Double, _ b: Double) -> Double {
        // Between powers of two apart, halve the exponent instead.
        if a > 0 && b > 4 * a && b < .infinity { return a.squareRoot() * b.squareRoot() }
        return a + 0.5 * (b - a)
    }

    package var steps: StepTable? {
        guard isDiscrete else { return nil }
        var points: [(value: Double, weight: Double)] = []
        for (weight, component) in zip(weights, components) {
            guard let table = component.family.steps else { return nil }
            var previous = 0.0
            for (value, share) in zip(table.values, table.cumulative) {
                points.append((value: value, weight: weight * (share - previous)))
                previous = share
            }
        }
        return DiscreteFamily("mixture", points: points, total: 1).table
    }

    package var recipe: VariateRecipe {
        if let steps { return .expression(.steps(steps, .uniform)) }
        return .expression(MixturePieces(self).expression)
    }
}

extension Distribution {
    /// Whether single points have positive probability.
    package var hasAtoms: Bool {
        switch shape {
        case .mixture(let mixture): mixture.components.contains { $0.hasAtoms }
        case .truncated(let truncated): truncated.base.hasAtoms
        default: isDiscrete
        }
    }

    /// The single points with positive probability that are listed; nil if they are too many to list.
    package var atoms: [Double]? {
        switch shape {
        case .mixture(let mixture):
            var all: [Double] = []
            for component in mixture.components {
                guard let atoms = component.atoms else { return nil }
                all += atoms
            }
            return all
        case .truncated(let truncated):
            return truncated.base.atoms?.filter { $0 >= truncated.bounds.min && $0 <= truncated.bounds.max }
        default:
            return isDiscrete ? family.steps?.values : []
        }
    }

    /// One of the distributions, chosen with its weight. Weights are >= 0 and are scaled to add up to 1.
    ///
    /// A mixture of continuous with discrete distributions may have at most 16 isolated values.
    public static func mixture(_ parts: [(weight: Double, distribution: Distribution)]) throws(DistributionError)
        -> Distribution
    {
        let check = ParameterCheck(MixtureFamily.name)
        guard !parts.isEmpty else {
            throw DistributionError(check.family, "mixture", nil, mustBe: "of at least one distribution")
        }
        var total = CompensatedSum()
        for (index, part) in parts.enumerated() {
            guard part.weight >= 0, part.weight.isFinite else {
                throw DistributionError(
                    check.family, "weights[\(index + 1)]", part.weight, mustBe: "at least 0 and finite")
            }
            total.add(part.weight)
        }
        guard total.value > 0, total.value.isFinite else {
            throw DistributionError(
                check.family, "weights", total.value, mustBe: "such that their sum is greater than 0")
        }
        let used = parts.filter { $0.weight > 0 }
        let family = MixtureFamily(weights: used.map { $0.weight / total.value }, components: used.map(\.distribution))
        if !family.isDiscrete {
            let atoms = used.map(\.distribution).reduce(into: [Double]?.some([])) { all, next in
                all = next.atoms.flatMap { atoms in all.map { $0 + atoms } }
            }
            guard let atoms, Set(atoms).count <= MixturePieces.mostAtoms else {
                throw DistributionError(
                    check.family, "mixture", nil,
                    mustBe: "either all discrete, or with at most \(MixturePieces.mostAtoms) isolated values",
                    remedy: "draw the discrete part as a variable of its own and combine them with `where`")
            }
        }
        return Distribution(.mixture(family))
    }
}
