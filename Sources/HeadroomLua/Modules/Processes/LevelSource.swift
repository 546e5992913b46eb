import Diagnostics
import Engine
import LuaVM
import Quantities

/// Where a level comes from: an amount, or a function of `t` that is asked once per step while the model is built.
///
/// A curve of calibrated data belongs here as a third case: it answers `amount(at:in:)` like a function.
enum LevelSource {
    case amount(Operand)
    case function(FunctionReference)
    case curve(Curve)

    /// Its words in a table.
    func text(in session: Session) -> String {
        switch self {
        case .amount(let amount): session.text(of: amount)
        case .function: "function of t"
        case .curve(let curve): curve.text(in: session)
        }
    }

    /// The level behind step n (0: at the beginning).
    func amount(_ n: Int, of process: String, _ clock: ModelClock, in session: Session) throws -> Operand {
        let function: FunctionReference
        switch self {
        case .amount(let amount): return amount
        case .curve(let curve): return Operand(curve.value(at: try clock.position(n, on: curve.axis, in: session)), unit: curve.unit)
        case .function(let given): function = given
        }
        let value = try session.vm.call(function, [clock.moment(n, in: session)]).first ?? .nil
        guard let amount = session.operand(value), amount.certain != nil else {
            throw Diagnostic(
                .wrongType, "\(process): the function of time must return a certain number or quantity",
                operands: [session.shown(value, name: "behind step \(n)")],
                remedy: "return an amount that depends on t alone; put what is uncertain into a parameter of its own")
        }
        return amount
    }
}

extension Kind where Value == LevelSource {
    static var level: Kind {
        Kind("an amount, a curve or a function of t", annotation: "headroom.amount|headroom.curve|fun(t: table): headroom.amount") {
            value, session in
            if case .function(let function) = value { return .function(function) }
            if let curve = Curve.made(value, in: session) { return .curve(curve) }
            return .amount(try Kind<Operand>.amount.decode(value, session))
        }
    }
}
