extension Module {
    static let power = Module(
        "power", "Power sites: connection, tariff, battery, mining and firm load, and their dispatch hour by hour.",
        functions: [
            .site, .tariff, .battery, .airCooled, .directToChip, .immersion, .nPlus, .twoN, .availability, .mining,
        ],
        types: [.site, .sitePart, .fleet, .dispatch, .powerPrice, .siteYears, .strategies], namespaces: [.bitcoin])
}
