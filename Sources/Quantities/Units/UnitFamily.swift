/// Units that differ by a prefix only, such as W kW MW GW TW, written down once.
struct UnitFamily {
    let base: String
    let group: UnitGroup
    let dimension: Dimension
    /// The unit without prefix.
    let scale: Scale
    let prefixes: [UnitPrefix]
    /// The words for a unit with this prefix.
    let summary: @Sendable (UnitPrefix) -> String

    /// A family named by SI prefixes: `kilowatt`, `megawatt`. The note is added to the unit without prefix.
    static func si(
        _ base: String, _ name: String, _ group: UnitGroup, _ dimension: Dimension, scale: Scale = .one,
        _ prefixes: [UnitPrefix], note: String = ""
    ) -> UnitFamily {
        UnitFamily(base: base, group: group, dimension: dimension, scale: scale, prefixes: prefixes) { prefix in
            prefix.name + name + (prefix.symbol.isEmpty ? note : "")
        }
    }

    /// A currency: USD, kUSD, MUSD, BUSD and TUSD.
    static func currency(_ code: String, _ base: BaseDimension, _ plural: String) -> UnitFamily {
        UnitFamily(
            base: code, group: .money, dimension: Dimension(base), scale: .one,
            prefixes: [.none, .thousand, .million, .billion, .trillion]
        ) { prefix in
            prefix.symbol.isEmpty ? plural : "\(prefix.name) \(plural)"
        }
    }

    /// Units that take no prefix.
    static func single(
        _ symbol: String, _ summary: String, _ group: UnitGroup, _ dimension: Dimension, _ scale: Scale
    ) -> UnitFamily {
        UnitFamily(
            base: symbol, group: group, dimension: dimension, scale: scale,
            prefixes: [UnitPrefix(symbol: "", name: "", scale: .one, isUsedInPrint: false)]
        ) { _ in summary }
    }
}

/// What stands before a unit's symbol.
struct UnitPrefix: Sendable {
    let symbol: String
    let name: String
    let scale: Scale
    /// Whether printing may choose it; one that may not is kept only where the script wrote it.
    var isUsedInPrint = true

    /// The same prefix, kept only where the script wrote it.
    var asBuiltOnly: UnitPrefix {
        var copy = self
        copy.isUsedInPrint = false
        return copy
    }

    static let pico = UnitPrefix(symbol: "p", name: "pico", scale: .ten(-12))
    static let nano = UnitPrefix(symbol: "n", name: "nano", scale: .ten(-9))
    static let micro = UnitPrefix(symbol: "u", name: "micro", scale: .ten(-6))
    static let milli = UnitPrefix(symbol: "m", name: "milli", scale: .ten(-3))
    static let none = UnitPrefix(symbol: "", name: "", scale: .one)
    static let kilo = UnitPrefix(symbol: "k", name: "kilo", scale: .ten(3))
    static let mega = UnitPrefix(symbol: "M", name: "mega", scale: .ten(6))
    static let giga = UnitPrefix(symbol: "G", name: "giga", scale: .ten(9))
    static let tera = UnitPrefix(symbol: "T", name: "tera", scale: .ten(12))
    static let peta = UnitPrefix(symbol: "P", name: "peta", scale: .ten(15))
    static let exa = UnitPrefix(symbol: "E", name: "exa", scale: .ten(18))
    static let zetta = UnitPrefix(symbol: "Z", name: "zetta", scale: .ten(21))
    static let yotta = UnitPrefix(symbol: "Y", name: "yotta", scale: .ten(24))

    static let kibi = UnitPrefix(symbol: "Ki", name: "kibi", scale: Scale(two: 10))
    static let mebi = UnitPrefix(symbol: "Mi", name: "mebi", scale: Scale(two: 20))
    static let gibi = UnitPrefix(symbol: "Gi", name: "gibi", scale: Scale(two: 30))
    static let tebi = UnitPrefix(symbol: "Ti", name: "tebi", scale: Scale(two: 40))
    static let pebi = UnitPrefix(symbol: "Pi", name: "pebi", scale: Scale(two: 50))

    // Money counts in words: B is a billion.
    static let thousand = UnitPrefix(symbol: "k", name: "thousand", scale: .ten(3))
    static let million = UnitPrefix(symbol: "M", name: "million", scale: .ten(6))
    static let billion = UnitPrefix(symbol: "B", name: "billion", scale: .ten(9))
    static let trillion = UnitPrefix(symbol: "T", name: "trillion", scale: .ten(12))
}
