extension Catalog {
    /// Something that a search found: an entity, or one fact of it.
    public struct Hit: Hashable, Sendable {
        public let entity: Entity
        /// `nil` when all words are those of the entity itself.
        public let fact: Fact?
        public let score: Int
    }

    /// What matches the words of `text`, best first: in key, name, aliases and property before id, basis, source and note;
    /// whole words before beginnings of words. Hits that match all words come before those that match fewer, and among equals
    /// the order is that of the data files. Always the same answer to the same question.
    public func search(_ text: String, limit: Int = 20) -> [Hit] {
        let wanted = Self.words(text)
        guard !wanted.isEmpty else { return [] }
        var found: [(hit: Hit, matched: Int)] = []
        for entity in entities {
            let ownWords = Self.words(
                [entity.key, entity.name].joined(separator: " ") + " " + entity.aliases.joined(separator: " "))
            let own = wanted.map { Self.score($0, ownWords, whole: 12, beginning: 6) }
            if own.allSatisfy({ $0 > 0 }) {
                found.append((Hit(entity: entity, fact: nil, score: own.reduce(4, +)), wanted.count))
            }
            for fact in entity.facts {
                let property = Self.words(fact.property)
                let rest = Self.words("\(fact.id) \(fact.basis) \(fact.source.title) \(fact.note) \(fact.valueText)")
                var hasOwn = false
                let scores = wanted.indices.map { index in
                    let word = wanted[index]
                    let here = max(
                        Self.score(word, property, whole: 10, beginning: 5),
                        Self.score(word, rest, whole: 2, beginning: 1))
                    if here > 0 { hasOwn = true }
                    return max(here, own[index])
                }
                // A fact must add a word of its own, or every fact of an entity would follow it.
                guard hasOwn else { continue }
                let matched = scores.filter { $0 > 0 }.count
                found.append((Hit(entity: entity, fact: fact, score: scores.reduce(0, +)), matched))
            }
        }
        let best = found.map(\.matched).max() ?? 0
        let kept = found.filter { $0.matched == best }.map(\.hit).enumerated()
        return kept.sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }.prefix(limit).map(
            \.element)
    }

    /// Runs of letters and digits, in lower case; everything beyond ASCII counts as a letter.
    private static func words(_ text: String) -> [String] {
        text.lowercased().utf8.split { !isWord($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }

    private static func score(_ word: String, _ words: [String], whole: Int, beginning: Int) -> Int {
        if words.contains(word) { return whole }
        return words.contains { $0.hasPrefix(word) } ? beginning : 0
    }
}
