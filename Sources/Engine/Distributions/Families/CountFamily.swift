/// What the Poisson and binomial families share: whole values around a mean.
package protocol CountFamily: Family {
    /// P(X = k) for whole k >= 0.
    func mass(_ k: Double) -> Double
    var centre: Double { get }
    var variance: Double { get }
    /// The third standardised cumulant.
    var skewness: Double { get }
    /// The fourth standardised cumulant.
    var excessKurtosis: Double { get }
    /// The largest possible value, +∞ for none.
    var largest: Double { get }
}

extension CountFamily {
    package var isDiscrete: Bool { true }
    package var mean: Moment { .value(centre) }
    package var standardDeviation: Moment { .value(variance.squareRoot()) }
    package var support: Support { Support(0, largest) }
    package func density(_ x: Double) -> Double? { nil }

    /// Above this variance values are drawn by expansion instead of from a table of steps.
    static var largestTabulated: Double { 1e6 }

    package var recipe: VariateRecipe {
        if let steps { return .expression(.steps(steps, .uniform)) }
        return .expression(expansion)
    }

    package var steps: StepTable? { variance <= Self.largestTabulated ? CountTables.steps(self) : nil }

    /// Cornish and Fisher's expansion to the order 1/variance, on the continuous variable whose rounding is X
    /// (Sheppard's correction takes 1/12 from the variance), then rounded.
    private var expansion: VariateExpression {
        let sd = (variance - 1.0 / 12).squareRoot()
        let s = skewness
        let k = excessKurtosis
        // μ − ½ + sd·(z + s(z²−1)/6 + k(z³−3z)/24 − s²(2z³−5z)/36), by Horner in z.
        let c3 = sd * (k / 24 - s * s / 18)
        let c2 = sd * (s / 6)
        let c1 = sd * (1 - k / 8 + 5 * s * s / 36)
        let c0 = centre - 0.5 - sd * (s / 6)
        let z = VariateExpression.inverseNormal(.uniform)
        var sum = VariateExpression.add(.constant(c2), .multiply(.constant(c3), z))
        sum = .add(.constant(c1), .multiply(sum, z))
        sum = .add(.constant(c0), .multiply(sum, z))
        let rounded = VariateExpression.maximum(.ceiling(sum), .constant(0))
        return largest.isFinite ? .minimum(rounded, .constant(largest)) : rounded
    }

    package func quantile(_ p: TailProbability) -> Double {
        let near = p.fromNearEnd
        let reaches = { (k: Double) -> Bool in
            let t = tails(k)
            return near.isUpper ? t.upper <= near.probability : t.lower >= near.probability
        }
        // Bracket from the normal guess by doubling steps, then bisect on whole numbers.
        let sd = variance.squareRoot()
        let guess = (centre + sd * StandardNormal.quantile(near)).rounded(.down)
        var high = Swift.min(Swift.max(guess, 0), largest)
        var step = Swift.max(1, (sd * 0.01).rounded(.up))
        if reaches(high) {
            var low = high - step
            while low >= 0 && reaches(low) {
                high = low
                step *= 2
                low = high - step
            }
            return bisect(Swift.max(low, -1), high, reaches)
        }
        var low = high
        high = Swift.min(high + step, largest)
        while high < largest && !reaches(high) {
            low = high
            step *= 2
            high = Swift.min(high + step, largest)
        }
        return bisect(low, high, reaches)
    }

    /// The smallest whole number in (low, high] that reaches; `high` does.
    private func bisect(_ low: Double, _ high: Double, _ reaches: (Double) -> Bool) -> Double {
        var low = low
        var high = high
        while high - low > 1 {
            let middle = (low + (high - low) / 2).rounded(.down)
            if reaches(middle) { high = middle } else { low = middle }
        }
        return high
    }
}

/// Step tables of whole-valued families, summed outward from the mode.
enum CountTables {
    static func steps(_ family: some CountFamily) -> StepTable {
        // Below 1e-20 on either side nothing is ever drawn (uniforms are multiples of 2^-54).
        let mode = Swift.min(family.centre.rounded(.down), family.largest)
        var low = mode
        var lowMasses: [Double] = []
        while low > 0 {
            let mass = family.mass(low - 1)
            if mass < 1e-22 { break }
            lowMasses.append(mass)
            low -= 1
        }
        var masses: [Double] = lowMasses.reversed()
        var high = mode
        while true {
            let mass = family.mass(high)
            masses.append(mass)
            if high >= family.largest || mass < 1e-22 { break }
            high += 1
        }
        var cumulative: [Double] = []
        var values: [Double] = []
        var sum = CompensatedSum()
        for (index, mass) in masses.enumerated() {
            sum.add(mass)
            let share = Swift.min(sum.value, 1)
            if let last = cumulative.last, share <= last { continue }
            if share <= 0 { continue }
            cumulative.append(share)
            values.append(low + Double(index))
        }
        cumulative[cumulative.count - 1] = 1
        return StepTable(cumulative: cumulative, values: values)
    }
}
