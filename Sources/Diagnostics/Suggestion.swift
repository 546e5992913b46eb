/// "Did you mean": the known name nearest to an unknown one.
public enum Suggestion {
    // Distances are in quarters of an edit, so that a wrong case (`mw` for `MW`) is nearer than a wrong letter.
    private static let edit = 4
    private static let otherCase = 1

    /// The candidate which a person probably meant by `name`, or nil if none is near.
    ///
    /// Near means: the same letters in another case, or one edit (a letter wrong, missing, added, or two neighbours
    /// swapped) in a name of two to five letters, two edits in six to eight, three in longer ones. Ties go to the
    /// candidate that comes first by bytes, so the answer does not depend on the order of `candidates`; `name` itself
    /// is never an answer. Cost: the length of the name times the total length of the candidates.
    ///
    /// ```swift
    /// Suggestion.nearest(to: "tarif", in: ["tariff", "traffic"])   // "tariff"
    /// ```
    public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        let wanted = Array(name.unicodeScalars)
        let limit = allowance(for: wanted.count)
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name {
            let letters = Array(candidate.unicodeScalars)
            if abs(letters.count - wanted.count) * edit > limit { continue }
            let distance = distance(wanted, letters)
            if distance > limit { continue }
            if let found = best {
                let isNearer = distance < found.distance
                let isEarlier = distance == found.distance && candidate.utf8.lexicographicallyPrecedes(found.name.utf8)
                if !isNearer && !isEarlier { continue }
            }
            best = (candidate, distance)
        }
        return best?.name
    }

    private static func allowance(for length: Int) -> Int {
        switch length {
        case ...1: edit - 1
        case 2...5: edit
        case 6...8: 2 * edit
        default: 3 * edit
        }
    }

    /// Optimal string alignment distance (Levenshtein with swaps of neighbours).
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = (0...b.count).map { $0 * edit }
        for i in 0..<a.count {
            var row = [(i + 1) * edit]
            for j in 0..<b.count {
                var cost = min(last[j + 1] + edit, row[j] + edit, last[j] + substitution(a[i], b[j]))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j], a[i] != b[j] {
                    cost = min(cost, beforeLast[j - 1] + edit)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }

    private static func substitution(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Int {
        if a == b { return 0 }
        return a.properties.lowercaseMapping == b.properties.lowercaseMapping ? otherCase : edit
    }
}
