/// Equally spaced values of one series, checked.
package struct Observations: Sendable {
    package let values: [Double]
    /// The time between neighbours, in years.
    package let step: Double

    /// - Parameters:
    ///   - values: Finite numbers, oldest first.
    ///   - step: The time between neighbours in years, above 0.
    /// - Throws: `tooFew` below 30 values, `notFinite`, `constant`.
    package init(_ values: [Double], step: Double) throws(CalibrationError) {
        precondition(step > 0 && step.isFinite, "the time between observations must be positive")
        guard values.count >= Self.fewest else { throw .tooFew(found: values.count, needed: Self.fewest) }
        if let index = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index, values[index]) }
        guard values.contains(where: { $0 != values[0] }) else { throw .constant(values[0]) }
        self.values = values
        self.step = step
    }

    package static let fewest = 30

    /// From the first to the last, in years.
    package var span: Double { Double(values.count - 1) * step }

    /// ln of every value.
    ///
    /// - Throws: `notPositive`.
    func logarithms() throws(CalibrationError) -> [Double] {
        if let index = values.firstIndex(where: { !($0 > 0) }) { throw .notPositive(index: index, values[index]) }
        return values.map { ScalarMath.log($0) }
    }

    /// ln of the ratio of neighbours, one fewer than values.
    ///
    /// - Throws: `notPositive`; `constant` where all returns are equal.
    func logReturns() throws(CalibrationError) -> [Double] {
        let logs = try logarithms()
        let returns = (1..<logs.count).map { logs[$0] - logs[$0 - 1] }
        let spread = SampleMoments(returns).variance.squareRoot()
        // Values that grow by one factor differ in their last bits only.
        guard spread > 1e-12 else { throw .constant(values[0]) }
        return returns
    }
}

/// Mean and central moments of a sample, in two passes.
struct SampleMoments {
    let count: Int
    let mean: Double
    /// With divisor n - 1.
    let variance: Double
    let skewness: Double
    /// 3 for a normal sample.
    let kurtosis: Double

    init(_ values: [Double]) {
        let n = Double(values.count)
        let center = values.reduce(0, +) / n
        var (second, third, fourth) = (0.0, 0.0, 0.0)
        for value in values {
            let d = value - center
            second += d * d
            third += d * d * d
            fourth += d * d * d * d
        }
        count = values.count
        mean = center
        variance = n > 1 ? second / (n - 1) : 0
        let m2 = second / n
        skewness = m2 > 0 ? third / n / (m2 * m2.squareRoot()) : 0
        kurtosis = m2 > 0 ? fourth / n / (m2 * m2) : 3
    }
}
