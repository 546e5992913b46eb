extension DiagnosticCode {
    /// Dates of a series that are missing, twice, out of order, or no dates.
    public static let seriesDates = Self("series-dates")
    /// A unit that contradicts what a column's name says.
    public static let seriesUnit = Self("series-unit")
    /// A process that the data can't support.
    public static let fitRefused = Self("fit-refused")
}

extension DiagnosticCode.Article {
    static let series: [Self] = [
        Self(
            .seriesDates, "the dates of a series must rise in equal steps",
            """
            Volatility per year is volatility per step times a known number of steps, so a missing day would go \
            unnoticed into every figure. Steps may be hours, days, trading days (weekends and single holidays are \
            no gaps), weeks or months. Mend the file; or say what missing steps mean: `gaps = "carry"` repeats the \
            last value, `gaps = "interpolate"` draws a straight line. Empty cells need `missing = "drop"`.
            """,
            wrong: #"local prices = csv "prices.csv"   -- 2026-01-03 is missing"#,
            right: #"local prices = csv("prices.csv", { gaps = "carry" })"#),
        Self(
            .seriesUnit, "the column's name says another unit",
            """
            A column called `price_usd_per_mwh` holds dollars per megawatt hour, and reading it as anything else is \
            surely a slip. Give the unit that the name says, `units = "header"` to take it from there, or rename the \
            column.
            """,
            wrong: #"local d = csv("power.csv", { unit = "USD" })   -- column price_usd_per_mwh"#,
            right: #"local d = csv("power.csv", { unit = "USD/MWh" })"#),
        Self(
            .fitRefused, "the data can't say what the process would need",
            """
            A fit is refused where its figures would be noise: too few observations, a reversion that can't be told \
            from none, regimes that last a few steps only or were seen to switch fewer than ten times, volatility \
            that does not cluster. The message says which; a longer series or a simpler process helps.
            """,
            wrong: "local f = fit.regimes(month_of_prices)",
            right: "local f = fit.gbm(month_of_prices)"),
    ]
}
