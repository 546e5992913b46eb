/// The tables a graph refers to by number; equal tables share one.
package struct TablePool: Sendable {
    package private(set) var quantiles: [QuantileTable] = []
    package private(set) var steps: [StepTable] = []
    package private(set) var triangulars: [TriangularRecipe] = []
    /// Numbers by step, from step 1 on, and lists by position, from 1 on.
    package private(set) var columns: [[Double]] = []
    private var columnIndex: [ColumnKey: Int32] = [:]
    private var quantileIndex: [QuantileTable: Int32] = [:]
    private var stepIndex: [StepTable: Int32] = [:]
    private var triangularIndex: [TriangularRecipe: Int32] = [:]

    package init() {}

    package mutating func insert(_ table: QuantileTable) -> Int32 {
        if let index = quantileIndex[table] { return index }
        let index = Int32(quantiles.count)
        quantiles.append(table)
        quantileIndex[table] = index
        return index
    }

    package mutating func insert(_ table: StepTable) -> Int32 {
        if let index = stepIndex[table] { return index }
        let index = Int32(steps.count)
        steps.append(table)
        stepIndex[table] = index
        return index
    }

    package mutating func insert(_ shape: TriangularRecipe) -> Int32 {
        if let index = triangularIndex[shape] { return index }
        let index = Int32(triangulars.count)
        triangulars.append(shape)
        triangularIndex[shape] = index
        return index
    }

    /// Columns are the same where their bits are.
    private struct ColumnKey: Hashable {
        let bits: [UInt64]
    }

    package mutating func insert(column: [Double]) -> Int32 {
        let key = ColumnKey(bits: column.map(\.bitPattern))
        if let index = columnIndex[key] { return index }
        let index = Int32(columns.count)
        columns.append(column)
        columnIndex[key] = index
        return index
    }
}
