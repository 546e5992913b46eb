import Quantities
import Testing

@Suite struct CalendarDateTests {
    @Test func countsEveryDayOfTheCalendar() throws {
        // Day by day, by the rules of the calendar only.
        var number = -719_162
        var previous: CalendarDate?
        for year in 1...9999 {
            for month in 1...12 {
                for day in 1...CalendarDate.days(inMonth: month, of: year) {
                    let date = try #require(CalendarDate(year: year, month: month, day: day))
                    guard date.dayNumber == number, CalendarDate(dayNumber: number) == date else {
                        Issue.record("\(date) is day \(date.dayNumber), not \(number)")
                        return
                    }
                    if let previous, !(previous < date) { Issue.record("\(date) isn't after \(previous)") }
                    previous = date
                    number += 1
                }
            }
        }
        #expect(number == 2_932_897)
        #expect(CalendarDate(dayNumber: number) == nil && CalendarDate(dayNumber: -719_163) == nil)
        #expect(CalendarDate(dayNumber: 0)?.description == "1970-01-01")
    }

    @Test func leapYears() {
        #expect([2024, 2000, 1600, 4].allSatisfy(CalendarDate.isLeap))
        #expect(![2025, 1900, 2100, 1].contains(where: CalendarDate.isLeap))
        #expect(CalendarDate(year: 2024, month: 2, day: 29) != nil)
        #expect(CalendarDate(year: 2025, month: 2, day: 29) == nil)
    }

    @Test(arguments: [
        "", "2026", "2026-1-1", "2026-13-01", "2026-00-10", "2026-04-31", "2026-02-29", "0000-01-01", "20260101",
        " 2026-01-01",
        "2026-01-01 ", "2026-01-0१", "2026/01/01", "-026-01-01", "2026-01-01-01", "+026-01-01",
    ])
    func refusesWhatIsNoDate(text: String) {
        #expect(throws: QuantityError.date(text)) { try CalendarDate(parsing: text) }
    }

    @Test func addsMonthsByTheCalendar() throws {
        func date(_ text: String) throws -> CalendarDate { try CalendarDate(parsing: text) }
        #expect(try date("2026-01-01").adding(months: 120) == date("2036-01-01"))
        #expect(try date("2026-01-31").adding(months: 1) == date("2026-02-28"))
        #expect(try date("2028-01-31").adding(months: 1) == date("2028-02-29"))
        #expect(try date("2026-01-31").adding(months: -2) == date("2025-11-30"))
        #expect(try date("2026-03-15").adding(months: -15) == date("2024-12-15"))
        #expect(try date("2026-03-15").adding(months: 0) == date("2026-03-15"))
        for months in [12 * 7974, -12 * 2026, .max, .min, .max / 2] {
            #expect(throws: QuantityError.self) { try date("2026-03-15").adding(months: months) }
        }
        #expect(throws: QuantityError.self) { try date("2026-03-15").adding(days: .max) }
    }

    @Test func differencesAreTimes() throws {
        let (start, end) = (try CalendarDate(parsing: "2026-01-01"), try CalendarDate(parsing: "2028-04-20"))
        #expect(end.days(since: start) == 840)
        #expect(start.days(since: end) == -840)
        #expect(try start.adding(days: 840) == end)
        #expect("\(end.time(since: start))" == "840 day")
        #expect(start < end && !(end < start))
    }
}
