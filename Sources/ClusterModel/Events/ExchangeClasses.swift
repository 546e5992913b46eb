/// Chips that do the same at the same time: a partition that is stable under "who sends to me" and "with whom do I share my port", found by
/// colour refinement. One chip of each class is simulated for all.
struct ExchangeClasses {
    /// The class of every chip; classes count from 0 in the order of their first chips.
    let of: [Int]
    /// The first chip of each class.
    let first: [Int]

    /// Every chip by itself.
    init(whole chips: Int) {
        self.init(of: Array(0..<chips), first: Array(0..<chips))
    }

    /// - Complexity: O(rounds × chips × kinds of steps). After 64 rounds without an end, or when more than half of the chips differ, every chip is
    ///   a class of its own.
    init(_ exchange: Exchange) {
        let fabric = exchange.fabric
        let n = fabric.chips
        var colours = [UInt64](repeating: 1, count: n)
        for slow in fabric.slow { colours[slow.chip] = Self.mixed(slow.share.bitPattern) }
        // Without nodes and slow chips all are alike, whatever the algorithm: every chip is every other's image under a shift or a xor.
        if fabric.slow.isEmpty, n <= fabric.node {
            self.init(of: [Int](repeating: 0, count: n), first: [0])
            return
        }
        guard Double(n) * Double(exchange.kinds) <= 4e6 else {
            self.init(whole: n)
            return
        }
        var count = Self.number(colours)
        var isStable = false
        for _ in 0..<64 where !isStable {
            var refined = colours
            for kind in 0..<exchange.kinds {
                // What uses a port, in any order.
                var users = [UInt64](repeating: 0, count: n + (n + fabric.chipsPerPort - 1) / fabric.chipsPerPort)
                for chip in 0..<n {
                    users[fabric.port(from: chip, to: exchange.receiver(chip, kind))] &+= Self.mixed(colours[chip])
                }
                for chip in 0..<n {
                    let port = fabric.port(from: chip, to: exchange.receiver(chip, kind))
                    let what = Self.mixed(users[port] &+ (port >= n ? 0x5bd1_e995 : 0))
                    refined[chip] = Self.mixed(refined[chip] &* 31 &+ Self.mixed(colours[exchange.sender(chip, kind)]) &+ what &* 7)
                }
            }
            colours = refined
            let now = Self.number(colours)
            isStable = now == count
            count = now
            if now * 2 > n { break }
        }
        guard isStable, count * 2 <= n else {
            self.init(whole: n)
            return
        }
        var classes = [Int](repeating: 0, count: n)
        var first: [Int] = []
        var known: [UInt64: Int] = [:]
        for chip in 0..<n {
            if let found = known[colours[chip]] {
                classes[chip] = found
            } else {
                known[colours[chip]] = first.count
                classes[chip] = first.count
                first.append(chip)
            }
        }
        self.init(of: classes, first: first)
    }

    private init(of: [Int], first: [Int]) {
        self.of = of
        self.first = first
    }

    private static func number(_ colours: [UInt64]) -> Int { Set(colours).count }

    private static func mixed(_ z: UInt64) -> UInt64 {
        var z = z &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
