import Diagnostics
import Engine
import LuaVM
import Quantities

/// Weights of scenarios of which exactly one comes true: what `odds` makes.
final class Odds {
    /// By name; they sum to 1.
    let weights: [(name: String, weight: Double)]

    init(_ weights: [(name: String, weight: Double)]) { self.weights = weights }

    func weight(of outcome: String) throws -> Double {
        if let found = weights.first(where: { $0.name == outcome }) { return found.weight }
        let names = weights.map(\.name)
        throw Diagnostic(
            .unknownField, "these odds know no outcome `\(outcome)`",
            remedy: (Suggestion.nearest(to: outcome, in: names).map { "did you mean `\($0)`? " } ?? "")
                + "they are about \(names.joined(separator: ", "))")
    }

    /// Σ (p - o)² over all outcomes, o being 1 for the one that came true (Brier 1950, formula 2, for one forecast): 0 is best, 2 worst.
    func brier(_ outcome: String) throws -> Double {
        _ = try weight(of: outcome)
        return weights.reduce(0) { sum, entry in
            let miss = entry.weight - (entry.name == outcome ? 1 : 0)
            return sum + miss * miss
        }
    }

    var text: String {
        weights.map { "\($0.name) \(NumberFormat.g($0.weight * 100, digits: 6)) %" }.joined(separator: ", ")
    }
}

extension ObjectType {
    static let odds = ObjectType(
        "odds", "Weights of scenarios of which exactly one comes true.",
        methods: [.oddsWeights, .oddsMix, .oddsBrier, .oddsLog])
}

extension Function {
    static let odds = Function.declare("odds", "How likely each of some scenarios is; the weights sum to 1.") { f in
        let weights = f.parameter(
            "weights", .table("a table of named weights", annotation: "table<string, number>"),
            "Such as `{ google = 87 * percent, other = 13 * percent }`.")
        f.returns(annotation: "headroom.odds", "For weighted means, and to be scored once the outcome is known.")
        f.example(
            """
            local o = odds { google = 87 * percent, other = 13 * percent }
            print(o:mix { google = 120 * MUSD, other = 20 * MUSD })
            print(o:brier "google")
            """, prints: "107 MUSD\t0 MUSD\n0.0338")
        return { a, i in
            let session = i.session
            var found: [(name: String, weight: Double)] = []
            for (key, value) in a[weights].entries {
                guard case .string(let name) = key else {
                    throw Diagnostic(
                        .missingField, "odds: every weight needs a name", operands: [session.shown(value, name: nil)],
                        remedy: "write odds { google = 87 * percent, other = 13 * percent }")
                }
                found.append((name, try session.option(.probability, value, "odds: \(name)")))
            }
            let sum = found.reduce(0) { $0 + $1.weight }
            guard abs(sum - 1) <= 1e-9 else {
                throw Diagnostic(
                    .outOfRange, "odds must sum to 1, and these sum to \(NumberFormat.g(sum, digits: 10))",
                    operands: found.map { Diagnostic.Operand(name: $0.name, value: NumberFormat.g($0.weight, digits: 10)) },
                    remedy: "exactly one scenario comes true: give what is missing to `other`")
            }
            return [session.vm.makeObject(Odds(found), type: session.types.odds)]
        }
    }

    static let oddsWeights = Function.declare("weights", "The weights by name.") { f in
        f.returns(annotation: "table<string, number>", "A plain table.")
        return { _, i in
            let odds = try i.session.object(i.receiver, Odds.self)
            return [.table(TableSnapshot(fields: odds.weights.map { ($0.name, .number($0.weight)) }))]
        }
    }

    static let oddsMix = Function.declare("mix", "The weighted mean of a figure over the scenarios.") { f in
        let values = f.parameter(
            "values", .table("a table with a value for every scenario", annotation: "table<string, number|headroom.quantity|headroom.output>"),
            "Numbers, quantities, or outputs of results, whose means count.")
        f.returns(annotation: "number|headroom.quantity", "Σ weight · value.")
        f.returns(
            annotation: "number|headroom.quantity",
            "Its standard error, at most: the errors are added as if they were wholly dependent, because scenarios share their dice.")
        return { a, i in
            let session = i.session
            let odds = try session.object(i.receiver, Odds.self)
            let names = a[values].entries.map { session.keyText($0.key) }
            for name in names { _ = try odds.weight(of: name) }
            let missing = odds.weights.map(\.name).filter { !names.contains($0) }
            guard missing.isEmpty else {
                throw Diagnostic(
                    .missingField, "mix needs a value for \(missing.map { "`\($0)`" }.joined(separator: ", "))",
                    remedy: "give one for every scenario of the odds")
            }
            var mean: Operand?
            var error: Operand?
            for (name, weight) in odds.weights {
                let (value, valueError) = try session.figure(a[values][name] ?? .nil, name)
                let term = try session.product(value, Operand(weight))
                let errorTerm = try session.product(valueError, Operand(weight))
                mean = try mean.map { try session.sum($0, term) } ?? term
                error = try error.map { try session.sum($0, errorTerm) } ?? errorTerm
            }
            guard let mean, let error else { preconditionFailure("odds that sum to 1 are not empty") }
            return [session.lua(mean), session.lua(error)]
        }
    }

    static let oddsBrier = Function.declare("brier", "The Brier score once the outcome is known: 0 is best, 2 worst.") { f in
        let outcome = f.parameter("outcome", .string, "The scenario that came true.")
        f.returns(.number, "Σ (p - o)² over the scenarios (Brier 1950).")
        return { a, i in [.number(try i.session.object(i.receiver, Odds.self).brier(a[outcome]))] }
    }

    static let oddsLog = Function.declare("log", "The logarithmic score once the outcome is known: 0 is best, infinite worst.") { f in
        let outcome = f.parameter("outcome", .string, "The scenario that came true.")
        f.returns(.number, "-ln p of the outcome (Good 1952).")
        return { a, i in
            let weight = try i.session.object(i.receiver, Odds.self).weight(of: a[outcome])
            return [.number(Odds.logScore(weight))]
        }
    }
}

extension Session {
    /// A certain figure and its standard error: an output's mean (a condition's probability), or a number without error.
    fileprivate func figure(_ value: LuaValue, _ name: String) throws -> (Operand, Operand) {
        if case .payload(let payload) = value, let view = vm.object(payload) as? OutputView {
            return (view.amount(view.estimate.mean), view.difference(view.estimate.standardError))
        }
        guard let amount = operand(value), amount.certain != nil else {
            throw Diagnostic(
                .wrongType, "mix: `\(name)` must be a number, a quantity or an output, not \(typeName(of: value))",
                operands: [shown(value, name: name)],
                remedy: isUncertain(value) ? "a mixture of distributions is mixture { ... }; here x:mean() counts" : "give a figure for every scenario")
        }
        return (amount, Operand(0, unit: isTemperaturePoint(amount.unit) ? units.number(of: .kelvin) : amount.unit))
    }
}
