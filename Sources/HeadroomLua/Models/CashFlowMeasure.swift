import Diagnostics
import Engine
import LuaVM
import Quantities

/// What is asked about a stream of payments of a model.
final class CashFlowMeasure {
    enum Kind {
        /// Discounted at an effective annual rate.
        case presentValue(rate: Operand)
        /// The internal rate, looked for between two rates per `years`; nil: without bounds, and paths without a root
        /// are left out.
        case internalRate(between: ClosedRange<Double>?, years: Double)
    }

    let stream: String
    let kind: Kind

    init(stream: String, kind: Kind) {
        self.stream = stream
        self.kind = kind
    }

    var text: String {
        switch kind {
        case .presentValue: "npv of \"\(stream)\""
        case .internalRate: "irr of \"\(stream)\""
        }
    }
}

extension Session {
    /// An effective annual rate: a plain number, or a quantity per time.
    func annualRate(_ rate: Operand) throws -> Operand {
        if rate.isPlain {
            warnOfLargeShare("a discount rate", "rate", rate, above: 2)
            return rate
        }
        do {
            return Operand(try converted(rate, to: .known("1/year")), unit: UnitTable.none)
        } catch {
            throw Diagnostic(
                .wrongDimension, "a discount rate is per time, not \(kindName(rate.unit))", operands: [shown(rate, name: "rate")],
                remedy: "write `15 * percent` or `15 * percent/year`")
        }
    }

    /// The options of `irr`.
    func rateBracket(_ options: TableSnapshot?) throws -> CashFlowMeasure.Kind {
        var bracket: ClosedRange<Double>?
        var years = 1.0
        for (key, value) in options?.entries ?? [] {
            switch (key, value) {
            case (.string("between"), .table(let table)):
                let ends = (try? table.list().compactMap { operand($0)?.certain }) ?? []
                guard ends.count == 2, ends[0] > -1, ends[0] < ends[1] else {
                    throw Diagnostic(
                        .outOfRange, "irr: between must be two rates, the lower one first and above -100 %",
                        remedy: "write between = { -10 * percent, 20 * percent }")
                }
                bracket = ends[0]...ends[1]
            case (.string("per"), _):
                guard let period = operand(value), case .certain(let length)? = try? converted(period, to: .known("year")), length > 0
                else {
                    throw Diagnostic(
                        .wrongDimension, "irr: per must be a time", operands: [shown(value, name: "per")], remedy: "write per = month")
                }
                years = length
            default:
                throw Diagnostic(
                    .unknownField, "irr has no option `\(keyText(key))`", remedy: "its options are between, per")
            }
        }
        return .internalRate(between: bracket, years: years)
    }
}
