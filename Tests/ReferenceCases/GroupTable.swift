/// How each group went: its cases, and the share of its tolerance that the worst number uses up.
struct GroupTable {
    private struct Row {
        var cases = 0
        var passed = 0
        var used = 0.0
    }

    private var names: [String] = []
    private var rows: [Row] = []

    /// - Parameter used: nil for a case that was not computed.
    mutating func add(_ group: String, passed: Bool, used: Double?) {
        if !names.contains(group) {
            names.append(group)
            rows.append(Row())
        }
        let at = names.firstIndex(of: group)!
        rows[at].cases += 1
        if passed { rows[at].passed += 1 }
        rows[at].used = max(rows[at].used, used ?? 0)
    }

    /// In Markdown, groups in alphabetical order.
    var text: String {
        let lines = zip(names, rows).sorted { $0.0 < $1.0 }.map { name, row in
            "| \(name) | \(row.cases) | \(row.passed) | \(twoDigits(row.used)) |"
        }
        return (["| group | cases | passed | worst error / tolerance |", "|---|---|---|---|"] + lines).joined(separator: "\n")
    }

    private func twoDigits(_ x: Double) -> String {
        if x == 0 { return "0" }
        guard x.isFinite else { return "\(x)" }
        var (mantissa, exponent) = (x, 0)
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        let digits = (mantissa * 10).rounded() / 10
        return (-2...2).contains(exponent) ? "\((x * 1000).rounded() / 1000)" : "\(digits)e\(exponent)"
    }
}
