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
        let limit = SamplingDesign.largestDimension(options.sampling)
        guard used.count <= limit else {
            throw .tooManyDimensions(used.count, limit: limit, sampling: options.sampling)
        }
        return SamplingDesign(
            options.sampling, layout: layout, seed: options.seed, streams: program.streams, used: used)
    }
}

extension Program {
    /// The streams of uniforms that are read, ascending: in the order of declaration.
    package var usedStreams: [Int32] {
        var isUsed = [Bool](repeating: false, count: streams.count)
        for instruction in instructions where instruction.form == .uniform || instruction.form == .normal {
            isUsed[Int(instruction.index)] = true
        }
        return streams.indices.filter { isUsed[$0] }.map(Int32.init)
    }
}
