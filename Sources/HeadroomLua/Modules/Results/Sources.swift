import Catalog
import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// `r:sources()`: what a result rests on.
final class SourcesObject {
    /// One fact or assumption.
    struct Entry {
        enum Kind: String {
            case fact, assumption, setting, input
        }
        let kind: Kind
        let name: String
        let value: String
        /// How sure it is: a fact's confidence, or `assumption`; empty for what the user passed in.
        let grade: String
        /// Where it comes from.
        let source: String
        /// Of an uncertain input, its share of the output's variance, with the standard error; nil where it has none.
        var share: (value: Double, error: Double)?
    }

    let output: String
    /// What the shares are.
    let measure: String
    let entries: [Entry]

    init(output: String, measure: String, entries: [Entry]) {
        self.output = output
        self.measure = measure
        self.entries = entries
    }

    func entry(_ n: Int64) -> LuaValue {
        guard n >= 1, n <= Int64(entries.count) else { return .nil }
        let entry = entries[Int(n) - 1]
        var fields: [(String, LuaValue)] = [
            ("grade", .string(entry.grade)), ("kind", .string(entry.kind.rawValue)), ("name", .string(entry.name)),
            ("source", .string(entry.source)), ("value", .string(entry.value)),
        ]
        if let share = entry.share { fields += [("share", .number(share.value)), ("share_se", .number(share.error))] }
        return .table(TableSnapshot(fields: fields))
    }

    var text: String {
        guard !entries.isEmpty else { return "nothing uncertain, no fact of the catalogue, no setting\n" }
        var table = TextTable([
            .init("what"), .init("name", .left, mayBeCut: true), .init("value", .left, mayBeCut: true),
            .init("evidence"), .init("share", .decimal), .init("source", .left, mayBeCut: true),
        ])
        for entry in entries {
            table.append([
                entry.kind.rawValue, entry.name, entry.value, entry.grade,
                entry.share.map { NumberText.percent($0.value, error: $0.error) } ?? "", entry.source,
            ])
        }
        return table.text() + "share of the variance of \(output): \(measure)\n"
    }
}

extension ObjectType {
    static let sources = ObjectType(
        "sources", "What a result rests on; `print` shows the register, `s[1]` is an entry with `kind`, `name`, `value`, `grade`, `source`, and for uncertain inputs `share` and `share_se`.",
        fields: [
            Field("count", annotation: "integer", "How many entries.") { value, s in
                .integer(Int64(try s.object(value, SourcesObject.self).entries.count))
            },
            Field("measure", annotation: "string", "What `share` is.") { value, s in
                .string(try s.object(value, SourcesObject.self).measure)
            },
        ])
}

extension Function {
    static let sources = Function.declare(
        "sources", "The register of facts and assumptions behind a result, with how sure each is and how much it matters."
    ) { f in
        let output = f.optional("output", .string, "The output whose variance is shared out.", default: "the first")
        f.returns(annotation: "headroom.sources", "A list; `print` shows it.")
        f.details(
            "Uncertain inputs of the outputs come first, the one with the largest share before the others; then the facts that the script "
                + "has read from the catalogue, with the confidence noted there, and what the user passed in by --set and --input. The share is "
                + "the Sobol total index, of correlated inputs that of their group; where there is none, the squared rank correlation. "
                + "The script's own constants are not in the register.")
        f.example(
            """
            local rent = lognormal "rent" { p10 = 1.2, p90 = 2.3 }
            local r = simulate { trials = 1e4, outputs = { income = rent * 168 } }
            local s = r:sources()
            print(s[1].name, s[1].grade)
            """, prints: "rent\tassumption")
        return { a, i in
            let run = try i.session.object(i.receiver, SimulationRun.self)
            let name = a[output] ?? run.outputs[0].name
            try run.require(name)
            return [i.session.vm.makeObject(try i.session.sources(of: run, sharing: name), type: i.session.types.sources)]
        }
    }
}

extension Session {
    /// The register of a run.
    func sources(of run: SimulationRun, sharing output: String) throws -> SourcesObject {
        let drivers = try run.result.drivers(of: output)
        let indices = try run.result.sobolIndices(of: output)
        var entries: [SourcesObject.Entry] = []
        var listed: Set<Variable.ID> = []
        for driver in drivers {
            listed.insert(driver.variable)
            let r = driver.rankCorrelation
            let share = indices?[driver.variable].map { ($0.total, $0.totalError) } ?? (r * r, 2 * abs(r) * driver.standardError)
            entries.append(assumption(driver.variable, share))
        }
        let order = entries.indices.sorted {
            let (a, b) = (entries[$0].share?.value ?? 0, entries[$1].share?.value ?? 0)
            return a > b || (a == b && $0 < $1)
        }
        entries = order.map { entries[$0] }
        for other in run.outputs where other.name != output {
            for driver in try run.result.drivers(of: other.name) where listed.insert(driver.variable).inserted {
                entries.append(assumption(driver.variable, nil))
            }
        }
        for id in factsUsed {
            guard let fact = Catalog.shared.facts.first(where: { $0.id == id }) else { continue }
            entries.append(
                .init(
                    kind: .fact, name: fact.id, value: fact.valueText, grade: fact.confidence.rawValue,
                    source: fact.date.isEmpty ? fact.source.title : "\(fact.source.title), \(fact.date)"))
        }
        for setting in options.settings {
            entries.append(.init(kind: .setting, name: setting.name, value: setting.value, grade: "", source: "command line"))
        }
        for input in options.inputs {
            entries.append(.init(kind: .input, name: input.name, value: input.path, grade: "", source: "command line"))
        }
        return SourcesObject(
            output: output, measure: indices == nil ? "squared rank correlation" : "Sobol total index", entries: entries)
    }

    private func assumption(_ id: Variable.ID, _ share: (value: Double, error: Double)?) -> SourcesObject.Entry {
        let variable = graph[id]
        let unit = variableUnits[id].map { units[$0] }.map { Quantity(1, $0).spelled.unit } ?? ""
        let tied = variable.group == nil ? "" : ", correlated"
        return .init(
            kind: .assumption, name: variable.name,
            value: variable.distribution.summary + (unit.isEmpty ? "" : " \(unit)") + tied, grade: "assumption",
            source: variable.isNamed ? "the script" : "the script, unnamed", share: share)
    }
}
