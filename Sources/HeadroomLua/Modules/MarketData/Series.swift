import Diagnostics
import Engine
import LuaVM
import Quantities
import Reporting

/// `data.close_usd`: dated values of one unit in equal steps.
final class Series {
    let name: String
    let times: [Instant]
    let values: [Double]
    /// The number of its unit in the session's table.
    let unit: Int32
    let rhythm: Rhythm
    /// How many values were filled in where steps were missing.
    let filled: Int

    init(name: String, times: [Instant], values: [Double], unit: Int32, rhythm: Rhythm, filled: Int = 0) {
        self.name = name
        self.times = times
        self.values = values
        self.unit = unit
        self.rhythm = rhythm
        self.filled = filled
    }

    /// The same rhythm with other values.
    func with(name: String, times: [Instant], values: [Double], unit: Int32, rhythm: Rhythm? = nil) -> Series {
        Series(name: name, times: times, values: values, unit: unit, rhythm: rhythm ?? self.rhythm)
    }

    var stepYears: Double { rhythm.years(times) }

    /// The values for a fit.
    ///
    /// - Throws: a `fit-refused` diagnostic where the steps have no rhythm, or as `Observations` does.
    func observations() throws -> Observations {
        guard rhythm != .irregular else {
            throw Diagnostic(
                .fitRefused, "\(name): its values are at uneven times, and volatility per year needs equal steps",
                remedy: "use series:resample(\"month\"), or give hours, days, trading days, weeks or months")
        }
        return try Observations(values, step: stepYears)
    }

    /// Log returns between neighbours, each at the later one's date.
    func returns() throws -> Series {
        if let index = values.firstIndex(where: { !($0 > 0) }) {
            throw Diagnostic(
                .outOfRange, "\(name) is \(NumberFormat.g(values[index], digits: 6)) on \(times[index].text), and only positive values have log returns",
                remedy: "use differences of the values, or fit.ou(series, { additive = true })")
        }
        guard values.count > 1 else { throw Self.empty(name) }
        let logs = values.map { ScalarMath.log($0) }
        return with(
            name: "returns of \(name)", times: Array(times.dropFirst()),
            values: (1..<logs.count).map { logs[$0] - logs[$0 - 1] }, unit: UnitTable.none)
    }

    func between(_ first: Instant, _ last: Instant) throws -> Series {
        // A day without a time includes all its hours.
        let end = last.isMidnight ? last.seconds + Instant.secondsPerDay - 1 : last.seconds
        let kept = times.indices.filter { times[$0] >= first && times[$0].seconds <= end }
        guard !kept.isEmpty else {
            throw Diagnostic(
                .outOfRange, "\(name) has no values from \(first.text) to \(last.text)",
                remedy: "it runs from \(times[0].text) to \(times[times.count - 1].text)")
        }
        return with(name: name, times: kept.map { times[$0] }, values: kept.map { values[$0] }, unit: unit)
    }

    enum Period: String, CaseIterable { case day, week, month, year }
    enum Aggregate: String, CaseIterable { case last, first, mean }

    /// One value for each period, dated by its last value's day (the month's or year's end for those).
    func resampled(_ period: Period, _ aggregate: Aggregate) -> Series {
        var keys: [Int] = []
        var groups: [[Int]] = []
        for index in times.indices {
            let date = times[index].date
            let key =
                switch period {
                case .day: date.dayNumber
                case .week: (date.dayNumber + 3) / 7
                case .month: 12 * date.year + date.month
                case .year: date.year
                }
            if keys.last == key { groups[groups.count - 1].append(index) } else {
                keys.append(key)
                groups.append([index])
            }
        }
        let found = groups.map { group -> (Instant, Double) in
            let date = times[group[group.count - 1]].date
            let (year, month) = (date.year, period == .year ? 12 : date.month)
            let end =
                switch period {
                case .day: date
                case .week: CalendarDate(dayNumber: (date.dayNumber + 3) / 7 * 7 + 3) ?? date
                case .month, .year: CalendarDate(year: year, month: month, day: CalendarDate.days(inMonth: month, of: year)) ?? date
                }
            let value =
                switch aggregate {
                case .last: values[group[group.count - 1]]
                case .first: values[group[0]]
                case .mean: group.reduce(0) { $0 + values[$1] } / Double(group.count)
                }
            return (Instant(end), value)
        }
        let dates = found.map(\.0)
        let rhythm: Rhythm =
            switch period {
            case .month: .months
            default: Rhythm(dates)
            }
        return with(name: name, times: dates, values: found.map(\.1), unit: unit, rhythm: rhythm)
    }

    /// The largest fall from a peak: its share of the peak, and the two dates.
    func drawdown() -> (depth: Double, peak: Instant, trough: Instant) {
        var (top, worst) = (0, (depth: 0.0, peak: 0, trough: 0))
        for index in values.indices {
            if values[index] > values[top] { top = index }
            let depth = values[top] > 0 ? 1 - values[index] / values[top] : 0
            if depth > worst.depth { worst = (depth, top, index) }
        }
        return (worst.depth, times[worst.peak], times[worst.trough])
    }

    static func empty(_ name: String) -> Diagnostic {
        Diagnostic(.outOfRange, "\(name) has too few values for this", remedy: "give a longer series")
    }
}

extension Series {
    /// `close_usd: 3,834 days, 2016-01-01 to 2026-06-30, 164.9 to 1.248e5 USD` and a row of bars.
    func text(in session: Session) -> String {
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let shown = DisplayUnit(session.units[unit], for: [low, high])
        let range = "\(NumberText.text(shown(low))) to \(NumberText.text(shown(high)))" + (shown.name.isEmpty ? "" : " \(shown.name)")
        let repaired = filled > 0 ? ", \(NumberText.count(filled)) of them filled in" : ""
        return "\(name): \(NumberText.count(values.count)) \(rhythm.noun)\(repaired), \(times[0].text) to \(times[times.count - 1].text), \(range)\n"
            + Sparkline.text(bars(56, low, high)) + "\n"
    }

    /// Means of equal parts of the series, as heights above the lowest value.
    private func bars(_ width: Int, _ low: Double, _ high: Double) -> [Double] {
        let count = min(width, values.count)
        return (0..<count).map { bar in
            let (start, end) = (bar * values.count / count, (bar + 1) * values.count / count)
            let mean = values[start..<end].reduce(0, +) / Double(end - start)
            return high > low ? 0.02 + (mean - low) / (high - low) : 1
        }
    }
}
