public import Quantities

/// Scenarios side by side: the figures of each output in every scenario, and the paired difference to the reference.
///
/// ```
/// output     scenario   mean           unit  difference to base
/// npv        base       150.3 ± 0.4    MUSD
///            winter      91.1 ± 0.4    MUSD       -59.21 ± 0.06
/// defaulted  base         1.2 ± 0.1    %
///            winter       4.8 ± 0.2    %             3.6 ± 0.1
/// ```
public struct ComparisonReport: Sendable {
    public struct Row: Sendable {
        public var scenario: String
        public var mean: Double
        public var error: Double
        /// nil for the reference.
        public var difference: Double?
        public var differenceError: Double?

        public init(
            _ scenario: String, mean: Double, error: Double, difference: Double? = nil, differenceError: Double? = nil
        ) {
            self.scenario = scenario
            self.mean = mean
            self.error = error
            self.difference = difference
            self.differenceError = differenceError
        }
    }

    /// One output in all scenarios, in one unit.
    public struct Output: Sendable {
        public var name: String
        /// Whether the figures are probabilities, shown in percent (differences in percentage points).
        public var isCondition: Bool
        public var unit: Unit
        public var rows: [Row]

        public init(_ name: String, isCondition: Bool, unit: Unit, rows: [Row]) {
            self.name = name
            self.isCondition = isCondition
            self.unit = unit
            self.rows = rows
        }
    }

    public var reference: String
    public var outputs: [Output]
    public var trials: Int
    public var seed: UInt64
    /// Sentences below the table.
    public var notes: [String]

    public init(reference: String, outputs: [Output], trials: Int, seed: UInt64, notes: [String] = []) {
        self.reference = reference
        self.outputs = outputs
        self.trials = trials
        self.seed = seed
        self.notes = notes
    }

    public func text(width: Int? = nil, style: TextStyle = .plain) -> String {
        var table = TextTable([
            .init("output", mayBeCut: true), .init("scenario", mayBeCut: true), .init("mean", .decimal), .init("unit"),
            .init("difference to \(reference)", .decimal),
        ])
        for output in outputs {
            let shown = DisplayUnit(output.unit, for: output.rows.map(\.mean))
            func scaled(_ x: Double) -> Double { output.isCondition ? x * 100 : shown(x) }
            for (index, row) in output.rows.enumerated() {
                let difference = row.difference.map { difference in
                    let text = NumberText.text(scaled(difference), error: row.differenceError.map(scaled))
                    return difference > 0 ? "+\(text)" : text
                }
                table.append([
                    index == 0 ? output.name : "", row.scenario,
                    NumberText.text(scaled(row.mean), error: scaled(row.error), digits: output.isCondition ? 3 : 4),
                    output.isCondition ? "%" : shown.name, difference ?? "",
                ])
            }
        }
        let foot = (["\(NumberText.count(trials)) trials, seed \(seed), the same dice in every scenario"] + notes)
            .map { style.faint($0) + "\n" }
        return table.text(width: width, style: style) + foot.joined()
    }
}
