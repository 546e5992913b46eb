internal import Engine

/// Depreciation for United States income tax under MACRS (general system), in percent of the basis per tax year.
///
/// Publication 946 of the Internal Revenue Service, tables A-1 and A-7a, and the method behind them: 200 % (for 15 and 20
/// years: 150 %) declining balance, changing to straight line when that gives more, half a year in the first and in
/// the last year.
public enum Depreciation {
    /// The recovery periods of table A-1, in years.
    public static let recoveryPeriods = [3, 5, 7, 10, 15, 20]

    /// Table A-1 as published, half-year convention; nil for another recovery period.
    public static func publishedHalfYear(life: Int) -> [Double]? {
        switch life {
        case 3: [33.33, 44.45, 14.81, 7.41]
        case 5: [20, 32, 19.2, 11.52, 11.52, 5.76]
        case 7: [14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46]
        case 10: [10, 18, 14.4, 11.52, 9.22, 7.37, 6.55, 6.55, 6.56, 6.55, 3.28]
        case 15: [5, 9.5, 8.55, 7.7, 6.93, 6.23, 5.9, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 2.95]
        case 20:
            [
                3.75, 7.219, 6.677, 6.177, 5.713, 5.285, 4.888, 4.522, 4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 4.462,
                4.461, 4.462, 4.461, 4.462, 4.461, 2.231,
            ]
        default: nil
        }
    }

    /// The percentages without rounding.
    ///
    /// - Parameters:
    ///   - life: the recovery period in years, 1 to 100.
    ///   - decliningBalance: 2 for 200 %; nil: by the recovery period.
    ///   - firstYear: the part of the first year that counts: ½ by the half-year convention; 7/8, 5/8, 3/8 or 1/8 by
    ///     the mid-quarter one.
    /// - Throws: `FinanceError` for a value out of range.
    public static func percentages(
        life: Int, decliningBalance: Double? = nil, firstYear: Double = 0.5
    ) throws(FinanceError) -> [Double] {
        let check = InputCheck("depreciation")
        try check.within("life", Double(life), 1...100)
        try check.inside("first year", firstYear, 0, 1.000001)
        let factor = decliningBalance ?? (life >= 15 ? 1.5 : 2)
        try check.within("declining balance", factor, 1...2)
        let years = Double(life)
        var basis = 100.0
        var used = 0.0
        var all: [Double] = []
        while used < years - 1e-9 {
            let part = min(used == 0 ? firstYear : 1, years - used)
            let straight = basis / (years - used) * part
            let declining = basis * factor / years * (used == 0 ? firstYear : 1)
            let amount = min(max(straight, declining), basis)
            all.append(amount)
            basis -= amount
            used += part
        }
        return all
    }

    /// Real property, straight line by the mid-month convention: the first year by month of service, 1 to 12.
    ///
    /// - Parameters:
    ///   - life: in years, 27.5 or 39.
    ///   - month: in which the property is placed in service, 1 to 12.
    public static func midMonthFirstYear(life: Double, month: Int) throws(FinanceError) -> Double {
        let check = InputCheck("depreciation")
        try check.positive("life", life)
        try check.within("month", Double(month), 1...12)
        return 100 * (12.5 - Double(month)) / 12 / life
    }

    /// The same as published: multiples of half a month rounded first, 0.107 for 39 years (table A-7a). nil for lives
    /// whose table is not a multiple (27.5 years rounds each month).
    public static func publishedMidMonthFirstYear(life: Double, month: Int) -> Double? {
        guard (1...12).contains(month) else { return nil }
        if life == 39 { return 0.107 * Double(25 - 2 * month) }
        if life == 27.5 { return ((100_000 * (12.5 - Double(month)) / 12 / life).rounded() / 1000) }
        return nil
    }
}
