import Diagnostics
import Engine
import LuaVM
import Quantities

/// One distribution family as the language shows it: its fields and how a distribution is made of them.
struct FamilyConstructor: Sendable {
    /// What a field means for units.
    enum Role: Sendable {
        /// A value of the variable, in its unit.
        case location
        /// A distance between values: for temperatures a difference.
        case spread
        /// A plain number.
        case shape
        /// One over the variable's unit.
        case rate
    }

    struct FieldDescription: Sendable {
        let name: String
        let role: Role
        let summary: String
    }

    let name: String
    let summary: String
    let fields: [FieldDescription]
    /// Whether p1 … p99 and `quantiles` are accepted.
    let acceptsQuantiles: Bool
    /// The sets of fields that determine a distribution, for documentation and errors.
    let ways: [String]
    let example: String
    /// The distribution that the fields determine; `nil` where they are none of `ways`.
    let build: @Sendable (FamilyFields) throws -> Distribution?

    /// The quantile fields by name.
    static let quantileFields: [(name: String, probability: Double)] = [
        ("p1", 0.01), ("p5", 0.05), ("p10", 0.10), ("p20", 0.20), ("p25", 0.25), ("p50", 0.50), ("p75", 0.75),
        ("p80", 0.80), ("p90", 0.90), ("p95", 0.95), ("p99", 0.99),
    ]

    /// The constructor as a function of the registry.
    var function: Function {
        Function.declare(name, summary, style: .constructor) { f in
            let given = fields.map { f.optional($0.name, $0.role == .shape ? .plainNumber : .certain, $0.summary) }
            let quantiles =
                acceptsQuantiles
                ? Self.quantileFields.map { f.optional($0.name, .certain, "Values below which 1 %, 5 %, … of outcomes lie.", group: "p1 … p99") }
                : []
            let table = acceptsQuantiles ? f.optional("quantiles", .quantiles, "Values by probability, for other quantiles.") : nil
            let nameField = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
            f.returns(annotation: "headroom.uncertain", "An uncertain value: one random variable, drawn once per path.")
            f.details("Made of \(ways.joined(separator: ", or of ")).")
            f.example(example)
            return { a, i in
                let entries = zip(fields, given).compactMap { field, key in
                    a[key].map { FamilyFields.Entry(name: field.name, role: field.role, amount: $0) }
                }
                var points = zip(Self.quantileFields, quantiles).compactMap { field, key in
                    a[key].map { FamilyFields.QuantileEntry(name: field.name, probability: field.probability, amount: $0) }
                }
                points += table.flatMap { a[$0] } ?? []
                let values = try FamilyFields(family: name, entries: entries, quantiles: points, in: i.session)
                let distribution = try values.explaining {
                    guard let distribution = try build(values) else { throw values.unclear(ways) }
                    return distribution
                }
                return [
                    try i.session.variable(
                        distribution, unit: values.unit, name: try i.name(or: a[nameField]), at: i.call)
                ]
            }
        }
    }
}

extension Kind where Value == Operand {
    /// A certain plain number.
    static var plainNumber: Kind {
        Kind("number", annotation: "number") { value, session in
            guard let amount = session.operand(value), amount.isPlain, amount.certain != nil else { throw KindMismatch() }
            return amount
        }
    }
}

extension Kind where Value == [FamilyFields.QuantileEntry] {
    /// `{ [0.05] = 1 * MW, [0.95] = 3 * MW }`
    static var quantiles: Kind {
        Kind("a table of values by probability", annotation: "table<number, headroom.amount>") { value, session in
            guard case .table(let table) = value else { throw KindMismatch() }
            return try table.entries.map { key, value in
                guard case .number(let probability) = key, probability > 0, probability < 1 else {
                    throw Diagnostic(
                        .outOfRange, "a probability must lie between 0 and 1",
                        operands: [session.shown(key, name: "probability")], remedy: "write `[0.05] = value`")
                }
                return FamilyFields.QuantileEntry(
                    name: "quantiles[\(NumberFormat.g(probability, digits: 6))]", probability: probability,
                    amount: try Kind<Operand>.certain.decode(value, session))
            }
        }
    }
}

extension Invocation {
    /// The name given in front of the braces or as a field; an error when both are.
    func name(or field: String?) throws -> String? {
        if let givenName, let field, givenName != field {
            throw Diagnostic(
                .duplicateName, "two names for one variable: \"\(givenName)\" in front and \"\(field)\" as a field",
                remedy: "keep one of them")
        }
        return givenName ?? field
    }
}
