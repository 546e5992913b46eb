import Diagnostics

/// Fits text into a number of terminal columns.
enum Shortening {
    /// The text in exactly `width` columns: spaces added, or spaces at the end removed, or cut with `…`.
    static func fitted(_ text: String, _ width: Int) -> String {
        guard VisibleText.width(text) > width else { return VisibleText.padded(text, width) }
        let bare = VisibleText.trimmedEnd(text)
        guard VisibleText.width(bare) > width else { return VisibleText.padded(bare, width) }
        var kept = ""
        var used = 1
        for character in bare {
            used += VisibleText.width(String(character))
            if used > width { break }
            kept.append(character)
        }
        return VisibleText.padded(VisibleText.trimmedEnd(kept) + "…", width)
    }
}
