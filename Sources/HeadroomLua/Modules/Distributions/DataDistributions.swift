import Diagnostics
import Engine
import LuaVM
import Quantities

/// Distributions made of lists: values with probabilities, samples, weighted parts, quantiles.
extension Function {
    static let discrete = Function.declare(
        "discrete", "A few values with their probabilities.", style: .constructor
    ) { f in
        let values = f.parameter("values", .list(of: .certain, "values such as { 1 * MW, 2 * MW }"), "The possible values.")
        let probabilities = f.parameter(
            "probabilities", .list(of: .number, "probabilities such as { 0.7, 0.3 }"), "One for each value; they add up to 1.")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.uncertain", "An uncertain value.")
        f.example(#"local phase = discrete "phase" { values = { 200 * MW, 300 * MW }, probabilities = { 0.7, 0.3 } }"#)
        return { a, i in
            let (numbers, unit) = try i.session.aligned(a[values], of: "discrete")
            let distribution = try Distribution.discrete(values: numbers, probabilities: a[probabilities])
            return [try i.session.variable(distribution, unit: unit, name: try i.name(or: a[name]), at: i.call)]
        }
    }

    static let empirical = Function.declare(
        "empirical", "Each of the given samples is equally likely.", style: .constructor
    ) { f in
        let samples = f.parameter("samples", .list(of: .certain, "samples such as { 1.2, 1.5, 1.1 }"), "Observed values.")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.uncertain", "An uncertain value.")
        f.example(#"local observed = empirical "observed" { samples = { 1.1, 1.3, 1.2, 1.6 } }"#)
        return { a, i in
            let (numbers, unit) = try i.session.aligned(a[samples], of: "empirical")
            let distribution = try Distribution.empirical(samples: numbers)
            return [try i.session.variable(distribution, unit: unit, name: try i.name(or: a[name]), at: i.call)]
        }
    }

    static let mixture = Function.declare(
        "mixture", "One of several distributions, chosen by weight.", style: .constructor
    ) { f in
        let parts = f.parameter(
            "parts", .list(of: .variable, "distributions such as { normal{...}, normal{...} }"),
            "The distributions, each as a constructor makes it. Only their shapes are used, not their draws.")
        let weights = f.parameter("weights", .list(of: .number, "weights such as { 0.9, 0.1 }"), "One for each part, above 0; any total.")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.uncertain", "An uncertain value: a monotone function of one uniform.")
        f.example(
            #"local cost = mixture "cost" { parts = { normal { mean = 1, sd = 0.1 }, normal { mean = 2, sd = 0.3 } }, weights = { 0.8, 0.2 } }"#)
        return { a, i in
            let shapes = a[parts]
            guard let first = shapes.first, shapes.count == a[weights].count else {
                throw Diagnostic(
                    .distributionParameter, "mixture has \(shapes.count) parts but \(a[weights].count) weights",
                    remedy: "give one weight for each part")
            }
            if let other = shapes.first(where: { $0.unit != first.unit }) {
                let units = i.session.units
                throw Diagnostic(
                    .wrongDimension, "the parts of a mixture must have one unit, not \(units[first.unit]) and \(units[other.unit])",
                    remedy: "write all parts in \(units[first.unit])")
            }
            let distribution = try Distribution.mixture(zip(a[weights], shapes).map { ($0, $1.distribution) })
            return [try i.session.variable(distribution, unit: first.unit, name: try i.name(or: a[name]), at: i.call)]
        }
    }

    static let metalog = Function.declare(
        "metalog", "A smooth distribution through any rising quantiles.", style: .constructor
    ) { f in
        let points = FamilyConstructor.quantileFields.map {
            f.optional($0.name, .certain, "Values below which 1 %, 5 %, … of outcomes lie.", group: "p1 … p99")
        }
        let table = f.optional("quantiles", .quantiles, "Values by probability, for other quantiles.")
        let low = f.optional("min", .certain, "A lower bound, where there is one.")
        let high = f.optional("max", .certain, "An upper bound, where there is one.")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.uncertain", "An uncertain value whose quantiles are those given.")
        f.example(#"local rate = metalog "rate" { p10 = 1.2, p50 = 1.9, p90 = 3.4, min = 0 }"#)
        return { a, i in
            var entries = zip(FamilyConstructor.quantileFields, points).compactMap { field, key in
                a[key].map { FamilyFields.QuantileEntry(name: field.name, probability: field.probability, amount: $0) }
            }
            entries += a[table] ?? []
            let bounds = [("min", a[low]), ("max", a[high])].compactMap { name, amount in
                amount.map { FamilyFields.Entry(name: name, role: .location, amount: $0) }
            }
            let fields = try FamilyFields(family: "metalog", entries: bounds, quantiles: entries, in: i.session)
            let distribution = try fields.explaining {
                try .metalog(quantiles: fields.quantiles, min: fields["min"], max: fields["max"])
            }
            return [try i.session.variable(distribution, unit: fields.unit, name: try i.name(or: a[name]), at: i.call)]
        }
    }
}

extension Session {
    /// Certain amounts as numbers in the unit of the first that has one.
    func aligned(_ amounts: [Operand], of word: String) throws -> ([Double], Int32) {
        guard let reference = amounts.first(where: { !$0.isPlain }) ?? amounts.first else { return ([], UnitTable.none) }
        let numbers = try amounts.map { amount -> Double in
            guard case .certain(let number) = try aligned(reference, amount, .choose).1 else {
                preconditionFailure("certain amounts stay certain")
            }
            return number
        }
        return (numbers, reference.unit)
    }
}
