/// A row of small bars, one character each: `▁▂▅█▆▃▁`.
public enum Sparkline {
    private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// One character a value, the largest as a full block. Zero, negative and non-finite values are blank, so that a thin
    /// tail (`▁`) differs from no tail.
    public static func text(_ values: [Double]) -> String {
        let largest = values.filter { $0.isFinite }.max() ?? 0
        return String(
            values.map { value -> Character in
                guard value.isFinite, value > 0 else { return " " }
                return levels[min(7, Int(value / largest * 8))]
            })
    }

    /// As above in at most `width` characters. A value on the border of two characters is divided between them, since whole
    /// values would give every few characters one more than the others and a smooth curve teeth.
    public static func text(_ values: [Double], width: Int) -> String {
        precondition(width > 0, "a sparkline needs a column")
        guard values.count > width else { return text(values) }
        var sums = [Double](repeating: 0, count: width)
        let ratio = Double(width) / Double(values.count)
        for (index, value) in values.enumerated() where value.isFinite {
            let start = Double(index) * ratio
            let end = Double(index + 1) * ratio
            let first = min(width - 1, Int(start))
            let border = Double(first + 1)
            if end <= border || first == width - 1 {
                sums[first] += value
            } else {
                let share = (border - start) / (end - start)
                sums[first] += value * share
                sums[first + 1] += value * (1 - share)
            }
        }
        return text(sums)
    }
}
