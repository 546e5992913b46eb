extension DiagnosticCode {
    /// A number that is allowed and that hardly anybody means.
    public static let unlikelyValue = Self("unlikely-value")
    /// A field that the function doesn't know.
    public static let unknownField = Self("unknown-field")
    /// A required field isn't there.
    public static let missingField = Self("missing-field")
    /// A string where a number belongs, and the like.
    public static let wrongType = Self("wrong-type")
    /// The right kind of value outside its range.
    public static let outOfRange = Self("out-of-range")
    /// A quantity of another dimension than the field's.
    public static let wrongDimension = Self("wrong-dimension")
    /// A number that is not finite where a finite one is needed.
    public static let notFinite = Self("not-finite")
    /// Two things of one name in one run.
    public static let duplicateName = Self("duplicate-name")
}

extension DiagnosticCode.Article {
    static let arguments: [Self] = [
        Self(
            .unknownField, "a field that this function doesn't know",
            """
            Every function lists the fields it takes, and a field it doesn't know is refused: a mistyped `meen` \
            would otherwise be ignored and a default used in its place. The message suggests the nearest field; \
            `headroom doc NAME` lists them all.
            """,
            wrong: "local price = normal { meen = 42 * USD/MWh, sd = 6 * USD/MWh }",
            right: "local price = normal { mean = 42 * USD/MWh, sd = 6 * USD/MWh }"),
        Self(
            .missingField, "a field that must be given isn't there",
            """
            Headroom doesn't guess an input that changes the answer. The message lists every missing field at once.
            """,
            wrong: "local price = normal { mean = 42 * USD/MWh }",
            right: "local price = normal { mean = 42 * USD/MWh, sd = 6 * USD/MWh }"),
        Self(
            .wrongType, "another kind of value than is needed here",
            """
            A table stands where a number belongs, a number where a name belongs, and so on. Strings are quantities \
            only where a field wants a quantity, and they never turn into numbers by themselves.
            """,
            wrong: "local delay = pert { min = true, mode = 4 * month, max = 14 * month }",
            right: "local delay = pert { min = 2 * month, mode = 4 * month, max = 14 * month }"),
        Self(
            .outOfRange, "a value outside the range that makes sense",
            """
            The value has the right kind but can't be meant: a probability above 1, a negative power, a fraction of \
            a trial. Percentages are written with the unit: `20 * percent` is 0.2, and a bare 20 is twenty times \
            the whole.
            """,
            wrong: "local wins = bernoulli { p = 87 }",
            right: "local wins = bernoulli { p = 87 * percent }"),
        Self(
            .wrongDimension, "a quantity of another kind than this field takes",
            """
            The field wants, say, a time and was given a power. The message says what the field takes and what was \
            given. A bare number is accepted only where the field is dimensionless.
            """,
            wrong: "local price = lognormal { median = 42 * USD/MWh, sd_log = 6 * USD/MWh }",
            right: "local price = lognormal { median = 42 * USD/MWh, sd_log = 0.15 }"),
        Self(
            .unlikelyValue, "a number that hardly anybody means",
            """
            Shares are plain numbers: a volatility of 35 is 3,500 % a year, and a discount rate of 15 is 1,500 %. Such numbers \
            are possible and are taken as they stand; the warning is there because they are nearly always percentages \
            without `* percent`.
            """,
            wrong: """
                local price = gbm { start = 60 * kUSD, drift = 0 / year, volatility = 35 }
                """,
            right: """
                local price = gbm { start = 60 * kUSD, drift = 0 / year, volatility = 35 * percent }
                """),
        Self(
            .notFinite, "a number that is infinite or not a number",
            """
            Somewhere a division by zero, the logarithm of a negative number or a value beyond 1.8e308 produced \
            `inf` or `nan`. One such path would spoil every mean, so the run stops and names the value rather than \
            averaging it. Guard the place with `where`, `max` or `clamp`.
            """,
            wrong: """
                local margin = normal { mean = 1, sd = 2 }
                local r = simulate { outputs = { log_margin = log(margin) } }
                """,
            right: """
                local margin = normal { mean = 1, sd = 2 }
                local r = simulate { outputs = { log_margin = log(max(margin, 0.01)) } }
                """),
        Self(
            .duplicateName, "two things of one name",
            """
            A name is an identity: it chooses the random stream of a variable and finds an output in the results. \
            If two variables in one run had the same name they would be the same dice. Give each its own.
            """,
            wrong: """
                local texas = lognormal "price" { median = 42 * USD/MWh, sd_log = 0.4 }
                local ohio = lognormal "price" { median = 55 * USD/MWh, sd_log = 0.3 }
                """,
            right: """
                local texas = lognormal "price in Texas" { median = 42 * USD/MWh, sd_log = 0.4 }
                local ohio = lognormal "price in Ohio" { median = 55 * USD/MWh, sd_log = 0.3 }
                """),
    ]
}
