import ClusterModel
import Diagnostics
import LuaVM
import Quantities

/// `pod:train(job)`: one priced strategy, and what a search found beside it.
final class PlanObject {
    let plan: TrainingPlan
    /// Nil where the script gave the strategy.
    let search: SearchResult?
    /// Where the cluster has uncertain inputs.
    let uncertain: UncertainStep?

    init(_ plan: TrainingPlan, search: SearchResult? = nil, uncertain: UncertainStep? = nil) {
        self.plan = plan
        self.search = search
        self.uncertain = uncertain
    }

    /// `factor` × the step to the power ± 1 in a unit: uncertain where the step is.
    func scaled(_ factor: Double, by power: Int, _ unit: String, in session: Session) throws -> LuaValue {
        guard let uncertain else { return try session.quantity(power > 0 ? factor * plan.step : factor / plan.step, unit) }
        let seconds = try session.quotient(uncertain.step, Operand(1, unit: session.units.number(of: try Unit(parsing: "s"))))
        let whole = Operand(factor, unit: session.units.number(of: try Unit(parsing: unit)))
        return session.lua(try power > 0 ? session.product(whole, seconds) : session.quotient(whole, seconds))
    }

    static func line(_ plan: TrainingPlan) -> String {
        "\(ClusterText.number(plan.step)) s a step, \(ClusterText.number(plan.memory.total / 1e9)) GB, \(plan.strategy.chips) chips: \(plan.strategy.text)"
    }

    var text: String {
        let p = plan
        var lines = [
            "\(p.job.model.name) on \(p.strategy.chips) of \(p.cluster.chips) × \(p.cluster.chip.name)",
            "strategy     \(p.strategy.text)",
            "step         \(ClusterText.number(p.step)) s ± \(ClusterText.number(p.evidence.band * 100)) %",
            "utilization  \(ClusterText.number(p.utilization * 100)) % of the dense \(p.job.precision.rawValue) rate (model FLOPs only)",
            "memory       \(ClusterText.number(p.memory.total / 1e9)) of \(ClusterText.number(p.cluster.chip.memory / 1e9)) GB on the fullest chip",
            "throughput   \(ClusterText.count(p.tokensPerSecond)) tokens/s",
        ]
        if p.duration > 0 { lines.append("duration     \(ClusterText.number(p.duration / 86400)) days without failures") }
        if p.cluster.chip.power > 0 {
            let all = p.powerPerChip * Double(p.strategy.chips)
            lines.append("power        \(all < 1e6 ? "\(ClusterText.number(all / 1e3)) kW" : "\(ClusterText.number(all / 1e6)) MW") of chips (assumed load), without hosts and cooling")
            if p.duration > 0 { lines.append("energy       \(ClusterText.count(all * p.duration / 3.6e9)) MWh") }
        }
        lines.append("evidence     \(p.evidence.grade.name): \(p.evidence.reason)")
        if let uncertain { lines.append("note         \(uncertain.note)") }
        if let search, !search.warning.isEmpty { lines.append("warning      \(search.warning)") }
        return lines.joined(separator: "\n")
    }

    /// Where each millisecond of the step goes.
    var explanation: String {
        let t = plan.time
        let parts: [(String, Double)] = [
            ("compute", t.compute), ("recomputation", t.recompute), ("tensor collectives", t.tensorCollectives),
            ("expert exchange", t.expertExchange), ("stage exchange", t.stageExchange), ("pipeline bubble", t.bubble),
            ("gradient exchange", t.gradientExchange), ("optimizer", t.optimizer), ("offload", t.offload), ("other", t.other),
        ]
        var lines = parts.filter { $0.1 > 0 }.map { name, seconds in
            name + String(repeating: " ", count: 20 - name.count)
                + "\(ClusterText.count(seconds * 1000)) ms  "
                + (seconds < t.total * 1e-4 ? "under 0.01 %" : "\(ClusterText.number(seconds / t.total * 100)) %")
        }
        lines.append("step" + String(repeating: " ", count: 16) + "\(ClusterText.count(t.total * 1000)) ms")
        let m = plan.memory
        lines.append(
            "memory: weights \(ClusterText.number(m.weights / 1e9)) GB, gradients \(ClusterText.number(m.gradients / 1e9)) GB, optimizer "
                + "\(ClusterText.number(m.optimizer / 1e9)) GB, activations \(ClusterText.number(m.activations / 1e9)) GB")
        lines.append("evidence: \(plan.evidence.grade.name), band ± \(ClusterText.number(plan.evidence.band * 100)) %; \(plan.evidence.reason)")
        return lines.joined(separator: "\n")
    }
}

extension Function {
    static let train = Function.declare("train", "The fastest way to train on the cluster, or one given way.") { f in
        let job = f.parameter(
            "job", .clusterObject(TrainingObject.self, "a training job", annotation: "headroom.training", remedy: "make one with training { ... }"),
            "What is trained.")
        let given = f.optional(
            "strategy", .table("a table such as { tp = 8, pp = 16 }", annotation: "table"),
            "Priced instead of searching: `tp pp dp cp ep microbatch interleave sequence_parallel recompute zero schedule`; `dp` fills the cluster "
                + "where it is left out.")
        f.returns(annotation: "headroom.plan", "`print` shows it; `:explain()`, `:near_ties()`, `:front()`.")
        f.details(
            "Without a strategy, all that divide and fit are compared: tensor, sequence, pipeline (interleaved) and data parallelism with ZeRO 0 "
                + "to 3, microbatches, recomputation, and spread of experts. Pruning is exact. Memory, step time and power are those of chips only. "
                + "On a cluster whose network or efficiency is uncertain, `step`, `duration`, `throughput`, `energy` and `:cost` are uncertain values: a "
                + "polynomial through priced points, whose error `print` states.")
        f.example(
            """
            local pod = cluster "pod" { chip = catalog.chip "a100", chips = 64, network = fat_tree { per_chip = 200 * Gbit/s } }
            local job = training { model = catalog.model "megatron-7.5b", sequence = 2048, batch = 512, tokens = 0.1 * Ttoken }
            local plan = pod:train(job)
            print(plan)
            print(pod:train(job, { tp = 4, microbatch = 2 }).step)
            """)
        f.example(
            """
            local link = triangular "link" { min = 100 * Gbit/s, mode = 200 * Gbit/s, max = 220 * Gbit/s }
            local pod = cluster "pod" { chip = catalog.chip "a100", chips = 64, network = fat_tree { per_chip = link } }
            local job = training { model = catalog.model "megatron-7.5b", sequence = 2048, batch = 512, tokens = 0.1 * Ttoken }
            local r = simulate { trials = 1e4, outputs = { days = pod:train(job, { tp = 8, pp = 2 }).duration } }
            print(r.days:quantile(0.95) > r.days:quantile(0.05))
            """, prints: "true")
        return { a, i in
            let s = i.session
            let object = try s.object(i.receiver, ClusterObject.self)
            let model = try TrainingModel(a[job].job, on: object.cluster)
            func uncertain(_ strategy: Strategy?) throws -> UncertainStep? {
                guard !object.uncertain.isEmpty else { return nil }
                return try s.uncertainStep(a[job].job, on: object.nominal, object.uncertain, strategy: strategy)
            }
            if let table = a[given] {
                let plan = try model.plan(try s.strategy(table, model))
                return [s.vm.makeObject(PlanObject(plan, uncertain: try uncertain(plan.strategy)), type: s.types.plan)]
            }
            let found = try StrategySearch(model).run()
            return [s.vm.makeObject(PlanObject(found.best, search: found, uncertain: try uncertain(nil)), type: s.types.plan)]
        }
    }
}

extension Session {
    /// A strategy from a script's table.
    fileprivate func strategy(_ table: TableSnapshot, _ model: TrainingModel) throws -> Strategy {
        var s = Strategy()
        let whole = Kind<Int>.integer(1...1 << 24, "a whole number from 1")
        let known = [
            "tp", "pp", "dp", "cp", "ep", "microbatch", "interleave", "sequence_parallel", "recompute", "zero", "schedule",
        ]
        var hasCopies = false
        for (key, value) in table.entries {
            let name = keyText(key)
            switch name {
            case "tp": s.tensor = try option(whole, value, name)
            case "pp": s.pipeline = try option(whole, value, name)
            case "dp":
                s.data = try option(whole, value, name)
                hasCopies = true
            case "cp": s.context = try option(whole, value, name)
            case "ep": s.expert = try option(whole, value, name)
            case "microbatch": s.microbatch = try option(whole, value, name)
            case "interleave": s.interleave = try option(whole, value, name)
            case "sequence_parallel": s.isSequenceParallel = try option(.boolean, value, name)
            case "zero": s.zero = try option(.integer(0...3, "0, 1, 2 or 3"), value, name)
            case "recompute":
                let word = try option(.choice(Recompute.allCases.map(\.name)), value, name)
                s.recompute = Recompute.allCases.first { $0.name == word } ?? .none
            case "schedule":
                let word = try option(.choice(["1f1b", "zero-bubble"]), value, name)
                s.schedule = word == "1f1b" ? .oneForwardOneBackward : .zeroBubble
            default:
                throw Diagnostic(
                    .unknownField, "a strategy has no field `\(name)`",
                    remedy: (Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`? " } ?? "")
                        + "its fields are \(known.joined(separator: ", "))")
            }
        }
        if !hasCopies {
            // The product may overflow: what is too large anyway is refused by the strategy's own check.
            let (two, overflow) = s.tensor.multipliedReportingOverflow(by: s.pipeline)
            let (three, overflow2) = two.multipliedReportingOverflow(by: s.context)
            let most = overflow || overflow2 ? 0 : model.cluster.chips / three
            s.data = Divisors.of(model.job.batch).last { $0 <= most && model.job.batch / $0 % s.microbatch == 0 } ?? 1
        }
        return s
    }
}

extension ObjectType {
    static let plan = ObjectType(
        "plan", "A way to train, priced; `print` shows time, memory, energy and how sure they are.",
        fields: [
            scaled("step", "Time of a step.", "s", 1) { _ in 1 },
            plan("utilization", "number", "Model FLOPs over the published dense rate.") { plan, _ in .number(plan.utilization) },
            plan("memory", "headroom.quantity", "Of the fullest chip.") { try $1.quantity($0.memory.total / 1e9, "GB") },
            scaled("throughput", "Tokens per time.", "token/s", -1) { $0.tokensPerStep },
            scaled("duration", "For all tokens, without failures.", "day", 1) { $0.job.tokens / $0.tokensPerStep / 86400 },
            scaled("energy", "Of the chips, for all tokens.", "MWh", 1) {
                $0.powerPerChip * Double($0.strategy.chips) * $0.job.tokens / $0.tokensPerStep / 3.6e9
            },
            plan("load", "number", "Mean power of a chip over its full power; an assumption.") { plan, _ in .number(plan.powerShare) },
            plan("chips", "integer", "Chips used.") { plan, _ in .integer(Int64(plan.strategy.chips)) },
            plan("strategy", "string", "In words.") { plan, _ in .string(plan.strategy.text) },
            plan("grade", "string", "measured, interpolated, calibrated, extrapolated or assumed.") { plan, _ in
                .string(plan.evidence.grade.name)
            },
            plan("band", "number", "The step is expected within × (1 ± band).") { plan, _ in .number(plan.evidence.band) },
        ],
        methods: [
            .declare("explain", "Where each millisecond and each byte goes.") { f in
                f.returns(.string, "A text.")
                return { _, i in [.string(try i.session.object(i.receiver, PlanObject.self).explanation)] }
            },
            .declare("near_ties", "Strategies within 5 % of the best, fastest first.") { f in
                f.returns(.string, "One line each, at most ten.")
                return { _, i in
                    let plan = try i.session.object(i.receiver, PlanObject.self)
                    guard let search = plan.search else { return [.string("the strategy was given, nothing was searched")] }
                    return [.string(search.nearTies.map(PlanObject.line).joined(separator: "\n"))]
                }
            },
            .declare("front", "Plans that no other beats in time, memory and number of chips at once; searches without pruning.") { f in
                f.returns(.string, "One line each, fastest first.")
                return { _, i in
                    let plan = try i.session.object(i.receiver, PlanObject.self).plan
                    let found = try StrategySearch(try TrainingModel(plan.job, on: plan.cluster)).run(isExhaustive: true)
                    return [.string(found.front.map(PlanObject.line).joined(separator: "\n"))]
                }
            },
            .timeline,
            .declare("cost", "Money for a million tokens.") { f in
                let price = f.parameter("price", .quantity("USD/hour", "money per time"), "Of one chip.")
                f.returns(annotation: "headroom.quantity", "For a million tokens.")
                return { a, i in
                    let object = try i.session.object(i.receiver, PlanObject.self)
                    let hourly = try i.session.magnitude(a[price], in: "USD/hour")
                    let perSecond = hourly / 3600 * Double(object.plan.strategy.chips) / object.plan.tokensPerStep * 1e6
                    return [try object.scaled(perSecond, by: 1, "USD/Mtoken", in: i.session)]
                }
            },
        ])

    /// A figure in proportion to the step or to its inverse: uncertain where the cluster is.
    private static func scaled(
        _ name: String, _ summary: String, _ unit: String, _ power: Int, _ factor: @escaping @Sendable (TrainingPlan) -> Double
    ) -> Field {
        Field(name, annotation: "headroom.amount", "\(summary) Uncertain where the cluster is.") { value, s in
            let object = try s.object(value, PlanObject.self)
            return try object.scaled(factor(object.plan), by: power, unit, in: s)
        }
    }

    private static func plan(
        _ name: String, _ annotation: String, _ summary: String, _ read: @escaping @Sendable (TrainingPlan, Session) throws -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in try read(s.object(value, PlanObject.self).plan, s) }
    }
}
