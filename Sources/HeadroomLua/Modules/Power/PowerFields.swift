import Diagnostics
import LuaVM
import Quantities
import Reporting

/// The named fields of a table inside a description, such as a coincident peak of a tariff.
struct PowerFields {
    /// As messages call it: "tariff: coincident_peak".
    let what: String
    let table: TableSnapshot
    unowned let session: Session

    /// - Throws: a diagnostic for fields that are not `known`; list entries are allowed where `list` is true.
    init(_ what: String, _ table: TableSnapshot, known: [String], list: Bool = false, in session: Session) throws {
        self.what = what
        self.table = table
        self.session = session
        for (key, _) in table.entries {
            if case .integer = key, list { continue }
            if case .string(let name) = key, known.contains(name) { continue }
            let name = session.keyText(key)
            throw Diagnostic(
                .unknownField, "\(what) has no field `\(name)`",
                remedy: (Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`? " } ?? "")
                    + "it takes \(known.joined(separator: ", "))")
        }
    }

    /// The magnitude of a field in a unit; nil where it is not given.
    func number(_ name: String, _ unit: String) throws -> Double? {
        guard let value = table[name] else { return nil }
        return try session.magnitude(value, unit, of: "\(what): \(name)")
    }

    func required(_ name: String, _ unit: String) throws -> Double {
        guard let number = try number(name, unit) else {
            throw Diagnostic(.missingField, "\(what) needs `\(name)`", remedy: "give it in \(unit)")
        }
        return number
    }

    func text(_ name: String) throws -> String? {
        guard let value = table[name] else { return nil }
        guard case .string(let text) = value else {
            throw Diagnostic(
                .wrongType, "\(what): `\(name)` must be text in quotes", operands: [session.shown(value, name: name)])
        }
        return text
    }

    func list(_ name: String) throws -> [LuaValue]? {
        guard let value = table[name] else { return nil }
        guard case .table(let table) = value, let list = try? table.list() else {
            throw Diagnostic(
                .wrongType, "\(what): `\(name)` must be a list in braces", operands: [session.shown(value, name: name)])
        }
        return list
    }
}

extension Session {
    /// The magnitude of a certain quantity in a unit; plain numbers only where the unit is empty, and 0 anywhere.
    func magnitude(_ value: LuaValue, _ unit: String, of what: String) throws -> Double {
        var found = operand(value)
        if found == nil, case .string(let text) = value { found = try parsed(text) }
        guard let operand = found else {
            throw Diagnostic(
                .wrongType, "\(what) must be \(unit.isEmpty ? "a number" : "a quantity such as 1 \(unit)")",
                operands: [shown(value, name: nil)])
        }
        return try magnitude(operand, unit, of: what)
    }

    func magnitude(_ operand: Operand, _ unit: String, of what: String) throws -> Double {
        guard let number = operand.certain else {
            throw Diagnostic(
                .wrongType, "\(what) must be certain here", operands: [shown(operand)],
                remedy: "give its mean, such as x:mean(), and vary it outside")
        }
        if operand.standsForAnyDimension, number == 0 { return 0 }
        if unit.isEmpty, operand.isPlain { return number }
        let wanted = unit.isEmpty ? Unit.one : try Unit(parsing: unit)
        guard units[operand.unit].isCompatible(with: wanted) else {
            throw Diagnostic(
                .wrongDimension, "\(what) must be \(unit.isEmpty ? "a plain number" : "in \(unit)"), not \(kindName(operand.unit))",
                operands: [shown(operand)], remedy: "give it in \(unit.isEmpty ? "no unit" : unit)")
        }
        guard let magnitude = try converted(operand, to: wanted).certainNumber, magnitude.isFinite else {
            throw Diagnostic(.notFinite, "\(what) must be a finite number", operands: [shown(operand)])
        }
        return magnitude
    }

    /// A magnitude with its unit, as scripts get it.
    func quantity(_ number: Double, _ unit: String) throws -> LuaValue {
        unit.isEmpty ? .number(number) : lua(Operand(number, unit: units.number(of: try Unit(parsing: unit))))
    }

    /// A magnitude for tables: six digits and the prefix that suits it.
    func rounded(_ number: Double, _ unit: String) -> String {
        guard let unit = try? Unit(parsing: unit) else { return NumberText.text(number, digits: 6) }
        let shown = DisplayUnit(unit, for: [number])
        return "\(NumberText.text(shown(number), digits: 6)) \(shown.name)"
    }
}
