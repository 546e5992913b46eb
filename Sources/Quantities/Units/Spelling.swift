/// How a unit is written: symbols with exponents, in the order in which they were multiplied.
///
/// A spelling only decides what is printed; how large a unit is stands in its exact scale. `750 MW * 42 USD/MWh *
/// year` is spelled USD and is 8766 times as large per unit of magnitude.
struct Spelling: Hashable, Sendable {
    struct Part: Hashable, Sendable {
        var atom: UnitAtom
        var exponent: Rational
    }

    private(set) var parts: [Part]

    static let none = Spelling(parts: [])

    init(_ atom: UnitAtom) {
        parts = [Part(atom: atom, exponent: .one)]
    }

    private init(parts: [Part]) {
        self.parts = parts
    }

    /// The spelling of a product of this dimension; nil where an exponent overflows.
    func multiplied(by other: Spelling, giving dimension: Dimension) -> Spelling? {
        if other.parts.isEmpty { return self }
        if parts.isEmpty { return other }
        return SpellingSimplifier.simplified(parts + other.parts, of: dimension).map(Spelling.init(parts:))
    }

    /// The spelling of the reciprocal.
    var inverse: Spelling {
        Spelling(parts: parts.map { Part(atom: $0.atom, exponent: $0.exponent.negated) })
    }

    /// The spelling of a power; nil where an exponent overflows.
    func raised(to power: Rational) -> Spelling? {
        if power == .zero { return Spelling.none }
        var result: [Part] = []
        for part in parts {
            guard let exponent = part.exponent.multiplied(by: power) else { return nil }
            result.append(Part(atom: part.atom, exponent: exponent))
        }
        return Spelling(parts: result)
    }

    /// How large the written unit is; nil where an exponent overflows.
    var scale: Scale? {
        var result = Scale.one
        for part in parts {
            guard let factor = part.atom.scale.raised(to: part.exponent), let product = result.multiplied(by: factor)
            else { return nil }
            result = product
        }
        return result
    }

    /// The place of the part that takes a prefix in print: the first above the line, if it isn't raised to a power.
    private var leadingPart: Int? {
        guard let first = parts.firstIndex(where: { $0.exponent.sign > 0 }), parts[first].exponent == .one else {
            return nil
        }
        return first
    }

    /// The same spelling with each prefix that the leading unit takes in print, from small to large; only this one
    /// where it takes none.
    var alternatives: [Spelling] {
        guard let place = leadingPart else { return [self] }
        let ladder = parts[place].atom.ladder
        if ladder.isEmpty { return [self] }
        return ladder.map { index in
            var copy = self
            copy.parts[place].atom = UnitAtom.all[index]
            return copy
        }
    }
}

extension Spelling: CustomStringConvertible {
    /// As the parser reads it: `USD/PHs/day`, `USD*hour/MW`, `/year^0.5`; empty for plain numbers.
    var description: String {
        func power(_ part: Part) -> String {
            let exponent = part.exponent.magnitude
            return exponent == .one ? part.atom.symbol : "\(part.atom.symbol)^\(exponent)"
        }
        let above = parts.filter { $0.exponent.sign > 0 }.map(power).joined(separator: "*")
        let below = parts.filter { $0.exponent.sign < 0 }.map { "/" + power($0) }.joined()
        return above + below
    }
}
