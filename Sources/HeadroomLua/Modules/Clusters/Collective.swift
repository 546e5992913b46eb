import ClusterModel
import Diagnostics
import LuaVM
import Quantities
import Reporting

/// `pod:collective { ... }`: an exchange among chips, simulated message by message.
final class CollectiveObject {
    let exchange: Exchange
    let result: ExchangeResult

    init(_ exchange: Exchange, _ result: ExchangeResult) {
        self.exchange = exchange
        self.result = result
    }

    var text: String {
        let f = exchange.fabric
        var line = "\(exchange.algorithm.rawValue) of \(NumberText.text(exchange.bytes / 1e6)) MB over \(NumberText.count(f.chips)) chips: "
        line += "\(NumberText.duration(result.time)), \(NumberText.count(result.messages)) messages simulated"
        if result.classes < f.chips { line += ", \(result.classes) of \(NumberText.count(f.chips)) chips stand for all" }
        for slow in f.slow { line += "\nchip \(slow.chip + 1) sends at \(ClusterText.number(slow.share * 100)) % of its rate" }
        return line
    }
}

extension Function {
    static let collective = Function.declare(
        "collective", "An exchange among chips, simulated message by message on links that may be shared or slow.", style: .named
    ) { f in
        let size = f.parameter("size", .quantity("MB", "information"), "Of the whole vector on one chip.")
        let algorithm = f.optional(
            "algorithm", .choice(Exchange.Algorithm.allCases.map(\.rawValue)),
            "All-reduce as a ring, by halving and doubling, or hierarchically by nodes; or an all-to-all.", default: "\"ring\"")
        let chips = f.optional("chips", .integer(1...1 << 20, "a whole number from 1"), "How many take part.", default: "all")
        let perPort = f.optional(
            "chips_per_port", .integer(1...1 << 16, "a whole number from 1"),
            "Chips that share a port out of their node; the port carries the rate of one chip's share.", default: "1")
        let slowChip = f.optional("slow_chip", .integer(1...1 << 20, "a whole number from 1"), "A straggler, counted from 1.")
        let slowShare = f.optional("slow_share", .number("a number above 0, at most 1") { $0 > 0 && $0 <= 1 }, "What is left of its ports' rate.", default: "0.5")
        let whole = f.optional("every_chip", .boolean, "Whether chips that do the same are simulated one by one, as a check.", default: "false")
        f.returns(annotation: "headroom.collective", "`print` shows it.")
        f.details(
            "Chips that must behave alike (found by refining who sends to whom and who shares a port) are simulated once. Rates and latencies per "
                + "message are those of the cluster; the ramp of middling messages, which the fitted curves of `pod:train` have, is not in it.")
        f.example(
            """
            local pod = cluster "pod" { chip = catalog.chip "h100", chips = 1024, network = fat_tree { per_chip = 400 * Gbit/s } }
            local quick = pod:collective { size = 1 * MB, chips = 64 }
            local check = pod:collective { size = 1 * MB, chips = 64, every_chip = true }
            print(quick.time == check.time)
            """, prints: "true")
        return { a, i in
            let s = i.session
            let cluster = try s.object(i.receiver, ClusterObject.self).cluster
            var fabric = Fabric(
                chips: a[chips] ?? cluster.chips, node: cluster.nodeSize, insideRate: cluster.inside.rate,
                outsideRate: cluster.network * cluster.networkEfficiency, insideLatency: cluster.inside.perHop,
                outsideLatency: 2e-6, chipsPerPort: a[perPort] ?? 1)
            guard fabric.chips <= cluster.chips else { throw ClusterError.chips(needed: fabric.chips, available: cluster.chips) }
            if let chip = a[slowChip] { fabric.slow = [Fabric.Slow(chip: chip - 1, share: a[slowShare] ?? 0.5)] }
            let exchange = try Exchange(
                Exchange.Algorithm(rawValue: a[algorithm] ?? "ring") ?? .ring, bytes: try s.magnitude(a[size], in: "B"), over: fabric)
            let result = try exchange.simulate(isWhole: a[whole] ?? false)
            return [s.vm.makeObject(CollectiveObject(exchange, result), type: s.types.collective)]
        }
    }
}

extension ObjectType {
    static let collective = ObjectType(
        "collective", "An exchange among chips; `print` shows it.",
        fields: [
            Field("time", annotation: "headroom.quantity", "Until the last chip is done.") { value, s in
                try s.quantity(try s.object(value, CollectiveObject.self).result.time, "s")
            },
            Field("messages", annotation: "integer", "Messages simulated.") { value, s in
                .integer(Int64(try s.object(value, CollectiveObject.self).result.messages))
            },
            Field("classes", annotation: "integer", "Chips simulated for all.") { value, s in
                .integer(Int64(try s.object(value, CollectiveObject.self).result.classes))
            },
        ])
}
