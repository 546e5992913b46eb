public import Diagnostics

extension ClusterError: DiagnosticConvertible {
    /// The error in words, with the figures and what to change.
    public var diagnostic: Diagnostic {
        switch self {
        case .value(let subject, let parameter, let value, let requirement):
            return Diagnostic(
                value.isFinite ? .outOfRange : .notFinite, "`\(parameter)` of \(subject) must be \(requirement)",
                operands: [operand(parameter, "\(value)")], remedy: "give a value that is \(requirement)")
        case .indivisible(let what, let whole, let parts, let allowed):
            return Diagnostic(
                .outOfRange, "\(whole) \(what) do not divide into \(parts) parts",
                operands: [operand(what, "\(whole)"), operand("parts", "\(parts)")],
                remedy: "use \(allowed.map(String.init).joined(separator: " or ")) instead of \(parts)")
        case .chips(let needed, let available):
            return Diagnostic(
                .outOfRange, "the strategy needs \(needed) chips and the cluster has \(available)",
                operands: [operand("tp * pp * dp * cp", "\(needed)"), operand("chips", "\(available)")],
                remedy: "lower tp, pp, dp or cp, or declare a larger cluster")
        case .pipelineStarved(let microbatches, let stages, let batch):
            return Diagnostic(
                .outOfRange, "\(microbatches) microbatches cannot fill a pipeline of \(stages) stages",
                operands: [operand("batch", "\(batch) sequences"), operand("microbatches", "\(microbatches)")],
                remedy: "lower pp, dp or microbatch, or raise the batch")
        case .memory(let needed, let available, let stage, let remedy):
            return Diagnostic(
                .outOfRange,
                "stage \(stage) needs \(gigabytes(needed)) of memory per chip and has \(gigabytes(available)): \(gigabytes(needed - available)) too little",
                operands: [operand("needed", gigabytes(needed)), operand("memory", gigabytes(available))],
                remedy: remedy ?? "no recompute, ZeRO stage or microbatch of this tp and pp fits: raise tp or pp")
        case .precision(let chip, let asked, let known):
            return Diagnostic(
                .outOfRange, "\(chip) has no figure for \(asked)", operands: [operand("precision", asked)],
                remedy: "it has \(known.joined(separator: ", "))")
        case .unconnected(let nodes):
            return Diagnostic(
                .outOfRange, "the cluster has \(nodes) nodes and no network between them",
                operands: [operand("nodes", "\(nodes)")],
                remedy: "give `network = fat_tree { per_chip = 400 * Gbit/s }`")
        case .nothingFits(let evaluated, let least, let available):
            return Diagnostic(
                .outOfRange, "none of \(evaluated) strategies fits into memory; the smallest needs \(gigabytes(least)) per chip",
                operands: [operand("memory", gigabytes(available))],
                remedy: "\(gigabytes(least - available)) per chip are missing: use more chips or chips with more memory")
        case .nothingDivides(let chips, let batch, let layers, let heads):
            return Diagnostic(
                .outOfRange, "no strategy divides the job over the chips",
                operands: [
                    operand("chips", "\(chips)"), operand("batch", "\(batch) sequences"), operand("layers", "\(layers)"),
                    operand("heads", "\(heads)"),
                ], remedy: "give a batch of at least one sequence, with divisors")
        }
    }

    private func operand(_ name: String, _ value: String) -> Diagnostic.Operand { Diagnostic.Operand(name: name, value: value) }

    /// Bytes as decimal gigabytes with one digit.
    private func gigabytes(_ bytes: Double) -> String {
        let tenths = (bytes / 1e8).rounded()
        guard abs(tenths) < 1e15 else { return "\(bytes / 1e9) GB" }
        let whole = Int(tenths)
        return "\(whole / 10).\(abs(whole % 10)) GB"
    }
}
