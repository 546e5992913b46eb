import Engine

extension ValidationReport {
    /// A table of all sets, in Markdown: one line each.
    package var markdown: String {
        var lines = [
            "| set | rows | split | mean error | median | 90th percentile | largest | bias |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for e in entries {
            let cells = [
                e.set, "\(e.count)", e.split, Self.percent(e.mean), Self.percent(e.quantile(0.5)), Self.percent(e.quantile(0.9)),
                Self.percent(e.largest), Self.percent(e.bias),
            ]
            lines.append("| " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A table for terminals.
    package var text: String {
        let head = ["set", "rows", "split", "mean", "median", "p90", "largest", "bias"]
        let body = entries.map { e in
            [
                e.set, "\(e.count)", e.split, Self.percent(e.mean), Self.percent(e.quantile(0.5)), Self.percent(e.quantile(0.9)),
                Self.percent(e.largest), Self.percent(e.bias),
            ]
        }
        let widths = head.indices.map { column in ([head] + body).map { $0[column].count }.max() ?? 0 }
        return ([head] + body).map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 || column == 2 ? row[column] + space : space + row[column]
            }.joined(separator: "  ")
        }.joined(separator: "\n") + "\n"
    }

    /// A share as per cent with one digit: `5.9 %`.
    static func percent(_ share: Double) -> String {
        guard share.isFinite, abs(share) < 1e12 else { return "\(share)" }
        let tenths = Int((abs(share) * 1000).rounded())
        return (share < 0 && tenths > 0 ? "-" : "") + "\(tenths / 10).\(tenths % 10) %"
    }
}
