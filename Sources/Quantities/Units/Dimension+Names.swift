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

    // Most usual first: names are composed of the earliest words that fit.
    private static let words: [(word: String, dimension: Dimension)] =
        [
            ("energy", .energy), ("power", .power), ("hash rate", .hashRate), ("compute rate", .computeRate),
            ("data rate", .dataRate), ("token rate", .tokenRate),
        ] + BaseDimension.allCases.map { ($0.word, Dimension($0)) } + [("volume", .volume), ("area", .area)]

    private static let phrases: [(word: String, dimension: Dimension)] = [
        ("rate", .rate), ("hashprice", .hashprice), ("money per energy", .moneyPerEnergy),
        ("money per power", .moneyPerPower), ("money per time", .moneyPerTime), ("energy per hash", .energyPerHash),
        ("money per bitcoin", .moneyPerCoin),
    ]

    // The shortest product of two or three words, each above or below the line.
    private var composedName: String? {
        let factors = Self.words.map { (word: $0.word, dimension: $0.dimension, isAbove: true) }
            + Self.words.map { (word: $0.word, dimension: $0.dimension.inverse, isAbove: false) }
        func last(_ rest: Dimension) -> (word: String, isAbove: Bool)? {
            factors.first { $0.dimension == rest }.map { ($0.word, $0.isAbove) }
        }
        for first in factors {
            if let rest = multiplied(by: first.dimension.inverse), let second = last(rest) {
                return Self.phrase([(first.word, first.isAbove), second])
            }
        }
        for first in factors {
            guard let rest = multiplied(by: first.dimension.inverse) else { continue }
            for second in factors {
                if let third = rest.multiplied(by: second.dimension.inverse).flatMap(last) {
                    return Self.phrase([(first.word, first.isAbove), (second.word, second.isAbove), third])
                }
            }
        }
        return nil
    }

    private static func phrase(_ words: [(word: String, isAbove: Bool)]) -> String {
        let above = words.filter(\.isAbove).map(\.word).joined(separator: " × ")
        let below = words.filter { !$0.isAbove }.map { "per \($0.word)" }
        return ((above.isEmpty ? [] : [above]) + below).joined(separator: " ")
    }

    private var basesName: String {
        bases.map { base in
            let power = exponent(of: base)
            return power == .one ? base.word : "\(base.word)^\(power)"
        }.joined(separator: " × ")
    }
}
