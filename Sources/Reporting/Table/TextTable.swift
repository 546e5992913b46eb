import Diagnostics

/// A table for a terminal: aligned columns, a rule below the header, as wide as it needs or as it may.
///
///     var table = TextTable([.init("output"), .init("mean", .decimal)])
///     table.append(["npv", "150.34 ± 0.09"])
///     print(table.text(width: 100))
public struct TextTable: Sendable {
    public enum Alignment: Sendable {
        case left
        case right
        /// Numbers under each other by their decimal points, units after them; `a ± b` aligns both parts, and a cell that
        /// begins without a digit stands to the right.
        case decimal
    }

    public struct Column: Sendable {
        public var title: String
        public var alignment: Alignment
        /// Words may be cut with `…` when the table is too wide; numbers never.
        public var mayBeCut: Bool

        public init(_ title: String, _ alignment: Alignment = .left, mayBeCut: Bool = false) {
            self.title = title
            self.alignment = alignment
            self.mayBeCut = mayBeCut
        }
    }

    public enum Emphasis: Sendable {
        case none, strong, faint
    }

    struct Row: Sendable {
        var cells: [String]
        var emphasis: Emphasis
    }

    public var columns: [Column]
    var rows: [Row] = []

    public init(_ columns: [Column]) {
        precondition(!columns.isEmpty, "a table needs a column")
        self.columns = columns
    }

    /// Adds a row of one cell a column. Line ends and control characters in cells are shown, not obeyed.
    public mutating func append(_ cells: [String], _ emphasis: Emphasis = .none) {
        precondition(cells.count == columns.count, "\(cells.count) cells in a table of \(columns.count) columns")
        rows.append(Row(cells: cells.map { VisibleText.escaped($0) }, emphasis: emphasis))
    }

    public var isEmpty: Bool { rows.isEmpty }
}
