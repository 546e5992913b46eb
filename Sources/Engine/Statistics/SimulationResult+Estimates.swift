extension SimulationResult {
    /// The distributions of a plan's outputs as its parts found them, before any is narrowed.
    static func distributions(of whole: PartialResult, _ moments: [Moments]) -> [EmpiricalDistribution?] {
        let sampling = whole.simulation.options.sampling
        return whole.tallies.indices.map { output in
            let tally = whole.tallies[output]
            guard let sketch = tally.sketch else { return nil }
            func distribution(_ sketch: Sketch) -> EmpiricalDistribution {
                EmpiricalDistribution(sketch, minimum: moments[output].minimum, maximum: moments[output].maximum)
            }
            var result = distribution(sketch)
            if sampling == .antithetic { result.spread = .pairs }
            if !tally.replicates.isEmpty {
                let scale = sketch.scale.coarser(bits: ReplicateSink.bits)
                result.spread = .replicates(tally.replicates.map { distribution($0 ?? Sketch(scale: scale)) })
            }
            return result
        }
    }

    /// The estimates of the outputs that have names.
    static func estimates(
        of whole: PartialResult, _ moments: [Moments], _ distributions: [EmpiricalDistribution?]
    ) -> [Estimate] {
        let simulation = whole.simulation
        let replicates = whole.replicateTrees.map(\.total)
        func estimate(_ output: Int, adjusted: [Estimate]) -> Estimate {
            var errors = ErrorSource.independent
            if simulation.options.sampling == .antithetic {
                let isConditional = simulation.conditionOfOutput[output] != nil
                errors = .pairs(isConditional ? nil : moments[whole.tallies.count + output])
            } else if !replicates.isEmpty {
                errors = .replicates(replicates.map { $0?[output] ?? .none })
            }
            return Estimate(
                simulation: simulation, output: output, count: whole.tallies[output].count,
                trueCount: whole.tallies[output].trueCount, moments: moments[output],
                distribution: distributions[output], errors: errors, adjusted: adjusted)
        }
        return simulation.names.indices.map { output in
            estimate(output, adjusted: simulation.adjustedOutput[output].map { [estimate($0, adjusted: [])] } ?? [])
        }
    }
}
