extension DiagnosticCode {
    /// An uncertain value where Lua needs a plain yes or no.
    public static let uncertainCondition = Self("uncertain-condition")
    /// An uncertain value in `==` or `~=`.
    public static let uncertainEquality = Self("uncertain-equality")
    /// An uncertain value as an index or a key.
    public static let uncertainKey = Self("uncertain-key")
    /// A distribution's parameter is out of its range, missing, or one too many.
    public static let distributionParameter = Self("distribution-parameter")
    /// Quantiles that don't rise with their probabilities.
    public static let quantilesOrder = Self("quantiles-order")
    /// A correlation matrix that isn't symmetric with a unit diagonal.
    public static let correlationNotSymmetric = Self("correlation-not-symmetric")
    /// A correlation matrix that no set of variables can have; it was repaired (a note).
    public static let correlationNotPSD = Self("correlation-not-psd")
    /// `correlate` after its variables were used, or twice.
    public static let correlationTooLate = Self("correlation-too-late")
    /// A parameter of a process or of its jumps is out of its range.
    public static let processParameter = Self("process-parameter")
    /// Correlations of a market that name no factor, contradict each other or lie outside [-1, 1].
    public static let marketCorrelation = Self("market-correlation")
}

extension DiagnosticCode.Article {
    static let uncertainty: [Self] = [
        Self(
            .uncertainCondition, "an uncertain value can't decide an `if`",
            """
            An uncertain value is a million answers at once, and `if`, `while`, `and`, `or`, `not`, `<` and `<=` \
            need one. Lua would take any such value for true. Let the choice be part of the model: \
            `where(condition, a, b)` picks on each path, `lt le gt ge eq` compare, and `all_of`, `any_of` and \
            `none_of` combine conditions.
            """,
            wrong: """
                local price = lognormal { median = 42 * USD/MWh, sd_log = 0.4 }
                local load = 0 * MW
                if price < 60 * USD/MWh then load = 750 * MW end
                """,
            right: """
                local price = lognormal { median = 42 * USD/MWh, sd_log = 0.4 }
                local load = where(lt(price, 60 * USD/MWh), 750 * MW, 0)
                """),
        Self(
            .uncertainEquality, "`==` can't compare uncertain values",
            """
            `==` answers whether two Lua values are the same thing, not on which paths they are equal. Use `eq(a, \
            b)`, which is itself uncertain, or better `lt` or `ge`: two continuous values are almost never exactly \
            equal.
            """,
            wrong: """
                local failures = poisson { mean = 3 }
                local calm = failures == 0
                """,
            right: """
                local failures = poisson { mean = 3 }
                local calm = eq(failures, 0)
                """),
        Self(
            .uncertainKey, "an uncertain value can't be an index",
            """
            A table is looked up once, while the script describes the model, and an uncertain index has no value \
            yet. Choose among a few cases with `where`, or use a distribution over the entries, such as `discrete` \
            or `mixture`.
            """,
            wrong: """
                local phase = discrete { values = { 1, 2 }, probabilities = { 0.7, 0.3 } }
                local power = { 200 * MW, 750 * MW }
                print(power[phase])
                """,
            right: """
                local power = discrete { values = { 200 * MW, 750 * MW }, probabilities = { 0.7, 0.3 } }
                """),
        Self(
            .distributionParameter, "these parameters describe no distribution",
            """
            A standard deviation must be positive, a triangle's mode must lie between its ends, probabilities must \
            add up to one. A distribution is given by its natural parameters, or by moments, or by quantiles, but \
            not by a mixture of them. The message names the parameter, its value and what is allowed.
            """,
            wrong: "local pue = triangular { min = 1.12, mode = 1.60, max = 1.45 }",
            right: "local pue = triangular { min = 1.12, mode = 1.22, max = 1.45 }"),
        Self(
            .quantilesOrder, "quantiles must rise with their probabilities",
            """
            p10 is the value that is undercut one time in ten and p90 nine times in ten, so p10 is the smaller one. \
            Costs and revenues alike: p90 is the high value, not the "90 % safe" value of engineers, which is p10.
            """,
            wrong: "local rent = lognormal { p10 = 2.3 * MUSD/MW/year, p90 = 1.2 * MUSD/MW/year }",
            right: "local rent = lognormal { p10 = 1.2 * MUSD/MW/year, p90 = 2.3 * MUSD/MW/year }"),
        Self(
            .correlationNotSymmetric, "not a correlation matrix",
            """
            The correlation of a with b is that of b with a, each variable's with itself is 1, and all lie between \
            -1 and 1. The matrix has as many rows and columns as there are variables.
            """,
            wrong: """
                local a, b = normal { mean = 0, sd = 1 }, normal { mean = 0, sd = 1 }
                correlate({ a, b }, { { 1, -0.3 }, { 0.3, 1 } })
                """,
            right: """
                local a, b = normal { mean = 0, sd = 1 }, normal { mean = 0, sd = 1 }
                correlate({ a, b }, { { 1, -0.3 }, { -0.3, 1 } })
                """),
        Self(
            .correlationNotPSD, "correlations that can't all hold at once",
            """
            If a moves with b and b with c, then a can't move strongly against c. Such a matrix is replaced by the \
            nearest possible one, and this note says by how much it was changed and which entry most. Check that \
            entry: often a sign is wrong, or one pair was estimated on other data than the rest.
            """,
            wrong: """
                local function z() return normal { mean = 0, sd = 1 } end
                correlate({ z(), z(), z() }, { { 1, 0.9, -0.9 }, { 0.9, 1, 0.9 }, { -0.9, 0.9, 1 } })
                """,
            right: """
                local function z() return normal { mean = 0, sd = 1 } end
                correlate({ z(), z(), z() }, { { 1, 0.9, 0.7 }, { 0.9, 1, 0.9 }, { 0.7, 0.9, 1 } })
                """),
        Self(
            .correlationTooLate, "correlate variables before they are used, and once",
            """
            Once a variable has gone into a calculation its dice are fixed, and a later correlation would make two \
            parts of the model disagree about it. Put `correlate` directly below the declarations, and all \
            variables that depend on each other into one call.
            """,
            wrong: """
                local a, b = normal { mean = 0, sd = 1 }, normal { mean = 0, sd = 1 }
                local sum = a + b
                correlate({ a, b }, { { 1, 0.5 }, { 0.5, 1 } })
                """,
            right: """
                local a, b = normal { mean = 0, sd = 1 }, normal { mean = 0, sd = 1 }
                correlate({ a, b }, { { 1, 0.5 }, { 0.5, 1 } })
                local sum = a + b
                """),
        Self(
            .processParameter, "these parameters describe no process",
            """
            A process that lives in logarithms (gbm, ou, heston, garch, regimes) starts above 0 and returns to a level above \
            0; volatility is 0 or more and reversion above 0. The message names the parameter, its value and what is \
            allowed. A factor that may be negative, such as a spread, is `ou { ..., additive = true }`.
            """,
            wrong: """
                local m = market { spread = ou { start = 0, level = 0.02, reversion = 2 / year, volatility = 0.01 } }
                """,
            right: """
                local m = market {
                  spread = ou { start = 0, level = 0.02, reversion = 2 / year, volatility = 0.01, additive = true },
                }
                """),
        Self(
            .marketCorrelation, "these correlations don't fit the market",
            """
            `correlation` names pairs of the market's own factors, each between -1 and 1. The correlation of a with b is \
            that of b with a, so a pair is given once (or twice with one number); what is left out is 0. Factors without \
            dice, such as deterministic ones, have no correlation.
            """,
            wrong: """
                local m = market {
                  btc = gbm { start = 87000 * USD/BTC, drift = 0, volatility = 55 * percent },
                  power = ou { start = 42 * USD/MWh, level = 42 * USD/MWh, reversion = 2 / year, volatility = 40 * percent },
                  correlation = { btc = { energy = 0.2 } },
                }
                """,
            right: """
                local m = market {
                  btc = gbm { start = 87000 * USD/BTC, drift = 0, volatility = 55 * percent },
                  power = ou { start = 42 * USD/MWh, level = 42 * USD/MWh, reversion = 2 / year, volatility = 40 * percent },
                  correlation = { btc = { power = 0.2 } },
                }
                """),
    ]
}
