import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// `r.income:histogram { bins = 40 }`
final class HistogramObject {
    let view: OutputView
    let histogram: Histogram

    init(view: OutputView, histogram: Histogram) {
        self.view = view
        self.histogram = histogram
    }
}

/// `r:drivers "income"`
final class DriversObject {
    let output: String
    let drivers: [Driver]
    /// nil where they mean nothing.
    let indices: SobolIndices?
    let run: SimulationRun

    init(output: String, drivers: [Driver], indices: SobolIndices?, run: SimulationRun) {
        self.indices = indices
        self.output = output
        self.drivers = drivers
        self.run = run
    }
}

/// What `correlate` did.
final class CorrelationObject {
    let report: CorrelationReport

    init(_ report: CorrelationReport) {
        self.report = report
    }
}

extension ObjectType {
    static let histogram = ObjectType(
        "histogram", "Bars of outcomes; `print` draws them, `h[1]` is the first bar with `low`, `high` and `count`.",
        fields: [
            Field("bins", annotation: "integer", "How many bars.") { value, s in
                .integer(Int64(try s.object(value, HistogramObject.self).histogram.counts.count))
            }
        ])

    static let drivers = ObjectType(
        "drivers", "Inputs by their influence on an output; `print` draws them, `d[1]` is the strongest with `name`, `correlation`, `se`, `named`, and the Sobol indices `first`, `first_se`, `total`, `total_se`; those of correlated inputs are of their `group`.",
        fields: [
            Field("count", annotation: "integer", "How many inputs.") { value, s in
                .integer(Int64(try s.object(value, DriversObject.self).drivers.count))
            },
            Field("estimator", annotation: "string", "How the Sobol indices were estimated; `nil` where there are none.") {
                value, s in
                try s.object(value, DriversObject.self).indices == nil ? .nil : .string(SobolIndices.estimator)
            },
        ])

    static let correlation = ObjectType(
        "correlation", "What `correlate` did to its matrix.",
        fields: [
            Field("repaired", annotation: "boolean", "Whether the matrix had to be replaced by the nearest possible one.") {
                value, s in .boolean(try s.object(value, CorrelationObject.self).report.repair != nil)
            },
            Field("distance", annotation: "number", "The Frobenius distance between the two; 0 where nothing was changed.") {
                value, s in .number(try s.object(value, CorrelationObject.self).report.repair?.distance ?? 0)
            },
            Field("largest_change", annotation: "number", "The largest change of one entry.") { value, s in
                .number(try s.object(value, CorrelationObject.self).report.repair?.largestChange.size ?? 0)
            },
        ])
}

extension HistogramObject {
    /// Bar n, from 1.
    func bar(_ n: Int64, in s: Session) -> LuaValue {
        guard n >= 1, n <= Int64(histogram.counts.count) else { return .nil }
        let i = Int(n) - 1
        return .table(
            TableSnapshot(fields: [
                ("count", .integer(Int64(histogram.counts[i]))),
                ("high", s.lua(view.amount(histogram.edges[i + 1]))),
                ("low", s.lua(view.amount(histogram.edges[i]))),
            ]))
    }
}

extension DriversObject {
    /// Entry n, from 1.
    func entry(_ n: Int64) -> LuaValue {
        guard n >= 1, n <= Int64(drivers.count) else { return .nil }
        let driver = drivers[Int(n) - 1]
        var fields: [(String, LuaValue)] = [
            ("correlation", .number(driver.rankCorrelation)), ("name", .string(driver.name)),
            ("named", .boolean(driver.isNamed)), ("se", .number(driver.standardError)),
        ]
        if let index = indices?[driver.variable] {
            fields += [
                ("first", .number(index.first)), ("first_se", .number(index.firstError)),
                ("total", .number(index.total)), ("total_se", .number(index.totalError)),
                ("group", .table(TableSnapshot(list: index.names.map { .string($0) }))),
            ]
        }
        return .table(TableSnapshot(fields: fields))
    }
}

extension CorrelationReport.Change {
    /// How far the entry moved.
    var size: Double { (to - from).magnitude }
}

extension Histogram {
    /// The ends of the bars, one more than there are.
    var edges: [Double] {
        (0...counts.count).map { lower + (upper - lower) * Double($0) / Double(counts.count) }
    }
}
