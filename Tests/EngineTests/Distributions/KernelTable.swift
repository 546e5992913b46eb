import CKernels

@testable import Engine

extension RecipeTests {
    /// The table's value by the C kernel.
    static func kernelValue(_ table: QuantileTable, _ u: Double) -> Double {
        table.coefficients.withUnsafeBufferPointer { coefficients in
            var raw = hr_table(coefficients: coefficients.baseAddress!, subdivision: Int32(table.subdivision))
            return hr_table_eval(&raw, u)
        }
    }
}
