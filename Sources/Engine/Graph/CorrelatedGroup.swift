/// Variables drawn together: a latent vector whose components depend on each other, one per member.
package struct CorrelatedGroup: Sendable {
    package let members: [Variable.ID]
    /// The lower triangular factor of the latent correlation, row by row: row i has i + 1 entries.
    package let factor: [[Double]]
    package let copula: Copula
    /// The stream of the uniform shared by the members of a t copula; nil for a Gaussian one.
    package let sharedStream: Int32?
}
