import Diagnostics
import Engine
import LuaVM
import Quantities

extension Module {
    static let time = Module(
        "time", "Models that move through time: step functions in ordinary Lua, compiled, over many paths.",
        functions: [
            .model, .chance, .arrives, .draw, .stop, .limit, .cover, .pay, .watch, .lag, .trailing, .ema, .npv, .irr,
        ],
        types: [.model, .modelFactors, .factor, .measure])
}

extension ObjectType {
    static let model = ObjectType(
        "model", "A model through time, as declared by `model \"name\" { ... }`.",
        fields: [
            Field("factors", annotation: "headroom.factors", "Its factors by name, for `correlate`.") { value, s in
                s.vm.makeObject(ModelFactors(try s.object(value, ModelDeclaration.self)), type: s.types.modelFactors)
            }
        ], methods: [.modelSimulate, .modelWith])

    static let measure = ObjectType(
        "measure", "What is asked about a stream of payments: `npv(...)` or `irr(...)`, for `outputs`.")
}

extension Function {
    static let model = Function.declare(
        "model", "Declares a model that moves through time; its functions are ordinary Lua and are compiled.", style: .constructor
    ) { f in
        let begins = f.optional("begins", .date, "The day on which step 1 begins.")
        let step = f.parameter("step", .quantity("month", "a time"), "The length of a step, such as `1 * month`.")
        let steps = f.parameter("steps", .integer(1...1_000_000, "a whole number of steps"), "How many steps a path has.")
        let parameters = f.optional("parameters", .table("a table of named values"), "What scenarios may change.")
        let factors = f.optional(
            "factors", .function, "`function(p) return market { ... } end`: the processes that drive the model.")
        let state = f.optional(
            "state", .table("a table of numbers, quantities, truth values and tables of these"), "What goes from step to step, with its beginning.")
        let start = f.optional("start", .function, "`function(s, t, p)`, once at time 0.")
        let run = f.parameter("run", .function, "`function(s, f, t, p)`, in every step.")
        let finish = f.optional("finish", .function, "`function(s, t, p)`, once when a path has ended; returns a table of outputs.")
        f.returns(annotation: "headroom.model", "The model; `m:simulate { ... }` runs it.")
        f.details(
            "`s` is the state, `f` the factors at the end of the step (`f.previous` at its beginning), `t` has `index` (from 1), `dt`, "
                + "`dt_years`, `last`, and of the step's end `time`, `years` and `date`, `p` are the parameters.")
        f.example(
            """
            local savings = model "savings" {
              step = 1 * month, steps = 24,
              state = { cash = 100 * kUSD },
              run = function(s, f, t)
                s.cash = s.cash * (1 + 0.004) - draw("spending", uniform { min = 1 * kUSD, max = 3 * kUSD })
              end,
              finish = function(s) return { cash = s.cash } end,
            }
            local r = savings:simulate { trials = 1e4 }
            print(r.cash.mean:format("%.0f", kUSD))
            """, prints: "60 kUSD")
        return { a, i in
            let s = i.session
            let step = a[step]
            guard let length = step.certain, length > 0, length.isFinite else {
                throw Diagnostic(.outOfRange, "model: step must be a time above 0", remedy: "write `step = 1 * month`")
            }
            guard let name = i.givenName else {
                throw Diagnostic(
                    .missingField, "model needs a name: its random numbers are keyed by it", remedy: "write model \"name\" { ... }")
            }
            let declaration = ModelDeclaration(
                name: name, begins: a[begins], step: step, steps: a[steps],
                parameters: (a[parameters]?.entries ?? []).map { (s.keyText($0.key), $0.value) }, factors: a[factors],
                state: a[state] ?? TableSnapshot(entries: []), start: a[start], run: a[run], finish: a[finish],
                location: i.call.location, session: s)
            return [s.vm.makeObject(declaration, type: s.types.model)]
        }
    }

    static let modelWith = Function.declare("with", "The same model with other values of declared parameters.") { f in
        let changes = f.parameter("changes", .table("a table of parameters"), "Such as `{ capex = 1.6 * BUSD }`.")
        f.returns(annotation: "headroom.model", "Another model; its random numbers are the same.")
        return { a, i in
            let model = try i.session.object(i.receiver, ModelDeclaration.self)
            return [i.session.vm.makeObject(try model.with(a[changes]), type: i.session.types.model)]
        }
    }

    static let modelSimulate = Function.declare(
        "simulate", "Runs the model over many paths and reports the distribution of each output.", style: .named
    ) { f in
        let outputs = f.optional(
            "outputs", .table("a table of named outputs", annotation: "table<string, headroom.measure|headroom.amount>"),
            "What is asked besides the outputs of finish: npv(...), irr(...), or values made outside of the model.")
        let trials = f.optional("trials", .trials, "How many paths are drawn.", default: "1e6")
        let seed = f.optional(
            "seed", .integer(0...Int.max, "a whole number, 0 or larger"), "Another seed gives other draws.",
            default: "\(SessionOptions.defaultSeed)")
        let fields = SamplingFields(f)
        f.returns(annotation: "headroom.result", "As `simulate` gives it.")
        f.details(
            SamplingFields.details + " In a model, antithetic pairs are opposite in every step; Sobol and Latin hypercube lay out the "
                + "uncertain values made outside of it, and its steps stay independent.")
        return { a, i in
            let model = try i.session.object(i.receiver, ModelDeclaration.self)
            let run = try i.session.simulate(
                model, outputs: a[outputs] ?? TableSnapshot(entries: []),
                fields.options(a, trials: a[trials], seed: a[seed], i.session), goals: a[fields.goals], at: i.call)
            return [i.session.vm.makeObject(run, type: i.session.types.result)]
        }
    }

    // MARK: Inside of step functions

    static let chance = insideOnly("chance", "Whether something with this probability happens, on this path in this step.") { f in
        _ = f.optional("name", .like(.string), "Keys the draw; unnamed ones are keyed by their place.")
        _ = f.optional("probability", .like(.amount), "From 0 to 1.")
        f.returns(annotation: "boolean", "True with this probability.")
        f.example(
            """
            local m = model "chance" {
              step = 1 * month, steps = 12, state = { hits = 0 },
              run = function(s, f, t) s.hits = s.hits + (chance("strike", 0.25) and 1 or 0) end,
              finish = function(s) return { hits = s.hits } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.hits.mean > 2 and r.hits.mean < 4)
            """, prints: "true")
    }

    static let arrives = insideOnly("arrives", "Whether something that comes at this rate comes in this step.") { f in
        _ = f.optional("name", .like(.string), "Keys the draw.")
        _ = f.optional("rate", .like(.amount), "Per time, such as `0.03 / year`.")
        f.returns(annotation: "boolean", "True with probability `1 - exp(-rate * t.dt)`.")
        f.example(
            """
            local m = model "arrives" {
              step = 1 * month, steps = 12, state = { tenant = true },
              run = function(s, f, t) if s.tenant and arrives("leaves", 0.5 / year) then s.tenant = false end end,
              finish = function(s) return { left = not s.tenant } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.left.probability > 0.3 and r.left.probability < 0.5)
            """, prints: "true")
    }

    static let draw = insideOnly("draw", "A fresh draw of a distribution, on this path in this step.") { f in
        _ = f.optional("name", .like(.string), "Keys the draw.")
        _ = f.optional("distribution", .like(.amount), "Such as `normal { mean = 0, sd = 1 }`.")
        f.returns(.amount, "The value drawn.")
        f.example(
            """
            local m = model "draw" {
              step = 1 * month, steps = 12, state = { x = 0.0 },
              run = function(s, f, t) s.x = s.x + draw("move", normal { mean = 0, sd = 1 }) end,
              finish = function(s) return { x = s.x } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.x.sd > 3 and r.x.sd < 4)
            """, prints: "true")
    }

    static let stop = insideOnly("stop", "Ends the path: the rest of the step is skipped, what was done stays.") { f in
        f.example(
            """
            local m = model "stop" {
              step = 1 * month, steps = 12, state = { n = 0 },
              run = function(s, f, t) s.n = s.n + 1; if s.n == 5 then stop() end end,
              finish = function(s) return { n = s.n } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.n.mean)
            """, prints: "5.0")
    }

    static let limit = insideOnly("limit", "Reads a limit: whether it is kept, and how much room is left.") { f in
        _ = f.parameter("name", .like(.string), "What the headroom report calls it.")
        _ = f.parameter("value", .like(.amount), "What is limited.")
        _ = f.parameter("options", .like(.table("a table such as { at_least = 1.2 }")), "`{ at_least = 1.2 }` or `{ at_most = ... }`; `for_steps` readings outside begin a breach, `cure` inside end it.")
        f.returns(annotation: "boolean", "Whether it is in breach behind this reading.")
        f.example(
            """
            local m = model "limit" {
              step = 1 * month, steps = 12, state = { cash = 8 * MUSD },
              run = function(s, f, t) s.cash = s.cash - 1 * MUSD; limit("cash", s.cash, { at_least = 3 * MUSD }) end,
              finish = function(s) return { cash = s.cash } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r:headroom()["cash"].probability > 0.99)
            """, prints: "true")
    }

    static let cover = insideOnly("cover", "How often a covers b: a/b, not applicable where b is 0.") { f in
        _ = f.parameter("a", .like(.amount), "What covers.")
        _ = f.parameter("b", .like(.amount), "What is to be covered.")
        f.returns(.amount, "A ratio; limits skip what is not applicable.")
        f.example(
            """
            local m = model "cover" {
              step = 1 * month, steps = 12, state = { cash = 0 * MUSD },
              run = function(s, f, t) s.cash = s.cash + 1 * MUSD; limit("cover", cover(s.cash, 2 * MUSD), { at_least = 1 }) end,
              finish = function(s) return { cash = s.cash } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r:headroom()["cover"].probability > 0.99)
            """, prints: "true")
    }

    static let pay = insideOnly("pay", "A payment in this step, for npv and irr.") { f in
        _ = f.parameter("stream", .like(.string), "The name of the stream, such as \"equity\".")
        _ = f.parameter("amount", .like(.amount), "Negative for what is paid in.")
        f.example(
            """
            local m = model "pay" {
              step = 1 * month, steps = 12, state = { n = 0 },
              run = function(s, f, t) pay("equity", 1 * MUSD) end,
              finish = function(s) return { n = s.n } end,
            }
            local r = m:simulate { trials = 1000 }
            print((r:npv("equity", 0)).mean)
            """, prints: "12 MUSD")
    }

    static let watch = insideOnly("watch", "Keeps the distribution of a value over time, for r:fan.") { f in
        _ = f.parameter("name", .like(.string), "What r:fan calls it.")
        _ = f.parameter("value", .any, "A number, a quantity or a truth value.")
        f.example(
            """
            local m = model "watch" {
              step = 1 * month, steps = 12, state = { x = 0.0 },
              run = function(s, f, t) s.x = s.x + 1; watch("x", s.x) end,
              finish = function(s) return { x = s.x } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r:fan("x")[12].n)
            """, prints: "1000")
    }

    static let lag = insideOnly("lag", "What a value was k steps ago; not applicable before.") { f in
        _ = f.parameter("name", .like(.string), "Keys the memory.")
        _ = f.parameter("value", .like(.amount), "The value of this step.")
        _ = f.parameter("k", .like(.integer(1...Int.max, "a whole number, 1 or larger")), "How many steps back, 1 or more.")
        f.returns(.amount, "The value then.")
        f.example(
            """
            local m = model "lag" {
              step = 1 * month, steps = 12, state = { x = 0.0, before = 0.0 },
              run = function(s, f, t) s.x = s.x + 1; local before = lag("x", s.x, 3); if t.index > 3 then s.before = before end end,
              finish = function(s) return { before = s.before } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.before.mean)
            """, prints: "9.0")
    }

    static let trailing = insideOnly("trailing", "The sum of the last k values; not applicable before k steps.") { f in
        _ = f.parameter("name", .like(.string), "Keys the memory.")
        _ = f.parameter("value", .like(.amount), "The value of this step.")
        _ = f.parameter("k", .like(.integer(1...Int.max, "a whole number, 1 or larger")), "How many steps, this one included.")
        f.returns(.amount, "The sum.")
        f.example(
            """
            local m = model "trailing" {
              step = 1 * month, steps = 12, state = { n = 0, x = 0.0 },
              run = function(s, f, t) s.n = s.n + 1; local sum = trailing("n", s.n, 3); if t.index >= 3 then s.x = sum end end,
              finish = function(s) return { x = s.x } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.x.mean)
            """, prints: "33.0")
    }

    static let ema = insideOnly("ema", "An exponential moving average: (1 - weight) of the old, weight of the new.") { f in
        _ = f.parameter("name", .like(.string), "Keys the memory.")
        _ = f.parameter("value", .like(.amount), "The value of this step.")
        _ = f.parameter("weight", .like(.amount), "Of the new value, from 0 to 1.")
        _ = f.parameter("start", .like(.amount), "The average before the first step.")
        f.returns(.amount, "The new average.")
        f.example(
            """
            local m = model "ema" {
              step = 1 * month, steps = 12, state = { x = 0.0 },
              run = function(s, f, t) s.x = ema("x", 10, 0.5, 0) end,
              finish = function(s) return { x = s.x } end,
            }
            local r = m:simulate { trials = 1000 }
            print(r.x.mean > 9.9)
            """, prints: "true")
    }

    private static func insideOnly(_ name: String, _ summary: String, _ parts: (FunctionBuilder) -> Void) -> Function {
        Function.declare(name, summary) { f in
            parts(f)
            return { a, i in
                if let results = try i.session.replay?.call(name, a.values.map { $0 as? LuaValue ?? .nil }, at: i.call) { return results }
                throw Diagnostic(
                    .wrongType, "`\(name)` belongs into the functions of a model",
                    remedy: "call it in `run = function(s, f, t, p) ... end` of model \"...\" { ... }")
            }
        }
    }

    // MARK: Measures

    static let npv = Function.declare("npv", "The net present value of a stream of payments, as an output of a model.") { f in
        let stream = f.parameter("stream", .string, "The name that pay was given.")
        let rate = f.parameter("rate", .amount, "Effective per year: a plain number such as `15 * percent`, or per time.")
        f.returns(annotation: "headroom.measure", "For `outputs = { npv = npv(\"equity\", 15 * percent) }`.")
        f.example(
            """
            local m = model "rent" { step = 1 * month, steps = 12, run = function() pay("rent", 1 * MUSD) end }
            print(m:simulate { trials = 100, outputs = { value = npv("rent", 1 * percent) } }.value.mean:format("%.2f", MUSD))
            """, prints: "11.94 MUSD")
        return { a, i in
            let measure = CashFlowMeasure(stream: a[stream], kind: .presentValue(rate: try i.session.annualRate(a[rate])))
            return [i.session.vm.makeObject(measure, type: i.session.types.measure)]
        }
    }

    static let irr = Function.declare("irr", "The internal rate of return of a stream of payments, per year, as an output of a model.") { f in
        let stream = f.parameter("stream", .string, "The name that pay was given.")
        let options = f.optional(
            "options", .table("a table such as { between = { -10 * percent, 20 * percent }, per = month }"),
            "The periodic rates within which a root is looked for, and their period (a year unless given).")
        f.returns(annotation: "headroom.measure", "For `outputs = { irr = irr(\"equity\") }`.")
        f.example(
            """
            local m = model "loan" {
              step = 1 * month, steps = 12,
              start = function() pay("lender", -100 * MUSD) end,
              run = function(s, f, t) pay("lender", 1 * MUSD); if t.last then pay("lender", 100 * MUSD) end end,
            }
            print(m:simulate { trials = 100, outputs = { rate = irr("lender") } }.rate.mean)
            """, prints: "0.12682503013197")
        return { a, i in
            let kind = try i.session.rateBracket(a[options])
            return [i.session.vm.makeObject(CashFlowMeasure(stream: a[stream], kind: kind), type: i.session.types.measure)]
        }
    }
}

extension Kind where Value == FunctionReference {
    static var function: Kind {
        Kind("a function", annotation: "function") { value, _ in
            guard case .function(let function) = value else { throw KindMismatch() }
            return function
        }
    }
}
