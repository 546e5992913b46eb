import Engine
import Quantities
import Reporting

extension SimulationRun {
    /// How the paths were chosen and the errors estimated, where that is not the ordinary way, and what was not reached.
    var notes: [String] {
        let perReplicate = NumberText.count(result.trials / 16)
        var notes: [String] = []
        switch result.simulation.options.sampling {
        case .random: break
        case .antithetic: notes.append("antithetic pairs; errors from the pairs, those of quantiles at most √2 times too large")
        case .sobol: notes.append("Sobol sampling, 16 scrambled replicates of \(perReplicate); errors from the replicates")
        case .latin: notes.append("Latin hypercube sampling, 16 replicates of \(perReplicate); errors from the replicates")
        }
        if model != nil && result.simulation.options.sampling.hasReplicates {
            notes.append("the model's own draws are independent from step to step; only what is made outside of it is spread evenly")
        }
        for output in outputs {
            guard let factor = result[output.name]?.varianceReduction else { continue }
            notes.append("mean of \(output.name) by a control variate, variance ÷ \(NumberFormat.g(factor, digits: 3))")
        }
        return notes + result.shortfalls.map(text)
    }

    /// "income: standard error 1.2 MUSD after 1,000,000 trials, 0.5 MUSD asked for"
    func text(of shortfall: Simulation.Shortfall) -> String {
        guard let view = output(shortfall.goal.output) else { return "" }
        func amount(_ number: Double) -> String {
            let text = session.shortText(session.lua(view.difference(number.rounded(digits: 3))))
            return number.isFinite ? text : "unknown"
        }
        return "\(view.output.name): standard error \(amount(shortfall.reached)) after \(NumberText.count(result.trials)) trials, "
            + "\(amount(shortfall.wanted)) asked for"
    }
}

extension Double {
    /// Rounded to some significant digits, for texts.
    fileprivate func rounded(digits: Int) -> Double { isFinite ? Double(NumberFormat.g(self, digits: digits)) ?? self : 0 }
}
