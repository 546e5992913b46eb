/// A path on which a model may not go on, and what it met.
public struct PathFault: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// The check of this number.
        case check(Int)
        /// The state of this number has become infinite or NaN.
        case state(Int)
    }

    public let path: Int
    /// 0 before the first step, `steps + 1` behind the last.
    public let step: Int
    public let cause: Cause

    /// The one on the lower path; on one path the first.
    package static func first(_ a: PathFault?, _ b: PathFault?) -> PathFault? {
        guard let a, let b else { return a ?? b }
        return b.path < a.path ? b : a
    }
}
