import Diagnostics
import Engine
import LuaVM
import Quantities

/// The steps of a model, for whatever is known once they are: columns and the table `t` that functions of time read.
struct ModelClock {
    let steps: Int
    /// The length of a step as the script gave it, a certain time.
    let step: Operand
    /// The same in years.
    let dtYears: Double
    /// Further fields of `t` behind step n (0: at the beginning), such as `date`.
    var more: (Int) throws -> [(String, LuaValue)] = { _ in [] }

    /// `t` as it stands behind step n; n = 0 is the beginning.
    func moment(_ n: Int, in session: Session) throws -> LuaValue {
        let time = Operand((step.certain ?? 0) * Double(n), unit: step.unit)
        let fields: [(String, LuaValue)] = [
            ("dt", session.lua(step)), ("dt_years", .number(dtYears)), ("index", .integer(Int64(n))),
            ("last", .boolean(n == steps)), ("time", session.lua(time)), ("years", .number(Double(n) * dtYears)),
        ]
        return .table(TableSnapshot(fields: fields + (try more(n))))
    }

    /// Where the end of step n is on a curve.
    func position(_ n: Int, on axis: Curve.Axis, in session: Session) throws -> Double {
        switch axis {
        case .times:
            guard let length = step.certain,
                case .certain(let seconds) = try session.converted(Operand(length * Double(n), unit: step.unit), to: .known("s"))
            else { return 0 }
            return seconds
        case .dates:
            for (name, value) in try more(n) where name == "date" {
                if case .payload(let payload) = value, let date = session.date(payload) {
                    return Double(date.dayNumber * Instant.secondsPerDay)
                }
            }
            throw Diagnostic(
                .wrongType, "a curve by dates needs a model that begins at one", remedy: "give the model begins = \"2026-01-01\", or make the curve by times")
        }
    }
}
