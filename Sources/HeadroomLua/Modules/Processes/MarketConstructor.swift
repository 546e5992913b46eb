import Diagnostics
import Engine
import LuaVM

extension Function {
    static let market = Function.declare(
        "market", "Factors that move together: processes by name, their correlation and common jumps.", style: .named
    ) { f in
        let correlation = f.optional(
            "correlation", .table("a table such as { btc = { power = 0.2 } }", annotation: "table<string, table<string, number>>"),
            "The correlation of each step's innovations, pair by pair; what is left out is 0.")
        let byRegime = f.optional(
            "correlation_in", .table("a table such as { crunch = { btc = { ndx = 0.7 } } }", annotation: "table<string, table<string, table<string, number>>>"),
            "Correlations that hold while the factor made by `regimes` is in that regime, in the place of those of `correlation`.")
        let jumps = f.optional("jumps", .jumps, "Jumps that several factors share.")
        let factors = f.others("factor", .process, "Any other field is a factor: its name and its process.")
        f.returns(annotation: "headroom.market", "A market for the `factors` of a model.")
        f.details(
            "Every factor has dice of its own, keyed by its name, so that models that share names see the same market. A "
                + "correlation matrix that no factors can have is replaced by the nearest one that they can, with a warning.")
        f.example(
            """
            local m = market {
              hashprice = ou { start = 55 * USD/PHs/day, level = 52 * USD/PHs/day, reversion = 1.2 / year, volatility = 65 * percent },
              demand = ou { start = 1, level = 1, reversion = 0.6 / year, volatility = 35 * percent },
              correlation = { hashprice = { demand = 0.45 } },
            }
            print(m.count)
            """, prints: "2")
        f.example(
            """
            local m = market {
              btc = regimes {
                start = 1, calm = { drift = 0.2 / year, volatility = 40 * percent }, crunch = { drift = -0.5 / year, volatility = 90 * percent },
                switch = { calm = { crunch = 0.3 / year }, crunch = { calm = 2 / year } },
              },
              ndx = gbm { start = 1, drift = 0.08 / year, volatility = 18 * percent },
              correlation = { btc = { ndx = 0.2 } }, correlation_in = { crunch = { btc = { ndx = 0.7 } } },
            }
            print(m.count)
            """, prints: "2")
        return { a, i in
            let session = i.session
            let named = a[factors]
            guard !named.isEmpty else {
                throw Diagnostic(
                    .missingField, "market was given no factors",
                    remedy: "name at least one: `btc = gbm { start = 1, drift = 0, volatility = 55 * percent }`")
            }
            for (name, _) in named where name.contains(where: { !($0.isLetter || $0.isNumber || $0 == "_") }) || name == "previous" {
                throw Diagnostic(
                    .reservedName, "a factor can't be named \"\(name)\"",
                    remedy: name == "previous" ? "`f.previous` holds the levels at the beginning of the step" : "use letters, digits and _")
            }
            let pairs = try session.correlations(a[correlation])
            let object = try MarketObject(
                factors: named.map { (name: $0.name, process: $0.value) }, correlations: pairs,
                regimeCorrelations: try session.regimeCorrelations(a[byRegime]), jumps: try a[jumps]?.jumps(of: named.map { (name: $0.name, process: $0.value) }, in: session))
            if let warning = object.repairWarning { session.warn(warning.located(at: i.call.location)) }
            return [session.vm.makeObject(object, type: session.types.market)]
        }
    }
}

extension MarketObject {
    /// The warning for correlations that were repaired, with the pair that moved most by name.
    var repairWarning: Diagnostic? {
        guard let report = prototype.correlationReport, let repair = report.repair,
            var diagnostic = report.diagnostic
        else { return nil }
        let names = prototype.randomNames
        let (row, column) = (repair.largestChange.row - 1, repair.largestChange.column - 1)
        for index in diagnostic.operands.indices {
            diagnostic.operands[index].name = "\(names[row]).\(names[column])"
        }
        return diagnostic
    }
}

extension Session {
    /// `{ crunch = { a = { b = 0.45 } } }`
    func regimeCorrelations(_ table: TableSnapshot?) throws -> [Market.RegimeCorrelations] {
        try (table?.entries ?? []).map { key, value in
            guard case .string(let regime) = key, case .table(let pairs) = value else {
                throw Diagnostic(
                    .marketCorrelation, "market: `correlation_in` takes a table of correlations for each regime's name",
                    operands: [shown(value, name: keyText(key))],
                    remedy: "write correlation_in = { crunch = { btc = { ndx = 0.7 } } }")
            }
            return Market.RegimeCorrelations(regime, try correlations(pairs))
        }
    }

    /// `{ a = { b = 0.45 } }` as pairs.
    func correlations(_ table: TableSnapshot?) throws -> [Market.Correlation] {
        var pairs: [Market.Correlation] = []
        for (key, row) in table?.entries ?? [] {
            guard case .string(let first) = key, case .table(let entries) = row else {
                throw Diagnostic(
                    .marketCorrelation, "market: `correlation` takes a table of numbers for each factor's name",
                    operands: [shown(row, name: keyText(key))],
                    remedy: "write correlation = { btc = { power = 0.2 } }")
            }
            for (key, value) in entries.entries {
                guard case .string(let second) = key, let amount = operand(value), amount.isPlain, let number = amount.certain
                else {
                    throw Diagnostic(
                        .marketCorrelation, "market: a correlation must be a certain plain number under a factor's name",
                        operands: [shown(value, name: "\(first).\(keyText(key))")],
                        remedy: "write correlation = { \(first) = { power = 0.2 } }")
                }
                pairs.append(Market.Correlation(first, second, number))
            }
        }
        return pairs
    }
}
