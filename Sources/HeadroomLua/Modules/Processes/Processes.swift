import Diagnostics
import Engine
import LuaVM

extension Module {
    static let processes = Module(
        "processes", "How prices and other factors move through time.",
        functions: [.gbm, .ou, .heston, .garch, .regimes, .bootstrap, .deterministic, .market], types: [.process, .jumps, .market])
}

extension Function {
    static let gbm = Function.declare(
        "gbm", "Geometric Brownian motion: grows at a rate and varies in proportion to itself.", style: .named
    ) { f in
        let start = f.parameter("start", .amount, "The level at time 0, above 0.")
        let drift = f.parameter("drift", .amount, "Growth of the mean per time: the mean at t is start·exp(drift·t).")
        let volatility = f.parameter("volatility", .amount, "Annualised, such as 55 * percent.")
        f.returns(.process, "A process for `market`.")
        f.details(
            "d ln S = (drift - volatility²/2) dt + volatility dW, stepped exactly. Parameters may be uncertain: they are then "
                + "drawn once per path.")
        f.example("print(gbm { start = 87000 * USD/BTC, drift = 8 * percent/year, volatility = 55 * percent }.kind)", prints: "gbm")
        return { a, i in
            var fields = ProcessFields("gbm", unit: a[start].unit, in: i.session)
            try fields.refuseTemperaturePoint(a[start])
            let process = GeometricBrownian(
                start: try fields.level("start", a[start]), drift: try fields.rate("drift", a[drift]),
                volatility: try fields.volatility("volatility", a[volatility]))
            return [try i.session.process(fields, prototype: .geometric(process))]
        }
    }

    static let ou = Function.declare(
        "ou", "Returns to a level: the Ornstein-Uhlenbeck process of the logarithm, or of the value itself.", style: .named
    ) { f in
        let start = f.parameter("start", .amount, "The value at time 0.")
        let level = f.parameter(
            "level", .level, "The long-run median (the mean if additive); a curve or a function of t is read at the beginning of each step.")
        let reversion = f.parameter("reversion", .amount, "How fast it returns, per time, such as 1.2 / year.")
        let volatility = f.parameter(
            "volatility", .amount, "Annualised: a share such as 65 * percent, or if additive an amount in the value's unit.")
        let scheme = f.optional(
            "scheme", .choice(["exact", "euler"]), "The law of a step: that of the process, or Euler's approximation.",
            default: "\"exact\"")
        let additive = f.optional("additive", .boolean, "Whether it moves in amounts, so that it may be negative.", default: "false")
        f.returns(.process, "A process for `market`.")
        f.details(
            "d ln X = reversion·(ln level - ln X) dt + volatility dW; with `additive = true` the same of X itself. A function "
                + "as level gets a table with time, index, years, dt, dt_years and last as they stand at the beginning of the "
                + "step, and returns an amount. Parameters may be uncertain: they are then drawn once per path.")
        f.example(
            "print(ou { start = 42 * USD/MWh, level = 45 * USD/MWh, reversion = 2 / year, volatility = 40 * percent }.kind)",
            prints: "ou")
        return { a, i in
            let isAdditive = a[additive] ?? false
            var fields = ProcessFields("ou", unit: a[start].unit, in: i.session)
            if !isAdditive { try fields.refuseTemperaturePoint(a[start]) }
            let first = try fields.level("start", a[start])
            var process = MeanReverting(
                start: first, level: first, reversion: first, volatility: first, isAdditive: isAdditive,
                scheme: a[scheme] == "euler" ? .euler : .exact)
            if case .amount(let amount) = a[level] {
                process.level = try fields.level("level", amount)
            } else {
                fields.note("level", a[level].text(in: i.session))
            }
            process.reversion = try fields.rate("reversion", a[reversion])
            process.volatility = try fields.volatility("volatility", a[volatility], isAdditive: isAdditive)
            if process.scheme == .euler { fields.note("scheme", "euler") }
            if isAdditive { fields.note("additive", "true") }
            if case .amount = a[level] { return [try i.session.process(fields, prototype: .reverting(process))] }
            let (prototype, source, read, session) = (process, a[level], fields, i.session)
            return [
                try session.process(fields, prototype: .reverting(prototype)) { [unowned session] clock in
                    var process = prototype
                    // Step n begins where step n - 1 ends.
                    process.level = session.graph.column(
                        try (0..<clock.steps).map {
                            try read.number("level", try source.amount($0, of: "ou", clock, in: session))
                        })
                    return try read.checked(.reverting(process))
                }
            ]
        }
    }

    static let deterministic = Function.declare(
        "deterministic", "A factor without dice: a constant, a curve, a function of t, or a list with one entry per step."
    ) { f in
        let course = f.parameter(
            "course", .course, "What it is at time 0 and at the end of each step. A curve by dates needs a model with `begins`.")
        f.returns(.process, "A process for `market`.")
        f.details(
            "A function gets the table described at `ou`, as it stands at time 0 and at the end of each step. Of a list "
                + "longer than the model only the beginning counts; a shorter one is an error.")
        f.example(
            """
            local path = curve { ["2026-01-01"] = 42 * USD/MWh, ["2027-01-01"] = 54 * USD/MWh }
            local m = model "power" {
              begins = "2026-01-01", step = 1 * month, steps = 12, state = { price = 0 * USD/MWh },
              factors = function() return market { power = deterministic(path) } end,
              run = function(s, f) s.price = f.power end,
              finish = function(s) return { price = s.price } end,
            }
            print(m:simulate { trials = 10 }.price.mean)
            """, prints: "54 USD/MWh")
        f.example("print(deterministic(function(t) return 42 * USD/MWh * 1.02 ^ t.years end).kind)", prints: "deterministic")
        return { a, i in
            let (session, course) = (i.session, a[course])
            let unit = try course.unit(in: session)
            var fields = ProcessFields("deterministic", unit: unit, in: session)
            fields.note("course", course.text(in: session))
            let read = fields
            let prototype = Process.known(KnownCourse([0, 0], in: session.graph))
            return [
                try session.process(fields, prototype: prototype) { [unowned session] clock in
                    let levels = try course.amounts(clock, in: session).map { try read.number("course", $0) }
                    return try read.checked(.known(KnownCourse(levels, in: session.graph)))
                }
            ]
        }
    }
}

extension ProcessFields {
    /// A temperature has no logarithm.
    func refuseTemperaturePoint(_ start: Operand) throws {
        guard session.isTemperaturePoint(start.unit) else { return }
        throw Diagnostic(
            .temperaturePoint, "\(process) moves in proportion, which a temperature can't",
            operands: [session.shown(start, name: "start")],
            remedy: "use ou { ..., additive = true } with a volatility in K")
    }
}

extension Session {
    /// The object of a process whose known parameters hold.
    func process(
        _ fields: ProcessFields, prototype: Process, make: ((ModelClock) throws -> Process)? = nil
    ) throws -> LuaValue {
        let object = ProcessObject(
            word: fields.process, unit: fields.unit, parameters: fields.given, prototype: try fields.checked(prototype),
            make: make)
        return vm.makeObject(object, type: types.process)
    }
}
