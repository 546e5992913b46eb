/// What a graph refuses.
public enum GraphError: Error, Hashable, Sendable {
    /// Two variables of one name: their random numbers would be the same.
    case duplicateVariable(name: String)
    /// A correlation names a variable from which a value has been taken already.
    case correlatedAfterUse(name: String)
    /// A correlation names a variable twice, or one that is already in a group.
    case correlatedTwice(name: String)
    /// The matrix or the copula is not one.
    case dependence(DependenceError)
}
