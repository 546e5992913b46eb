/// The distributions of series over time: what a repeated run has found at each recorded step.
package struct SeriesResult: Sendable {
    /// A series at one recorded step.
    package struct Record: Sendable {
        /// On how many paths it counts, and on how many of these it is true.
        package private(set) var count: Int
        package private(set) var trueCount: Int
        private var minimum: Double
        private var maximum: Double
        private var sketch: Sketch?
        private var distribution: EmpiricalDistribution?

        init(count: Int, trueCount: Int, minimum: Double, maximum: Double, sketch: Sketch?) {
            self.count = count
            self.trueCount = trueCount
            self.minimum = minimum
            self.maximum = maximum
            self.sketch = sketch
        }

        /// Both together; exact, in any order.
        func merged(with other: Record) -> Record {
            var result = self
            result.count += other.count
            result.trueCount += other.trueCount
            result.minimum = Swift.min(minimum, other.minimum)
            result.maximum = Swift.max(maximum, other.maximum)
            if let mine = sketch, let theirs = other.sketch { result.sketch = mine.merged(with: theirs) }
            return result
        }

        func finished() -> Record {
            var result = self
            result.distribution = count > 0 ? sketch.map { EmpiricalDistribution($0, minimum: minimum, maximum: maximum) } : nil
            result.sketch = nil
            return result
        }

        /// The quantile at p in [0, 1] and its standard error, the width of its bucket included; NaN where no path counts.
        package func quantile(_ p: Double) -> (value: Double, error: Double) {
            guard let distribution else { return (.nan, .nan) }
            let quantile = distribution.quantile(p)
            return (quantile.value, quantile.samplingError + quantile.width)
        }

        /// The share of the paths that count on which it is true, and its standard error as `Estimate` gives it.
        package var probability: (value: Double, error: Double) {
            guard count > 0 else { return (.nan, .nan) }
            let n = Double(count)
            let p = (Double(trueCount) + 0.5) / (n + 1)
            return (Double(trueCount) / n, (p * (1 - p) / n).squareRoot())
        }

        package var least: Double { count > 0 ? minimum : .nan }
        package var greatest: Double { count > 0 ? maximum : .nan }
    }

    /// The recorded steps, ascending.
    package let steps: [Int]
    private let records: [Record]

    init(steps: [Int], records: [Record]) {
        self.steps = steps
        self.records = records
    }

    /// Series `series` at the recorded step of number `record`, both from 0.
    package subscript(series series: Int, record record: Int) -> Record { records[series * steps.count + record] }

    /// What several workers found, together.
    static func merged(_ parts: [[Record]], steps: [Int]) -> SeriesResult {
        var sum = parts[0]
        for part in parts.dropFirst() { for i in sum.indices { sum[i] = sum[i].merged(with: part[i]) } }
        return SeriesResult(steps: steps, records: sum.map { $0.finished() })
    }
}
