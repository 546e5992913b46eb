/// The data files that are compiled into the program.
enum EmbeddedData {
    static var entities: Catalog.File { file("entities.csv", PackageResources.entities_csv) }
    static var sources: Catalog.File { file("sources.csv", PackageResources.sources_csv) }

    /// In the order in which the catalogue lists its facts.
    static var facts: [Catalog.File] {
        [
            file("chips.csv", PackageResources.chips_csv), file("systems.csv", PackageResources.systems_csv),
            file("asics.csv", PackageResources.asics_csv), file("deals.csv", PackageResources.deals_csv),
            file("companies.csv", PackageResources.companies_csv), file("sites.csv", PackageResources.sites_csv),
            file("bitcoin.csv", PackageResources.bitcoin_csv), file("markets.csv", PackageResources.markets_csv),
            file("forecasts.csv", PackageResources.forecasts_csv), file("flows.csv", PackageResources.flows_csv),
        ]
    }

    private static func file(_ name: String, _ bytes: [UInt8]) -> Catalog.File {
        Catalog.File(name: name, bytes: bytes)
    }
}
