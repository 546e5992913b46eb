public import DataFiles
public import Quantities

/// The figures of one simulation, ready to be shown or saved. Plain data, in the units in which the model is written; the
/// text chooses prefixes, files keep the units and every digit.
public struct SimulationReport: Sendable {
    public struct Quantile: Sendable {
        /// Between 0 and 1.
        public var probability: Double
        public var value: Double
        /// Its standard error, where one is known.
        public var error: Double?

        public init(_ probability: Double, _ value: Double, error: Double? = nil) {
            self.probability = probability
            self.value = value
            self.error = error
        }
    }

    public struct Histogram: Sendable {
        /// Ascending, one more than there are counts.
        public var edges: [Double]
        public var counts: [Double]
        /// How many values lie outside the edges.
        public var below: Double
        public var above: Double

        public init(edges: [Double], counts: [Double], below: Double = 0, above: Double = 0) {
            self.edges = edges
            self.counts = counts
            self.below = below
            self.above = above
        }
    }

    /// An event that figures are conditional on.
    public struct Event: Sendable {
        public var name: String
        /// On how many of the paths it happens.
        public var count: Int
        public var probability: Double
        public var standardError: Double

        public init(_ name: String, count: Int, probability: Double, standardError: Double) {
            self.name = name
            self.count = count
            self.probability = probability
            self.standardError = standardError
        }
    }

    public struct Output: Sendable {
        public enum Kind: Sendable {
            case number
            /// A condition: `mean` is the probability, between 0 and 1, and is shown in percent.
            case boolean
        }

        public var name: String
        public var kind: Kind
        /// The unit of every figure of this output; `.one` for plain numbers and conditions.
        public var unit: Unit
        public var count: Int
        public var mean: Double
        public var standardError: Double
        public var standardDeviation: Double
        public var minimum: Double
        public var maximum: Double
        /// Ascending by probability.
        public var quantiles: [Quantile]
        public var histogram: Histogram?

        public init(
            name: String, kind: Kind = .number, unit: Unit = .one, count: Int, mean: Double, standardError: Double,
            standardDeviation: Double, minimum: Double, maximum: Double, quantiles: [Quantile] = [],
            histogram: Histogram? = nil
        ) {
            self.name = name
            self.kind = kind
            self.unit = unit
            self.count = count
            self.mean = mean
            self.standardError = standardError
            self.standardDeviation = standardDeviation
            self.minimum = minimum
            self.maximum = maximum
            self.quantiles = quantiles
            self.histogram = histogram
        }

        /// The unit in which all figures of this output are shown.
        public var displayUnit: DisplayUnit {
            DisplayUnit(unit, for: [mean, standardDeviation] + quantiles.map(\.value))
        }

        /// The histogram with the quantiles marked, `nil` where there is none.
        public var chart: TextHistogram? {
            guard let histogram else { return nil }
            let shown = displayUnit
            return TextHistogram(
                title: name, unit: shown.name, edges: histogram.edges.map { shown($0) }, counts: histogram.counts,
                below: histogram.below, above: histogram.above,
                marks: quantiles.map { .init(SimulationReport.label($0.probability), at: shown($0.value)) })
        }
    }

    public var outputs: [Output]
    /// What all figures are conditional on, for the line above the table.
    public var event: Event?
    public var trials: Int
    public var seed: UInt64
    /// Time taken, for the reader's eyes; never saved, since it differs from run to run.
    public var seconds: Double?
    /// What else is saved with the figures: engine version, hashes of script and inputs.
    public var facts: JSON.Object

    public init(
        outputs: [Output], event: Event? = nil, trials: Int, seed: UInt64, seconds: Double? = nil, facts: JSON.Object = JSON.Object()
    ) {
        self.outputs = outputs
        self.event = event
        self.trials = trials
        self.seed = seed
        self.seconds = seconds
        self.facts = facts
    }
}
