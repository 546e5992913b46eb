internal import Engine

extension PowerPrice {
    /// Fits a price process to hourly prices that begin at midnight, seasons first.
    ///
    /// Hours at or below zero are counted and left out. Logarithms less the means of their hour and month are the
    /// deviation; those more than four robust deviations up are spikes; the rest is an autoregression of order 1.
    ///
    /// - Parameter firstHour: hour of the year of the first price.
    /// - Throws: `PowerError` for fewer than 1,000 hours above zero, or deviations without memory.
    package init(fitting prices: [Double], firstHour: Int = 0) throws(PowerError) {
        if let hour = prices.firstIndex(where: { !$0.isFinite }) {
            throw PowerError("a power price", "price[\(hour)]", prices[hour], mustBe: "a finite number")
        }
        let positive = prices.indices.filter { prices[$0] > 0 }
        guard positive.count >= 1000 else {
            throw PowerError(
                .invalid, "\(positive.count) hours above zero can't tell seasons from chance",
                remedy: "give at least 1,000 hours, better a year or more")
        }
        let logs = prices.map { $0 > 0 ? ScalarMath.log($0) : 0 }
        let mean = Self.mean(positive.map { logs[$0] })
        var byHour = [Double](repeating: 0, count: 24)
        var byMonth = [Double](repeating: 0, count: 12)
        // Two passes of medians: an hour seen in few months does not take the months' share.
        for _ in 0..<2 {
            for hour in 0..<24 {
                let some = positive.filter { ($0 + firstHour) % 24 == hour }
                byHour[hour] = some.isEmpty ? 0 : Self.median(some.map { logs[$0] - mean - byMonth[Self.month($0 + firstHour)] })
            }
            for month in 0..<12 {
                let some = positive.filter { Self.month($0 + firstHour) == month }
                byMonth[month] = some.isEmpty ? 0 : Self.median(some.map { logs[$0] - mean - byHour[($0 + firstHour) % 24] })
            }
        }
        func residual(_ i: Int) -> Double { logs[i] - mean - byHour[(i + firstHour) % 24] - byMonth[Self.month(i + firstHour)] }
        let spread = 1.4826 * Self.median(positive.map { residual($0).magnitude })
        let limit = 4 * spread
        var starts = 0
        var spikeHours = 0
        var sizes: [Double] = []
        var pairs = (xy: 0.0, xx: 0.0, count: 0)
        var squares: [Double] = []
        for i in prices.indices where prices[i] > 0 {
            let r = residual(i)
            let isSpike = r > limit
            let follows = i > 0 && prices[i - 1] > 0
            if isSpike {
                spikeHours += 1
                if !follows || residual(i - 1) <= limit {
                    starts += 1
                    sizes.append(ScalarMath.log(prices[i] - ScalarMath.exp(logs[i] - r)))
                }
                continue
            }
            squares.append(r * r)
            if follows, residual(i - 1) <= limit {
                let before = residual(i - 1)
                pairs = (pairs.xy + before * r, pairs.xx + before * before, pairs.count + 1)
            }
        }
        let memory = pairs.xx > 0 ? pairs.xy / pairs.xx : 0
        guard memory > 0, memory < 1 else {
            throw PowerError(
                .invalid, "deviations from the seasons have no memory that fades",
                [("autocorrelation of one hour", "\(memory)")], remedy: "give hourly prices in their order")
        }
        let sizeMean = sizes.isEmpty ? 0 : Self.mean(sizes)
        let negatives = prices.filter { $0 < 0 }
        daily = byHour.map { ScalarMath.exp(mean + $0) }
        yearly = byMonth.map { ScalarMath.exp($0) }
        reversion = -ScalarMath.log(memory)
        deviation = Self.mean(squares).squareRoot()
        spikeRate = Double(starts) / Double(prices.count)
        spikeMedian = sizes.isEmpty ? 0 : ScalarMath.exp(sizeMean)
        spikeDeviation = sizes.count < 2 ? 0 : Self.mean(sizes.map { ($0 - sizeMean) * ($0 - sizeMean) }).squareRoot()
        spikeDecay = starts > 0 ? Double(starts) / Double(spikeHours) : 1
        negativeShare = Double(negatives.count) / Double(prices.count)
        negativeMean = negatives.isEmpty ? 0 : -Self.mean(negatives)
    }

    private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
