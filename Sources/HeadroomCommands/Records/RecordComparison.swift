import DataFiles

/// The differences between two records, each as a line for people: where, recorded, now.
enum RecordComparison {
    /// Members whose difference is told but is no failure by itself.
    private static let informative: Set<String> = ["engine"]

    static func differences(recorded: RunRecord, repeated: RunRecord) -> [String] {
        var lines: [String] = []
        compare(recorded.manifest, repeated.manifest, at: "", into: &lines)
        if recorded.output != repeated.output { lines.append(firstDifference(recorded.output, repeated.output)) }
        return lines
    }

    private static func compare(_ a: JSON, _ b: JSON, at path: String, into lines: inout [String]) {
        if a == b || informative.contains(path) { return }
        switch (a, b) {
        case (.object(let x), .object(let y)):
            for key in x.keys + y.keys.filter({ x[$0] == nil }) {
                compare(x[key] ?? .null, y[key] ?? .null, at: path.isEmpty ? key : "\(path).\(key)", into: &lines)
            }
        case (.array(let x), .array(let y)) where x.count == y.count:
            for (index, pair) in zip(x, y).enumerated() {
                compare(pair.0, pair.1, at: "\(path)[\(index + 1)]", into: &lines)
            }
        default:
            lines.append("\(path): recorded \(text(a)), now \(text(b))")
        }
    }

    private static func text(_ value: JSON) -> String { (try? value.text(.compact)) ?? "?" }

    private static func firstDifference(_ a: String, _ b: String) -> String {
        let (recorded, now) = (a.split(separator: "\n", omittingEmptySubsequences: false), b.split(separator: "\n", omittingEmptySubsequences: false))
        let index = zip(recorded, now).enumerated().first { $1.0 != $1.1 }?.offset ?? min(recorded.count, now.count)
        func line(_ lines: [Substring]) -> String { index < lines.count ? "`\(lines[index])`" : "nothing" }
        return "printed line \(index + 1): recorded \(line(recorded)), now \(line(now))"
    }
}
