import Engine
import Reporting

extension DriversObject {
    /// The chart of rank correlations and below it the table of Sobol indices.
    var text: String {
        DriverChart(
            title: "drivers of \(output)", measure: "rank correlation",
            drivers: drivers.map {
                .init($0.name, $0.rankCorrelation, error: $0.standardError, remark: $0.isNamed ? "" : "unnamed")
            }
        ).text() + (run.model == nil ? indicesText : Self.modelRemark)
    }

    private static let modelRemark =
        "values made outside of the model; what its factors and draws do is not among them (r:headroom() ranks factors)\n"

    private var indicesText: String {
        guard let indices else {
            return run.event == nil || drivers.isEmpty
                ? "" : "no Sobol indices: on the paths of an event the inputs depend on each other\n"
        }
        var table = TextTable([
            .init("share of variance", .left, mayBeCut: true), .init("first", .decimal), .init("total", .decimal),
        ])
        let sorted = indices.groups.indices.sorted {
            let (a, b) = (indices.groups[$0].total, indices.groups[$1].total)
            return a > b || (a == b && $0 < $1)
        }
        for place in sorted.prefix(20) {
            let group = indices.groups[place]
            table.append([
                group.names.joined(separator: " + "), Self.interval(group.first, group.firstError),
                Self.interval(group.total, group.totalError),
            ])
        }
        let hidden = indices.groups.count - min(20, indices.groups.count)
        let isGrouped = indices.groups.contains { $0.names.count > 1 }
        return table.text() + (hidden > 0 ? "and \(hidden) smaller\n" : "")
            + "Sobol indices with 95 % intervals, \(SobolIndices.estimator), \(NumberText.count(indices.paths)) pairs of paths"
            + (isGrouped ? "; correlated inputs as one group\n" : "\n")
    }

    /// An index with half the width of its 95 % interval.
    private static func interval(_ index: Double, _ error: Double) -> String {
        NumberText.text(index, error: 1.96 * error, digits: 3)
    }
}
