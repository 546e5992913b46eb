/// What became of a correlation matrix: used as it is, or repaired.
public struct CorrelationReport: Hashable, Sendable {
    /// An entry before and after; rows and columns from 1.
    public struct Change: Hashable, Sendable {
        public var row: Int
        public var column: Int
        public var from: Double
        public var to: Double
    }

    /// A repair to the nearest correlation matrix.
    public struct Repair: Hashable, Sendable {
        /// ‖used − given‖ in the Frobenius norm.
        public var distance: Double
        /// The entry that moved most.
        public var largestChange: Change
        /// The matrix in use.
        public var matrix: [[Double]]
    }

    /// The smallest eigenvalue of the matrix as given; below zero no variables can have it.
    public var smallestEigenvalue: Double
    /// nil if the matrix was positive semidefinite as given.
    public var repair: Repair?
}
