/// A day of the Gregorian calendar, extended to all years from 1 to 9999.
///
/// Dates compare by time. Months are added by the calendar: 31 January plus a month is the last day of February.
public struct CalendarDate: Hashable, Sendable {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    /// The date, or nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-01-01`: four, two and two digits.
    ///
    /// - Throws: `date`, with the text.
    public init(parsing text: String) throws(QuantityError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isDigits = parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
        guard isDigits, parts.map(\.count) == [4, 2, 2] else { throw .date(text) }
        let numbers = parts.map { $0.reduce(0) { 10 * $0 + Int($1 - 0x30) } }
        guard let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]) else { throw .date(text) }
        self = date
    }

    /// Whether February has 29 days.
    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month, 1 to 12.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate {
    /// Days since 1970-01-01, negative before.
    public var dayNumber: Int {
        // Count years from March, so that the leap day is a year's last; 153 days are five months from March.
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
    }

    /// The date so many days after 1970-01-01; nil outside the calendar's years.
    public init?(dayNumber: Int) {
        guard (-719_162...2_932_896).contains(dayNumber) else { return nil }
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            year: 400 * era + yearOfEra + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The same day so many months later (earlier if negative), or the last of that month if it is shorter. Adding
    /// twice may therefore differ from adding the sum: count from the first date.
    ///
    /// - Throws: `date` outside the calendar's years.
    public func adding(months: Int) throws(QuantityError) -> CalendarDate {
        let (total, overflow) = (12 * year + month - 1).addingReportingOverflow(months)
        let newYear = total >= 0 ? total / 12 : -1
        guard !overflow, (1...9999).contains(newYear) else { throw .date("\(self) + \(months) months") }
        let newMonth = total % 12 + 1
        let newDay = min(day, Self.days(inMonth: newMonth, of: newYear))
        guard let date = CalendarDate(year: newYear, month: newMonth, day: newDay) else {
            preconditionFailure("\(newYear)-\(newMonth)-\(newDay) is a date")
        }
        return date
    }

    /// The date so many days later, earlier if negative.
    ///
    /// - Throws: `date` outside the calendar's years.
    public func adding(days: Int) throws(QuantityError) -> CalendarDate {
        let (number, overflow) = dayNumber.addingReportingOverflow(days)
        guard !overflow, let date = CalendarDate(dayNumber: number) else { throw .date("\(self) + \(days) days") }
        return date
    }

    /// Whole days from `other` to this, negative if `other` is later.
    public func days(since other: CalendarDate) -> Int {
        dayNumber - other.dayNumber
    }

    /// The time from `other` to this, in days.
    public func time(since other: CalendarDate) -> Quantity {
        Quantity(Double(days(since: other)), Unit(.known("day")))
    }
}

extension CalendarDate: Comparable {
    /// Earlier is less.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension CalendarDate: CustomStringConvertible {
    /// `2026-01-01`.
    public var description: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
