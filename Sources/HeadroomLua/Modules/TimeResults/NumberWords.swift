import Reporting

/// Numbers as the answers about time print them.
enum NumberWords {
    static func percent(_ share: Double, _ error: Double) -> String {
        "\(NumberText.text(share * 100, error: error * 100, digits: 3)) %"
    }

    static func count(_ count: Int) -> String { NumberText.count(count) }

    /// A signed correlation in two decimals.
    static func correlation(_ r: Double) -> String {
        let hundredths = Int((abs(r) * 100).rounded())
        let digits = hundredths % 100 < 10 ? "0\(hundredths % 100)" : "\(hundredths % 100)"
        return "\(r < 0 ? "-" : "+")\(hundredths / 100).\(digits)"
    }
}
