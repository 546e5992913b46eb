public import Diagnostics

extension SimulationError: DiagnosticConvertible {
    public var diagnostic: Diagnostic {
        switch self {
        case .noOutputs:
            Diagnostic(
                .missingField, "a simulation needs at least one output", remedy: "name what you want to know in outputs"
            )
        case .duplicateOutput(let name):
            Diagnostic(.duplicateName, "two outputs are named \"\(name)\"", remedy: "rename one of them")
        case .twoVersions(let name):
            Diagnostic(
                .duplicateName, "the outputs depend on an older \"\(name)\" and on the newer one, which are driven by the same dice",
                remedy: "make again what was made of the older one")
        case .unknownOutput(let name, let outputs):
            Diagnostic(
                .unknownField, "there is no output \"\(name)\"",
                notes: ["outputs: " + outputs.joined(separator: ", ")],
                remedy: Suggestion.nearest(to: name, in: outputs).map { "did you mean \"\($0)\"?" })
        case .zeroTrials(let trials):
            Diagnostic(.zeroTrials, "a simulation needs at least 1 trial, not \(trials)")
        case .tooManyTrials(let trials, let limit):
            Diagnostic(.tooManyTrials, "\(trials) trials are more than the limit of \(limit)")
        case .tooManyDimensions(let count, let limit, let sampling):
            Diagnostic(
                .outOfRange, "\(sampling.rawValue) sampling is for up to \(limit) uncertain inputs; the outputs depend on \(count)",
                remedy: "write sampling = \"latin\", or leave `sampling` out")
        case .uselessControl(let output):
            Diagnostic(
                .outOfRange, "the control variate of \"\(output)\" is the same on every path, or not finite on some",
                remedy: "control with an uncertain input, or a sum of them, whose mean is known")
        case .chunksOutOfRange(let range, let count):
            Diagnostic(
                .outOfRange, "chunks \(range.lowerBound) to \(range.upperBound) are not within 0 to \(count)")
        case .nonFinite(let bad): bad.diagnostic
        case .pathFault(let fault):
            Diagnostic(.notFinite, "path \(fault.path) can't go on in step \(fault.step)")
        case .cancelled: Diagnostic(.interrupted, "the simulation was stopped")
        case .differentPlans:
            Diagnostic(
                .recordDiffers, "the parts belong to different simulations",
                remedy: "merge only parts of one script with one seed and one number of trials")
        case .missingChunks(let range):
            Diagnostic(.recordDiffers, "chunks \(range.lowerBound) to \(range.upperBound - 1) are missing")
        case .overlappingChunks(let range):
            Diagnostic(.recordDiffers, "chunks \(range.lowerBound) to \(range.upperBound - 1) are there twice")
        }
    }
}

extension NonFiniteOutput {
    /// Which output, where, how often and what began it.
    var diagnostic: Diagnostic {
        var notes: [String] = []
        if count > 1 { notes.append("on \(count) of \(trials) paths") }
        if let culprit {
            let operands = culprit.operands.map { "\($0)" }.joined(separator: ", ")
            let place = culprit.variable.map { " in the value of \"\($0)\"" } ?? ""
            notes.append("it begins with \(culprit.operation)(\(operands)) = \(culprit.result)\(place)")
        }
        return Diagnostic(
            .notFinite, "\"\(output)\" is \(value.isNaN ? "not a number" : "infinite") on path \(path)",
            notes: notes, remedy: "keep divisors away from 0 and arguments of log and sqrt above 0, with max or where")
    }
}
