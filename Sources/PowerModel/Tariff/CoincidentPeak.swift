/// A charge on imports in the hours in which the whole system peaks, one hour of each month named.
///
/// ERCOT's transmission charge (4CP) takes the highest system hour of June, July, August and September.
package struct CoincidentPeak: Hashable, Sendable {
    /// 1 to 12, each once.
    package let months: [Int]
    /// USD per MW of the mean import over these hours.
    package let rate: Double

    /// - Throws: `PowerError` for months outside 1 to 12 or named twice.
    package init(months: [Int], rate: Double) throws(PowerError) {
        let check = InputCheck("a coincident-peak charge")
        if months.isEmpty { throw PowerError(.invalid, "a coincident-peak charge needs at least one month") }
        for month in months where !(1...12).contains(month) {
            throw PowerError("a coincident-peak charge", "months", Double(month), mustBe: "from 1 to 12")
        }
        if Set(months).count != months.count {
            throw PowerError(.invalid, "a coincident-peak charge names a month twice")
        }
        try check.notNegative("rate", rate)
        self.months = months
        self.rate = rate
    }

    /// June to September.
    package static func summer(rate: Double) throws(PowerError) -> Self { try Self(months: [6, 7, 8, 9], rate: rate) }

    private static let days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// The hours of highest load, one in each month, of a year of 8,760 or 8,784 hours that begins on January 1.
    ///
    /// - Throws: `PowerError` for another count of hours.
    package func hours(ofLoad load: [Double]) throws(PowerError) -> [Int] {
        guard load.count == 8760 || load.count == 8784 else {
            throw PowerError(
                .invalid, "coincident peaks by month need a year of 8,760 or 8,784 hours, not \(load.count)",
                remedy: "give whole years of system load, or the hours themselves")
        }
        var begin = 0
        var found: [Int] = []
        for month in 1...12 {
            let count = 24 * (Self.days[month - 1] + (month == 2 && load.count == 8784 ? 1 : 0))
            if months.contains(month), let hour = (begin..<begin + count).max(by: { load[$0] < load[$1] }) {
                found.append(hour)
            }
            begin += count
        }
        return found
    }

    /// What each hour's imports cost more, USD/MWh.
    package static func adders(rate: Double, hours: [Int], count: Int) throws(PowerError) -> [Double] {
        var adders = [Double](repeating: 0, count: count)
        for hour in hours {
            guard adders.indices.contains(hour) else {
                throw PowerError(
                    .invalid, "coincident-peak hour \(hour) is outside the \(count) hours of prices",
                    remedy: "hours count from 0")
            }
            adders[hour] += rate / Double(hours.count)
        }
        return adders
    }
}
