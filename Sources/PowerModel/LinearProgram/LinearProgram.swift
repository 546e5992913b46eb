/// Minimise cost·x under equations A·x = b and bounds on every x. Inequalities are equations with a slack variable.
package struct LinearProgram: Sendable {
    package private(set) var cost: [Double] = []
    package private(set) var lower: [Double] = []
    package private(set) var upper: [Double] = []
    package private(set) var rightSide: [Double] = []
    /// Columns one after another: rows and coefficients, and where each begins.
    private(set) var rows: [Int32] = []
    private(set) var coefficients: [Double] = []
    private(set) var begins: [Int] = [0]

    package init() {}

    package var variableCount: Int { cost.count }
    package var rowCount: Int { rightSide.count }

    /// Adds an equation. - Returns: its number.
    package mutating func addRow(_ rightSide: Double) -> Int {
        self.rightSide.append(rightSide)
        return self.rightSide.count - 1
    }

    /// Adds a variable with its coefficients, each row at most once; bounds may be infinite. - Returns: its number.
    package mutating func addVariable(
        cost: Double, _ lower: Double, _ upper: Double, _ entries: [(row: Int, coefficient: Double)]
    ) -> Int {
        precondition(lower <= upper && entries.allSatisfy { $0.row < rightSide.count }, "bounds in order, rows added before")
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        for entry in entries where entry.coefficient != 0 {
            rows.append(Int32(entry.row))
            coefficients.append(entry.coefficient)
        }
        begins.append(rows.count)
        return self.cost.count - 1
    }

    package struct Solution: Sendable {
        package let objective: Double
        package let values: [Double]
        /// What one more unit of each row's right side costs.
        package let rowPrices: [Double]
        package let iterations: Int
    }
}
