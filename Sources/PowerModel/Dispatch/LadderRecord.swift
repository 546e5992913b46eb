/// The ladders after every hour, kept to walk back along the optimum.
struct LadderRecord {
    private(set) var pieces: [Piece] = []
    /// Where an hour's pieces begin; one more than hours.
    private(set) var begins: [Int] = [0]
    private(set) var lowest: [Double] = []

    init(hours: Int) {
        pieces.reserveCapacity(8 * hours)
        begins.reserveCapacity(hours + 1)
        lowest.reserveCapacity(hours)
    }

    mutating func append(_ ladder: borrowing StorageLadder) {
        pieces.append(contentsOf: ladder.pieces)
        begins.append(pieces.count)
        lowest.append(ladder.lowest)
    }

    /// How an energy after an hour splits into what was held before it and the change within it.
    struct Split {
        var before: Double
        var change: Double
        /// Slopes to both sides, USD per MWh stored: every value between them is a price of stored energy there.
        var below: Double
        var above: Double
    }

    /// Takes pieces of the hour before and of the hour's own curve in order of slope until they reach `energy`.
    func split(_ energy: Double, hour: Int, start: Double, curve: borrowing HourCurve) -> Split {
        let low = hour == 0 ? start : lowest[hour - 1]
        var i = hour == 0 ? 0 : begins[hour - 1]
        let end = hour == 0 ? 0 : begins[hour]
        var j = 0
        var split = Split(before: low, change: curve.first, below: -.infinity, above: .infinity)
        var rest = energy - low - curve.first
        let tolerance = 1e-10 * max(1, energy.magnitude + low.magnitude)
        while i < end || j < curve.count {
            let own = i == end || (j < curve.count && curve.pieces[j].slope < pieces[i].slope)
            let piece = own ? curve.pieces[j] : pieces[i]
            if rest <= tolerance {
                split.above = piece.slope
                break
            }
            let part = min(rest, piece.length)
            if own { split.change += part } else { split.before += part }
            split.below = piece.slope
            rest -= part
            if part < piece.length - tolerance {
                split.above = piece.slope
                break
            }
            if own { j += 1 } else { i += 1 }
        }
        return split
    }
}
