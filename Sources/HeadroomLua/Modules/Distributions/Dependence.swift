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
            "variables", .list(of: .variable, "variables such as { rent, delay }"), "Variables as their constructors made them.")
        let matrix = f.parameter(
            "matrix", .list(of: .list(of: .number, "a row of numbers"), "a matrix such as { { 1, 0.3 }, { 0.3, 1 } }"),
            "The copula's own parameter: the correlation of the latent normal or t variables.")
        let options = f.optional(
            "options", .table("a table such as { copula = \"t\", df = 4 }", annotation: "{ copula: \"gaussian\"|\"t\", df: number? }"),
            "The copula; t gives joint extremes, more so with few degrees of freedom.", default: "{ copula = \"gaussian\" }")
        f.returns(annotation: "headroom.correlation", "What was done: whether the matrix had to be repaired, and by how much.")
        f.details(
            "It must come before any use of its variables, and each variable can be in one `correlate` only. A matrix that no "
                + "variables can have (not positive semidefinite) is replaced by the nearest one that they can, and that is reported.")
        f.example(
            """
            local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
            local delay = pert "delay" { min = 2, mode = 4, max = 14 }
            correlate({ rent, delay }, { { 1, -0.3 }, { -0.3, 1 } })
            """)
        return { a, i in
            let s = i.session
            let report = try s.graph.correlate(a[variables].map(\.id), a[matrix], try s.copula(a[options]))
            if let warning = report.diagnostic { s.warn(warning.located(at: i.call.location)) }
            return [s.vm.makeObject(CorrelationObject(report), type: s.types.correlation)]
        }
    }
}

extension Session {
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
