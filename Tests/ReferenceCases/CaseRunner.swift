import DataFiles

/// Runs cases in the order of the file, prints a line for each and a summary.
struct CaseRunner {
    /// Only these groups; all if empty.
    let groups: [String]
    /// A table of the groups instead of a line for each case.
    var isTable = false

    /// How the cases went.
    struct Report {
        var passed = 0
        var failed = 0
        var unsupported = 0
        var run: Int { passed + failed + unsupported }
    }

    func run(_ cases: [JSON]) -> Report {
        var report = Report()
        var table = GroupTable()
        func print(_ line: String) { if !isTable { Swift.print(line) } }
        for (index, json) in cases.enumerated() {
            if !groups.isEmpty, let group = json["group"]?.string, !groups.contains(group) { continue }
            guard let one = ReferenceCase(json) else {
                report.failed += 1
                print("case \(index + 1)  fail  malformed: needs id, group, inputs and expected")
                continue
            }
            let expected = Value(one.expected)
            switch outcome(one) {
            case .unsupported(let reason):
                report.unsupported += 1
                table.add(one.group, passed: false, used: nil)
                print("\(one.id)  unsupported  \(reason)")
            case .malformed(let reason):
                report.failed += 1
                print("\(one.id)  fail  malformed: \(reason)  expected \(expected.line())")
            case .value(let got):
                let difference = one.tolerance.difference(got, expected)
                table.add(one.group, passed: difference == nil, used: one.tolerance.used(got, expected))
                if let difference {
                    report.failed += 1
                    print("\(one.id)  fail  \(difference)  got \(got.line())  expected \(expected.line())")
                } else {
                    report.passed += 1
                    print("\(one.id)  pass  got \(got.line())  expected \(expected.line())")
                }
            }
        }
        if isTable { Swift.print(table.text) }
        Swift.print("\(report.passed) passed, \(report.failed) failed, \(report.unsupported) unsupported")
        return report
    }

    private func outcome(_ one: ReferenceCase) -> Outcome {
        switch one.group {
        case "rng": RandomNumbers.run(one)
        case "copula": Copulas.run(one)
        case "risk_measure": Risks.run(one)
        case "correlation": Correlations.run(one)
        case "sensitivity": Sensitivities.run(one)
        case "black_scholes": VanillaOptions.run(one)
        case "barrier": BarrierOptions.run(one)
        case "heston": HestonOptions.run(one)
        case "merton_jump": JumpDiffusions.run(one)
        case "structural_credit": StructuralCredit.run(one)
        case "var_backtest": Backtests.run(one)
        case "garch": Garch.run(one)
        case "irr": CashFlows.run(one)
        case "contagion": Contagion.run(one)
        case "portfolio_credit": PortfolioCredit.run(one)
        case "project_finance": ProjectFinance.run(one)
        case "debt_schedule": DebtSchedules.run(one)
        case "tax": Taxes.run(one)
        case "real_option": RealOptions.run(one)
        case "convertible": Convertibles.run(one)
        case "longstaff_schwartz": EarlyExercise.run(one)
        default: .unsupported("group \(one.group)")
        }
    }
}
