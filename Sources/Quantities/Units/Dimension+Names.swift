extension Dimension {
    /// The dimension in words: `power`, `money per energy`, `plain number`; a product of base words where nothing
    /// shorter fits.
    public var name: String {
        if isNone { return "plain number" }
        return commonName ?? composedName ?? basesName
    }

    /// The name, if it is one that analysts use: `power`, `data rate`, `money per energy`, but not `power × length`.
    public var commonName: String? {
        Self.words.first { $0.dimension == self }?.word ?? Self.phrases.first { $0.dimension == self }?.word
    }

    private struct Word {
        let word: String
        let perWord: String
        let dimension: Dimension

        init(_ word: String, _ dimension: Dimension, per perWord: String? = nil) {
            self.word = word
            self.perWord = perWord ?? word
            self.dimension = dimension
        }
    }

    // Most usual first: names are composed of the earliest words that fit.
    private static let words: [Word] =
        [Word("energy", .energy), Word("power", .power)]
        + BaseDimension.allCases.map { Word($0.word, Dimension($0), per: $0.perWord) }
        + [
            Word("volume", .volume), Word("area", .area), Word("hash rate", .hashRate),
            Word("compute rate", .computeRate),
            Word("data rate", .dataRate), Word("token rate", .tokenRate),
        ]

    private static let phrases: [Word] =
        [
            Word("rate", .rate), Word("hashprice", .hashprice), Word("money per energy", .moneyPerEnergy),
            Word("money per power", .moneyPerPower), Word("money per time", .moneyPerTime),
            Word("energy per hash", .energyPerHash), Word("money per bitcoin", .moneyPerCoin),
        ]
        + BaseDimension.allCases.filter { $0.isMoney && $0 != .usd }.compactMap { base in
            Dimension(base).multiplied(by: Dimension.hash.inverse)
                .map { Word("hashprice in \(base == .coin ? "bitcoin" : String(base.word.suffix(3)))", $0) }
        }

    private struct Factor {
        let text: String
        let dimension: Dimension
        let isAbove: Bool
    }

    private static let factors: [Factor] =
        words.map { Factor(text: $0.word, dimension: $0.dimension, isAbove: true) }
        + words.map { Factor(text: $0.perWord, dimension: $0.dimension.inverse, isAbove: false) }

    // The shortest product of at most three words, each above or below the line.
    private var composedName: String? {
        func single(_ dimension: Dimension) -> Factor? { Self.factors.first { $0.dimension == dimension } }
        if let factor = single(self) { return Self.phrase([factor]) }
        for first in Self.factors {
            if let second = multiplied(by: first.dimension.inverse).flatMap(single) {
                return Self.phrase([first, second])
            }
        }
        for first in Self.factors {
            guard let rest = multiplied(by: first.dimension.inverse) else { continue }
            for second in Self.factors {
                if let third = rest.multiplied(by: second.dimension.inverse).flatMap(single) {
                    return Self.phrase([first, second, third])
                }
            }
        }
        return nil
    }

    private static func phrase(_ factors: [Factor]) -> String {
        let above = factors.filter(\.isAbove).map(\.text).joined(separator: " × ")
        let below = factors.filter { !$0.isAbove }.map { "per \($0.text)" }
        return ((above.isEmpty ? [] : [above]) + below).joined(separator: " ")
    }

    private var basesName: String {
        bases.map { base in
            let power = exponent(of: base)
            return power == .one ? base.word : "\(base.word)^\(power)"
        }.joined(separator: " × ")
    }
}
