import ClusterModel
import Testing

/// Collectives, message by message.
@Suite struct ExchangeTests {
    static func fabric(_ chips: Int, node: Int = 8, perPort: Int = 1, slow: [Fabric.Slow] = []) -> Fabric {
        Fabric(
            chips: chips, node: node, insideRate: 400e9, outsideRate: 50e9, insideLatency: 1e-6, outsideLatency: 3e-6, chipsPerPort: perPort,
            slow: slow)
    }

    static func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(abs(a), abs(b)) }

    /// The textbook's times on one node, where every port is a chip's own.
    @Test(arguments: [2, 8, 64, 1024]) func oneNodeFollowsTheTextbook(_ n: Int) throws {
        let (α, B, S) = (1e-6, 400e9, 1e6)
        let f = Self.fabric(n, node: n)
        let size = Double(n)
        let ring = try Exchange(.ring, bytes: S, over: f).simulate()
        #expect(Self.close(ring.time, 2 * (size - 1) * (α + S / size / B)))
        #expect(ring.classes == 1)
        let halves = try Exchange(.halvingDoubling, bytes: S, over: f).simulate()
        let rounds = Double(n.trailingZeroBitCount)
        #expect(Self.close(halves.time, 2 * rounds * α + 2 * (size - 1) / size * S / B))
        #expect(Self.close(try Exchange(.allToAll, bytes: S, over: f).simulate().time, α + (size - 1) / size * S / B))
    }

    /// Symmetry is exact: one chip for all gives what every chip by itself gives, bit by bit where no port is shared.
    @Test(arguments: Exchange.Algorithm.allCases, [1, 2, 8]) func symmetryChangesNothing(_ algorithm: Exchange.Algorithm, _ perPort: Int) throws {
        for chips in [8, 64, 256] {
            let exchange = try Exchange(algorithm, bytes: 3e6, over: Self.fabric(chips, perPort: perPort))
            let (few, all) = (try exchange.simulate(), try exchange.simulate(isWhole: true))
            #expect(few.classes <= 8)
            #expect(all.classes == chips)
            if perPort == 1 { #expect(few.time == all.time) } else { #expect(Self.close(few.time, all.time)) }
        }
    }

    @Test func aSharedPortIsSharedEvenly() throws {
        // Rings over nodes of the eight chips of a node, all through one port: eight times the bytes.
        let S = 8e9
        let own = try Exchange(.hierarchical, bytes: S, over: Self.fabric(64)).simulate().time
        let shared = try Exchange(.hierarchical, bytes: S, over: Self.fabric(64, perPort: 8)).simulate().time
        let across = 2.0 * 7 * S / 64 / 50e9
        #expect(abs((shared - own) / (7 * across) - 1) < 1e-6)
    }

    @Test func aStragglerHoldsUpTheRing() throws {
        let S = 1e9
        let slow = Self.fabric(64, node: 64, slow: [Fabric.Slow(chip: 5, share: 0.25)])
        let exchange = try Exchange(.ring, bytes: S, over: slow)
        let whole = try exchange.simulate(isWhole: true)
        let healthy = try Exchange(.ring, bytes: S, over: Self.fabric(64, node: 64)).simulate().time
        #expect(try exchange.simulate().time == whole.time)
        #expect(whole.time > 3.9 * healthy)
        #expect(whole.time < 4.1 * healthy)
    }

    @Test func largeRingsNeedSymmetry() throws {
        let large = try Exchange(.ring, bytes: 1e6, over: Self.fabric(65_536)).simulate()
        #expect(large.classes == 8)
        let slow = Self.fabric(65_536, slow: [Fabric.Slow(chip: 5, share: 0.25)])
        #expect(throws: ClusterError.self) { try Exchange(.ring, bytes: 1e6, over: slow).simulate() }
    }

    @Test func badFabricsAreRefused() {
        #expect(throws: ClusterError.self) { try Exchange(.halvingDoubling, bytes: 1, over: Self.fabric(48)) }
        #expect(throws: ClusterError.self) { try Exchange(.hierarchical, bytes: 1, over: Self.fabric(60)) }
        #expect(throws: ClusterError.self) { try Exchange(.ring, bytes: 0, over: Self.fabric(8)) }
        #expect(throws: ClusterError.self) { try Exchange(.ring, bytes: 1, over: Self.fabric(64, perPort: 3)) }
        #expect(throws: ClusterError.self) { try Exchange(.ring, bytes: 1, over: Self.fabric(8, slow: [Fabric.Slow(chip: 8, share: 0.5)])) }
        var none = Self.fabric(64)
        none.outsideRate = 0
        #expect(throws: ClusterError.unconnected(nodes: 8)) { try Exchange(.ring, bytes: 1, over: none) }
    }
}
