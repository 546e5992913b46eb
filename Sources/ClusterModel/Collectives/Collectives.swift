/// Four constants of collectives on one system, fitted on measured curves: a start cost, a cost per hop, a rate, and a ramp
/// that lengthens messages of middling size.
public struct LinkConstants: Hashable, Sendable {
    /// Seconds.
    public var start: Double
    /// Seconds per step of a ring.
    public var perHop: Double
    /// Bytes per second and direction that long messages reach.
    public var rate: Double
    /// Seconds.
    public var ramp: Double

    package init(start: Double, perHop: Double, rate: Double, ramp: Double) {
        self.start = start
        self.perHop = perHop
        self.rate = rate
        self.ramp = ramp
    }

    /// Fitted; median errors of the rows they were fitted on: 5.9, 6.7, 7.0 and 6.1 %.
    package static let a100 = LinkConstants(start: 8.295e-6, perHop: 0.8743e-6, rate: 225.0e9, ramp: 28.92e-6)
    package static let h100 = LinkConstants(start: 4.883e-6, perHop: 0.7581e-6, rate: 352.0e9, ramp: 11.61e-6)
    package static let b200 = LinkConstants(start: 7.118e-6, perHop: 1.2926e-6, rate: 671.4e9, ramp: 16.37e-6)
    package static let gb300 = LinkConstants(start: 7.694e-6, perHop: 1.2144e-6, rate: 608.5e9, ramp: 10.05e-6)
    /// Chips without links of their own, over PCIe; medians 29 and 8 %: two chips of L40S are far faster than eight, which four
    /// constants do not follow.
    package static let l40s = LinkConstants(start: 3.927e-6, perHop: 1.3967e-6, rate: 4.799e9, ramp: 0)
    package static let rtxPro6000 = LinkConstants(start: 3.893e-6, perHop: 1.507e-6, rate: 24.39e9, ramp: 2.438e-6)

    /// Of a measured system, named as the tables of measured collectives or the catalogue name it.
    package static func measured(_ system: String) -> LinkConstants? {
        switch system {
        case "a100_sxm", "a100-sxm": .a100
        case "h100_sxm", "h100-sxm", "h200-sxm": .h100
        case "b200_sxm", "b200": .b200
        case "gb300", "b300": .gb300
        case "l40s": .l40s
        case "rtx_pro_6000_server": .rtxPro6000
        default: nil
        }
    }

    /// For a link without measurements: the published rate times the share that the measured systems reach (0.74 ± 0.03), and
    /// their usual latencies.
    package static func assumed(published rate: Double) -> LinkConstants {
        LinkConstants(start: 7e-6, perHop: 0.9e-6, rate: 0.74 * rate, ramp: 20e-6)
    }
}

/// What the members of a group do with each other's data. Bytes are those of the whole vector on one member.
public enum Collective: String, CaseIterable, Hashable, Sendable {
    case allReduce, reduceScatter, allGather, allToAll

    /// How often the vector crosses a member's link, times n / (n − 1).
    package var passes: Double { self == .allReduce ? 2 : 1 }

    /// Seconds on one switch: start + hop·steps + w/B + √(ramp·w/B) with w the bytes through a link (Patarasuk and Yuan 2009 for
    /// the ring's volume). A group of one takes none.
    package func time(_ bytes: Double, members: Double, on link: LinkConstants) -> Double {
        guard members > 1 else { return 0 }
        let flow = passes * (members - 1) / members * bytes / link.rate
        return link.start + link.perHop * passes * (members - 1) + flow + (link.ramp * flow).squareRoot()
    }
}

/// Textbook all-reduce times over links of one rate: what a topology can do before software. Rates in bytes per second.
public enum AllReduceAlgorithm: Hashable, Sendable {
    case ring
    case doubleTree
    case halvingDoubling
    /// A torus of these side lengths; the dimensions work in parallel.
    case torus([Int])
    /// A switch that adds on the way.
    case inNetwork
    /// Groups of this size with a fast link (bytes per second) inside.
    case hierarchical(group: Int, insideRate: Double)

    /// Seconds of reducing `bytes` over `members`, `latency` seconds per hop.
    /// Formulas: ring 2(n−1)α + 2(n−1)/n·S/B; double tree 2⌈log₂n⌉α + 2S/B (Sanders, Speck, Träff 2009); halving-doubling
    /// 2·log₂n·α + 2(n−1)/n·S/B (Thakur et al. 2005); torus: rings per dimension on what the previous left, k ways at once.
    package func time(_ bytes: Double, members: Int, rate: Double, latency: Double) throws(ClusterError) -> Double {
        guard rate > 0, rate.isFinite else {
            throw .value(subject: "a link", parameter: "rate", value: rate, requirement: "above 0")
        }
        guard members > 1 else { return 0 }
        let n = Double(members)
        switch self {
        case .ring: return 2 * (n - 1) * latency + 2 * (n - 1) / n * bytes / rate
        case .doubleTree: return 2 * Self.steps(members) * latency + 2 * bytes / rate
        case .halvingDoubling: return 2 * Self.steps(members) * latency + 2 * (n - 1) / n * bytes / rate
        case .inNetwork: return 2 * latency + bytes / rate
        case .torus(let sides):
            let whole = sides.reduce(1, *)
            guard whole == members, sides.allSatisfy({ $0 > 0 }) else {
                throw .indivisible(what: "chips of a torus", whole: members, parts: whole, allowed: [members])
            }
            var time = 0.0
            var share = bytes
            for side in sides where side > 1 {
                let s = Double(side)
                time += 2 * (s - 1) * latency + 2 * (s - 1) / s * share / (rate * Double(sides.filter { $0 > 1 }.count))
                share /= s
            }
            return time
        case .hierarchical(let group, let insideRate):
            guard group > 0, members % group == 0 else {
                throw .indivisible(what: "members", whole: members, parts: group, allowed: Divisors.near(group, of: members))
            }
            let g = Double(group)
            let inside = 2 * ((g - 1) * latency + (g - 1) / g * bytes / insideRate)
            return try inside + Self.ring.time(bytes / g, members: members / group, rate: rate, latency: latency)
        }
    }

    /// ⌈log₂ n⌉.
    private static func steps(_ n: Int) -> Double {
        var steps = 0.0
        var reach = 1
        while reach < n {
            reach *= 2
            steps += 1
        }
        return steps
    }
}
