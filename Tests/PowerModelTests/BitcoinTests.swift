import PowerModel
import Testing

@Suite struct BitcoinTests {
    @Test func compactTargetsGiveTheirDifficulty() throws {
        #expect(CompactTarget.easiest.difficulty == 1)
        #expect(try CompactTarget(bits: 0x1b0404cb).difficulty == 16307.420938523983)
        #expect(try CompactTarget(bits: 0x17034219).difficulty == 86388558925171.02)
        #expect(throws: PowerError.self) { try CompactTarget(bits: 0x1d00_0000) }
        #expect(throws: PowerError.self) { try CompactTarget(bits: 0x2000_ffff) }
    }

    /// Block times of the main chain around heights 32,256, 2,016 and 68,544, and one span beyond the upper clamp.
    @Test(arguments: [
        (0x1d00_ffff as UInt32, 1_262_152_739 - 1_261_130_161, 0x1d00_d86a as UInt32),
        (0x1d00_ffff, 1_233_061_996 - 1_231_006_505, 0x1d00_ffff), (0x1c05_a3f4, 1_279_297_671 - 1_279_008_237, 0x1c01_68fd),
        (0x1c38_7f6f, 1_269_211_443 - 1_263_163_443, 0x1d00_e1fd),
    ])
    func retargetsAsNodesDo(bits: UInt32, seconds: Int, next: UInt32) throws {
        #expect(try CompactTarget(bits: bits).retargeted(after: seconds).bits == next)
    }

    @Test func subsidyHalvesOnItsHeights() {
        #expect(Subsidy.satoshi(atHeight: 209_999) == 5_000_000_000)
        #expect(Subsidy.satoshi(atHeight: 210_000) == 2_500_000_000)
        #expect(Subsidy.satoshi(atHeight: 840_000) == 312_500_000)
        #expect(Subsidy.satoshi(atHeight: 6_930_000) == 0)
        #expect((0..<64).reduce(0) { $0 + Subsidy.satoshi(atHeight: $1 * 210_000) * 210_000 } == 2_099_999_997_690_000)
        #expect(Subsidy.nextHalving(after: 840_000) == 1_050_000)
    }

    @Test func hashpriceAndBreakEvenAreTheWorkedNumbers() {
        let h = Hashprice.daily(price: 100_000, reward: 3.1875, difficulty: 1.2e14)
        #expect((h / 53.43463271856308 - 1).magnitude < 1e-12)
        #expect((Difficulty.hashrate(1.2e14) / 858.9934592e18 - 1).magnitude < 1e-12)
        func value(_ h: Double) -> Double { Hashprice.value(h, efficiency: 18.5, poolFee: 0.01, pue: 1.04, runningCost: 3) }
        #expect((value(h) / 111.56229727862406 - 1).magnitude < 1e-12)
    }

    @Test func atASteadyHashrateDifficultySettlesOffByOne() {
        var difficulty = 1e13
        for _ in 0..<60 { difficulty = Difficulty.next(difficulty, hashrate: 5e20) }
        let ideal = 5e20 * 600 / 4_294_967_296
        #expect((difficulty / ideal - 2016.0 / 2015).magnitude < 1e-12)
        #expect(Difficulty.next(1e13, hashrate: 1e30) == 4e13)
        #expect(Difficulty.next(1e13, hashrate: 1) == 2.5e12)
    }

    @Test func theNetworkShrinksWhenPricesFallAndGrowsNoFasterThanDeliveries() throws {
        var network = try MiningNetwork(
            cohorts: [.init(hashrate: 4e20, efficiency: 15), .init(hashrate: 4e20, efficiency: 30)], difficulty: 1.1e14,
            powerPrice: 60, newEfficiency: 12, entryHashprice: 45, deliveryLimit: 0.02)
        var fallen = network
        _ = fallen.advance(price: 45_000, reward: 3.15)
        #expect(fallen.difficulty < 0.7 * network.difficulty)
        let before = network.cohorts.reduce(0) { $0 + $1.hashrate }
        _ = network.advance(price: 500_000, reward: 3.15)
        #expect((network.cohorts.reduce(0) { $0 + $1.hashrate } / before - 1.02).magnitude < 1e-12)
    }
}
