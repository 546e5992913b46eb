internal import Engine

/// What `../shared/bench/README.md` states of a reference model, to be agreed with by a run of ours. The published figures were
/// simulated themselves, so both errors count, and half a unit of their last printed digit.
struct PublishedFigures: Sendable {
    enum Statistic: Sendable {
        case mean, probability, quantile(Double), expectedShortfall(Double)
    }

    struct Figure: Sendable {
        let output: String
        let statistic: Statistic
        let value: Double
        /// Half a unit of the last printed digit.
        let rounding: Double
    }

    /// Trials behind the published figures.
    let trials: Double
    let figures: [Figure]

    /// A line for each figure that is further from ours than 4 combined standard errors.
    func disagreements(_ result: SimulationResult) -> [String] {
        // An error of ours times this is the combined error.
        let widening = (1 + Double(result.trials) / trials).squareRoot()
        return figures.compactMap { figure in
            guard let estimate = result[figure.output] else { return "lacks \(figure.output)" }
            let (value, error) =
                switch figure.statistic {
                case .mean: (estimate.mean, estimate.standardError)
                case .probability: (estimate.probability, estimate.probabilityError)
                case .quantile(let p): estimate.quantile(p)
                case .expectedShortfall(let share): estimate.expectedShortfall(share)
                }
            guard abs(value - figure.value) <= 4 * error * widening + figure.rounding else {
                return "disagrees: \(figure.output) \(figure.statistic) is \(value), published \(figure.value)"
            }
            return nil
        }
    }

    static let m1 = PublishedFigures(
        trials: 1e7,
        figures: [.init(output: "out", statistic: .mean, value: 150.339, rounding: 0.0005)]
            + quantiles("out", [-220.638, 97.663, 655.326], rounding: 0.0005)
            + [.init(output: "breach", statistic: .probability, value: 0.61935, rounding: 0.000005)])

    static let m2 = PublishedFigures(
        trials: 1e6,
        figures: zip(["btc", "cd20", "ndx"], [(0.7323, 0.9426), (0.8094, 0.9745), (0.2871, 0.4871)]).flatMap { asset, drawdown in
            [
                Figure(output: "drawdown_" + asset, statistic: .mean, value: drawdown.0, rounding: 0.00005),
                Figure(output: "drawdown_" + asset, statistic: .quantile(0.95), value: drawdown.1, rounding: 0.00005),
            ]
        } + quantiles("last_btc", [0.0951, 0.7527, 5.903], rounding: 0.0005)
            + quantiles("last_cd20", [0.0429, 0.4978, 5.685], rounding: 0.0005)
            + quantiles("last_ndx", [0.691, 1.371, 2.704], rounding: 0.0005)
            + [.init(output: "joint", statistic: .probability, value: 0.0766, rounding: 0.00005)])

    static let m3 = PublishedFigures(
        trials: 1e6,
        figures: zip(1..., [0, 0.0238, 0.0293, 0.0595, 0.0971, 0.1260, 0.1523, 0.1779, 0.2057, 0.2788]).map { year, probability in
            Figure(output: "default_by_\(year)", statistic: .probability, value: probability, rounding: 0.00005)
        } + [
            .init(output: "npv", statistic: .mean, value: 187.0, rounding: 0.05),
            .init(output: "npv", statistic: .expectedShortfall(0.05), value: -954.1, rounding: 0.05),
        ] + quantiles("npv", [-675.5, 327.4, 634.1], rounding: 0.05)
            + quantiles("irr", [-0.718, 0.268, 0.377], rounding: 0.0005))

    private static func quantiles(_ output: String, _ values: [Double], rounding: Double) -> [Figure] {
        zip([0.05, 0.5, 0.95], values).map {
            Figure(output: output, statistic: .quantile($0), value: $1, rounding: rounding)
        }
    }
}
