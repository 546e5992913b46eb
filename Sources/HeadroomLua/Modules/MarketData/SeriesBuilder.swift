import Diagnostics
import Quantities

/// Checks the dates of a series and fills what may be filled.
struct SeriesBuilder {
    /// What to do about missing steps.
    enum Gaps: String, CaseIterable {
        case refuse, carry, interpolate
    }

    /// Where a value stands, for messages: `line 17 of prices.csv` or `entry 17`.
    let place: (Int) -> (text: String, location: SourceLocation?)
    let gaps: Gaps

    /// Rising, without duplicates.
    func checkOrder(_ times: [Instant]) throws {
        for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
            let (now, before) = (place(index), place(index - 1))
            if times[index] == times[index - 1] {
                throw Diagnostic(
                    .seriesDates, "\(times[index].text) occurs twice: at \(before.text) and at \(now.text)", at: now.location,
                    remedy: "remove one of the two; a table of several things needs a column for each")
            }
            throw Diagnostic(
                .seriesDates, "the dates go back: \(times[index].text) at \(now.text) follows \(times[index - 1].text)",
                at: now.location, remedy: "sort the rows by date, oldest first")
        }
    }

    /// The series with its gaps filled as allowed, or an error that names the first.
    func build(name: String, times: [Instant], values: [Double], unit: Int32) throws -> Series {
        guard let first = times.first, let last = times.last else { throw Series.empty(name) }
        try checkOrder(times)
        let rhythm = Rhythm(times)
        var (newTimes, newValues) = ([first], [values[0]])
        var filled = 0
        for index in times.indices.dropFirst() {
            guard rhythm.fits(times[index - 1], times[index]) else {
                let now = place(index)
                throw Diagnostic(
                    .seriesDates, "\(name): \(times[index].text) at \(now.text) is out of step: the series goes by \(rhythm.noun)",
                    at: now.location, remedy: "mend the date, or give a series with equal steps")
            }
            let missing = rhythm.missing(between: times[index - 1], times[index])
            if !missing.isEmpty {
                guard gaps != .refuse else { throw gap(name, missing, index, times, rhythm) }
                for (n, time) in missing.enumerated() {
                    let share = gaps == .carry ? 0 : Double(n + 1) / Double(missing.count + 1)
                    newTimes.append(time)
                    newValues.append(values[index - 1] + share * (values[index] - values[index - 1]))
                }
                filled += missing.count
            }
            newTimes.append(times[index])
            newValues.append(values[index])
        }
        _ = last
        return Series(name: name, times: newTimes, values: newValues, unit: unit, rhythm: rhythm, filled: filled)
    }

    private func gap(_ name: String, _ missing: [Instant], _ index: Int, _ times: [Instant], _ rhythm: Rhythm) -> Diagnostic {
        let now = place(index)
        let what = missing.count == 1 ? missing[0].text : "\(missing[0].text) to \(missing[missing.count - 1].text) (\(missing.count) \(rhythm.noun))"
        return Diagnostic(
            .seriesDates,
            "\(name) goes by \(rhythm.noun), but \(what) \(missing.count == 1 ? "is" : "are") missing between \(place(index - 1).text) and \(now.text)",
            at: now.location,
            remedy: "add the missing rows, or say what they mean: { gaps = \"carry\" } repeats the last value, { gaps = \"interpolate\" } draws a line")
    }
}
