import Diagnostics
import Engine
import LuaVM
import Quantities

/// Truncation, fresh copies, and dependence between variables.
extension Function {
    static let truncated = Function.declare(
        "truncated", "Cuts a variable's distribution off below or above, and rescales what is left."
    ) { f in
        let x = f.parameter("x", .variable, "A variable as its constructor made it.")
        let bounds = f.parameter(
            "bounds", .table("a table such as { min = 0, max = 5 * MW }", annotation: "{ min: headroom.amount?, max: headroom.amount? }"),
            "The lowest and highest value that is kept; at least one of `min` and `max`.")
        f.returns(annotation: "headroom.uncertain", "A monotone function of the same uniform: it moves with x.")
        f.details("Moments and quantiles that were given to x's constructor are those of x, not of the truncated value.")
        f.example(
            """
            local price = normal "price" { mean = 42 * USD/MWh, sd = 20 * USD/MWh }
            local paid = truncated(price, { min = 0, max = 90 * USD/MWh })
            """)
        return { a, i in
            let s = i.session
            let reference = Operand(0, unit: a[x].unit)
            var limits: [String: Double] = [:]
            for (key, value) in a[bounds].entries {
                guard case .string(let name) = key, name == "min" || name == "max" else {
                    throw Diagnostic(
                        .unknownField, "truncated: the bounds have no field `\(s.keyText(key))`",
                        remedy: "write { min = ..., max = ... }")
                }
                let bound = try Kind<Operand>.certain.decode(value, s)
                guard case .certain(let number) = try s.aligned(reference, bound, .compare).1 else { continue }
                limits[name] = number
            }
            guard !limits.isEmpty else {
                throw Diagnostic(.missingField, "truncated needs `min` or `max`", remedy: "write { min = ..., max = ... }")
            }
            let cut = try Distribution.truncated(a[x].distribution, min: limits["min"], max: limits["max"])
            return [s.lua(Operand(s.graph.variate(a[x].id, as: cut), unit: a[x].unit))]
        }
    }

    static let independent = Function.declare(
        "independent", "A fresh copy: the same distribution, drawn on its own."
    ) { f in
        let x = f.parameter("x", .amount, "An uncertain value, or an expression of several.")
        f.returns(.amount, "A value with copies of all variables in x.")
        f.example(
            """
            local a = normal "a" { mean = 0, sd = 1 }
            local b = independent(a)
            local r = simulate { trials = 1e4, outputs = { difference = a - b } }
            print(r.difference.sd > 1)
            """, prints: "true")
        return { a, i in
            guard case .uncertain(let node) = a[x].content else { return [i.session.lua(a[x])] }
            let s = i.session
            let copy = try s.graph.independentCopy(of: node) { s.copyName(of: $0) }
            return [s.lua(Operand(copy, unit: a[x].unit))]
        }
    }

    static let correlate = Function.declare(
        "correlate", "Makes variables move together, by a Gaussian or t copula."
    ) { f in
        let variables = f.parameter(
            "variables", .list(of: .correlated, "variables such as { rent, delay }"),
            "Variables as their constructors made them; one of them may be a factor of a model, such as `m.factors.demand`.")
        let matrix = f.parameter(
            "matrix", .list(of: .list(of: .number, "a row of numbers"), "a matrix such as { { 1, 0.3 }, { 0.3, 1 } }"),
            "The copula's own parameter: the correlation of the latent normal or t variables.")
        let options = f.optional(
            "options", .table("a table such as { copula = \"t\", df = 4 }", annotation: "{ copula: \"gaussian\"|\"t\", df: number? }"),
            "The copula; t gives joint extremes, more so with few degrees of freedom.", default: "{ copula = \"gaussian\" }")
        f.returns(annotation: "headroom.correlation", "What was done: whether the matrix had to be repaired, and by how much.")
        f.details(
            "It must come before any use of its variables, and each variable can be in one `correlate` only. A matrix that no "
                + "variables can have (not positive semidefinite) is replaced by the nearest one that they can, and that is reported. "
                + "A factor is tied by its first innovation: the model's paths then begin as the inputs suggest, and how its factors "
                + "move together stays as the market says.")
        f.example(
            """
            local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
            local delay = pert "delay" { min = 2, mode = 4, max = 14 }
            correlate({ rent, delay }, { { 1, -0.3 }, { -0.3, 1 } })
            """)
        f.example(
            """
            local rent = lognormal "rent" { median = 1, sd_log = 0.2 }
            local m = model "site" {
              step = 1 * month, steps = 1, state = { demand = 0.0, rent = 0.0 },
              factors = function() return market { demand = ou { start = 1, level = 1, reversion = 0.5 / year, volatility = 35 * percent } } end,
              run = function(s, f) s.demand = f.demand; s.rent = rent end,
              finish = function(s) return { demand = s.demand, rent = s.rent } end,
            }
            correlate({ rent, m.factors.demand }, { { 1, 0.8 }, { 0.8, 1 } })
            local drivers = m:simulate { trials = 1e4, outputs = { both = rent } }
            print(m)
            """)
        return { a, i in
            let s = i.session
            let report = try s.correlate(a[variables], a[matrix], try s.copula(a[options]))
            if let warning = report.diagnostic { s.warn(warning.located(at: i.call.location)) }
            return [s.vm.makeObject(CorrelationObject(report), type: s.types.correlation)]
        }
    }
}

/// What `correlate` takes.
enum CorrelatedInput {
    case variable(Variable.ID)
    case factor(FactorReference)
}

extension Kind where Value == CorrelatedInput {
    static var correlated: Kind {
        let variable = Kind<Session.VariableValue>.variable
        return Kind("\(variable.words), or a factor such as m.factors.demand", annotation: "headroom.uncertain|headroom.factor") { value, session in
            if case .payload(let payload) = value, let factor = session.vm.object(payload) as? FactorReference { return .factor(factor) }
            return .variable(try variable.decode(value, session).id)
        }
    }
}

extension Session {
    func correlate(_ inputs: [CorrelatedInput], _ matrix: [[Double]], _ copula: Copula) throws -> CorrelationReport {
        var variables: [Variable.ID] = []
        var factors: [(place: Int, factor: FactorReference)] = []
        for (place, input) in inputs.enumerated() {
            switch input {
            case .variable(let id): variables.append(id)
            case .factor(let factor): factors.append((place, factor))
            }
        }
        guard let (place, factor) = factors.first else { return try graph.correlate(variables, matrix, copula) }
        guard factors.count == 1, !variables.isEmpty, case .gaussian = copula else {
            throw Diagnostic(
                .outOfRange, "correlate: inputs are tied to one factor, by a Gaussian copula",
                operands: factors.map { Diagnostic.Operand(name: "factor", value: $0.factor.name) },
                remedy: "give the variables and one factor; factors of one market are correlated by its `correlation`")
        }
        guard factor.model.tie == nil else {
            throw Diagnostic(
                .correlationTooLate, "model \"\(factor.model.name)\" is tied to inputs already",
                remedy: "give all correlations with `\(factor.model.tie?.factor ?? "")` in one matrix")
        }
        // The factor comes last: inputs are drawn before it.
        let order = inputs.indices.filter { $0 != place } + [place]
        let whole = try CorrelationMatrix(matrix, count: inputs.count)
        let ordered = try CorrelationMatrix(order.map { i in order.map { whole.matrix[i][$0] } })
        if variables.count > 1 {
            let inner = (0..<variables.count).map { i in (0..<variables.count).map { ordered.matrix[i][$0] } }
            _ = try graph.correlate(variables, inner, copula)
        }
        factor.model.tie = FactorTie(factor.name, to: variables.map { graph.latentNormal(of: $0) }, ordered)
        return whole.report
    }

    func copula(_ options: TableSnapshot?) throws -> Copula {
        var kind = "gaussian"
        var df: Double?
        for (key, value) in options?.entries ?? [] {
            switch (key, value) {
            case (.string("copula"), .string(let name)) where name == "gaussian" || name == "t": kind = name
            case (.string("df"), _):
                guard let amount = operand(value), amount.isPlain, let number = amount.certain, number > 0 else {
                    throw Diagnostic(
                        .outOfRange, "correlate: df must be a number above 0", operands: [shown(value, name: "df")],
                        remedy: "write { copula = \"t\", df = 4 }")
                }
                df = number
            default:
                throw Diagnostic(
                    .unknownField, "correlate: no option `\(keyText(key)) = \(shortText(value))`",
                    remedy: "write { copula = \"gaussian\" } or { copula = \"t\", df = 4 }")
            }
        }
        switch (kind, df) {
        case ("t", let df?): return .t(df: df)
        case ("t", nil):
            throw Diagnostic(.missingField, "correlate: a t copula needs `df`", remedy: "write { copula = \"t\", df = 4 }")
        case (_, nil): return .gaussian
        default:
            throw Diagnostic(.unknownField, "correlate: `df` belongs to the t copula", remedy: "write { copula = \"t\", df = 4 }")
        }
    }
}
