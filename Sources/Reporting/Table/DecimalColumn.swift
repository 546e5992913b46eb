import Diagnostics

/// Makes the cells of a column of numbers equally long with their decimal points under each other.
enum DecimalColumn {
    private static let plusMinus = " ± "

    static func aligned(_ cells: [String]) -> [String] {
        let numbers = cells.map(split)
        let values = columns(numbers.map { $0?.value })
        let errors = columns(numbers.map { $0?.error })
        let hasErrors = numbers.contains { $0?.error != nil }
        let suffixWidth = numbers.compactMap { $0.map { VisibleText.width($0.suffix) } }.max() ?? 0
        return cells.indices.map { index in
            guard let number = numbers[index] else { return cells[index] }
            var text = values[index]
            if hasErrors {
                let separator = number.error == nil ? String(repeating: " ", count: plusMinus.count) : plusMinus
                text += separator + errors[index]
            }
            return text + VisibleText.padded(number.suffix, suffixWidth)
        }
    }

    private struct Number {
        var value: String
        var error: String?
        /// Everything behind the digits, with the space before it: ` MUSD`, `e-9`.
        var suffix: String
    }

    /// `nil` for a cell that does not begin like a number.
    private static func split(_ cell: String) -> Number? {
        let halves = cell.split(separator: plusMinus, maxSplits: 1)
        guard let first = halves.first, let value = number(first) else { return nil }
        if halves.count == 2 {
            guard value.rest.isEmpty else { return nil }
            let error = number(halves[1]) ?? (String(halves[1].prefix(1)), halves[1].dropFirst())
            return Number(value: value.digits, error: String(error.digits), suffix: String(error.rest))
        }
        return Number(value: value.digits, error: nil, suffix: String(value.rest))
    }

    private static func number(_ text: Substring) -> (digits: String, rest: Substring)? {
        var end = text.startIndex
        var sawDigit = false
        for character in text {
            let isSign = character == "-" || character == "+"
            if isSign ? end != text.startIndex : !(character.isNumber || character == "." || character == ",") { break }
            if character.isNumber { sawDigit = true }
            end = text.index(after: end)
        }
        guard sawDigit else { return nil }
        end = endOfExponent(text, from: end)
        return (String(text[..<end]), text[end...])
    }

    /// `e-9` belongs to the number; the e of a unit does not.
    private static func endOfExponent(_ text: Substring, from start: Substring.Index) -> Substring.Index {
        var rest = text[start...]
        guard rest.popFirst() == "e" else { return start }
        if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
        let digits = rest.prefix { $0.isNumber }
        return digits.isEmpty ? start : digits.endIndex
    }

    /// Pads each part in front of its point and behind it; absent parts become spaces.
    private static func columns(_ parts: [String?]) -> [String] {
        func place(_ part: String) -> Int { part.prefix { $0 != "." && $0 != "e" }.count }
        let front = parts.compactMap { $0.map(place) }.max() ?? 0
        let back = parts.compactMap { part in part.map { $0.count - place($0) } }.max() ?? 0
        return parts.map { part in
            guard let part else { return String(repeating: " ", count: front + back) }
            let before = String(repeating: " ", count: front - place(part))
            return before + part + String(repeating: " ", count: back - (part.count - place(part)))
        }
    }
}
