/// A collective as steps in which every chip sends one message: who sends to whom, how much, and through which port.
///
/// A chip begins its step k when its message of step k − 1 has left and, where the algorithm adds what it receives, the message that was
/// sent to it in step k − 1 has arrived.
package struct Exchange: Hashable, Sendable {
    package enum Algorithm: String, CaseIterable, Hashable, Sendable {
        /// All-reduce: 2(n − 1) steps of S/n to the next chip.
        case ring
        /// All-reduce: halves, quarters, … to the chip at distance 1, 2, 4, … and back (Thakur et al. 2005); a power of two of chips.
        case halvingDoubling = "halving-doubling"
        /// All-reduce: rings inside nodes, then over nodes with what each chip owns, then inside nodes.
        case hierarchical
        /// Every chip sends S/n to every other, one after the other.
        case allToAll = "all-to-all"
    }

    package let algorithm: Algorithm
    package let fabric: Fabric
    /// Bytes of the whole vector on one chip.
    package let bytes: Double

    package init(_ algorithm: Algorithm, bytes: Double, over fabric: Fabric) throws(ClusterError) {
        try fabric.check()
        guard bytes > 0, bytes.isFinite else {
            throw .value(subject: "the collective", parameter: "size", value: bytes, requirement: "above 0")
        }
        let n = fabric.chips
        switch algorithm {
        case .halvingDoubling where n & (n - 1) != 0:
            let above = 1 << (Int.bitWidth - n.leadingZeroBitCount)
            throw .value(
                subject: "halving and doubling", parameter: "chips", value: Double(n), requirement: "a power of two, such as \(above / 2) or \(above)")
        case .hierarchical where n % fabric.node != 0:
            throw .indivisible(what: "chips", whole: n, parts: fabric.node, allowed: Divisors.near(fabric.node, of: n))
        default: break
        }
        self.algorithm = algorithm
        self.fabric = fabric
        self.bytes = bytes
    }

    package var steps: Int {
        let n = fabric.chips
        switch algorithm {
        case .ring: return 2 * (n - 1)
        case .halvingDoubling: return 2 * n.trailingZeroBitCount
        case .hierarchical: return 2 * (fabric.node - 1) + 2 * (n / fabric.node - 1)
        case .allToAll: return n - 1
        }
    }

    /// Whether a step waits for what the step before brought.
    var waits: Bool { algorithm != .allToAll }

    /// Steps of one kind have the same partners and ports.
    func kind(_ step: Int) -> Int {
        switch algorithm {
        case .ring: return 0
        case .halvingDoubling:
            let half = fabric.chips.trailingZeroBitCount
            return step < half ? step : 2 * half - 1 - step
        case .hierarchical:
            let (inside, across) = (fabric.node - 1, 2 * (fabric.chips / fabric.node - 1))
            return step >= inside && step < inside + across ? 1 : 0
        case .allToAll: return step
        }
    }

    var kinds: Int {
        switch algorithm {
        case .ring: 1
        case .halvingDoubling: max(1, fabric.chips.trailingZeroBitCount)
        case .hierarchical: 2
        case .allToAll: max(1, fabric.chips - 1)
        }
    }

    /// To whom a chip sends in steps of a kind.
    func receiver(_ chip: Int, _ kind: Int) -> Int { partner(chip, kind, 1) }

    /// Who sends to a chip in steps of a kind.
    func sender(_ chip: Int, _ kind: Int) -> Int { partner(chip, kind, -1) }

    private func partner(_ chip: Int, _ kind: Int, _ sign: Int) -> Int {
        let n = fabric.chips
        switch algorithm {
        case .ring: return (chip + sign + n) % n
        case .halvingDoubling: return chip ^ (1 << kind)
        case .hierarchical:
            let g = fabric.node
            if kind == 1 { return (chip + sign * g + n) % n }
            return chip / g * g + (chip % g + sign + g) % g
        case .allToAll: return (chip + sign * (kind + 1) + n) % n
        }
    }

    func size(_ step: Int) -> Double {
        let n = Double(fabric.chips)
        switch algorithm {
        case .ring, .allToAll: return bytes / n
        case .halvingDoubling: return bytes / Double(2 << kind(step))
        case .hierarchical: return kind(step) == 1 ? bytes / n : bytes / Double(fabric.node)
        }
    }
}

/// What messages travel over: a port per chip inside its node, and ports out of the node, each shared by a few chips.
package struct Fabric: Hashable, Sendable {
    package var chips: Int
    package var node: Int
    /// Bytes per second of a chip's port inside the node, and of one port out of the node.
    package var insideRate: Double
    package var outsideRate: Double
    /// Seconds of a message.
    package var insideLatency: Double
    package var outsideLatency: Double
    /// Chips that share one port out of their node.
    package var chipsPerPort: Int
    /// Rates of single chips' ports, relative to healthy ones; chips count from 0.
    package var slow: [Slow]

    package struct Slow: Hashable, Sendable {
        package var chip: Int
        package var share: Double

        package init(chip: Int, share: Double) {
            self.chip = chip
            self.share = share
        }
    }

    package init(
        chips: Int, node: Int, insideRate: Double, outsideRate: Double, insideLatency: Double, outsideLatency: Double, chipsPerPort: Int = 1,
        slow: [Slow] = []
    ) {
        self.chips = chips
        self.node = node
        self.insideRate = insideRate
        self.outsideRate = outsideRate
        self.insideLatency = insideLatency
        self.outsideLatency = outsideLatency
        self.chipsPerPort = chipsPerPort
        self.slow = slow
    }

    package func check() throws(ClusterError) {
        for (parameter, value) in [("chips", chips), ("node", node), ("chips per port", chipsPerPort)] where value < 1 || value > 1 << 24 {
            throw .value(subject: "the collective", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 24)")
        }
        guard insideRate > 0, insideRate.isFinite else {
            throw .value(subject: "a node", parameter: "link", value: insideRate, requirement: "above 0")
        }
        if chips > node {
            guard outsideRate != 0 else { throw .unconnected(nodes: (chips + node - 1) / node) }
            guard outsideRate > 0, outsideRate.isFinite else {
                throw .value(subject: "the network", parameter: "per_chip", value: outsideRate, requirement: "above 0")
            }
            guard node % chipsPerPort == 0 else {
                throw .indivisible(what: "chips of a node", whole: node, parts: chipsPerPort, allowed: Divisors.near(chipsPerPort, of: node))
            }
        }
        for (parameter, value) in [("latency inside", insideLatency), ("latency", outsideLatency)] where !(value >= 0 && value.isFinite) {
            throw .value(subject: "the network", parameter: parameter, value: value, requirement: "at least 0")
        }
        for entry in slow {
            guard entry.chip >= 0, entry.chip < chips else {
                throw .value(
                    subject: "a slow chip", parameter: "its number", value: Double(entry.chip), requirement: "from 0 to \(chips - 1)")
            }
            guard entry.share > 0, entry.share <= 1 else {
                throw .value(subject: "a slow chip", parameter: "share", value: entry.share, requirement: "above 0 and at most 1")
            }
        }
    }

    /// The port of a message; ports inside nodes come first, those out of nodes behind them.
    func port(from: Int, to: Int) -> Int { from / node == to / node ? from : chips + from / chipsPerPort }
}
