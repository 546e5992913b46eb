@testable import Engine

/// A market in a model of its own, asked for levels at the horizon.
struct MarketRun {
    let simulation: Simulation
    let columns: [[Double]]

    /// The levels at the end of the last step, by factor, and their mean and variance.
    init(
        _ make: (Graph) throws -> Market, years: Double, steps: Int, trials: Int, seed: UInt64 = 1,
        set: InstructionSet? = nil, outputs: ((Graph, [BuiltFactor]) -> [(name: String, node: Graph.Node)])? = nil,
        more: (Graph, [BuiltFactor]) -> [TimeModel.State] = { _, _ in [] }
    ) throws {
        let graph = Graph()
        let market = try make(graph)
        let factors = try market.build(in: graph, dtYears: years / Double(steps), steps: steps, streamPrefix: "m")
        var model = TimeModel(steps: steps)
        model.states = factors.flatMap(\.states) + more(graph, factors)
        // What a factor is at the end of the last step is what it is at the beginning of the next.
        let asked = outputs?(graph, factors) ?? factors.map { ($0.name, $0.previous) }
        simulation = try Simulation(
            graph, model: model, outputs: asked,
            options: .init(trials: trials, seed: seed, threads: 2, instructionSet: set))
        columns = ColumnSink.columns(simulation.executor(), first: trials)
    }

    subscript(factor: Int) -> [Double] { columns[factor] }
}

/// Mean and variance of a sample with their standard errors.
struct SampleMoments {
    let mean: Double
    let meanError: Double
    let variance: Double
    let varianceError: Double

    init(_ sample: [Double]) {
        let n = Double(sample.count)
        let mean = sample.reduce(0, +) / n
        var (second, fourth) = (0.0, 0.0)
        for x in sample {
            let square = (x - mean) * (x - mean)
            second += square
            fourth += square * square
        }
        (second, fourth) = (second / n, fourth / n)
        self.mean = mean
        variance = second
        meanError = (second / n).squareRoot()
        varianceError = (Swift.max(fourth - second * second, 0) / n).squareRoot()
    }

    /// How many standard errors the sample lies from these moments.
    func distance(mean: Double? = nil, variance: Double? = nil) -> Double {
        Swift.max(
            mean.map { abs(self.mean - $0) / meanError } ?? 0,
            variance.map { abs(self.variance - $0) / varianceError } ?? 0)
    }
}

/// Pearson's correlation.
func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (SampleMoments(a), SampleMoments(b))
    let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - x.mean) * ($1.1 - y.mean) } / Double(a.count)
    return covariance / (x.variance * y.variance).squareRoot()
}
