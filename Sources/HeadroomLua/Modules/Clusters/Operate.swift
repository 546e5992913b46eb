import ClusterModel
import Diagnostics
import LuaVM
import Quantities

extension Function {
    static let failures = Function.declare("failures", "Declares how often chips are interrupted.", style: .constructor) { f in
        let time = f.parameter("chip_time", .quantity("hour", "time"), "Chip-time between unexpected interruptions of a job.")
        let hardware = f.optional("hardware", .probability, "Share of them that take chips out for repair.", default: "1")
        let planned = f.optional(
            "planned", .number("a number of at least 0") { $0 >= 0 && $0.isFinite }, "Planned stops for one unexpected one.", default: "0")
        f.returns(annotation: "headroom.failures", "For `pod:operate`.")
        f.example(
            #"print(failures "mine" { chip_time = 50000 * hour, hardware = 0.78 })"#,
            prints: "failures mine: an unexpected interruption every 50,000 chip-hours, 78 % of them hardware\nsource: declared")
        return { a, i in
            let s = i.session
            let record = FailureRecord(
                name: i.givenName ?? "declared", hoursPerInterruption: try s.magnitude(a[time], in: "hour"), hardwareShare: a[hardware] ?? 1,
                plannedPerUnexpected: a[planned] ?? 0, source: "declared")
            try record.check()
            return [s.vm.makeObject(FailureObject(record), type: s.types.failures)]
        }
    }

    static let catalogFailures = Function.declare("failures", "Counted interruptions of a published run.") { f in
        let key = f.parameter("key", .choice(FailureRecord.catalogue.map(\.name)), "Such as \"llama3-h100\".")
        f.returns(annotation: "headroom.failures", "For `pod:operate`.")
        f.example(#"print(catalog.failures("llama3-h100").chip_time:format("%.0f", hour))"#, prints: "50677 hour")
        return { a, i in
            let record = FailureRecord.catalogue.first { $0.name == a[key] }!
            return [i.session.vm.makeObject(FailureObject(record), type: i.session.types.failures)]
        }
    }

    static let operate = Function.declare("operate", "Runs a plan for a while on chips that fail: goodput, by events and in closed form.") { f in
        let plan = f.parameter(
            "plan", .clusterObject(PlanObject.self, "a plan", annotation: "headroom.plan", remedy: "make one with pod:train(job)"),
            "What runs.")
        let given = f.parameter(
            "how", .table("a table such as { failures = catalog.failures \"llama3-h100\" }", annotation: "table"),
            "`failures` (needed); `checkpoint` (a time, \"optimal\", \"young\" or \"daly\"; default \"optimal\"), `write` (how long a checkpoint "
                + "stops the job; default 14 bytes per parameter at 2 TB/s), `restart` (10 minutes), `repair` (24 hours), `spares` (chips; default "
                + "what the plan leaves over), `unit` (chips that leave together; 8, or the node where it is smaller), `duration` (90 days), "
                + "`replicas` (1,000), `seed`.")
        f.returns(annotation: "headroom.operation", "`print` shows where the time of all chips goes.")
        f.details(
            "Every chip-second is productive, discarded, blocked or unavailable, counted in whole microseconds, so that they add up exactly. "
                + "Interruptions are a Poisson process while the job runs or restarts; an unexpected one discards what was computed since the last "
                + "checkpoint, a planned one writes one first. Hardware failures take a unit out; without a spare the job waits for a repair. The same "
                + "seed gives the same failures with any number of threads, and to every way of operating.")
        f.example(
            """
            local pod  = cluster "pod" { chip = catalog.chip "h100", chips = 8400, network = fat_tree { per_chip = 400 * Gbit/s } }
            local job  = training { model = catalog.model "llama-3.1-70b", sequence = 8192, batch = 2048, tokens = 15 * Ttoken }
            local plan = pod:train(job, { tp = 8, pp = 4, dp = 256, zero = 1, sequence_parallel = true })
            local live = pod:operate(plan, { failures = catalog.failures "llama3-h100", duration = 54 * day, replicas = 200 })
            print(math.abs(live.effective / live.closed_form - 1) < 0.01)
            """, prints: "true")
        return { a, i in
            let s = i.session
            let cluster = try s.object(i.receiver, ClusterObject.self).cluster
            let made = try s.operation(a[plan], a[given], on: cluster)
            return [s.vm.makeObject(made, type: s.types.operation)]
        }
    }
}

extension Session {
    /// What `pod:operate` was asked for, carried out.
    fileprivate func operation(_ object: PlanObject, _ table: TableSnapshot, on cluster: Cluster) throws -> OperationObject {
        let plan = object.plan
        let known = ["failures", "checkpoint", "write", "restart", "repair", "spares", "unit", "duration", "replicas", "seed"]
        var failures: FailureRecord?
        var rule = CheckpointRule.optimal
        var ruleText = "optimal"
        var write = 14 * plan.job.model.parameters / 2e12
        var (restart, repair, horizon) = (600.0, 86400.0, 90 * 86400.0)
        var (spares, unit, replicas): (Int?, Int, Int) = (nil, min(cluster.nodeSize, 8), 1000)
        var seed = SessionOptions.defaultSeed
        var assumed = ["write": "checkpoints of 14 bytes per parameter at 2 TB/s", "restart": "a restart of 10 minutes", "repair": "repairs of 24 hours"]
        let time = Kind<Operand>.quantity("minute", "time")
        for (key, value) in table.entries {
            let name = keyText(key)
            assumed[name] = nil
            func seconds() throws -> Double { try magnitude(try option(time, value, name), in: "s") }
            switch name {
            case "failures":
                failures = try option(
                    .clusterObject(
                        FailureObject.self, "failures", annotation: "headroom.failures",
                        remedy: "use catalog.failures \"llama3-h100\" or failures \"name\" { ... }"), value, name
                ).record
            case "checkpoint":
                if case .string(let word) = value, let named = Self.rules.first(where: { $0.name == word }) {
                    (rule, ruleText) = (named.rule, named.name)
                } else {
                    (rule, ruleText) = (.every(try seconds()), "given")
                }
            case "write": write = try seconds()
            case "restart": restart = try seconds()
            case "repair": repair = try seconds()
            case "duration": horizon = try seconds()
            case "spares": spares = try option(.integer(0...1 << 24, "a whole number of chips from 0"), value, name)
            case "unit": unit = try option(.integer(1...1 << 20, "a whole number of chips from 1"), value, name)
            case "replicas": replicas = try option(.integer(1...1_000_000, "a whole number from 1 to 1,000,000"), value, name)
            case "seed": seed = UInt64(try option(.integer(0...Int.max, "a whole number, 0 or larger"), value, name))
            default:
                throw Diagnostic(
                    .unknownField, "operate has no field `\(name)`",
                    remedy: (Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`? " } ?? "")
                        + "its fields are \(known.joined(separator: ", "))")
            }
        }
        guard let failures else {
            throw Diagnostic(
                .missingField, "operate needs `failures`", remedy: "give failures = catalog.failures \"llama3-h100\", or failures { chip_time = ... }")
        }
        seed = options.seed ?? seed
        let used = plan.strategy.chips
        let units = (used + unit - 1) / unit
        var operation = try ClusterModel.Operation(
            units: units, spares: (spares ?? max(0, cluster.chips - units * unit)) / unit, chipsPerUnit: unit, horizon: horizon,
            failures: failures, write: write, interval: 1, restart: restart, repair: repair)
        operation.interval = try operation.interval(rule)
        let events = Double(replicas) * (operation.unexpected + operation.planned) * horizon
        guard events <= 1e9 else {
            throw Diagnostic(
                .outOfRange, "\(replicas) futures would have \(ClusterText.count(events)) interruptions, more than a billion",
                remedy: "lower `replicas` or `duration`")
        }
        let simulation = try OperationSimulation(operation, seed: seed)
        vm.charge(bytes: replicas * 128)
        let futures = options.threads.map { simulation.run(replicas: replicas, threads: $0) } ?? simulation.run(replicas: replicas)
        var notes: [String] = []
        let still = ["restart", "write", "repair"].compactMap { assumed[$0] }
        if !still.isEmpty { notes.append("assumed: \(still.joined(separator: ", "))") }
        if failures.count > 0, plan.cluster.chip.name != "h100-sxm" {
            notes.append("the failure rate is that of \(failures.source); for \(plan.cluster.chip.name) it is extrapolated")
        }
        if object.uncertain != nil { notes.append("the step is uncertain; these futures have it at its median") }
        if operation.spares == 0 { notes.append("no spares: every hardware failure stops the job until its repair; raise `spares` or use fewer chips") }
        return OperationObject(
            plan: plan, operation: operation, failures: failures, replicas: futures, rule: ruleText, notes: notes, seed: seed)
    }

    private static let rules: [(name: String, rule: CheckpointRule)] = [("optimal", .optimal), ("young", .young), ("daly", .daly)]
}
