extension DiagnosticCode {
    /// Load that must run and can't, or a battery that can't return to where it started.
    public static let infeasibleLoad = Self("infeasible-load")
    /// What a site or its hours say contradicts itself.
    public static let siteDescription = Self("site-description")
}

extension DiagnosticCode.Article {
    static let power: [Self] = [
        Self(
            .infeasibleLoad, "firm load can't be met",
            """
            Load given as `firm` must run in every hour, so a dispatch that can't feed it has no answer. The message \
            names the hour that is shortest, by how many MW, and the energy missing over all hours at the least. \
            Lower the load, raise the grid connection, add gas or a battery; or give `lost_load` a price per MWh, \
            and firm load is shed where that is cheaper.
            """,
            wrong: "print(home:dispatch { firm = 800 * MW })   -- grid = 750 * MW",
            right: "print(home:dispatch { firm = 700 * MW })"),
        Self(
            .siteDescription, "what describes the site contradicts itself",
            """
            Energisation dates must rise and their power with them, up to the grid connection; months run from 1 to \
            12; IT load times PUE must fit the connection; hours of prices must be there once each. The message \
            names both figures.
            """,
            wrong: #"energised = { { date = "2026-12-01", power = 750 * MW }, { date = "2025-12-01", power = 200 * MW } }"#,
            right: #"energised = { { date = "2025-12-01", power = 200 * MW }, { date = "2026-12-01", power = 750 * MW } }"#),
    ]
}
