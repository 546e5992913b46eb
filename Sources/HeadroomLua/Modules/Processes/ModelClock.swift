import Engine
import LuaVM

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
}
