import Diagnostics
import Engine
import LuaVM
import Quantities

/// `r:headroom()`: what a repeated run has found about every limit of a model.
final class HeadroomReport {
    /// Rooms are kept at most so many steps.
    static let records = 24

    let run: SimulationRun
    let trace: ModelTrace
    let result: LimitResult
    /// Numbers of limits, what breaks first at the head.
    let order: [Int]
    let influences: [LimitInfluence]

    init(_ run: SimulationRun, _ model: ModelRun) throws {
        self.run = run
        trace = model.trace
        let limits = trace.limits
        guard !limits.isEmpty else {
            throw Diagnostic(
                .missingField, "`\(trace.declaration.name)` has no limits, so there is no room to report",
                remedy: "declare one in run: limit(\"liquidity\", s.cash, { at_least = 10 * MUSD })")
        }
        let zero = trace.graph.constant(0.0)
        let asked = limits.map { Simulation.Output("first breach of \($0.name)", $0.firstBreach) }
            + limits.map { Simulation.Output("readings of \($0.name)", $0.readings) }
            + limits.map { Simulation.Output("skipped of \($0.name)", $0.skipped ?? zero) }
        let plan = try run.plan(model.model, asking: asked)
        let rooms = limits.map { TimeModel.Series($0.name, $0.room, mask: $0.mask) }
        let steps = TimeModel.spread(trace.steps, limit: HeadroomReport.records)
        let result = try run.running(plan, model) { plan, progress, isCancelled throws(SimulationError) in
            try plan.limits(limits.count, rooms: rooms, at: steps, progress: progress, isCancelled: isCancelled)
        }
        self.result = result
        influences = try LimitInfluence.all(run, model)
        order = limits.indices.sorted { a, b in
            let (x, y) = (result.tallies[a], result.tallies[b])
            return (x.first, x.breached, -a) > (y.first, y.breached, -b)
        }
    }

    var trials: Int { run.result.trials }

    /// A share of all paths, with the error of `Estimate`.
    func share(_ count: Int) -> (value: Double, error: Double) {
        let n = Double(trials)
        let p = (Double(count) + 0.5) / (n + 1)
        return (Double(count) / n, (p * (1 - p) / n).squareRoot())
    }

    /// The share of readings that were not applicable.
    func notApplicable(_ limit: Int) -> Double {
        let tally = result.tallies[limit]
        let all = tally.readings + tally.skipped
        return all > 0 ? Double(tally.skipped) / Double(all) : 0
    }

    /// The share of paths on which no limit breaks.
    var none: (value: Double, error: Double) { share(trials - result.tallies.map(\.first).reduce(0, +)) }

    /// The recorded step with the smallest quantile of a limit's room, and the quantile.
    func tightest(_ limit: Int, _ p: Double) -> (step: Int, room: Double)? {
        var least: (step: Int, room: Double)?
        for (record, step) in result.rooms.steps.enumerated() {
            let room = result.rooms[series: limit, record: record].quantile(p).value
            if room.isFinite, room < least?.room ?? .infinity { least = (step, room) }
        }
        return least
    }

    // MARK: Entries

    func entry(named name: String) throws -> LuaValue {
        guard let limit = trace.limits.firstIndex(where: { $0.name == name }) else {
            let names = order.map { trace.limits[$0].name }
            throw Diagnostic(
                .unknownField, "there is no limit \"\(name)\"",
                remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean \"\($0)\"? " } ?? "")
                    + "the limits are \(names.joined(separator: ", "))")
        }
        return entry(of: limit)
    }

    func entry(_ n: Int64) -> LuaValue {
        n >= 1 && n <= Int64(order.count) ? entry(of: order[Int(n) - 1]) : .nil
    }

    private func entry(of limit: Int) -> LuaValue {
        let session = run.session
        let description = trace.limits[limit], tally = result.tallies[limit]
        let breached = share(tally.breached), first = share(tally.first)
        func room(_ value: Double) -> LuaValue { session.lua(Operand(value, unit: description.unit)) }
        var fields: [(String, LuaValue)] = [
            ("name", .string(description.name)), ("bound", .string(description.bound)),
            ("probability", .number(breached.value)), ("probability_se", .number(breached.error)),
            ("breaches", .integer(Int64(tally.breached))),
            ("first_share", .number(first.value)), ("first_share_se", .number(first.error)),
            ("not_applicable", .number(notApplicable(limit))),
        ]
        if let median = tally.medianStep {
            fields.append(("median_step", .number(median)))
            fields.append(("median_time", session.lua(Operand(trace.declaration.time(median), unit: trace.declaration.step.unit))))
            if let date = (try? trace.declaration.date(Int(median.rounded(.up)))) ?? nil {
                fields.append(("median_date", session.dateValue(date.dayNumber)))
            }
        }
        if let least = tightest(limit, 0.05) { fields.append(("least_room_p5", room(least.room))) }
        if let least = tightest(limit, 0.5) { fields.append(("least_room_p50", room(least.room))) }
        let rooms = result.rooms.steps.enumerated().map { record, step -> LuaValue in
            let found = result.rooms[series: limit, record: record]
            var entry = session.timeFields(step, trace.declaration)
            entry.append(("n", .integer(Int64(found.count))))
            if found.count > 0 { entry += [("p5", room(found.quantile(0.05).value)), ("p50", room(found.quantile(0.5).value))] }
            return .table(TableSnapshot(fields: entry))
        }
        fields.append(("room", .table(TableSnapshot(list: rooms))))
        fields += influences[limit].fields(session)
        return .table(TableSnapshot(fields: fields))
    }
}

extension ObjectType {
    static let headroom = ObjectType(
        "headroom", "What a model's limits did, in the order in which they break first; `print` is a report. `h[\"DSCR\"]` and `h[1]` have "
            + "`name`, `bound`, `probability`, `probability_se`, `breaches`, `median_step`, `median_time`, `median_date`, `first_share`, `first_share_se`, "
            + "`not_applicable`, `least_room_p5`, `least_room_p50`, `room` (a list over time), `drivers` and `conditions`.",
        fields: [
            Field("count", annotation: "integer", "How many limits.") { value, s in
                .integer(Int64(try s.object(value, HeadroomReport.self).order.count))
            },
            Field("none", annotation: "number", "The share of paths on which no limit breaks.") { value, s in
                .number(try s.object(value, HeadroomReport.self).none.value)
            },
            Field("none_se", annotation: "number", "The standard error of that.") { value, s in
                .number(try s.object(value, HeadroomReport.self).none.error)
            },
        ])
}

extension Function {
    static let headroom = Function.declare(
        "headroom", "How much room every limit of the model has left, what breaks first, and what drives it."
    ) { f in
        f.returns(annotation: "headroom.headroom", "A report; `h[\"DSCR\"].probability` and so on in scripts.")
        f.details(
            "Repeats the run with the same seed. Probabilities are over all paths; a limit is the first to break where its first breach begins before those of all "
                + "others, of one step the earlier call. Drivers are rank correlations with the breach on the first 65,536 paths, of variables and of factors' averages "
                + "along the path; `conditions` compares their means on paths with a breach and on all.")
        f.example(
            """
            local firm = model "firm" {
              step = 1 * month, steps = 24, state = { cash = 10 },
              run = function(s)
                s.cash = s.cash + draw("profit", normal { mean = 0, sd = 1 })
                limit("liquidity", s.cash, { at_least = 5 })
              end,
            }
            local h = firm:simulate { trials = 1e4 }:headroom()
            print(h["liquidity"].probability == h["liquidity"].first_share, h.count)
            """, prints: "true\t1")
        return { _, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let model = try run.requireModel("headroom")
            return [i.session.vm.makeObject(try HeadroomReport(run, model), type: i.session.types.headroom)]
        }
    }
}
