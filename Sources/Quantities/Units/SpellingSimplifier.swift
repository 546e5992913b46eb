/// Decides how a product of units is written, so that `MW * USD/MWh * year` is USD.
///
/// What one dimension measures twice cancels or combines (year/month, MW/kW, Wh/J). A rate and what it accumulates to
/// (W with Wh or J, THs with TH, TFLOPS with TFLOP) leave a time where they stand on opposite sides of the line:
/// MWh/MW is hour, W*TH/J is TH/s. A rate times a time above the line accumulates: MW*year is MWh. Whatever else
/// stands below the line stays as it was built: USD/MW/year and USD/PHs/day are how people quote, not mistakes to be
/// tidied.
enum SpellingSimplifier {
    typealias Part = Spelling.Part

    /// The simplified parts of a product of this dimension; nil where an exponent overflows.
    static func simplified(_ parts: [Part], of dimension: Dimension) -> [Part]? {
        if dimension.isNone { return [] }
        let count = parts.count
        guard var parts = combined(parts) else { return nil }
        // Every step merges two parts into one or shortens exponents, so this ends.
        while let next = cancelled(parts) ?? accumulated(parts) ?? averaged(parts) {
            guard let merged = combined(next) else { return nil }
            parts = merged
        }
        return parts.count < count ? customary(parts) : parts
    }

    /// Money per joule, where it only came about (hashprice / (J/TH)), is quoted per MWh.
    private static func customary(_ parts: [Part]) -> [Part] {
        guard parts.count == 2, let j = parts.firstIndex(where: { $0.atom.symbol.hasSuffix("J") }),
            parts[j].exponent == Rational(-1), parts[1 - j].exponent == .one,
            parts[1 - j].atom.dimension.bases.allSatisfy(\.isMoney)
        else { return parts }
        var parts = parts
        parts[j].atom = .known("MWh")
        return parts
    }

    /// Units of one dimension become one; the first spelling stays.
    private static func combined(_ parts: [Part]) -> [Part]? {
        var result: [Part] = []
        for part in parts {
            if let place = result.firstIndex(where: { $0.atom.dimension == part.atom.dimension }) {
                guard let sum = result[place].exponent.adding(part.exponent) else { return nil }
                result[place].exponent = sum
            } else {
                result.append(part)
            }
        }
        return result.filter { $0.exponent != .zero }
    }

    /// A rate against its content, on opposite sides of the line: MW/MWh is /hour.
    private static func cancelled(_ parts: [Part]) -> [Part]? {
        for (i, rate) in parts.enumerated() {
            guard let content = Accumulation.byRate[rate.atom.dimension],
                let j = parts.firstIndex(where: { $0.atom.dimension == content.dimension }),
                parts[j].exponent.sign != rate.exponent.sign
            else { continue }
            let amount = min(rate.exponent.magnitude, parts[j].exponent.magnitude)
            let time = Part(
                atom: Accumulation.naturalTime(of: parts[j].atom), exponent: signed(amount, -rate.exponent.sign))
            guard let left = reduced(parts, [(i, amount), (j, amount)]) else { return nil }
            return left + [time]
        }
        return nil
    }

    /// A rate times a time, both above the line: MW*year is MWh, W*s is J.
    private static func accumulated(_ parts: [Part]) -> [Part]? {
        guard let j = parts.firstIndex(where: { $0.atom.dimension == .time && $0.exponent.sign > 0 }) else {
            return nil
        }
        for (i, rate) in parts.enumerated() where rate.exponent.sign > 0 {
            guard let content = Accumulation.byRate[rate.atom.dimension] else { continue }
            let amount = min(rate.exponent.magnitude, parts[j].exponent.magnitude)
            let atom = content.unit(withPrefixOf: rate.atom, over: parts[j].atom)
            guard var left = reduced(parts, [(i, amount), (j, amount)], keepingZeros: true) else { return nil }
            left.insert(Part(atom: atom, exponent: amount), at: i)
            return left.filter { $0.exponent != .zero }
        }
        return nil
    }

    /// Wh per hour and J per s are W; MWh/day and the like stay, being how consumption is quoted.
    private static func averaged(_ parts: [Part]) -> [Part]? {
        for (i, energy) in parts.enumerated() where energy.atom.dimension == .energy {
            let time = Accumulation.naturalTime(of: energy.atom)
            guard
                let j = parts.firstIndex(where: { $0.atom == time && $0.exponent.sign != energy.exponent.sign })
            else { continue }
            let amount = min(energy.exponent.magnitude, parts[j].exponent.magnitude)
            let power = UnitAtom.bySymbol[energy.atom.prefix + "W"] ?? .known("W")
            guard var left = reduced(parts, [(i, amount), (j, amount)], keepingZeros: true) else { return nil }
            left.insert(Part(atom: power, exponent: signed(amount, energy.exponent.sign)), at: i)
            return left.filter { $0.exponent != .zero }
        }
        return nil
    }

    private static func signed(_ amount: Rational, _ sign: Int) -> Rational {
        sign < 0 ? amount.negated : amount
    }

    /// The parts with exponents at the given places brought nearer to zero.
    private static func reduced(
        _ parts: [Part], _ changes: [(place: Int, by: Rational)], keepingZeros: Bool = false
    ) -> [Part]? {
        var parts = parts
        for change in changes {
            let step = signed(change.by, -parts[change.place].exponent.sign)
            guard let exponent = parts[change.place].exponent.adding(step) else { return nil }
            parts[change.place].exponent = exponent
        }
        return keepingZeros ? parts : parts.filter { $0.exponent != .zero }
    }
}

/// A rate and what it adds up to over time.
private struct Accumulation {
    let dimension: Dimension
    /// The content's symbol without prefix, for a time in seconds and for a longer one.
    let inSeconds: String
    let inHours: String

    static let byRate: [Dimension: Accumulation] = [
        .power: Accumulation(dimension: .energy, inSeconds: "J", inHours: "Wh"),
        .hashRate: Accumulation(dimension: .hash, inSeconds: "H", inHours: "H"),
        .computeRate: Accumulation(dimension: .work, inSeconds: "FLOP", inHours: "FLOP"),
    ]

    /// The content with the rate's prefix.
    func unit(withPrefixOf rate: UnitAtom, over time: UnitAtom) -> UnitAtom {
        let base = time.symbol.hasSuffix("s") ? inSeconds : inHours
        return UnitAtom.bySymbol[rate.prefix + base] ?? .known(base)
    }

    /// The time that a content counts in: the hour of Wh, the second of all others.
    static func naturalTime(of content: UnitAtom) -> UnitAtom {
        .known(content.symbol.hasSuffix("Wh") ? "hour" : "s")
    }
}
