extension DiagnosticCode {
    /// Two quantities of different kinds in `+`, `-`, `min`, `max`, a comparison or a conversion.
    public static let unitMismatch = Self("unit-mismatch")
    /// A unit symbol that isn't in the catalogue.
    public static let unitUnknown = Self("unit-unknown")
    /// A quantity's text that can't be read.
    public static let unitParse = Self("unit-parse")
    /// The market's spelling of hashprice, `USD/PH/day`.
    public static let hashpriceSpelling = Self("hashprice-spelling")
    /// A temperature such as 35 °C in arithmetic that only differences allow.
    public static let temperaturePoint = Self("temperature-point")
    /// A bare number beside a quantity.
    public static let numberNeedsUnit = Self("number-needs-unit")
    /// A power whose exponent gives no usable unit.
    public static let unitExponent = Self("unit-exponent")
    /// `==` between a quantity and a plain number.
    public static let quantityEquality = Self("quantity-equality")
    /// A format for a quantity that isn't one number's format.
    public static let numberFormat = Self("number-format")
    /// A text that isn't a calendar date, or a date outside the calendar's range.
    public static let dateInvalid = Self("date-invalid")
}

extension DiagnosticCode.Article {
    static let quantities: [Self] = [
        Self(
            .unitMismatch, "quantities of different kinds don't mix",
            """
            A power and a price can be multiplied but not added, compared or converted into one another. The \
            message shows both values and what kind each is. Most often a factor is missing: a power becomes an \
            energy when it is multiplied by a time, and a currency becomes another one only through a rate that you \
            state.
            """,
            wrong: """
                local load = 120 * MW
                local tariff = 42 * USD/MWh
                print(load + tariff)
                """,
            right: """
                local load = 120 * MW
                local tariff = 42 * USD/MWh
                print(load * tariff)    --> 5.04 kUSD/hour
                """),
        Self(
            .unitUnknown, "a unit that isn't in the catalogue",
            """
            The text of a quantity names a unit which Headroom doesn't know. Case matters: `MW` is a megawatt, `mW` \
            is not accepted at all. `headroom doc units` lists every unit.
            """,
            wrong: #"local price = quantity "42 USD/Mwh""#,
            right: #"local price = quantity "42 USD/MWh""#),
        Self(
            .unitParse, "the text of a quantity can't be read",
            """
            A quantity in a string is a number and then a unit: `1.8 BUSD`, `42 USD/MWh`, `0.006 /K`. Units are \
            joined by `*` and `/` and raised by `^`. Digits aren't grouped: write 1400000 or 1.4e6, not 1,400,000.
            """,
            wrong: #"local capex = quantity "1,400 MUSD""#,
            right: #"local capex = quantity "1.4 BUSD""#),
        Self(
            .hashpriceSpelling, "hashprice is money per hash rate per time",
            """
            The market writes USD/PH/day and means: per PH/s of hash rate, per day. Taken literally it divides by \
            hashes, not by hashes per second, and every result would be wrong by a time. Write `USD/PHs/day`; `PHs` \
            is PH/s.
            """,
            wrong: #"local hashprice = quantity "55 USD/PH/day""#,
            right: #"local hashprice = quantity "55 USD/PHs/day""#),
        Self(
            .temperaturePoint, "a temperature is not a difference of temperatures",
            """
            35 °C is a point on a scale: it can be compared, and moved by a difference in K, but twice 35 °C or 35 \
            °C plus 18 °C means nothing. Two points subtracted give a difference. Write points as `degC(35)` and \
            differences as `17 * K`.
            """,
            wrong: """
                local outside = degC(35)
                print(outside + degC(5))
                """,
            right: """
                local outside = degC(35)
                print(outside + 5 * K)          --> 40 degC
                print(outside - degC(18))       --> 17 K
                """),
        Self(
            .numberNeedsUnit, "a bare number beside a quantity",
            """
            5 may be 5 MW or 5 kW, so it isn't guessed. Only 0 and ±math.huge stand for any kind of quantity, in \
            sums, `min`, `max`, `clamp`, `where` and comparisons, because they are the same in every unit.
            """,
            wrong: """
                local load = 120 * MW
                print(load + 5)
                """,
            right: """
                local load = 120 * MW
                print(load + 5 * MW)
                """),
        Self(
            .unitExponent, "a power that gives no usable unit",
            """
            A quantity may be raised to a plain, certain number that is a fraction with a small denominator: 2, 0.5 \
            or -1/3. An uncertain exponent, or pi, would give a unit that can't be written down, and exponents \
            beyond ±64 are always a loop that multiplied once too often. Make the base a plain number first by \
            dividing by a reference.
            """,
            wrong: """
                local load = 120 * MW
                print(load ^ math.pi)
                """,
            right: """
                local load = 120 * MW
                print((load / (100 * MW)) ^ math.pi)
                """),
        Self(
            .quantityEquality, "a quantity never equals a plain number",
            """
            In Lua `==` between a quantity and a number is silently false, even when the number was meant in the \
            quantity's unit. Compare with a quantity, or take the number out with `:to(unit)` first.
            """,
            wrong: """
                local load = 120 * MW
                print(load == 120)
                """,
            right: """
                local load = 120 * MW
                print(load == 120 * MW, load:to(MW) == 120)
                """),
        Self(
            .numberFormat, "a format that doesn't show one number",
            """
            `q:format(text, unit)` needs exactly one of %f, %e or %g in its text, with flags, width and precision \
            as in C; `%%` is a percent sign. Whole numbers are shown by `%.0f`.
            """,
            wrong: #"print((750 * MW):format("%d", MW))"#,
            right: #"print((750 * MW):format("%.0f", MW))    --> 750 MW"#),
        Self(
            .dateInvalid, "not a date of the calendar",
            """
            Dates are written year-month-day with all digits, `2028-04-20`, and must exist: there is no 31 April, \
            and no 29 February outside leap years. Years run from 1 to 9999.
            """,
            wrong: #"local halving = date "2028-4-31""#,
            right: #"local halving = date "2028-04-20""#),
    ]
}
