import Diagnostics
import Engine
import LuaVM
import Reporting

/// `market { ... }`: processes by name, and how they move together.
final class MarketObject {
    let factors: [(name: String, process: ProcessObject)]
    let correlations: [Market.Correlation]
    let regimeCorrelations: [Market.RegimeCorrelations]
    let jumps: Jumps?
    /// The market with every column replaced by a constant: checked when the script made it.
    let prototype: Market

    init(
        factors: [(name: String, process: ProcessObject)], correlations: [Market.Correlation],
        regimeCorrelations: [Market.RegimeCorrelations] = [], jumps: Jumps?
    ) throws(MarketError) {
        self.regimeCorrelations = regimeCorrelations
        self.factors = factors
        self.correlations = correlations
        self.jumps = jumps
        prototype = try Market(
            factors: factors.map { .init($0.name, $0.process.prototype) }, correlations: correlations,
            regimeCorrelations: regimeCorrelations, jumps: jumps)
    }
}

/// A factor of a market inside a model: what a step reads as `f.name` and `f.previous.name`.
struct MarketFactor {
    let name: String
    /// The unit of its level, by number.
    let unit: Int32
    let factor: BuiltFactor
}

extension MarketObject {
    /// Puts the market into a model of these steps: its factors by name, in the order of names, with the nodes of their
    /// levels and the states that the model has to take over.
    ///
    /// Functions of time are called here, once per step. Streams are keyed by `prefix` and the factors' names, so that
    /// two models with one prefix see the same dice.
    func build(in session: Session, clock: ModelClock, prefix: String, tie: FactorTie? = nil) throws -> [MarketFactor] {
        let market = try Market(
            factors: try factors.map { .init($0.name, try $0.process.process(for: clock)) }, correlations: correlations,
            regimeCorrelations: regimeCorrelations, jumps: jumps)
        let built: [BuiltFactor]
        do {
            built = try market.build(
                in: session.graph, dtYears: clock.dtYears, steps: clock.steps, streamPrefix: prefix, tie: tie)
        } catch {
            switch error {
            case .market(let error): throw error.diagnostic
            case .parameter(let factor, let error):
                var diagnostic = error.diagnostic
                diagnostic.notes.append("in the factor `\(factor)`")
                throw diagnostic
            }
        }
        return zip(factors, built).map { MarketFactor(name: $0.name, unit: $0.process.unit, factor: $1) }
    }
}

extension ObjectType {
    static let market = ObjectType(
        "market", "Factors that move together; `print` shows them with their parameters and correlations.",
        fields: [
            Field("count", annotation: "integer", "How many factors it has.") { value, s in
                .integer(Int64(try s.object(value, MarketObject.self).factors.count))
            }
        ])
}

extension MarketObject {
    /// A table of the factors, and one of their correlations.
    var text: String {
        var table = TextTable([.init("factor"), .init("process"), .init("parameters", mayBeCut: true)])
        for (name, process) in factors {
            let parameters = process.parameters.map { "\($0.name) \($0.text)" }.joined(separator: ", ")
            table.append([name, process.word, parameters])
        }
        var text = table.text()
        if let matrix = prototype.correlation?.matrix, correlations.contains(where: { $0.value != 0 }) {
            let names = prototype.randomNames
            var table = TextTable([.init("correlation")] + names.map { .init($0, .decimal) })
            for (row, name) in names.enumerated() {
                table.append([name] + names.indices.map { $0 > row ? "" : NumberText.short(matrix[row][$0]) })
            }
            text += "\n" + table.text()
        }
        for entry in regimeCorrelations {
            let pairs = entry.pairs.map { "\($0.first) with \($0.second) \(NumberText.short($0.value))" }
            text += "in \(entry.regime): \(pairs.joined(separator: ", "))\n"
        }
        if let jumps {
            text += "\njumps \(NumberText.short(jumps.rate)) a year: "
            text += jumps.sizes.map {
                "\($0.factor) \(NumberText.short($0.mean)) ± \(NumberText.short($0.standardDeviation))"
            }.joined(separator: ", ")
            text += jumps.isCompensated ? ", compensated\n" : "\n"
        }
        return text
    }
}
