/// One symbol of the catalogue, an indivisible part of a unit's spelling.
struct UnitAtom: Sendable {
    /// Its place in ``all``, which identifies it.
    let index: Int
    let symbol: String
    let prefix: String
    let group: UnitGroup
    let summary: String
    let dimension: Dimension
    let scale: Scale
    /// The atoms that printing may choose instead, from small to large; empty where the unit is kept as built.
    let ladder: Range<Int>

    /// All atoms, in the catalogue's order; those of one ladder stand together.
    static let all: [UnitAtom] = {
        var atoms: [UnitAtom] = []
        for family in UnitFamily.all {
            let start = atoms.count
            let printed = family.prefixes.indices.filter { family.prefixes[$0].isUsedInPrint }
            let ladder = printed.isEmpty ? 0..<0 : start + printed[0]..<start + printed[printed.count - 1] + 1
            for prefix in family.prefixes {
                guard let scale = family.scale.multiplied(by: prefix.scale) else {
                    preconditionFailure("the scale of \(prefix.symbol)\(family.base) is small")
                }
                atoms.append(
                    UnitAtom(
                        index: atoms.count, symbol: prefix.symbol + family.base, prefix: prefix.symbol,
                        group: family.group, summary: family.summary(prefix), dimension: family.dimension, scale: scale,
                        ladder: prefix.isUsedInPrint ? ladder : 0..<0))
            }
        }
        return atoms
    }()

    static let bySymbol: [String: UnitAtom] = Dictionary(uniqueKeysWithValues: all.map { ($0.symbol, $0) })

    /// The atom called `symbol`, which is known to exist.
    static func known(_ symbol: String) -> UnitAtom {
        guard let atom = bySymbol[symbol] else { preconditionFailure("\(symbol) is in the catalogue") }
        return atom
    }
}

extension UnitAtom: Hashable {
    static func == (left: Self, right: Self) -> Bool { left.index == right.index }

    func hash(into hasher: inout Hasher) { hasher.combine(index) }
}
