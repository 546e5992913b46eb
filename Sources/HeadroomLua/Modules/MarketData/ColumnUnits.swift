import Quantities

/// What a column's name says about its unit: `price_usd_per_mwh` is USD/MWh.
enum ColumnUnits {
    /// Endings, the longest first, and their units.
    private static let endings: [(ending: String, unit: String)] = [
        ("_usd_per_gpu_hour", "USD/hour"), ("_usd_per_mwh", "USD/MWh"), ("_usd_per_kwh", "USD/kWh"),
        ("_usd_per_hour", "USD/hour"), ("_usd_per_phs_day", "USD/PHs/day"), ("_eh_per_s", "EH/s"), ("_mwh", "MWh"),
        ("_usd", "USD"), ("_btc", "BTC"), ("_mw", "MW"), ("_kw", "kW"), ("_gw", "GW"), ("_c", "degC"), ("_pct", ""),
    ]

    /// The unit that the name says, as text; empty for a plain number, nil where it says nothing.
    static func text(_ column: String) -> String? {
        let name = column.lowercased()
        return endings.first { name.hasSuffix($0.ending) }?.unit
    }
}
