internal import Engine

/// An hourly power price: seasons of the day and the year, a mean-reverting logarithm, spikes that decay, and hours
/// below zero.
///
///     price = season(month, hour) · exp(X) + S,   dX = −κX dt + σ dW (stepped exactly),   S ← S·exp(−decay) + arrivals
///
/// and in a share of hours, more often when X is low, a negative price instead. Hours begin on January 1.
package struct PowerPrice: Hashable, Sendable {
    /// Median by hour of the day, USD/MWh; 24 of them.
    package var daily: [Double]
    /// Factor by month; 12 of them.
    package var yearly: [Double]
    /// Per hour.
    package var reversion: Double
    /// Standard deviation of X in the long run.
    package var deviation: Double
    /// Spikes an hour.
    package var spikeRate: Double
    /// Median of a spike, USD/MWh, and the deviation of its logarithm.
    package var spikeMedian: Double
    package var spikeDeviation: Double
    /// Per hour.
    package var spikeDecay: Double
    /// Share of hours below zero and their mean, as a positive number, USD/MWh.
    package var negativeShare: Double
    package var negativeMean: Double

    package init(
        daily: [Double], yearly: [Double], reversion: Double, deviation: Double, spikeRate: Double, spikeMedian: Double,
        spikeDeviation: Double, spikeDecay: Double, negativeShare: Double, negativeMean: Double
    ) {
        precondition(daily.count == 24 && yearly.count == 12, "24 hours and 12 months")
        self.daily = daily
        self.yearly = yearly
        self.reversion = reversion
        self.deviation = deviation
        self.spikeRate = spikeRate
        self.spikeMedian = spikeMedian
        self.spikeDeviation = spikeDeviation
        self.spikeDecay = spikeDecay
        self.negativeShare = negativeShare
        self.negativeMean = negativeMean
    }

    /// A month and an hour of each hour of a common year of 8,760 hours; further hours begin again.
    private static let months: [Int] = zip(0..., [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
        .flatMap { [Int](repeating: $0, count: 24 * $1) }

    static func month(_ hour: Int) -> Int { months[hour % 8760] }

    /// One path of prices. A function of seed, path and hour alone.
    package func path(_ path: Int, hours: Int, seed: UInt64) -> [Double] {
        let noise = StreamKey(seed: seed, name: "power price")
        let arrivals = StreamKey(seed: seed, name: "power spikes")
        let below = StreamKey(seed: seed, name: "power below zero")
        let keep = ScalarMath.exp(-reversion)
        let step = deviation * (1 - keep * keep).squareRoot()
        let decay = ScalarMath.exp(-spikeDecay)
        var x = 0.0
        var spike = 0.0
        // Hours are below zero where X is in its lowest part, half of them there: wind and sun come in spells.
        let low = negativeShare > 0 ? deviation * ScalarMath.inverseNormal(min(2 * negativeShare, 0.999)) : -.infinity
        return (0..<hours).map { hour in
            let count = UInt64(path)
            let z = ScalarMath.inverseNormal(noise.uniform(path: count, step: UInt32(hour)))
            x = hour == 0 ? deviation * z : keep * x + step * z
            spike *= decay
            if spikeRate > 0, arrivals.uniform(path: count, step: UInt32(hour)) < spikeRate {
                let size = ScalarMath.inverseNormal(arrivals.uniform(path: count, step: UInt32(hour), draw: 1))
                spike += spikeMedian * ScalarMath.exp(spikeDeviation * size)
            }
            if x < low {
                let u = below.uniform(path: count, step: UInt32(hour))
                if u < 0.5 { return negativeMean * ScalarMath.log(2 * u) + spike }
            }
            return daily[hour % 24] * yearly[Self.month(hour)] * ScalarMath.exp(x) + spike
        }
    }
}
