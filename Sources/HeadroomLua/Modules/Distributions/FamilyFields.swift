import Diagnostics
import Engine
import LuaVM
import Quantities

/// The fields given to a distribution constructor, brought to one unit: the variable's.
struct FamilyFields {
    struct Entry {
        let name: String
        let role: FamilyConstructor.Role
        let amount: Operand
    }

    struct QuantileEntry {
        let name: String
        let probability: Double
        let amount: Operand
    }

    let family: String
    /// The variable's unit.
    let unit: Int32
    private let values: [String: Double]
    /// Probability and value, in order of probability.
    let quantiles: [QuantilePoint]
    private unowned let session: Session
    private let amounts: [(name: String, amount: Operand)]

    init(family: String, entries: [Entry], quantiles: [QuantileEntry], in session: Session) throws {
        self.family = family
        self.session = session
        let unit = try Self.unit(of: entries, quantiles, in: session)
        self.unit = unit
        amounts = entries.map { ($0.name, $0.amount) } + quantiles.map { ($0.name, $0.amount) }
        var values: [String: Double] = [:]
        for entry in entries {
            values[entry.name] = try Self.number(entry.amount, entry.role, entry.name, unit, family, session)
        }
        self.values = values
        self.quantiles = try quantiles.map {
            QuantilePoint($0.probability, try Self.number($0.amount, .location, $0.name, unit, family, session))
        }
    }

    subscript(name: String) -> Double? { values[name] }

    /// Whether the variable is a plain number, so that a field left out may have a plain default.
    var isPlain: Bool { unit == UnitTable.none }

    /// Whether these fields are given, and no others of the family's own.
    func are(_ names: String...) -> Bool { Set(names) == Set(values.keys) && quantiles.isEmpty }

    /// Whether all of these are given, perhaps with optional ones, and no quantiles.
    func has(_ names: String..., optionally extra: String...) -> Bool {
        quantiles.isEmpty && names.allSatisfy { values[$0] != nil } && Set(values.keys).isSubset(of: names + extra)
    }

    /// Whether quantiles are given, perhaps beside these fields.
    func areQuantiles(with names: String...) -> Bool { !quantiles.isEmpty && Set(values.keys).isSubset(of: names) }

    /// A field that was asked for with `are`.
    func value(_ name: String) -> Double {
        guard let value = values[name] else { preconditionFailure("read only what `are` has confirmed") }
        return value
    }

    /// The error of a set of fields that determines no distribution.
    func unclear(_ allowed: [String]) -> Diagnostic {
        let given = amounts.isEmpty ? "nothing" : amounts.map { "`\($0.name)`" }.joined(separator: ", ")
        return Diagnostic(
            .missingField, "\(family) can't be made of \(given)",
            remedy: "give one of these sets: " + allowed.joined(separator: "; "))
    }

    /// Runs a constructor of the engine and says its errors with the units the analyst wrote.
    func explaining(_ make: () throws -> Distribution) throws -> Distribution {
        do {
            return try make()
        } catch let error as DistributionError {
            var diagnostic = error.diagnostic
            diagnostic.operands = amounts.filter { name, _ in
                name == error.parameter || error.operands.contains { $0.name == name }
            }.map {
                Diagnostic.Operand(
                    name: $0.name, value: session.text(of: $0.amount), kind: session.kindName($0.amount.unit), origin: nil)
            }
            throw diagnostic
        }
    }

    /// The unit of the first field that has one.
    private static func unit(of entries: [Entry], _ quantiles: [QuantileEntry], in session: Session) throws -> Int32 {
        for entry in entries where !entry.amount.isPlain {
            switch entry.role {
            case .location: return entry.amount.unit
            case .spread where !entries.contains { $0.role == .location && !$0.amount.isPlain }: return entry.amount.unit
            case .rate: return try session.units.quotient(UnitTable.none, entry.amount.unit).unit
            case .spread, .shape: continue
            }
        }
        return quantiles.first { !$0.amount.isPlain }?.amount.unit ?? UnitTable.none
    }

    private static func number(
        _ amount: Operand, _ role: FamilyConstructor.Role, _ name: String, _ unit: Int32, _ family: String,
        _ session: Session
    ) throws -> Double {
        let target: Int32 =
            switch role {
            case .location: unit
            case .spread: session.isTemperaturePoint(unit) ? session.units.number(of: .kelvin) : unit
            case .shape: UnitTable.none
            case .rate: try session.units.quotient(UnitTable.none, unit).unit
            }
        guard let number = amount.certain else { preconditionFailure("decoded as certain") }
        if amount.unit == target || (amount.standsForAnyDimension && !session.isTemperaturePoint(target)) { return number }
        let (from, to) = (session.units[amount.unit], session.units[target])
        guard from.isCompatible(with: to), from.isTemperaturePoint == to.isTemperaturePoint else {
            let wanted = target == UnitTable.none ? "a plain number like its other fields" : session.kindName(target)
            throw Diagnostic(
                amount.isPlain ? .numberNeedsUnit : .wrongDimension, "\(family): \(name) must be \(wanted)",
                operands: [
                    Diagnostic.Operand(
                        name: name, value: session.text(of: amount), kind: session.kindName(amount.unit), origin: nil)
                ],
                remedy: target == UnitTable.none
                    ? "give all fields units, or none" : "give it in \(session.units[target])")
        }
        return from.conversion(to: to)(number)
    }
}
