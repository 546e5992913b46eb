/// The quantile function of a continuous distribution, tabulated for the block kernel.
///
/// The coefficients follow the layout of `hr_table` in `CKernels.h`. Two tables are equal when they tabulate the same
/// standard shape; the coefficients are a function of it.
package struct QuantileTable: Hashable, Sendable {
    /// What is tabulated: a family word and its shape parameters, enough to build the same table again.
    package let key: String
    /// The coefficients, contiguous, in the order of the kernel.
    package let coefficients: [Double]

    package static func == (a: QuantileTable, b: QuantileTable) -> Bool { a.key == b.key }
    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
