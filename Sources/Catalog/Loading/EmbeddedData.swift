/// The data files that are compiled into the program. Many small ones, since the time to compile an embedded file grows with
/// the square of its size: 0.2 s for 5 KB, 1.5 s for 23 KB, 7 s for 46 KB.
enum EmbeddedData {
    static var entities: Catalog.File { file("entities.csv", PackageResources.entities_csv) }

    static var sources: [Catalog.File] {
        [
            file("sources-hardware.csv", PackageResources.sources_hardware_csv),
            file("sources-deals.csv", PackageResources.sources_deals_csv),
            file("sources-markets.csv", PackageResources.sources_markets_csv),
            file("sources-calibrations.csv", PackageResources.sources_calibrations_csv),
        ]
    }

    /// In the order in which the catalogue lists its facts.
    static var facts: [Catalog.File] {
        [
            file("chips-amazon.csv", PackageResources.chips_amazon_csv),
            file("chips-nvidia.csv", PackageResources.chips_nvidia_csv),
            file("chips-google.csv", PackageResources.chips_google_csv),
            file("chips-amd.csv", PackageResources.chips_amd_csv), file("systems.csv", PackageResources.systems_csv),
            file("asics.csv", PackageResources.asics_csv), file("deals.csv", PackageResources.deals_csv),
            file("companies.csv", PackageResources.companies_csv), file("sites.csv", PackageResources.sites_csv),
            file("bitcoin.csv", PackageResources.bitcoin_csv), file("markets.csv", PackageResources.markets_csv),
            file("forecasts.csv", PackageResources.forecasts_csv), file("flows.csv", PackageResources.flows_csv),
            file("calibrations.csv", PackageResources.calibrations_csv),
        ]
    }

    private static func file(_ name: String, _ bytes: [UInt8]) -> Catalog.File {
        Catalog.File(name: name, bytes: bytes)
    }
}
