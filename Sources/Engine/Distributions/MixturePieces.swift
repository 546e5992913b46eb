/// The quantile function of a mixture, cut where it jumps or bends so that each piece is smooth enough for a table.
///
/// Cuts are: isolated values (a constant piece), ends of the components' supports, and, where one table would still
/// miss, the steepest place between two clusters.
struct MixturePieces {
    static let mostAtoms = 16
    private static let mostPieces = 24
    /// The error in probability above which a piece is cut again.
    private static let tolerance = 2e-7

    private enum Piece {
        case constant(Double)
        case table(QuantileTable)
    }

    private var pieces: [(from: Double, to: Double, piece: Piece)] = []

    init(_ mixture: MixtureFamily) {
        var cuts: [Double] = []
        var constants: [(from: Double, to: Double, value: Double)] = []
        for atom in Set(mixture.components.flatMap { $0.atoms ?? [] }).sorted() {
            let from = mixture.tailsBelow(atom).lower
            let to = mixture.tails(atom).lower
            if to > from { constants.append((from, to, atom)) }
        }
        for component in mixture.components where !component.isDiscrete {
            for end in [component.minimum, component.maximum] where end.isFinite {
                cuts.append(mixture.tailsBelow(end).lower)
                cuts.append(mixture.tails(end).lower)
            }
        }
        for constant in constants { cuts += [constant.from, constant.to] }
        var places = [0.0]
        for cut in cuts.sorted() where cut > places[places.count - 1] + 0x1p-50 && cut < 1 - 0x1p-50 {
            places.append(cut)
        }
        places.append(1)
        for (from, to) in zip(places, places.dropFirst()) {
            let middle = from + 0.5 * (to - from)
            if let constant = constants.first(where: { $0.from <= middle && middle <= $0.to }) {
                pieces.append((from, to, .constant(constant.value)))
            } else {
                add(mixture, from, to, depth: 0)
            }
        }
    }

    /// Tabulates (from, to) or halves it at its steepest place.
    private mutating func add(_ mixture: MixtureFamily, _ from: Double, _ to: Double, depth: Int) {
        let width = to - from
        let place = { (p: TailProbability) -> TailProbability in
            // u = from + w·width, from whichever end keeps the digits.
            let lower = from + p.lower * width
            return lower <= 0.5 ? TailProbability(lower: lower) : TailProbability(upper: (1 - to) + p.upper * width)
        }
        var known: Double?
        func quantile(_ p: TailProbability) -> Double {
            let x = mixture.quantile(place(p), near: known)
            known = x
            return x
        }
        // Every field in full: what people read may abbreviate.
        let key = "\(mixture) from \(from) to \(to)"
        let table = QuantileTable.tabulated(key, degrees: [13], quantile: quantile)
        let worst = worstError(mixture, table, place)
        if worst.error > Self.tolerance && depth < 4 && pieces.count < Self.mostPieces,
            let steep = steepest(mixture, near: worst.place, from, to, place)
        {
            add(mixture, from, steep, depth: depth + 1)
            add(mixture, steep, to, depth: depth + 1)
            return
        }
        if worst.error > Self.tolerance {
            // A narrow component within a wide one bends the quantiles without a gap to cut at: finer intervals.
            let fine = QuantileTable.tabulated(key + " fine", subdivision: 8, degrees: [], quantile: quantile)
            pieces.append((from, to, .table(fine)))
            return
        }
        pieces.append((from, to, .table(table)))
    }

    /// The largest error in probability of a table at 2047 places, and where.
    private func worstError(
        _ mixture: MixtureFamily, _ table: QuantileTable, _ place: (TailProbability) -> TailProbability
    ) -> (error: Double, place: Double) {
        var worst = (error: 0.0, place: 0.5)
        for k in 1..<2048 {
            let w = (Double(k) + 0.37) / 2048
            let exact = place(TailProbability(lower: w)).lower
            let error = (mixture.tails(table.value(at: w)).lower - exact).magnitude
            if error > worst.error { worst = (error, w) }
        }
        return worst
    }

    /// The least dense place near the worst error, or nil if that is an end.
    private func steepest(
        _ mixture: MixtureFamily, near worstAt: Double, _ from: Double, _ to: Double,
        _ place: (TailProbability) -> TailProbability
    ) -> Double? {
        // The longest step in x near the worst place is the gap between clusters.
        var steepest = worstAt
        var longest = 0.0
        var previous = mixture.quantile(place(TailProbability(lower: Swift.max(worstAt - 0.03, 0.001))))
        for k in -24...25 {
            let w = Swift.min(Swift.max(worstAt + Double(k) * 0.00125, 0.001), 0.999)
            let x = mixture.quantile(place(TailProbability(lower: w)))
            if x - previous > longest {
                longest = x - previous
                // The least dense point of this step.
                steepest = mixture.tails(previous + 0.5 * (x - previous)).lower
            }
            previous = x
        }
        return steepest > from + 1e-9 && steepest < to - 1e-9 ? steepest : nil
    }

    var expression: VariateExpression {
        var result: VariateExpression?
        for (from, to, piece) in pieces.reversed() {
            let value: VariateExpression
            switch piece {
            case .constant(let x): value = .constant(x)
            case .table(let table):
                var w = VariateExpression.uniform
                if from > 0 { w = .subtract(w, .constant(from)) }
                if to - from < 1 { w = .multiply(w, .constant(1 / (to - from))) }
                // Lanes of other pieces pass through here too: hold them within the table.
                if pieces.count > 1 { w = .minimum(.maximum(w, .constant(0x1p-54)), .constant(1 - 0x1p-53)) }
                value = table.expression(of: w)
            }
            result = result.map { .select(.less(.uniform, .constant(to)), value, $0) } ?? value
        }
        return result ?? .constant(.nan)
    }
}
