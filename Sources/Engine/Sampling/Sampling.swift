/// How the uniforms behind named variables are chosen.
public enum Sampling: String, Hashable, Sendable, CaseIterable {
    /// Independent of each other.
    case random
    /// Paths 2k and 2k + 1 mirror each other: u and 1 - u.
    case antithetic
    /// A Sobol sequence, each replicate in a nested uniform scrambling of its own.
    case sobol
    /// A Latin hypercube, each replicate one of its own.
    case latin

    /// Whether the paths come in replicates that are independent of each other.
    public var hasReplicates: Bool { self == .sobol || self == .latin }
}

/// How the paths of a replicated design are laid out: replicate after replicate in turns of one chunk, so that a longer run
/// continues a shorter one; replicates shorter than a chunk follow each other.
package struct ReplicateLayout: Hashable, Sendable {
    /// How many replicates there are: few, so that each is large, and enough to tell their spread (its own error is
    /// 1/√30, 18 %).
    package static let replicates = 16
    /// The binary logarithm of the paths of a replicate, 8 … 32.
    package let logSize: Int

    /// Of the sizes 16·2^k, at least 4,096, the one nearest to `trials` in ratio, and no more than `limit` where that can
    /// be.
    package init(trials: Int, limit: Int = .max) {
        var log = 8
        while log < 32 {
            let size = Double(Self.replicates << log)
            guard Double(trials) > size * 2.0.squareRoot(), Self.replicates << (log + 1) <= limit else { break }
            log += 1
        }
        logSize = log
    }

    package var size: Int { 1 << logSize }
    package var trials: Int { Self.replicates << logSize }
    /// Consecutive paths of one replicate.
    private var turn: Int { min(size, SimulationSize.chunk) }

    /// The replicate of a path and the path's number within it.
    package func place(of path: Int) -> (replicate: Int, index: Int) {
        let turns = path / turn
        return (turns % Self.replicates, turns / Self.replicates * turn + path % turn)
    }

    /// The place of a chunk's leaf within the tree of its replicate, where a replicate takes whole chunks.
    package func leaf(of chunk: Int) -> Int { size >= SimulationSize.chunk ? chunk / Self.replicates : 0 }
}
