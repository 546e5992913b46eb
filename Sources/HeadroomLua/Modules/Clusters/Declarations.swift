import Catalog
import ClusterModel
import Diagnostics
import LuaVM
import Quantities

extension Function {
    static let chip = Function.declare("chip", "Declares an accelerator by its figures.", style: .constructor) { f in
        let bf16 = f.optional("bf16", .quantity("TFLOP/s", "work per time"), "Dense rate of 16-bit products.")
        let fp8 = f.optional("fp8", .quantity("TFLOP/s", "work per time"), "Dense rate of 8-bit products.")
        let fp4 = f.optional("fp4", .quantity("TFLOP/s", "work per time"), "Dense rate of 4-bit products.")
        let memory = f.parameter("memory", .quantity("GB", "information"), "Fast memory.")
        let bandwidth = f.parameter("bandwidth", .quantity("TB/s", "information per time"), "Of the fast memory.")
        let power = f.optional("power", .quantity("W", "power"), "At full load.")
        let link = f.optional("link", .quantity("GB/s", "information per time"), "To its neighbours in a node, one direction.")
        f.returns(annotation: "headroom.chip", "For `cluster`.")
        f.example(
            """
            print(chip "in-house" { bf16 = 900 * TFLOPS, memory = 192 * GB, bandwidth = 6 * TB/s, power = 900 * W, link = 600 * GB/s })
            """, prints: "chip in-house: bf16 900 TFLOP/s dense, 192 GB at 6 TB/s, 900 W")
        return { a, i in
            let s = i.session
            let made = Chip(
                name: i.givenName ?? "chip", bf16: try s.magnitude(a[bf16], in: "FLOP/s"), fp8: try s.magnitude(a[fp8], in: "FLOP/s"),
                fp4: try s.magnitude(a[fp4], in: "FLOP/s"), memory: try s.magnitude(a[memory], in: "B"),
                bandwidth: try s.magnitude(a[bandwidth], in: "B/s"), power: try s.magnitude(a[power], in: "W"))
            try made.check()
            return [s.vm.makeObject(ChipObject(made, link: try s.magnitude(a[link], in: "B/s")), type: s.types.chip)]
        }
    }

    static let fatTree = Function.declare("fat_tree", "A network in which every chip may talk to every other at full rate.", style: .named) { f in
        let perChip = f.parameter(
            "per_chip", .uncertainQuantity("Gbit/s", "information per time"), "One chip's share, one direction; it may be uncertain.")
        let latency = f.optional("latency", .quantity("us", "time"), "Of one message.", default: "30 us")
        f.returns(annotation: "headroom.network", "For `cluster`.")
        f.example("print(fat_tree { per_chip = 200 * Gbit/s })", prints: "fat tree, 200 Gbit/s per chip and direction")
        return { a, i in
            let s = i.session
            let given = a[perChip]
            let central = given.certain == nil ? try s.median(given) : given
            let network = NetworkObject(
                perChip: try s.magnitude(central, in: "B/s"),
                latency: a[latency] == nil ? 30e-6 : try s.magnitude(a[latency], in: "s"), uncertain: given.certain == nil ? given : nil)
            guard network.perChip > 0 else {
                throw ClusterError.value(subject: "the network", parameter: "per_chip", value: network.perChip, requirement: "above 0")
            }
            return [s.vm.makeObject(network, type: s.types.network)]
        }
    }

    static let cluster = Function.declare("cluster", "Declares a cluster: chips, nodes and a network.", style: .constructor) { f in
        let chip = f.optional("chip", .chip, "Its chips; left out where `node` is a system.")
        let chips = f.optional("chips", .integer(1...1 << 24, "a whole number from 1"), "How many; or give `nodes`.")
        let node = f.optional("node", .any, "Chips of a node, or a cluster such as `catalog.cluster \"trn3-ultraserver\"`.", default: "8")
        let nodes = f.optional("nodes", .integer(1...1 << 20, "a whole number from 1"), "How many nodes.")
        let network = f.optional(
            "network", .clusterObject(NetworkObject.self, "a network", annotation: "headroom.network", remedy: "make one with fat_tree { ... }"),
            "Between nodes.")
        let efficiency = f.optional(
            "efficiency", .amount("a plain number above 0, certain or uncertain"),
            "What chips reach of the rate that they are predicted to, a plain number; it may be uncertain.", default: "1")
        f.returns(annotation: "headroom.cluster", "`c:train(job)` searches for the best way to train on it.")
        f.example(
            """
            local pod = cluster "pod" { chip = catalog.chip "h100", chips = 1024, network = fat_tree { per_chip = 400 * Gbit/s } }
            print(pod)
            """, prints: "cluster pod: 1024 × h100-sxm in nodes of 8, 400 Gbit/s per chip between them")
        return { a, i in
            let s = i.session
            let name = i.givenName ?? "cluster"
            var made: Cluster
            if let system = a[node].flatMap({ try? s.object($0, ClusterObject.self) }) {
                made = system.cluster
                made.chips = system.cluster.chips * (a[nodes] ?? 1)
            } else {
                guard let chip = a[chip] else {
                    throw Diagnostic(.missingField, "cluster needs `chip`", remedy: "give chip = catalog.chip \"h100\", or a system as `node`")
                }
                let size = try a[node].map { try s.option(.integer(1...1 << 20, "a whole number from 1"), $0, "cluster: node") } ?? 8
                guard let count = a[chips] ?? a[nodes].map({ $0 * size }) else {
                    throw Diagnostic(.missingField, "cluster needs `chips` or `nodes`", remedy: "give chips = 1024")
                }
                made = Cluster(chip: chip.chip, chips: count, nodeSize: size, inside: chip.inside, network: 0)
            }
            var uncertain: [(input: UncertainInput, operand: Operand)] = []
            if let network = a[network] {
                made.network = network.perChip
                made.networkLatency = network.latency
                if let operand = network.uncertain { uncertain.append((.network, operand)) }
            }
            let nominal = made
            if let share = a[efficiency] {
                let central = share.certain == nil ? try s.median(share) : share
                guard share.isPlain, let value = central.certain, value > 0, value <= 10 else {
                    throw Diagnostic(
                        .outOfRange, "cluster: efficiency must be a plain number above 0, around 1", operands: [s.shown(share)],
                        remedy: "1 is what is predicted; give 0.9, or triangular { min = 0.8, mode = 0.95, max = 1 }")
                }
                made.set(.efficiency, value)
                if share.certain == nil { uncertain.append((.efficiency, share)) }
            }
            try made.check()
            return [s.vm.makeObject(ClusterObject(name, made, nominal: nominal, uncertain: uncertain), type: s.types.cluster)]
        }
    }

    static let architecture = Function.declare("architecture", "Declares a transformer by its dimensions.", style: .constructor) { f in
        let whole = Kind<Int>.integer(1...1 << 24, "a whole number from 1")
        let layers = f.parameter("layers", whole, "How many.")
        let hidden = f.parameter("hidden", whole, "Width.")
        let heads = f.parameter("heads", whole, "Of attention.")
        let kvHeads = f.optional("kv_heads", whole, "Heads that keep keys and values.", default: "heads")
        let inner = f.optional("feed_forward", whole, "Inner width, of one expert where there are experts.", default: "4 hidden")
        let gated = f.optional("gated", .boolean, "Whether the feed-forward part has a gate.", default: "false")
        let vocabulary = f.optional("vocabulary", whole, "How many tokens there are.", default: "51200")
        let experts = f.optional("experts", whole, "Per layer; none in a dense model.")
        let active = f.optional("active_experts", whole, "Experts that a token visits.", default: "1")
        f.returns(annotation: "headroom.architecture", "For `training`.")
        f.example(
            """
            local small = architecture "small" { layers = 24, hidden = 2048, heads = 16 }
            print(small.parameters)
            """, prints: "1312817152.0")
        return { a, i in
            let s = i.session
            let made = Architecture(
                name: i.givenName ?? "model", layers: a[layers], hidden: a[hidden], heads: a[heads], keyValueHeads: a[kvHeads],
                feedForward: a[inner], isGated: a[gated] ?? false, vocabulary: a[vocabulary] ?? 51200, experts: a[experts] ?? 0,
                activeExperts: a[experts] == nil ? 0 : a[active] ?? 1)
            try made.check()
            return [s.vm.makeObject(ArchitectureObject(made, source: "declared"), type: s.types.architecture)]
        }
    }

    static let training = Function.declare("training", "Declares a training job.", style: .named) { f in
        let model = f.parameter(
            "model",
            .clusterObject(
                ArchitectureObject.self, "a model", annotation: "headroom.architecture",
                remedy: "use catalog.model \"llama-3.1-70b\" or architecture \"name\" { ... }"), "What is trained.")
        let sequence = f.parameter("sequence", .integer(1...1 << 24, "a whole number from 1"), "Tokens of a sequence.")
        let batch = f.parameter("batch", .amount, "Of a step: tokens (`16 * Mtoken`), or sequences as a plain number.")
        let tokens = f.optional("tokens", .quantity("Ttoken", "tokens"), "To train on in all.")
        let precision = f.optional("precision", .choice(Precision.allCases.map(\.rawValue)), "Number format.", default: "\"bf16\"")
        let fused = f.optional("fused_attention", .boolean, "Whether attention keeps its scores on the chip.", default: "true")
        f.returns(annotation: "headroom.training", "For `c:train(job)`.")
        f.example(
            """
            print(training { model = catalog.model "llama-3.1-70b", sequence = 8192, batch = 512, tokens = 2 * Ttoken })
            """, prints: "training of llama-3.1-70b: 512 sequences of 8192 tokens a step, bf16")
        return { a, i in
            let s = i.session
            let given = a[batch]
            guard let number = given.certain else { throw KindMismatch(remedy: "the batch must be certain") }
            // A batch in tokens is rounded to whole sequences.
            let sequences = given.isPlain ? number : (try s.magnitude(given, in: "token") / Double(a[sequence])).rounded()
            guard sequences >= 1, sequences <= 0x1p30, sequences == sequences.rounded() else {
                throw ClusterError.value(subject: "a training job", parameter: "batch", value: sequences, requirement: "a whole number of sequences from 1 to \(1 << 30)")
            }
            let job = TrainingJob(
                model: a[model].architecture, sequence: a[sequence], batch: Int(sequences),
                precision: Precision(rawValue: a[precision] ?? "bf16") ?? .bf16, tokens: try s.magnitude(a[tokens], in: "token"),
                hasFusedAttention: a[fused] ?? true)
            try job.check()
            return [s.vm.makeObject(TrainingObject(job), type: s.types.training)]
        }
    }
}
