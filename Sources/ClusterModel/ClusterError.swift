/// Why a cluster, a job or a strategy was refused: what it is about, with the figures, and what would work.
public enum ClusterError: Error, Hashable, Sendable {
    /// A figure outside what is allowed; `requirement` is read after "must be".
    case value(subject: String, parameter: String, value: Double, requirement: String)
    /// `whole` does not divide into `parts`; `allowed` are the nearest numbers of parts that do.
    case indivisible(what: String, whole: Int, parts: Int, allowed: [Int])
    /// The strategy needs another number of chips than it has.
    case chips(needed: Int, available: Int)
    /// Fewer microbatches than the pipeline has stages.
    case pipelineStarved(microbatches: Int, stages: Int, batch: Int)
    /// The fullest chip needs more memory than it has, in bytes; `remedy` names what would make it fit, where something does.
    case memory(needed: Double, available: Double, stage: Int, remedy: String?)
    /// The chip has no throughput at that precision; `known` are those it has.
    case precision(chip: String, asked: String, known: [String])
    /// More than one node, and nothing between them.
    case unconnected(nodes: Int)
    /// No strategy fits; the least memory any of them needs, and what there is.
    case nothingFits(evaluated: Int, least: Double, available: Double)
    /// No strategy divides the job at all.
    case nothingDivides(chips: Int, batch: Int, layers: Int, heads: Int)
}
