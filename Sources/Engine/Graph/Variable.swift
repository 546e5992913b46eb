/// A random variable of a graph: one declaration in the script, one value per path.
public struct Variable: Sendable {
    /// Its number in the order of declaration.
    public struct ID: Hashable, Comparable, Sendable {
        public let index: Int32
        package init(index: Int32) { self.index = index }
        public static func < (a: ID, b: ID) -> Bool { a.index < b.index }
    }

    public let id: ID
    /// The key of its random numbers; unique in the graph, but for versions of one variable.
    public let name: String
    /// Whether the script named it; otherwise the name was made up from where it stands.
    public let isNamed: Bool
    public let distribution: Distribution
    /// The correlated group it belongs to, nil if it is independent.
    public internal(set) var group: Int?
    /// Whether a value has been taken from it; it can't be correlated any more.
    package var isUsed = false
}

/// The variables of a graph and the uniforms that drive them.
package struct Randomness: Sendable {
    package var variables: [Variable] = []
    /// The newest variable of each name.
    package var byName: [String: Variable.ID] = [:]
    /// Whether some name has more than one.
    package var hasVersions = false
    /// Names of the streams of uniforms. Stream i is that of variable i for the variable's own uniform; the uniform
    /// shared by a t copula has a stream of its own, listed in `streams` only.
    package var streams: [String] = []
    /// The stream of each variable.
    package var streamOfVariable: [Int32] = []
    package var groups: [CorrelatedGroup] = []
    /// Which variables a node is the value of.
    package var owners: [Int32: [Variable.ID]] = [:]

    package init() {}

    package mutating func addStream(_ name: String) -> Int32 {
        streams.append(name)
        return Int32(streams.count - 1)
    }
}
