import Diagnostics
import Engine
import LuaVM
import Quantities

extension Function {
    static let series = Function.declare(
        "series", "A series from values in a script: with their dates, or from a first date in equal steps.", style: .constructor
    ) { f in
        let values = f.parameter("values", .list(of: .certain, "values such as { 41.2, 42.0 }"), "Numbers or quantities of one kind, oldest first.")
        let dates = f.optional("dates", .list(of: .string, "dates such as { \"2026-01-01\" }"), "One for each value, rising.")
        let begins = f.optional("begins", .string, "The first date, instead of `dates`.")
        let step = f.optional(
            "step", .choice(["hour", "day", "trading day", "week", "month"]), "The step from `begins` on.", default: "\"day\"")
        let unit = f.optional("unit", .any, "The unit of plain numbers: \"USD/MWh\" or USD/MWh.")
        let gaps = f.optional("gaps", .choice(SeriesBuilder.Gaps.allCases.map(\.rawValue)), "What missing steps mean.", default: "\"refuse\"")
        let name = f.optional("name", .string, "Its name; the same as writing it in front of the braces.")
        f.returns(annotation: "headroom.series", "The series; `print` draws it.")
        f.example(
            #"""
            local s = series "rent" { begins = "2026-01-01", step = "month", values = { 1.9, 2.0, 2.2 }, unit = "USD/hour" }
            print(s:last(), s:returns().n)
            """#, prints: "2.2 USD/hour\t2")
        return { a, i in
            let s = i.session
            var (numbers, unitNumber) = try s.aligned(a[values], of: "series")
            if let given = a[unit] {
                let asked = try Unit(parsing: s.unitText(given))
                if unitNumber == UnitTable.none { unitNumber = s.units.number(of: asked) } else {
                    guard let content = try s.converted(Operand(1, unit: unitNumber), to: asked).certainNumber else {
                        preconditionFailure("certain amounts stay certain")
                    }
                    numbers = numbers.map { $0 * content }
                    unitNumber = s.units.number(of: asked)
                }
            }
            if let bad = numbers.firstIndex(where: { !$0.isFinite }) {
                throw Diagnostic(
                    .notFinite, "series: value \(bad + 1) is \(numbers[bad])", remedy: "leave it out, with its date")
            }
            let times = try s.times(dates: a[dates], begins: a[begins], step: a[step] ?? "day", count: numbers.count)
            let builder = SeriesBuilder(
                place: { ("entry \($0 + 1)", i.call.location) }, gaps: a[gaps].flatMap { .init(rawValue: $0) } ?? .refuse)
            let title = try i.name(or: a[name]) ?? "series"
            let built = try builder.build(name: title, times: times, values: numbers, unit: unitNumber)
            s.vm.charge(bytes: 16 * numbers.count)
            return [s.vm.makeObject(built, type: s.types.series)]
        }
    }
}

extension Operand.Content {
    var certainNumber: Double? { if case .certain(let number) = self { number } else { nil } }
}

extension Session {
    fileprivate func times(dates: [String]?, begins: String?, step: String, count: Int) throws -> [Instant] {
        if let dates {
            guard dates.count == count else {
                throw Diagnostic(
                    .seriesDates, "series has \(count) values but \(dates.count) dates", remedy: "give one date for each value")
            }
            return try dates.map { try instant($0) }
        }
        guard let begins else {
            throw Diagnostic(
                .missingField, "series needs `dates`, or `begins` and `step`", remedy: "write begins = \"2026-01-01\", step = \"day\"")
        }
        let first = try instant(begins)
        let seconds = ["hour": 3600, "day": 86_400, "week": 604_800][step]
        var times: [Instant] = []
        var day = first
        for n in 0..<count {
            if let seconds { times.append(Instant(seconds: first.seconds + n * seconds)) } else if step == "month" {
                times.append(Instant(try first.date.adding(months: n)))
            } else {
                while day.weekday > 4 { day = Instant(seconds: day.seconds + Instant.secondsPerDay) }
                times.append(day)
                day = Instant(seconds: day.seconds + Instant.secondsPerDay)
            }
        }
        return times
    }

    /// A date in a script's text.
    func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(text) else {
            throw Diagnostic(
                .seriesDates, "\"\(text)\" is no date", remedy: "write 2026-01-31 or 2026-01-31T13:00:00Z")
        }
        return instant
    }
}

extension ObjectType {
    static let series = ObjectType(
        "series", "Dated values of one unit in equal steps. `print` shows its span, range and shape.",
        fields: [
            Field("n", annotation: "integer", "How many values there are.") { value, s in
                .integer(Int64(try s.object(value, Series.self).values.count))
            },
            Field("name", annotation: "string", "Its name: the column's.") { value, s in
                .string(try s.object(value, Series.self).name)
            },
            Field("begins", annotation: "string", "The first date.") { value, s in
                .string(try s.object(value, Series.self).times.first?.text ?? "")
            },
            Field("ends", annotation: "string", "The last date.") { value, s in
                .string(try s.object(value, Series.self).times.last?.text ?? "")
            },
            Field("step", annotation: "headroom.quantity", "The mean time between neighbours.") { value, s in
                s.lua(Operand(try s.object(value, Series.self).stepYears * 365.25, unit: s.units.number(of: try Unit(parsing: "day"))))
            },
            Field("filled", annotation: "integer", "How many values were filled in.") { value, s in
                .integer(Int64(try s.object(value, Series.self).filled))
            },
        ],
        methods: [
            value("first", "The oldest value.") { $0.values[0] },
            value("last", "The newest value.") { $0.values[$0.values.count - 1] },
            value("mean", "The average.") { $0.values.reduce(0, +) / Double($0.values.count) },
            value("min", "The smallest value.") { $0.values.min() ?? .nan },
            value("max", "The largest value.") { $0.values.max() ?? .nan },
            .standardDeviation, .seriesQuantile, .drawdown, .between, .returns, .resample, .seriesValues, .seriesDates, .at,
        ])

    private static func value(
        _ name: String, _ summary: String, _ read: @escaping @Sendable (Series) -> Double
    ) -> Function {
        .declare(name, summary) { f in
            f.returns(annotation: "number|headroom.quantity", "In the series' unit.")
            return { _, i in
                let series = try i.session.object(i.receiver, Series.self)
                return [i.session.lua(Operand(read(series), unit: series.unit))]
            }
        }
    }
}

extension Function {
    fileprivate static func made(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (Series) throws -> Series
    ) -> Function {
        .declare(name, summary) { f in
            f.returns(annotation: "headroom.series", "A new series.")
            return { _, i in
                [i.session.vm.makeObject(try body(i.session.object(i.receiver, Series.self)), type: i.session.types.series)]
            }
        }
    }

    fileprivate static let returns = made("returns", "Log returns between neighbours: ln of the ratio.") { try $0.returns() }

    fileprivate static let standardDeviation = Function.declare("sd", "The standard deviation, with divisor n - 1.") { f in
        f.returns(annotation: "number|headroom.quantity", "A difference in the series' unit.")
        return { _, i in
            let s = i.session
            let series = try s.object(i.receiver, Series.self)
            guard series.values.count > 1 else { throw Series.empty(series.name) }
            let mean = series.values.reduce(0, +) / Double(series.values.count)
            let sum = series.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let unit = s.isTemperaturePoint(series.unit) ? s.units.number(of: .kelvin) : series.unit
            return [s.lua(Operand((sum / Double(series.values.count - 1)).squareRoot(), unit: unit))]
        }
    }

    fileprivate static let seriesQuantile = Function.declare("quantile", "The value below which a share of the values lies.") { f in
        let p = f.parameter("p", .probability, "The share, such as 0.05.")
        f.returns(annotation: "number|headroom.quantity", "Between neighbours in rank on a line (type 7 of Hyndman and Fan).")
        return { a, i in
            let series = try i.session.object(i.receiver, Series.self)
            let sorted = series.values.sorted()
            let place = a[p] * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            let value = sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
            return [i.session.lua(Operand(value, unit: series.unit))]
        }
    }

    fileprivate static let drawdown = Function.declare("drawdown", "The deepest fall from a peak.") { f in
        f.returns(annotation: "number", "As a share of the peak: 0.6 is a fall of 60 %.")
        f.returns(annotation: "string", "The date of the peak.")
        f.returns(annotation: "string", "The date of the low.")
        return { _, i in
            let worst = try i.session.object(i.receiver, Series.self).drawdown()
            return [.number(worst.depth), .string(worst.peak.text), .string(worst.trough.text)]
        }
    }

    fileprivate static let between = Function.declare("between", "The part from one date to another, both included.") { f in
        let first = f.parameter("first", .string, "Such as \"2024-01-01\".")
        let last = f.parameter("last", .string, "Such as \"2024-12-31\".")
        f.returns(annotation: "headroom.series", "A new series.")
        return { a, i in
            let s = i.session
            let part = try s.object(i.receiver, Series.self).between(s.instant(a[first]), s.instant(a[last]))
            return [s.vm.makeObject(part, type: s.types.series)]
        }
    }

    fileprivate static let resample = Function.declare("resample", "One value for each day, week, month or year.") { f in
        let period = f.parameter("period", .choice(Series.Period.allCases.map(\.rawValue)), "Such as \"month\".")
        let aggregate = f.optional(
            "take", .choice(Series.Aggregate.allCases.map(\.rawValue)), "Which value of the period.", default: "\"last\"")
        f.returns(annotation: "headroom.series", "A new series, dated by the ends of the periods.")
        return { a, i in
            let s = i.session
            guard let period = Series.Period(rawValue: a[period]) else { throw KindMismatch() }
            let made = try s.object(i.receiver, Series.self).resampled(period, a[aggregate].flatMap { .init(rawValue: $0) } ?? .last)
            return [s.vm.makeObject(made, type: s.types.series)]
        }
    }

    fileprivate static let seriesValues = Function.declare("values", "The values as a list.") { f in
        f.returns(annotation: "(number|headroom.quantity)[]", "Oldest first.")
        return { _, i in
            let series = try i.session.object(i.receiver, Series.self)
            return [.table(TableSnapshot(list: series.values.map { i.session.lua(Operand($0, unit: series.unit)) }))]
        }
    }

    fileprivate static let seriesDates = Function.declare("dates", "The dates as a list of texts.") { f in
        f.returns(annotation: "string[]", "Oldest first.")
        return { _, i in
            [.table(TableSnapshot(list: try i.session.object(i.receiver, Series.self).times.map { .string($0.text) }))]
        }
    }

    fileprivate static let at = Function.declare("at", "The value at a date.") { f in
        let date = f.parameter("date", .string, "Such as \"2024-04-19\".")
        f.returns(annotation: "number|headroom.quantity|nil", "The last value at or before it; nil before the first.")
        return { a, i in
            let series = try i.session.object(i.receiver, Series.self)
            let time = try i.session.instant(a[date])
            guard let index = series.times.lastIndex(where: { $0 <= time }) else { return [.nil] }
            return [i.session.lua(Operand(series.values[index], unit: series.unit))]
        }
    }
}
