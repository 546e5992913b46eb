/// Why variables cannot be correlated as asked. Rows and columns count from 1, as in the script.
public enum DependenceError: Error, Hashable, Sendable {
    /// Fewer than two variables.
    case tooFew(count: Int)
    /// A row of the wrong length, or the wrong number of rows (`row` is nil).
    case shape(row: Int?, count: Int, expected: Int)
    /// An entry that differs from its mirror image.
    case notSymmetric(row: Int, column: Int, value: Double, mirrored: Double)
    /// A diagonal entry other than 1.
    case diagonal(row: Int, value: Double)
    /// An entry outside [−1, 1], or not a number.
    case entry(row: Int, column: Int, value: Double)
    /// Degrees of freedom outside the range of the t copula.
    case degreesOfFreedom(Double)
    /// A copula parameter outside the family's range.
    case parameter(family: String, value: Double, requirement: String)
}
