import Quantities

/// A second of Coordinated Universal Time, as series are dated.
struct Instant: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z.
    let seconds: Int

    static let secondsPerDay = 86_400
    static let secondsPerYear = 31_557_600.0

    init(seconds: Int) { self.seconds = seconds }

    init(_ date: CalendarDate) { seconds = date.dayNumber * Self.secondsPerDay }

    /// Reads `2026-01-01`, `2026-01` (its first day), `2026-01-01T13:00:00Z` or `2026-01-01 13:00`; nil for anything else.
    /// A time without `Z` is taken for UTC; other zones are not read.
    init?(_ text: String) {
        var bytes = Array(text.utf8)
        if bytes.last == UInt8(ascii: "Z") { bytes.removeLast() }
        if bytes.count == 7 { bytes += Array("-01".utf8) }
        guard bytes.count >= 10, let date = try? CalendarDate(parsing: String(decoding: bytes[..<10], as: UTF8.self)) else {
            return nil
        }
        var seconds = date.dayNumber * Self.secondsPerDay
        if bytes.count > 10 {
            guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
            let parts = bytes[11...].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard parts.count == 2 || parts.count == 3 else { return nil }
            var scale = 3600
            for (part, limit) in zip(parts, [24, 60, 60]) {
                guard part.count == 2, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
                let number = part.reduce(0) { 10 * $0 + Int($1) - 0x30 }
                guard number < limit else { return nil }
                seconds += number * scale
                scale /= 60
            }
        }
        self.seconds = seconds
    }

    static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

    /// The day it falls on; years outside the calendar are the caller's mistake.
    var date: CalendarDate {
        let day = seconds >= 0 ? seconds / Self.secondsPerDay : -((Self.secondsPerDay - 1 - seconds) / Self.secondsPerDay)
        guard let date = CalendarDate(dayNumber: day) else { preconditionFailure("instants are read from dates") }
        return date
    }

    var isMidnight: Bool { seconds % Self.secondsPerDay == 0 }

    /// 0 for Monday to 6 for Sunday.
    var weekday: Int { ((date.dayNumber + 3) % 7 + 7) % 7 }

    /// `2026-01-01`, or `2026-01-01T13:00Z` where the time isn't midnight.
    var text: String {
        if isMidnight { return "\(date)" }
        let rest = seconds - date.dayNumber * Self.secondsPerDay
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        let seconds = rest % 60 == 0 ? "" : ":\(two(rest % 60))"
        return "\(date)T\(two(rest / 3600)):\(two(rest / 60 % 60))\(seconds)Z"
    }
}
