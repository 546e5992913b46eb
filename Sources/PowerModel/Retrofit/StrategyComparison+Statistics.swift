extension StrategyComparison {
    package var paths: Int { values[0].count }

    package func mean(_ strategy: Int) -> (value: Double, error: Double) { Self.mean(values[strategy]) }

    /// Of strategy `a` less strategy `b` on the same paths.
    package func difference(_ a: Int, _ b: Int) -> (value: Double, error: Double) {
        Self.mean(zip(values[a], values[b]).map { $0 - $1 })
    }

    /// Share of paths on which `a` is worth more than `b`.
    package func wins(_ a: Int, _ b: Int) -> Double {
        Double(zip(values[a], values[b]).filter { $0 > $1 }.count) / Double(paths)
    }

    package static func quantile(_ values: [Double], _ share: Double) -> Double? {
        guard let last = values.indices.last else { return nil }
        let sorted = values.sorted()
        let place = share * Double(last)
        let low = min(Int(place), max(last - 1, 0))
        return last == 0 ? sorted[0] : sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
    }

    /// Spearman's correlation of each driver with the difference of two strategies, strongest first.
    package func ranking(_ a: Int, _ b: Int) -> [(name: String, correlation: Double)] {
        let difference = Self.ranks(zip(values[a], values[b]).map { $0 - $1 })
        return drivers.map { ($0.name, Self.correlation(Self.ranks($0.values), difference)) }
            .sorted { ($0.correlation.magnitude, $1.name) > ($1.correlation.magnitude, $0.name) }
    }

    private static func mean(_ x: [Double]) -> (value: Double, error: Double) {
        let n = Double(x.count)
        let mean = x.reduce(0, +) / n
        let squares = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (squares / (n - 1) / n).squareRoot())
    }

    /// Places in rising order; equal values share their mean place.
    private static func ranks(_ x: [Double]) -> [Double] {
        let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
        var ranks = [Double](repeating: 0, count: x.count)
        var i = 0
        while i < order.count {
            var j = i
            while j + 1 < order.count, x[order[j + 1]] == x[order[i]] { j += 1 }
            for k in i...j { ranks[order[k]] = Double(i + j) / 2 }
            i = j + 1
        }
        return ranks
    }

    private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
        let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for (a, b) in zip(x, y) {
            xy += (a - mx) * (b - my)
            xx += (a - mx) * (a - mx)
            yy += (b - my) * (b - my)
        }
        return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
    }
}
