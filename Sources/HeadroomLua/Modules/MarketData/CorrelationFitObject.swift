import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// `fit.correlation { btc = a, ndx = b }`
final class CorrelationFitObject {
    let fit: CorrelationFit
    let names: [String]
    let first: Instant
    let last: Instant

    init(_ fit: CorrelationFit, names: [String], first: Instant, last: Instant) {
        self.fit = fit
        self.names = names
        self.first = first
        self.last = last
    }

    /// A figure of each pair by both names; both ways round unless `once`.
    func tree(once: Bool = false, _ read: (CorrelationFit.Pair) -> LuaValue) -> TableSnapshot {
        TableSnapshot(
            fields: names.indices.compactMap { i in
                let row = names.indices.compactMap { j -> (String, LuaValue)? in
                    guard i != j, !once || i < j,
                        let pair = fit.pairs.first(where: { $0.first == min(i, j) && $0.second == max(i, j) })
                    else { return nil }
                    return (names[j], read(pair))
                }
                return row.isEmpty ? nil : (names[i], .table(TableSnapshot(fields: row)))
            })
    }

    var text: String {
        var table = TextTable([.init("pair"), .init("correlation", .decimal), .init("95 % interval", .right), .init("Kendall's tau", .right)])
        for pair in fit.pairs {
            table.append([
                "\(names[pair.first]), \(names[pair.second])", NumberText.text(pair.pearson.value, error: pair.pearson.standardError),
                "\(NumberText.text(pair.pearson.low, digits: 3)) to \(NumberText.text(pair.pearson.high, digits: 3))",
                NumberText.text(pair.tau, digits: 3),
            ])
        }
        return "correlation of log returns\n" + table.text()
            + "\(NumberText.count(fit.count)) returns between common dates, \(first.text) to \(last.text)\n" + fit.goodness + "\n"
    }
}

extension Function {
    static let fitCorrelation = Function.declare("correlation", "How series move together: correlations of log returns between common dates.") { f in
        let table = f.parameter("series", .table("a table such as { btc = a, ndx = b }"), "Two or more series by name.")
        f.returns(annotation: "headroom.correlation_fit", "`c.btc.ndx` is a correlation, `c.se.btc.ndx` its error; `print` shows all.")
        f.example(
            """
            local a, b, x, y = {}, {}, 0, 0
            for k = 1, 300 do
              local common = math.sin(k * k)
              x, y = x + 0.02 * common, y + 0.01 * common + 0.01 * math.sin(7 * k * k)
              a[k], b[k] = math.exp(x), math.exp(y)
            end
            local c = fit.correlation { a = series { begins = "2025-01-01", values = a }, b = series { begins = "2025-01-01", values = b } }
            print(string.format("%.1f", c.a.b), c.n)
            """, prints: "0.7\t299")
        return { a, i in
            let s = i.session
            var members: [(name: String, series: Series)] = []
            for (key, value) in a[table].entries {
                guard case .string(let name) = key, case .payload(let payload) = value, let series = s.vm.object(payload) as? Series else {
                    throw Diagnostic(
                        .wrongType, "fit.correlation: \(s.keyText(key)) must be a series with a name", operands: [s.shown(value, name: s.keyText(key))],
                        remedy: "write fit.correlation { btc = data.close_usd, ndx = other.close_usd }")
                }
                members.append((name, series))
            }
            guard members.count > 1 else {
                throw Diagnostic(.missingField, "fit.correlation needs two or more series", remedy: "write fit.correlation { btc = a, ndx = b }")
            }
            return [s.vm.makeObject(try s.correlated(members), type: s.types.correlationFit)]
        }
    }
}

extension Session {
    fileprivate func correlated(_ members: [(name: String, series: Series)]) throws -> CorrelationFitObject {
        // Merge by date: all are sorted, so one pass with a place in each finds the common ones.
        var places = members.map { _ in 0 }
        var common: [[Int]] = []
        search: while true {
            var latest = Int.min
            for (m, member) in members.enumerated() {
                guard places[m] < member.series.times.count else { break search }
                latest = max(latest, member.series.times[places[m]].seconds)
            }
            var isCommon = true
            for (m, member) in members.enumerated() {
                while places[m] < member.series.times.count, member.series.times[places[m]].seconds < latest { places[m] += 1 }
                guard places[m] < member.series.times.count else { break search }
                if member.series.times[places[m]].seconds != latest { isCommon = false }
            }
            if isCommon {
                common.append(places)
                for m in places.indices { places[m] += 1 }
            }
        }
        guard common.count > Observations.fewest else {
            throw Diagnostic(
                .fitRefused, "the series have only \(common.count) dates in common, and \(Observations.fewest + 1) are needed",
                remedy: "give series of the same time, or bring both to months with series:resample(\"month\")")
        }
        let returns = try members.indices.map { m -> [Double] in
            let series = members[m].series
            let kept = series.with(
                name: series.name, times: common.map { series.times[$0[m]] }, values: common.map { series.values[$0[m]] }, unit: series.unit)
            return try kept.returns().values
        }
        let times = members[0].series.times
        return CorrelationFitObject(
            try CorrelationFit(returns), names: members.map(\.name), first: times[common[0][0]], last: times[common[common.count - 1][0]])
    }

    func correlationRow(_ key: LuaValue, of object: CorrelationFitObject) throws -> LuaValue {
        if let row = object.tree({ .number($0.pearson.value) })[keyText(key)] { return row }
        throw Diagnostic(
            .unknownField, "no series of this correlation is called `\(keyText(key))`", remedy: "they are \(object.names.joined(separator: ", "))")
    }
}

extension ObjectType {
    static let correlationFit = ObjectType(
        "correlation_fit", "Fitted correlations: `c.btc.ndx`; `print` shows them with errors.",
        fields: [
            field("se", "table", "Standard errors: `c.se.btc.ndx`.") { .table($0.tree { .number($0.pearson.standardError) }) },
            field("interval", "table", "95 % intervals: `c.interval.btc.ndx[1]`.") {
                .table($0.tree { .table(TableSnapshot(list: [.number($0.pearson.low), .number($0.pearson.high)])) })
            },
            field("copula", "table", "Correlations of the copula, from Kendall's tau: for `correlate`.") { .table($0.tree { .number($0.copula) }) },
            field("df", "number", "Degrees of freedom of the t copula that fits best; `math.huge` where a Gaussian one does.") { .number($0.fit.copulaFreedom) },
            field("n", "integer", "How many returns the series have in common.") { .integer(Int64($0.fit.count)) },
            field("goodness", "string", "Whether joint extremes are more frequent than a Gaussian copula says.") { .string($0.fit.goodness) },
        ],
        methods: [
            .declare("parameters", "What `correlation = ...` of a market takes.") { f in
                f.returns(annotation: "table", "Each pair once: `{ btc = { ndx = 0.3 } }`.")
                return { _, i in
                    [.table(try i.session.object(i.receiver, CorrelationFitObject.self).tree(once: true) { .number($0.pearson.value) })]
                }
            }
        ])

    private static func field(
        _ name: String, _ annotation: String, _ summary: String, _ read: @escaping @Sendable (CorrelationFitObject) -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in read(try s.object(value, CorrelationFitObject.self)) }
    }
}
