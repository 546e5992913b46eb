import Diagnostics
import Engine
import LuaVM
import Reporting

extension CreditReport {
    func list(_ figures: [Figure], _ read: (Figure) -> Double, isMoney: Bool) -> LuaValue {
        .table(TableSnapshot(list: figures.map { isMoney ? run.session.lua(Operand(read($0), unit: unit)) : .number(read($0)) }))
    }

    var text: String {
        let shown = DisplayUnit(run.session.units[unit], for: expectedLoss.map(\.value))
        let money = shown.name.isEmpty ? "" : ", \(shown.name)"
        var table = TextTable([
            .init("year", .right), .init("to"), .init("default by then", .decimal), .init("expected loss\(money)", .decimal),
        ])
        for (k, end) in ends.enumerated() {
            table.append([
                "\(k + 1)", ModelText.time(end, trace.declaration), ModelText.percent(probability[k].value, probability[k].error),
                NumberText.text(shown(expectedLoss[k].value), error: shown(expectedLoss[k].error)),
            ])
        }
        var lines = ["credit of \"\(trace.declaration.name)\", cumulative"]
        lines += table.text().split(separator: "\n").map(String.init)
        if let exposureAtDefault {
            let ead = DisplayUnit(run.session.units[unit], for: [exposureAtDefault.value])
            lines.append(
                "exposure at default: \(NumberText.text(ead(exposureAtDefault.value), error: ead(exposureAtDefault.error)))"
                    + (ead.name.isEmpty ? "" : " \(ead.name)"))
        }
        if let lossGivenDefault {
            lines.append(
                "loss given default: \(ModelText.percent(lossGivenDefault.value, lossGivenDefault.error)) of the exposure at default"
                    + (hasRecovery ? "" : " (no recovery was named, so all of it)"))
        } else {
            lines.append(
                exposureAtDefault == nil
                    ? "no path defaults, so there is no loss given default"
                    : "nothing is owed where paths default, so there is no loss given default: leave the debt in the state when a path stops")
        }
        if let spread {
            lines.append(
                "break-even spread: \(NumberText.text(spread.value * 10_000, error: spread.error * 10_000)) bp a year "
                    + "= expected loss / expected sum of exposure x years until default; nothing is discounted")
        }
        lines.append(ModelText.paths(run))
        return lines.joined(separator: "\n") + "\n"
    }
}

extension ObjectType {
    static let credit = ObjectType(
        "credit", "A lender's figures; lists are by year and cumulative.",
        fields: [
            list("pd", "The probability of default by the end of each year.", isMoney: false) { ($0.probability, \.value) },
            list("pd_se", "Its standard errors.", isMoney: false) { ($0.probability, \.error) },
            list("expected_loss", "The expected loss from defaults by the end of each year.", isMoney: true) { ($0.expectedLoss, \.value) },
            list("expected_loss_se", "Its standard errors.", isMoney: true) { ($0.expectedLoss, \.error) },
            figure("lgd", "The loss given default, as a share of the exposure at default; nil without a default.") { $0.lossGivenDefault?.value },
            figure("lgd_se", "Its standard error.") { $0.lossGivenDefault?.error },
            figure("spread", "The annual spread on the exposure that pays for the expected loss, a plain number.") { $0.spread?.value },
            figure("spread_se", "Its standard error.") { $0.spread?.error },
            figure("exposure_at_default", "The mean exposure on the paths that default.", isMoney: true) { $0.exposureAtDefault?.value },
            figure("exposure_at_default_se", "Its standard error.", isMoney: true) { $0.exposureAtDefault?.error },
        ])

    private static func list(
        _ name: String, _ summary: String, isMoney: Bool,
        _ read: @escaping @Sendable (CreditReport) -> ([CreditReport.Figure], (CreditReport.Figure) -> Double)
    ) -> Field {
        Field(name, annotation: isMoney ? "(number|headroom.quantity)[]" : "number[]", summary) { value, s in
            let credit = try s.object(value, CreditReport.self)
            let (figures, part) = read(credit)
            return credit.list(figures, part, isMoney: isMoney)
        }
    }

    private static func figure(
        _ name: String, _ summary: String, isMoney: Bool = false, _ read: @escaping @Sendable (CreditReport) -> Double?
    ) -> Field {
        Field(name, annotation: isMoney ? "number|headroom.quantity|nil" : "number|nil", summary) { value, s in
            let credit = try s.object(value, CreditReport.self)
            guard let number = read(credit) else { return .nil }
            return isMoney ? s.lua(Operand(number, unit: credit.unit)) : .number(number)
        }
    }
}

extension Function {
    static let credit = Function.declare(
        "credit", "Probability of default, loss given default, expected loss by year, and the spread that pays for it.", style: .named
    ) { f in
        let event = f.parameter("default", .string, "A truth value of the state that becomes true at default.")
        let exposure = f.parameter("exposure", .string, "An amount of the state: what is owed.")
        let recovery = f.optional(
            "recovery", .string, "What has been recovered by the end of the path: an amount of the state, or a plain share of the exposure at default.",
            default: "nothing")
        f.returns(annotation: "headroom.credit", "Figures with their errors; `print` shows a table.")
        f.details(
            "Default is in the first step behind which its field is true, and the exposure at default is the exposure at the end of that "
                + "step. Loss given default is expected loss over expected exposure at default; the break-even spread is expected loss over the expected sum of "
                + "exposure times years, from time 0 until default. Nothing is discounted. Repeats the run with the same seed.")
        f.example(
            """
            local loan = model "loan" {
              step = 1 * month, steps = 24, state = { debt = 100 * MUSD, back = 0 * MUSD, defaulted = false },
              run = function(s)
                if arrives("default", 0.02 / year) then s.defaulted = true; s.back = 0.4 * s.debt; stop() end
              end,
            }
            local c = loan:simulate { trials = 1e5 }:credit { default = "defaulted", exposure = "debt", recovery = "back" }
            print(#c.pd, math.abs(c.lgd - 0.6) < 1e-9)
            """, prints: "2\ttrue")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let model = try run.requireModel("credit")
            let report = try CreditReport(run, model, default: a[event], exposure: a[exposure], recovery: a[recovery])
            return [i.session.vm.makeObject(report, type: i.session.types.credit)]
        }
    }
}
