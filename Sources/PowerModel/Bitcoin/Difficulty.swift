/// Difficulty and what follows from it.
package enum Difficulty {
    package static let blocksPerRetarget = 2016
    /// Two weeks.
    package static let aimSeconds = 1_209_600

    /// Hashes per second that find a block every ten minutes: D·2³²/600.
    package static func hashrate(_ difficulty: Double) -> Double { difficulty * 4_294_967_296 / 600 }

    /// Hashes expected for a block: D·2⁴⁸/65535.
    package static func hashesPerBlock(_ difficulty: Double) -> Double { difficulty * 281_474_976_710_656 / 65535 }

    /// The next difficulty when 2,016 blocks were found at `hashrate`, without the rounding of compact targets.
    ///
    /// The measured span covers 2,015 of the 2,016 intervals, so at a steady hashrate difficulty settles 1/2016 above
    /// what ten minutes would need.
    package static func next(_ difficulty: Double, hashrate: Double) -> Double {
        let span = Double(blocksPerRetarget - 1) * difficulty * 4_294_967_296 / hashrate
        let held = min(max(span, Double(aimSeconds) / 4), 4 * Double(aimSeconds))
        return max(difficulty * Double(aimSeconds) / held, 1)
    }
}

/// New coin per block.
package enum Subsidy {
    package static let blocksPerHalving = 210_000

    /// Satoshi at a height: floor(50e8 / 2^floor(height / 210,000)); 0 from the 64th halving on.
    package static func satoshi(atHeight height: Int) -> Int64 {
        let halvings = height / blocksPerHalving
        return halvings >= 64 ? 0 : 5_000_000_000 >> Int64(halvings)
    }

    package static func coin(atHeight height: Int) -> Double { Double(satoshi(atHeight: height)) / 1e8 }

    /// The first height with the next lower subsidy.
    package static func nextHalving(after height: Int) -> Int { (height / blocksPerHalving + 1) * blocksPerHalving }
}

/// What mining earns.
package enum Hashprice {
    /// USD per PH/s per day: 86400·10¹⁵·R·P/(D·2³²).
    ///
    /// - Parameters:
    ///   - price: USD per coin.
    ///   - reward: coin per block, fees included.
    package static func daily(price: Double, reward: Double, difficulty: Double) -> Double {
        86400 * 1e15 * reward * price / (difficulty * 4_294_967_296)
    }

    /// Value of a MWh at the meter, USD, running cost other than power taken off: h(1 − pool)/(0.024·J)/PUE − cost.
    ///
    /// - Parameters:
    ///   - hashprice: USD per PH/s per day.
    ///   - efficiency: J/TH at the machine.
    package static func value(
        _ hashprice: Double, efficiency: Double, poolFee: Double, pue: Double, runningCost: Double
    ) -> Double {
        hashprice * (1 - poolFee) / (0.024 * efficiency) / pue - runningCost
    }
}
