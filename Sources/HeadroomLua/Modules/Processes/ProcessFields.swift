import Diagnostics
import Engine
import LuaVM
import Quantities

/// Brings the parameters of one process to plain numbers per year, in the unit of its level.
struct ProcessFields {
    let process: String
    /// The unit of the factor's level.
    let unit: Int32
    unowned let session: Session
    /// What the script gave, for errors and `print`.
    private(set) var given: [(name: String, text: String)] = []

    init(_ process: String, unit: Int32, in session: Session) {
        self.process = process
        self.unit = unit
        self.session = session
    }

    /// A level in the factor's unit.
    mutating func level(_ name: String, _ amount: Operand) throws -> Graph.Node {
        given.append((name, session.text(of: amount)))
        return session.node(try converted(name, amount))
    }

    /// A level as a number in the factor's unit.
    func number(_ name: String, _ amount: Operand) throws -> Double {
        guard case .certain(let number) = try converted(name, amount) else { preconditionFailure("decoded as certain") }
        return number
    }

    /// A rate: per year.
    mutating func rate(_ name: String, _ amount: Operand) throws -> Graph.Node {
        given.append((name, session.text(of: amount)))
        return session.node(try ProcessFields.rate(process, name, amount, in: session))
    }

    /// An annualised volatility: a plain number, or one per square root of time; for additive processes an amount in the
    /// level's unit.
    mutating func volatility(_ name: String, _ amount: Operand, isAdditive: Bool = false) throws -> Graph.Node {
        given.append((name, session.text(of: amount)))
        let target = isAdditive ? (session.isTemperaturePoint(unit) ? session.units.number(of: .kelvin) : unit) : UnitTable.none
        let perRoot = session.units[try session.units.quotient(target, ProcessFields.rootYear(in: session)).unit]
        if !amount.isPlain, session.units[amount.unit].isCompatible(with: perRoot) {
            return session.node(try session.converted(amount, to: perRoot))
        }
        if target == UnitTable.none {
            guard amount.isPlain else {
                throw mismatch(name, amount, "an annualised share such as 40 * percent", "write 40 * percent")
            }
            session.warnOfLargeShare("a volatility", name, amount, above: 5)
            return session.node(amount.content)
        }
        if amount.standsForAnyDimension { return session.node(amount.content) }
        guard session.units[amount.unit].isCompatible(with: session.units[target]) else {
            throw mismatch(
                name, amount, "an amount of \(session.kindName(target)), annualised",
                "give it in \(session.units[target])")
        }
        return session.node(try session.converted(amount, to: session.units[target]))
    }

    /// Notes a parameter that is no amount.
    mutating func note(_ name: String, _ text: String) { given.append((name, text)) }

    /// Checks the process, and says its errors with the values as the script gave them.
    func checked(_ process: Process) throws -> Process {
        do {
            try process.validate(in: session.graph)
        } catch {
            var diagnostic = error.diagnostic
            if let shown = given.first(where: { $0.name == error.parameter }), error.step == nil {
                diagnostic.operands = [Diagnostic.Operand(name: shown.name, value: shown.text)]
            }
            throw diagnostic
        }
        return process
    }

    private func converted(_ name: String, _ amount: Operand) throws -> Operand.Content {
        if amount.unit == unit { return amount.content }
        if amount.standsForAnyDimension, !session.isTemperaturePoint(unit) { return amount.content }
        let (from, to) = (session.units[amount.unit], session.units[unit])
        guard from.isCompatible(with: to), from.isTemperaturePoint == to.isTemperaturePoint else {
            throw mismatch(
                name, amount, unit == UnitTable.none ? "a plain number like start" : "\(session.kindName(unit)) like start",
                unit == UnitTable.none ? "give all levels units, or none" : "give it in \(to)")
        }
        return try session.converted(amount, to: to)
    }

    private func mismatch(_ name: String, _ amount: Operand, _ wanted: String, _ remedy: String) -> Diagnostic {
        Diagnostic(
            amount.isPlain ? .numberNeedsUnit : .wrongDimension, "\(process): \(name) must be \(wanted)",
            operands: [session.shown(amount, name: name)], remedy: remedy)
    }

    // MARK: Rates

    private static func year(in session: Session) throws -> Int32 {
        session.units.number(of: try Unit(parsing: "year"))
    }

    private static func rootYear(in session: Session) throws -> Int32 {
        guard let half = Rational(1, 2) else { preconditionFailure("1/2 is a fraction") }
        return try session.units.power(try year(in: session), half).unit
    }

    /// A rate as a number (or a node) per year.
    static func rate(_ process: String, _ name: String, _ amount: Operand, in session: Session) throws -> Operand.Content {
        let perYear = session.units[try session.units.quotient(UnitTable.none, year(in: session)).unit]
        if amount.standsForAnyDimension { return amount.content }
        guard session.units[amount.unit].isCompatible(with: perYear) else {
            throw Diagnostic(
                amount.isPlain ? .numberNeedsUnit : .wrongDimension, "\(process): \(name) must be per time",
                operands: [session.shown(amount, name: name)],
                remedy: "write 1.2 / year, or 9 * percent/year")
        }
        return try session.converted(amount, to: perYear)
    }
}
