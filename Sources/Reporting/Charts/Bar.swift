/// Horizontal bars out of block characters.
enum Bar {
    private static let eighths: [String] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// A bar of `share` of `width` columns, to an eighth of a column, not padded. A share above 1 is cut; what is not zero shows at least `▏`.
    static func text(_ share: Double, width: Int) -> String {
        guard share > 0 else { return "" }
        let parts = max(1, Int((min(1, share) * Double(width * 8)).rounded()))
        return String(repeating: "█", count: parts / 8) + eighths[parts % 8]
    }

    /// A bar that grows to the left from its right end, to half a column, padded to `width`; what is not zero shows at
    /// least `▐`.
    static func leftward(_ share: Double, width: Int) -> String {
        let halves = share > 0 ? max(1, Int((min(1, share) * Double(width * 2)).rounded())) : 0
        let blocks = (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
        return String(repeating: " ", count: width - (halves + 1) / 2) + blocks
    }

    /// The same to the right, so that both sides of an axis are drawn alike.
    static func rightward(_ share: Double, width: Int) -> String {
        let halves = share > 0 ? max(1, Int((min(1, share) * Double(width * 2)).rounded())) : 0
        let blocks = String(repeating: "█", count: halves / 2) + (halves % 2 == 1 ? "▌" : "")
        return blocks + String(repeating: " ", count: width - (halves + 1) / 2)
    }
}
