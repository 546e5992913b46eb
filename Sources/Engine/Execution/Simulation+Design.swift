extension Simulation {
    /// The design of a plan's points; nil where they are independent.
    ///
    /// - Parameter original: a plan whose streams keep their dimensions; what this one needs besides comes behind them.
    static func design(
        _ program: Program, _ options: Options, _ layout: ReplicateLayout?, like original: Simulation?
    ) throws(SimulationError) -> SamplingDesign? {
        guard options.sampling != .random else { return nil }
        var used: [Int32] = []
        if let known = original?.design?.dimensionOfStream {
            used = known.indices.filter { known[$0] >= 0 }.sorted { known[$0] < known[$1] }.map(Int32.init)
        }
        for stream in program.usedStreams where !used.contains(stream) { used.append(stream) }
        // In pairs of opposite paths every step is opposite; other designs leave steps independent.
        if options.sampling == .antithetic {
            for stream in program.usedStepStreams where !used.contains(stream) { used.append(stream) }
        }
        let limit = SamplingDesign.largestDimension(options.sampling)
        guard used.count <= limit else {
            throw .tooManyDimensions(used.count, limit: limit, sampling: options.sampling)
        }
        return SamplingDesign(
            options.sampling, layout: layout, seed: options.seed, streams: program.streams, used: used)
    }
}

extension Program {
    /// The streams of uniforms that are read once a path, ascending: in the order of declaration.
    package var usedStreams: [Int32] {
        streams((loop?.prologue.instructions ?? []) + epilogue.instructions, .uniform, .normal)
    }

    /// The streams that are read in every step, ascending.
    package var usedStepStreams: [Int32] { streams(loop?.body.instructions ?? [], .stepUniform, .stepNormal) }

    private func streams(_ instructions: [Instruction], _ forms: Instruction.Form...) -> [Int32] {
        var isUsed = [Bool](repeating: false, count: streams.count)
        for instruction in instructions where forms.contains(instruction.form) { isUsed[Int(instruction.index)] = true }
        return streams.indices.filter { isUsed[$0] }.map(Int32.init)
    }
}
