import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

extension ObjectType {
    static let uncertain = ObjectType(
        "uncertain", "A value that is not known: a random variable, or what was calculated from some.",
        methods: [.mean, .sd, .uncertainQuantile, .cdf, .uncertainTo],
        operators: "`+ - * / // % ^` work path by path; compare with lt, le, gt, ge and eq.")
}

/// Statistics of one uncertain value, in closed form where there is one, else by a simulation of its own.
extension Function {
    static let mean = statistic("mean", "The average, in closed form where there is one; else by simulation, with its error behind it.") {
        try $0.mean
    }
    static let sd = statistic("sd", "The standard deviation: in closed form where there is one, else by simulation.") {
        try $0.standardDeviation
    }

    private static func statistic(
        _ name: String, _ summary: String, _ read: @escaping @Sendable (Summary) throws -> Operand
    ) -> Function {
        Function.declare(name, summary) { f in
            f.returns(annotation: "number|headroom.quantity", "In the value's own unit.")
            f.example("local x = normal { mean = 5 * MW, sd = 1 * MW }\nprint(x:\(name)())", prints: name == "mean" ? "5 MW" : "1 MW")
            return { _, i in
                let summary = try i.session.summary(of: i.receiver)
                let value = i.session.lua(try read(summary))
                // A simulated mean comes with its error; an exact one stands alone.
                guard name == "mean", let error = try summary.meanError else { return [value] }
                return [value, i.session.lua(error)]
            }
        }
    }

    static let uncertainQuantile = Function.declare("quantile", "The value below which a share of the outcomes lies.") { f in
        let p = f.parameter("p", .probability, "The share, such as 0.05.")
        f.returns(annotation: "number|headroom.quantity", "In the value's own unit.")
        f.example("local x = normal { mean = 5 * MW, sd = 1 * MW }\nprint(x:quantile(0.5))", prints: "5 MW")
        return { a, i in [i.session.lua(try i.session.summary(of: i.receiver).quantile(a[p]))] }
    }

    static let cdf = Function.declare("cdf", "The probability of a value, or less.") { f in
        let value = f.parameter("value", .certain, "A value of the same dimension.")
        f.returns(.number, "A probability.")
        f.example("local x = normal { mean = 5 * MW, sd = 1 * MW }\nprint(x:cdf(5 * MW))", prints: "0.5")
        return { a, i in [.number(try i.session.summary(of: i.receiver).cdf(a[value]))] }
    }

    static let uncertainTo = Function.declare("to", "The same value as an uncertain plain number in a unit.") { f in
        let unit = f.parameter("unit", .unit, "The unit, such as USD or MW, or its text.")
        f.returns(annotation: "headroom.uncertain", "A plain uncertain number.")
        f.example("local x = normal { mean = 5 * MW, sd = 1 * MW }\nprint(x:to(kW))")
        return { a, i in
            let s = i.session
            guard let receiver = s.operand(i.receiver) else {
                throw Diagnostic(.wrongType, "a condition has no unit", remedy: "use `where(condition, 1, 0)` for a number")
            }
            let content = try s.converted(receiver, to: s.units[a[unit].unit])
            let magnitude = a[unit].certain ?? 1
            return [s.lua(Operand(magnitude == 1 ? content : s.apply(.divide, content, .certain(magnitude)), unit: UnitTable.none))]
        }
    }
}

/// What is known about one uncertain value.
struct Summary {
    /// How many paths answer a question that has no closed form.
    static let trials = 1 << 18

    let session: Session
    let unit: Int32
    /// Where the value is a variable as its constructor made it.
    let exact: Distribution?
    let estimate: () throws -> Estimate

    private var differenceUnit: Int32 {
        session.isTemperaturePoint(unit) ? session.units.number(of: .kelvin) : unit
    }

    var mean: Operand {
        get throws {
            switch exact?.meanMoment {
            case .value(let mean)?: return Operand(mean, unit: unit)
            case .infinite?, .undefined?: throw missing("mean")
            case .noClosedForm?, nil: return Operand(try estimate().mean, unit: unit)
            }
        }
    }

    /// The standard error of a simulated mean; `nil` where it is exact.
    var meanError: Operand? {
        get throws {
            if case .value? = exact?.meanMoment { return nil }
            return Operand(try estimate().standardError, unit: differenceUnit)
        }
    }

    var standardDeviation: Operand {
        get throws {
            switch exact?.standardDeviationMoment {
            case .value(let sd)?: return Operand(sd, unit: differenceUnit)
            case .infinite?, .undefined?: throw missing("standard deviation")
            case .noClosedForm?, nil: return Operand(try estimate().standardDeviation, unit: differenceUnit)
            }
        }
    }

    func quantile(_ p: Double) throws -> Operand {
        if let exact { return Operand(exact.quantile(p), unit: unit) }
        return Operand(try estimate().quantile(p).value, unit: unit)
    }

    func cdf(_ value: Operand) throws -> Double {
        let reference = Operand(0, unit: unit)
        guard case .certain(let x) = try session.aligned(reference, value, .compare).1 else { return .nan }
        if let exact { return exact.cdf(x) }
        return try estimate().cumulative(x).value
    }

    private func missing(_ what: String) -> Diagnostic {
        Diagnostic(
            .notFinite, "this distribution has no finite \(what): its tails are too heavy",
            remedy: "ask for quantiles, such as x:quantile(0.5)")
    }
}

extension Session {
    /// What is known about an uncertain value; simulated lazily.
    func summary(of value: LuaValue) throws -> Summary {
        guard case .payload(let payload) = value, payload.type == types.uncertain else {
            throw Diagnostic(
                .wrongType, "a method was called on \(typeName(of: value))", operands: [shown(value, name: nil)],
                remedy: "write `x:mean()`, with a colon")
        }
        return Summary(session: self, unit: payload.b, exact: variable(value)?.distribution) { [self] in
            let node = self.node(payload)
            let simulation = try Simulation(
                graph, outputs: [("x", node)],
                options: Simulation.Options(
                    trials: Summary.trials, seed: options.seed ?? SessionOptions.defaultSeed, threads: options.threads,
                    instructionSet: options.instructionSet, backend: options.backend))
            guard let estimate = try simulation.run(progress: nil, isCancelled: isCancelled)["x"] else {
                preconditionFailure("the simulation has this output")
            }
            return estimate
        }
    }

    /// What `print(x)` shows: mean ± sd, P5, P50, P95 and a line of the histogram.
    func uncertainSummary(_ payload: Payload) throws -> String {
        let node = self.node(payload)
        let summary = try summary(of: .payload(payload))
        let estimate = try summary.estimate()
        if graph.kind(of: node) == .boolean {
            return "uncertain condition: \(NumberText.percent(estimate.probability, error: estimate.probabilityError))"
        }
        let unit = units[payload.b]
        let quantiles = [0.05, 0.5, 0.95].map { estimate.quantile($0).value }
        let shown = DisplayUnit(unit, for: [estimate.mean, estimate.standardDeviation] + quantiles)
        func number(_ x: Double) -> String { NumberText.text(shown(x), digits: 4) }
        let suffix = shown.name.isEmpty ? "" : " \(shown.name)"
        let line = Sparkline.text(estimate.histogram(bins: 24).counts.map(Double.init))
        let mean = (try? summary.mean.certain) ?? estimate.mean
        let deviation = (try? summary.standardDeviation.certain) ?? estimate.standardDeviation
        return "\(number(mean)) ± \(number(deviation))\(suffix) (mean ± sd)  "
            + "P5 \(number(quantiles[0]))  P50 \(number(quantiles[1]))  P95 \(number(quantiles[2]))  \(line)"
    }
}
