import Diagnostics
import Engine
import LuaVM
import Quantities

/// `poisson { rate, size = { ... } }`: jumps as a script holds them, before a market knows the factors' units.
final class JumpsObject {
    /// Per year.
    let rate: Double
    let sizes: [(factor: String, size: Session.VariableValue)]
    let isCompensated: Bool

    init(rate: Double, sizes: [(factor: String, size: Session.VariableValue)], isCompensated: Bool) {
        self.rate = rate
        self.sizes = sizes
        self.isCompensated = isCompensated
    }
}

extension ObjectType {
    static let jumps = ObjectType(
        "jumps", "Jumps that factors share, for the field `jumps` of a market.",
        fields: [
            Field("compensated", annotation: "boolean", "Whether the drift is lowered by what they add on average.") {
                value, s in .boolean(try s.object(value, JumpsObject.self).isCompensated)
            }
        ])
}

extension JumpsObject {
    var text: String { "jumps of " + sizes.map(\.factor).joined(separator: ", ") }

    /// The jumps in the units of a market's factors.
    func jumps(of factors: [(name: String, process: ProcessObject)], in session: Session) throws -> Jumps {
        Jumps(
            rate: rate,
            sizes: try sizes.map { name, size in
                guard case .normal(let normal) = size.distribution.shape else {
                    throw Diagnostic(
                        .processParameter, "the size of jumps of `\(name)` must be a normal, not \(size.distribution.familyName)",
                        remedy: "write size = { \(name) = normal { mean = -0.12, sd = 0.1 } }")
                }
                let process = factors.first { $0.name == name }?.process
                let isAdditive = process.map { !$0.prototype.isLogarithmic } ?? false
                let unit = isAdditive ? process?.unit ?? UnitTable.none : UnitTable.none
                guard size.unit == unit || session.units[size.unit].isCompatible(with: session.units[unit]) else {
                    throw Diagnostic(
                        .wrongDimension,
                        "the size of jumps of `\(name)` must be \(isAdditive ? session.kindName(unit) : "a plain number")",
                        operands: [session.shown(Operand(normal.location, unit: size.unit), name: "mean")],
                        remedy: isAdditive
                            ? "give it in \(session.units[unit])"
                            : "a jump adds to the logarithm: write normal { mean = -0.12, sd = 0.1 }")
                }
                let conversion = session.units[size.unit].conversion(to: session.units[unit])
                return Jumps.Size(
                    name, mean: conversion(normal.location), standardDeviation: conversion(normal.scale))
            }, isCompensated: isCompensated)
    }
}

extension Kind where Value == JumpsObject {
    static var jumps: Kind {
        Kind("poisson { rate =, size = { ... } }", annotation: "headroom.jumps") { value, session in
            guard case .payload(let payload) = value, payload.type == session.types.jumps else {
                throw KindMismatch(remedy: "write jumps = poisson { rate = 0.5 / year, size = { btc = normal { mean = -0.12, sd = 0.1 } } }")
            }
            return try session.object(value, JumpsObject.self)
        }
    }
}

extension Function {
    /// The distribution of a count, and with `size` the jumps of a market.
    static let poisson = Function.declare(
        "poisson", "How many events of constant rate happen; with `size`, jumps that the factors of a market share.",
        style: .constructor
    ) { f in
        let mean = f.optional("mean", .plainNumber, "The average number.")
        let rate = f.optional("rate", .certain, "The same, by its other name; for jumps per time, such as 0.5 / year.")
        let size = f.optional(
            "size", .table("a table such as { btc = normal { ... } }", annotation: "table<string, headroom.uncertain>"),
            "For jumps: what one adds to the logarithm of each factor named (to the value of an additive one), a normal.")
        let compensated = f.optional(
            "compensated", .boolean, "For jumps: whether drift is lowered by what they add on average.", default: "true")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.uncertain|headroom.jumps", "An uncertain count, or jumps.")
        f.details(
            "Made of `mean`, or of `rate`; jumps of `rate` and `size`. The number of jumps in a step is common to the factors, "
                + "their sizes are independent. Compensated jumps leave the mean of a gbm at start·exp(drift·t).")
        f.example(#"local outages = poisson "outages" { mean = 3 }"#)
        f.example(
            "print(poisson { rate = 0.5 / year, size = { btc = normal { mean = -0.12, sd = 0.1 } } }.compensated)",
            prints: "true")
        return { a, i in
            guard let sizes = a[size] else {
                let family = FamilyConstructor.poisson
                if a[compensated] != nil {
                    throw Diagnostic(.missingField, "poisson: `compensated` belongs to jumps, which need `size`")
                }
                let entries = [("mean", a[mean]), ("rate", a[rate])].compactMap { name, amount in
                    amount.map { FamilyFields.Entry(name: name, role: .shape, amount: $0) }
                }
                let fields = try FamilyFields(family: family.name, entries: entries, quantiles: [], in: i.session)
                let distribution = try fields.explaining {
                    guard let distribution = try family.build(fields) else { throw fields.unclear(family.ways) }
                    return distribution
                }
                return [
                    try i.session.variable(distribution, unit: fields.unit, name: try i.name(or: a[name]), at: i.call)
                ]
            }
            guard let rate = a[rate] else {
                throw Diagnostic(.missingField, "poisson: jumps need `rate`", remedy: "write rate = 0.5 / year")
            }
            guard case .certain(let perYear) = try ProcessFields.rate("poisson", "rate", rate, in: i.session) else {
                preconditionFailure("decoded as certain")
            }
            let entries = try sizes.entries.map { key, value in
                guard case .string(let factor) = key, let variable = i.session.variable(value) else {
                    throw Diagnostic(
                        .wrongType, "poisson: `size` takes a normal for each factor's name",
                        operands: [i.session.shown(value, name: i.session.keyText(key))],
                        remedy: "write size = { btc = normal { mean = -0.12, sd = 0.1 } }")
                }
                return (factor: factor, size: variable)
            }
            let jumps = JumpsObject(rate: perYear, sizes: entries, isCompensated: a[compensated] ?? true)
            return [i.session.vm.makeObject(jumps, type: i.session.types.jumps)]
        }
    }
}
