import ClusterModel
import Diagnostics
import LuaVM
import Quantities
import Reporting

/// `serving { model = ..., ... }`
final class ServingObject {
    let load: ServingLoad

    init(_ load: ServingLoad) { self.load = load }

    var text: String {
        "serving of \(load.model.name) in \(load.precision.rawValue): \(ClusterText.number(load.arrivals)) requests/s of "
            + "\(NumberText.count(load.prompt)) + \(NumberText.count(load.output)) tokens"
    }
}

/// `pod:serve(job)`: requests that went through the copies of a model.
final class ServiceObject {
    let simulation: ServingSimulation
    let result: ServingResult

    init(_ simulation: ServingSimulation, _ result: ServingResult) {
        self.simulation = simulation
        self.result = result
    }

    var chips: Int { simulation.plan.chips }

    func cost(perChipHour price: Double) -> Double { price / 3600 * Double(chips) / result.tokensPerSecond * 1e6 }

    var text: String {
        let (load, plan, r) = (simulation.load, simulation.plan, result)
        var lines = "\(load.model.name) in \(load.precision.rawValue) on \(NumberText.count(chips)) of \(NumberText.count(simulation.cluster.chips)) × "
        lines += "\(simulation.cluster.chip.name), \(ClusterText.number(load.arrivals)) requests/s of \(NumberText.count(load.prompt)) + "
        lines += "\(NumberText.count(load.output)) tokens\n"
        lines += "copies           "
        if plan.readers > 0 { lines += "\(plan.readers) that read and \(plan.copies) that write" } else { lines += "\(plan.copies)" }
        lines += ", tp \(plan.tensor), "
        switch plan.reading {
        case .whole: lines += plan.readers > 0 ? "caches handed over\n" : "requests read whole\n"
        case .chunks(let tokens): lines += plan.readers > 0 ? "caches handed over\n" : "requests read in pieces of \(NumberText.count(tokens)) tokens\n"
        }
        var table = TextTable([.init(""), .init("P50", .decimal), .init("P90", .decimal), .init("P99", .decimal)])
        for (name, values) in [("time to first token", r.firstToken), ("time per token", r.perToken), ("whole answer", r.whole)] where !values.isEmpty {
            table.append([name] + [0.5, 0.9, 0.99].map { NumberText.duration(OperationObject.quantile(values, $0)) })
        }
        lines += table.text()
        lines += "throughput       \(NumberText.text(r.tokensPerSecond)) tokens/s of answers, \(NumberText.text(r.tokensPerSecond / Double(chips))) per chip\n"
        lines += "load             copies are busy \(NumberText.text(r.busy * 100, digits: 3)) % of the time, \(NumberText.text(r.meanBatch, digits: 3)) answers grow at once while one works\n"
        if r.isOverloaded {
            lines += "overloaded       \(NumberText.count(r.waiting)) requests were waiting when the last arrived: these copies serve about "
            lines += "\(NumberText.text(r.tokensPerSecond / Double(load.output), digits: 2)) requests/s; the latencies grow with the length of the run\n"
        }
        if r.refused > 0 { lines += "refused          \(NumberText.count(r.refused)) requests whose caches would never fit\n" }
        lines += "evidence         assumed: products, links and memory as in training, no served request was ever fitted"
        return lines
    }
}

extension Function {
    static let serving = Function.declare("serving", "Declares requests that a model answers.", style: .named) { f in
        let model = f.parameter(
            "model",
            .clusterObject(
                ArchitectureObject.self, "a model", annotation: "headroom.architecture",
                remedy: "use catalog.model \"llama-3.1-70b\" or architecture \"name\" { ... }"), "What answers.")
        let whole = Kind<Int>.integer(1...1 << 20, "a whole number from 1")
        let prompt = f.parameter("prompt", whole, "Tokens of a request, in the mean.")
        let output = f.parameter("output", whole, "Tokens of an answer, in the mean.")
        let arrivals = f.parameter("arrivals", .quantity("1/s", "a rate"), "Requests per time, in a Poisson process.")
        let spread = f.optional(
            "spread", .number("a number from 0 to 2") { $0 >= 0 && $0 <= 2 },
            "Standard deviation of the logarithm of both lengths; 0 makes all requests alike.", default: "0")
        let precision = f.optional("precision", .choice(Precision.allCases.map(\.rawValue)), "Of weights and products.", default: "\"bf16\"")
        f.returns(annotation: "headroom.serving", "For `pod:serve`.")
        f.example(
            """
            print(serving { model = catalog.model "llama-3.1-70b", prompt = 2048, output = 512, arrivals = 40 / s })
            """, prints: "serving of llama-3.1-70b in bf16: 40 requests/s of 2,048 + 512 tokens")
        return { a, i in
            let s = i.session
            let load = ServingLoad(
                model: a[model].architecture, prompt: a[prompt], output: a[output], spread: a[spread] ?? 0,
                arrivals: try s.magnitude(a[arrivals], in: "1/s"), precision: Precision(rawValue: a[precision] ?? "bf16") ?? .bf16)
            try load.check()
            return [s.vm.makeObject(ServingObject(load), type: s.types.serving)]
        }
    }

    static let serve = Function.declare("serve", "Sends requests to copies of a model: latencies and cost, step by step.") { f in
        let load = f.parameter(
            "load", .clusterObject(ServingObject.self, "requests", annotation: "headroom.serving", remedy: "make them with serving { ... }"),
            "What arrives.")
        let given = f.optional(
            "how", .table("a table such as { tp = 8, chunk = 512 }", annotation: "table"),
            "`tp` (chips of a copy; default the fewest with room for eight requests), `copies` (default all that fit on the cluster), "
                + "`prefill_copies` (read requests apart and hand their caches over; 0), `chunk` (tokens of requests read in a step beside growing answers, "
                + "or \"whole\"; 1,024), `max_batch` (256), `requests` (how many are simulated; 2,000, and more until they come for ten times as long as an answer takes), `seed`.")
        f.returns(annotation: "headroom.service", "`print` shows latencies; `:cost(price)`.")
        f.details(
            "Continuous batching: in every step each answer on a copy grows by a token while pieces of requests are read; a request is taken when its "
                + "whole cache has room, and goes to the copy with the fewest requests. Copies are `tp` chips inside a node.")
        f.example(
            """
            local node = cluster "node" { chip = catalog.chip "h100", chips = 8 }
            local load = serving { model = catalog.model "llama-3.1-70b", prompt = 1024, output = 256, arrivals = 2 / s }
            local live = node:serve(load, { requests = 300 })
            print(live)
            print(live.first_token < 1 * s, live:cost(2.5 * USD/hour) > 0 * USD/Mtoken)
            """)
        return { a, i in
            let s = i.session
            let cluster = try s.object(i.receiver, ClusterObject.self).cluster
            return [s.vm.makeObject(try s.service(a[load].load, a[given], on: cluster), type: s.types.service)]
        }
    }
}

extension Session {
    /// What `pod:serve` was asked for, carried out.
    fileprivate func service(_ load: ServingLoad, _ table: TableSnapshot?, on cluster: Cluster) throws -> ServiceObject {
        let known = ["tp", "copies", "prefill_copies", "chunk", "max_batch", "requests", "seed"]
        var (tensor, copies): (Int?, Int?) = (nil, nil)
        var plan = ServingPlan(tensor: 1, copies: 1)
        var (requests, isGiven) = (2000, false)
        var seed = SessionOptions.defaultSeed
        let whole = Kind<Int>.integer(1...1 << 20, "a whole number from 1")
        for (key, value) in table?.entries ?? [] {
            let name = keyText(key)
            switch name {
            case "tp": tensor = try option(whole, value, name)
            case "copies": copies = try option(whole, value, name)
            case "prefill_copies": plan.readers = try option(.integer(0...1 << 16, "a whole number from 0"), value, name)
            case "chunk":
                if case .string("whole") = value { plan.reading = .whole } else { plan.reading = .chunks(try option(whole, value, name)) }
            case "max_batch": plan.most = try option(whole, value, name)
            case "requests": (requests, isGiven) = (try option(.integer(10...1_000_000, "a whole number from 10 to 1,000,000"), value, name), true)
            case "seed": seed = UInt64(try option(.integer(0...Int.max, "a whole number, 0 or larger"), value, name))
            default:
                throw Diagnostic(
                    .unknownField, "serve has no field `\(name)`",
                    remedy: (Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`? " } ?? "")
                        + "its fields are \(known.joined(separator: ", "))")
            }
        }
        if let tensor {
            plan.tensor = tensor
        } else {
            // The fewest chips with room for eight requests; where none has it, the largest group says what is missing.
            let candidates = Divisors.of(load.model.heads).filter { $0 <= min(cluster.nodeSize, cluster.chips) }
            plan.tensor = candidates.first { n in
                guard let cost = try? ServingCost(load.model, on: cluster, precision: load.precision, tensor: n) else { return false }
                return cost.room >= 8 * cost.perToken * Double(load.prompt + load.output)
            } ?? candidates.last ?? 1
        }
        plan.copies = copies ?? max(1, cluster.chips / plan.tensor - plan.readers)
        guard Double(requests) * Double(load.output) <= 1e9 else {
            throw Diagnostic(
                .outOfRange, "\(requests) requests of \(load.output) tokens are more than a billion tokens to write one by one",
                remedy: "lower `requests`")
        }
        let simulation = try ServingSimulation(load, plan, on: cluster, seed: options.seed ?? seed)
        vm.charge(bytes: requests * 256)
        var result = simulation.run(requests: requests)
        while !isGiven, !result.isSettled, !result.isOverloaded, requests < 100_000 {
            requests *= 3
            vm.charge(bytes: requests * 256)
            result = simulation.run(requests: requests)
        }
        guard !result.firstToken.isEmpty else {
            throw Diagnostic(
                .outOfRange, "no request was answered: \(result.refused) of \(requests) need a larger cache than a copy has",
                remedy: "raise tp, lower spread, or simulate more requests")
        }
        return ServiceObject(simulation, result)
    }
}

extension ObjectType {
    static let serving = ObjectType("serving", "Requests that a model answers.")

    static let service = ObjectType(
        "service", "Served requests; `print` shows latencies, throughput and load.",
        fields: [
            service("first_token", "headroom.quantity", "Median time to the first token.") {
                try $1.quantity(OperationObject.quantile($0.result.firstToken, 0.5), "s")
            },
            service("per_token", "headroom.quantity", "Median time of a further token.") {
                try $1.quantity($0.result.perToken.isEmpty ? 0 : OperationObject.quantile($0.result.perToken, 0.5), "s")
            },
            service("throughput", "headroom.quantity", "Tokens of answers per time.") { try $1.quantity($0.result.tokensPerSecond, "token/s") },
            service("chips", "integer", "Chips used.") { o, _ in .integer(Int64(o.chips)) },
            service("busy", "number", "Share of the time that copies work.") { o, _ in .number(o.result.busy) },
            service("overloaded", "boolean", "Whether more requests come than leave.") { o, _ in .boolean(o.result.isOverloaded) },
        ],
        methods: [
            .declare("quantile", "A quantile of a latency over the requests.") { f in
                let what = f.parameter("what", .choice(["first_token", "per_token", "whole"]), "Which latency.")
                let p = f.parameter("p", .probability, "From 0 to 1.")
                f.returns(annotation: "headroom.quantity", "A time.")
                return { a, i in
                    let r = try i.session.object(i.receiver, ServiceObject.self).result
                    let values = a[what] == "first_token" ? r.firstToken : a[what] == "whole" ? r.whole : r.perToken
                    return [try i.session.quantity(values.isEmpty ? 0 : OperationObject.quantile(values, a[p]), "s")]
                }
            },
            .declare("cost", "Money for a million tokens of answers; idle chips are paid too.") { f in
                let price = f.parameter("price", .quantity("USD/hour", "money per time"), "Of one chip.")
                f.returns(annotation: "headroom.quantity", "For a million tokens.")
                return { a, i in
                    let hourly = try i.session.magnitude(a[price], in: "USD/hour")
                    return [try i.session.quantity(try i.session.object(i.receiver, ServiceObject.self).cost(perChipHour: hourly), "USD/Mtoken")]
                }
            },
        ])

    private static func service(
        _ name: String, _ annotation: String, _ summary: String, _ read: @escaping @Sendable (ServiceObject, Session) throws -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in try read(s.object(value, ServiceObject.self), s) }
    }
}
