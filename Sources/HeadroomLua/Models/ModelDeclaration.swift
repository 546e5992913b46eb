import Diagnostics
import Engine
import LuaVM
import Quantities

/// A model as the script declares it: `model "mining to AI" { ... }`.
final class ModelDeclaration {
    let name: String
    let begins: CalendarDate?
    /// The length of a step; a time.
    let step: Operand
    let steps: Int
    /// Names and values, in the order of `pairs`; scenarios replace values.
    let parameters: [(name: String, value: LuaValue)]
    let factors: FunctionReference?
    let state: TableSnapshot
    let start: FunctionReference?
    let run: FunctionReference
    let finish: FunctionReference?
    let location: SourceLocation?
    /// What `correlate` ties to a factor's first innovation.
    var tie: FactorTie?
    unowned let session: Session

    init(
        name: String, begins: CalendarDate?, step: Operand, steps: Int, parameters: [(name: String, value: LuaValue)],
        factors: FunctionReference?, state: TableSnapshot, start: FunctionReference?, run: FunctionReference,
        finish: FunctionReference?, location: SourceLocation?, session: Session
    ) {
        self.name = name
        self.begins = begins
        self.step = step
        self.steps = steps
        self.parameters = parameters
        self.factors = factors
        self.state = state
        self.start = start
        self.run = run
        self.finish = finish
        self.location = location
        self.session = session
    }

    /// The same model with other values of declared parameters.
    func with(_ changes: TableSnapshot) throws -> ModelDeclaration {
        var parameters = parameters
        for (key, value) in changes.entries {
            let name = session.keyText(key)
            guard let place = parameters.firstIndex(where: { $0.name == name }) else {
                let names = parameters.map(\.name)
                throw Diagnostic(
                    .unknownField, "`\(self.name)` has no parameter `\(name)`",
                    remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                        + (names.isEmpty
                            ? "declare it: `parameters = { \(name) = ... }`" : "its parameters are \(names.joined(separator: ", "))"))
            }
            parameters[place].value = try checked(value, against: parameters[place])
        }
        let changed = ModelDeclaration(
            name: name, begins: begins, step: step, steps: steps, parameters: parameters, factors: factors, state: state,
            start: start, run: run, finish: finish, location: location, session: session)
        changed.tie = tie
        return changed
    }

    /// Text becomes a quantity where the parameter is one; a quantity keeps its dimension.
    private func checked(_ value: LuaValue, against old: (name: String, value: LuaValue)) throws -> LuaValue {
        guard let before = session.operand(old.value) else { return value }
        var value = value
        if case .string(let text) = value { value = session.lua(try session.parsed(text)) }
        guard let after = session.operand(value) else { return value }
        let fits =
            after.unit == before.unit || after.standsForAnyDimension
            || session.units[after.unit].isCompatible(with: session.units[before.unit])
        guard fits else {
            throw Diagnostic(
                .wrongDimension, "parameter `\(old.name)` is \(session.kindName(before.unit)), not \(session.kindName(after.unit))",
                operands: [session.shown(old.value, name: old.name), session.shown(value, name: "new value")],
                remedy: "give it in a unit of \(session.kindName(before.unit))")
        }
        return value
    }

    /// The step in years, for rates and volatilities.
    var stepYears: Double {
        guard case .certain(let years)? = try? session.converted(step, to: .known("year")) else { return 1 }
        return years
    }

    /// `n` steps in the step's own unit.
    func time(_ n: Double) -> Double { n * (step.certain ?? 1) }

    /// The end of step n in years.
    func years(_ n: Double) -> Double {
        guard case .certain(let years)? = try? session.converted(Operand(time(n), unit: step.unit), to: .known("year")) else { return n }
        return years
    }

    /// The date of the end of step n: calendar months where the step is whole months, else days.
    func date(_ n: Int) throws -> CalendarDate? {
        guard let begins else { return nil }
        let months = (try? session.converted(step, to: .known("month"))).flatMap { content -> Double? in
            if case .certain(let months) = content { months } else { nil }
        }
        if let months, months >= 1, months == months.rounded() { return try begins.adding(months: n * Int(months)) }
        guard case .certain(let days) = try session.converted(Operand(time(Double(n)), unit: step.unit), to: .known("day")) else { return nil }
        return try begins.adding(days: Int(days.rounded(.down)))
    }

    var text: String {
        var lines = ["model \"\(name)\": \(steps) steps of \(session.text(of: step))" + (begins.map { " from \($0)" } ?? "")]
        if !parameters.isEmpty {
            lines.append("  parameters: " + parameters.map { "\($0.name) = \(session.shortText($0.value))" }.joined(separator: ", "))
        }
        if let tie { lines.append("  tied to an input: the first innovation of \(tie.factor)") }
        lines.append("  state: " + state.entries.map { session.keyText($0.key) }.joined(separator: ", "))
        return lines.joined(separator: "\n")
    }
}

extension Quantities.Unit {
    /// A unit of the catalogue.
    static func known(_ symbol: String) -> Quantities.Unit {
        guard let unit = try? Quantities.Unit(parsing: symbol) else { preconditionFailure("\(symbol) is a unit") }
        return unit
    }
}
