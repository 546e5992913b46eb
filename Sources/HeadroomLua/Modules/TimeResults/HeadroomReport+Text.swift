import Engine
import Quantities
import Reporting

extension HeadroomReport {
    /// How many drivers and conditions a report names.
    private static let named = 4
    /// How many dates a table of rooms shows.
    private static let dates = 6

    var text: String {
        let name = trace.declaration.name
        let count = trace.limits.count
        var lines = ["headroom of \"\(name)\": \(count) \(count == 1 ? "limit" : "limits"), what breaks first on top"]
        lines.append(contentsOf: summary.text().split(separator: "\n").map(String.init))
        lines.append("on \(ModelText.percent(none.value, none.error)) of paths no limit breaks")
        for limit in order { lines += [""] + section(limit) }
        lines += ["", ModelText.paths(run)]
        return lines.joined(separator: "\n") + "\n"
    }

    private var summary: TextTable {
        var table = TextTable([
            .init("limit", mayBeCut: true), .init("must be"), .init("ever broken", .decimal), .init("median time"),
            .init("first to break", .decimal), .init("least room P5", .decimal), .init("P50", .decimal),
        ])
        for limit in order {
            let tally = result.tallies[limit]
            let breached = share(tally.breached), first = share(tally.first)
            table.append([
                trace.limits[limit].name, trace.limits[limit].bound, ModelText.percent(breached.value, breached.error),
                medianTime(limit) ?? "never", ModelText.percent(first.value, first.error), leastRoom(limit, 0.05), leastRoom(limit, 0.5),
            ])
        }
        return table
    }

    private func medianTime(_ limit: Int) -> String? {
        result.tallies[limit].medianStep.map { ModelText.time(Int($0.rounded(.up)), trace.declaration) }
    }

    private func leastRoom(_ limit: Int, _ p: Double) -> String {
        guard let least = tightest(limit, p) else { return "" }
        return short(least.room, trace.limits[limit].unit)
    }

    /// A quantity in four digits.
    private func short(_ value: Double, _ unit: Int32) -> String {
        let shown = DisplayUnit(run.session.units[unit], for: [value])
        return NumberText.text(shown(value), digits: 4) + (shown.name.isEmpty ? "" : " \(shown.name)")
    }

    // MARK: One limit

    private func section(_ limit: Int) -> [String] {
        let description = trace.limits[limit], tally = result.tallies[limit]
        let breached = share(tally.breached), first = share(tally.first)
        var lines: [String] = []
        if let median = medianTime(limit) {
            lines.append(
                "\(description.name) (\(description.bound)) breaks on \(ModelText.percent(breached.value, breached.error)) of paths, on half of these by "
                    + "\(median); it is the first to break on \(ModelText.percent(first.value, first.error)) of all paths.")
        } else {
            lines.append(
                "\(description.name) (\(description.bound)) breaks on none of \(NumberWords.count(trials)) paths "
                    + "(\(ModelText.percent(breached.value, breached.error))).")
        }
        lines += room(limit)
        lines += influence(limit)
        let skipped = notApplicable(limit)
        if skipped > 0 { lines.append("  \(NumberText.percent(skipped)) of readings were not applicable and are skipped.") }
        return lines
    }

    private func room(_ limit: Int) -> [String] {
        let all = result.rooms.steps.indices.filter { result.rooms[series: limit, record: $0].count > 0 }
        guard let least = tightest(limit, 0.05), let last = all.last else { return ["  it is never read"] }
        let unit = trace.limits[limit].unit
        let count = min(HeadroomReport.dates, all.count)
        let chosen = count == 1 ? [last] : (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
        let values = chosen.flatMap { record in [0.05, 0.5].map { result.rooms[series: limit, record: record].quantile($0).value } }
        let shown = DisplayUnit(run.session.units[unit], for: values)
        let title = "  room" + (shown.name.isEmpty ? "" : ", \(shown.name)")
        let times = chosen.map { TextTable.Column(ModelText.time(result.rooms.steps[$0], trace.declaration), .right) }
        var table = TextTable([TextTable.Column(title)] + times)
        for (p, label) in [(0.5, "  P50"), (0.05, "  P5")] {
            table.append([label] + chosen.map { NumberText.text(shown(result.rooms[series: limit, record: $0].quantile(p).value), digits: 3) })
        }
        return table.text().split(separator: "\n").map { String($0) } + [
            "  least room at P5: \(short(least.room, unit)) at \(ModelText.time(least.step, trace.declaration))"
        ]
    }

    private func influence(_ limit: Int) -> [String] {
        let influence = influences[limit]
        let tally = result.tallies[limit]
        guard tally.breached > 0 else { return [] }
        guard tally.breached < trials else { return ["  It breaks on every path, so nothing tells paths apart."] }
        guard !influence.drivers.isEmpty else {
            return ["  Driven by: no variable and no factor's average stands out; what is drawn within steps does it."]
        }
        let drivers = influence.drivers.prefix(HeadroomReport.named).map { "\($0.name) (\(NumberWords.correlation($0.correlation)))" }
        var lines = ["  Driven by (rank correlation with breaking): \(drivers.joined(separator: ", "))"]
        for condition in influence.conditions.prefix(HeadroomReport.named) {
            let change = condition.overall == 0 ? "" : comparison(condition.mean / condition.overall - 1)
            lines.append(
                "  Where it broke, \(condition.name) was \(short(condition.mean, condition.unit)) on average; over all paths it is "
                    + "\(short(condition.overall, condition.unit))\(change).")
        }
        return lines
    }

    private func comparison(_ change: Double) -> String {
        guard change.isFinite, abs(change) >= 0.0005 else { return "" }
        return " (\(NumberText.text(abs(change) * 100, digits: 2)) % \(change < 0 ? "lower" : "higher"))"
    }
}
