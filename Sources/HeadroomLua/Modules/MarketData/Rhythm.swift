import Quantities

/// The regular step of a series, found from its dates.
enum Rhythm: Hashable, Sendable {
    /// Every so many seconds: hours, days, weeks.
    case equal(seconds: Int)
    /// Monday to Friday but for single holidays.
    case tradingDays
    /// The same day of every month, or its last.
    case months
    /// None that most steps share.
    case irregular

    /// The rhythm of rising dates. Dates at midnight without a Saturday or Sunday are trading days; dates a month apart are
    /// months; otherwise it is the commonest step, if at least half are that long.
    init(_ times: [Instant]) {
        guard times.count > 2 else {
            self = times.count == 2 ? .equal(seconds: times[1].seconds - times[0].seconds) : .irregular
            return
        }
        let steps = zip(times.dropFirst(), times).map { $0.seconds - $1.seconds }
        let sorted = steps.sorted()
        var (common, longest, run) = (sorted[0], 0, 0)
        for (index, step) in sorted.enumerated() {
            run = index > 0 && sorted[index - 1] == step ? run + 1 : 1
            if run > longest { (common, longest) = (step, run) }
        }
        let day = Instant.secondsPerDay
        if times.allSatisfy(\.isMidnight) {
            if common >= 28 * day, common <= 31 * day { self = .months; return }
            if common == day, times.count >= 6, times.allSatisfy({ $0.weekday < 5 }), times.last!.seconds - times[0].seconds >= 6 * day {
                self = .tradingDays
                return
            }
        }
        self = 2 * longest >= steps.count ? .equal(seconds: common) : .irregular
    }

    /// What is missing between two neighbours, oldest first; empty where nothing is.
    func missing(between a: Instant, _ b: Instant) -> [Instant] {
        switch self {
        case .irregular: return []
        case .equal(let step):
            guard b.seconds - a.seconds > step else { return [] }
            return Array(stride(from: a.seconds + step, to: b.seconds, by: step).prefix(100_000)).map { Instant(seconds: $0) }
        case .tradingDays:
            let day = Instant.secondsPerDay
            let between = stride(from: a.seconds + day, to: b.seconds, by: day).prefix(100_000).map { Instant(seconds: $0) }
            let weekdays = between.filter { $0.weekday < 5 }
            // Exchanges close for single days; two working days in a row are missing data.
            return weekdays.count < 2 ? [] : weekdays
        case .months:
            let count = 12 * (b.date.year - a.date.year) + b.date.month - a.date.month
            guard count > 1 else { return [] }
            return (1..<count).compactMap { n in (try? a.date.adding(months: n)).map { Instant($0) } }
        }
    }

    /// Whether the step between neighbours is one of the rhythm or a whole number of them.
    func fits(_ a: Instant, _ b: Instant) -> Bool {
        switch self {
        case .equal(let step): return (b.seconds - a.seconds) % step == 0
        case .months: return 12 * (b.date.year - a.date.year) + b.date.month - a.date.month >= 1
        default: return true
        }
    }

    /// The mean step in years.
    func years(_ times: [Instant]) -> Double {
        if case .equal(let seconds) = self { return Double(seconds) / Instant.secondsPerYear }
        if case .months = self { return 1 / 12 }
        guard times.count > 1 else { return 1 }
        return Double(times[times.count - 1].seconds - times[0].seconds) / Instant.secondsPerYear / Double(times.count - 1)
    }

    /// `days`, `trading days`, `hours`, in a count.
    var noun: String {
        switch self {
        case .tradingDays: return "trading days"
        case .months: return "months"
        case .irregular: return "values at uneven times"
        case .equal(let seconds):
            switch seconds {
            case 3600: return "hours"
            case 86_400: return "days"
            case 604_800: return "weeks"
            default: return seconds % 3600 == 0 ? "steps of \(seconds / 3600) hours" : "steps of \(seconds) seconds"
            }
        }
    }
}
