import DataFiles
import Diagnostics
import Quantities
import TestSupport
import Testing

@testable import Catalog

@Suite("The built-in catalogue")
struct BuiltInTests {
    private let catalog = Catalog.shared

    private func text(_ key: String, _ property: String) throws -> String { try catalog.fact(key, property).valueText }

    @Test("is as large as its data, every entity has facts, and general knowledge keeps its mark")
    func size() {
        #expect(catalog.facts.count == 731)
        #expect(catalog.entities.count == 124)
        #expect(catalog.flows.count == 35)
        for entity in catalog.entities { #expect(!entity.facts.isEmpty, "\(entity.key)") }
        #expect(catalog.facts.filter { $0.confidence == .general }.count == 24)
        #expect(catalog.facts.filter { $0.confidence == .story }.count == 13)
        #expect(catalog.facts.map { $0.basis + $0.valueText }.allSatisfy { !$0.contains("\n") })
    }

    @Test(
        "what the example about Trainium needs",
        arguments: [
            ("trainium2", "fp8_dense", "1.299 PFLOP/s"), ("trainium2", "bf16_dense", "667 TFLOP/s"),
            ("trainium2", "hbm_bw", "2.9 TB/s"), ("trainium2", "power", "500 W"),
            ("trainium3", "fp8_dense", "2.517 PFLOP/s"), ("trainium3", "bf16_dense", "671 TFLOP/s"),
            ("trainium3", "hbm", "144 GiB"), ("trainium3", "power", "1 kW"),
            ("trn2-ultraserver", "chips", "64.0"), ("trn2-ultraserver", "fp8_dense", "83.2 PFLOP/s"),
            ("trn3-ultraserver", "chips", "144.0"), ("trn3-ultraserver", "fp8_dense", "362.448 PFLOP/s"),
            ("trn3-ultraserver", "claim_perf", "4.4"), ("trn3-ultraserver", "claim_perf_per_watt", "4.0"),
            ("trn3-ultraserver", "claim_energy", "0.4"), ("coindesk-2025-12", "trainium3_speedup", "4.0"),
            ("trn3-vs-trn2-ultraserver", "fp8_ratio", "4.356"),
        ])
    func trainium(key: String, property: String, value: String) throws {
        #expect(try text(key, property) == value)
    }

    @Test(
        "what the example about IREN and Microsoft needs",
        arguments: [
            ("iren-microsoft", "value", "9.7 BUSD"), ("iren-microsoft", "term", "5 year"),
            ("iren-microsoft", "prepayment", "0.2"), ("iren-microsoft", "critical_it", "200 MW"),
            ("iren-microsoft", "site", "750 MW"), ("iren-microsoft", "dell_purchase", "5.8 BUSD"),
            ("iren-microsoft", "gpu", "GB300"), ("iren-microsoft", "signed", "2025-11-03"),
            ("iren-microsoft", "project_ebitda_margin", "0.85"), ("iren-microsoft", "gpu_capex_per_mw", "29 MUSD/MW"),
            ("iren", "power_price", "3.3 cent/kWh"), ("iren", "horizon_dc_capex", "15 MUSD/MW"),
            ("industrial-power", "texas", "6.3 cent/kWh"), ("pue", "microsoft", "1.18"),
            ("h100-rental", "june_2026", "2.6 USD/hour"), ("b200-rental", "june_2026", "5.3 USD/hour"),
            ("datacentre-cost", "facility_avg", "11.7 MUSD/MW"), ("depreciation-life", "burry", "3 year"),
            ("gb300", "power", "1.4 kW"), ("gb300-nvl72", "rack_power_high", "140 kW"),
        ])
    func iren(key: String, property: String, value: String) throws {
        #expect(try text(key, property) == value)
    }

    @Test("units that the sources write loosely mean what they should, and the original is kept")
    func units() throws {
        let hashprice = try catalog.fact("bitcoin", "hashprice_november_2025")
        #expect(hashprice.valueText == "43.33 USD/PHs/day" && hashprice.original == "43.33 USD/PH/day")
        #expect(hashprice.note.contains("means PH/s"))
        let price = try catalog.fact("antminer-s21-xp", "price")
        #expect(price.amount?.dimension == Quantity(1, try Unit(parsing: "USD/THs")).unit.dimension)
        #expect(try text("btc", "volatility_2025") == "0.428")
        #expect(try catalog.fact("btc", "volatility_2025").basis == "annualised")
        #expect(try catalog.fact("hut8-river-bend", "escalator").amount?.dimension == .rate)
        #expect(try catalog.fact("trainium3", "scaleup_bw_total").basis == "per chip, both directions")
        #expect(try catalog.fact("gb200-nvl72", "fp8_dense").basis == "whole system, dense")
        #expect(try catalog.fact("bitfarms", "washington_mw").basis == "gross")
        #expect(try catalog.fact("mining-site-conversion", "area_mining").original == "1000 sq ft/MW")
    }

    @Test("what mining machines promise holds together: power is hash rate times efficiency, within 3 %")
    func asics() throws {
        for machine in catalog.entities(of: .asic) {
            guard let power = machine["power"]?.amount, let rate = machine["hashrate"]?.amount,
                let efficiency = machine["efficiency"]?.amount
            else { continue }
            let ratio = try power.divided(by: rate.multiplied(by: efficiency)).value(in: .one)
            #expect(abs(ratio - 1) < 0.03, "\(machine.key): \(ratio)")
        }
    }

    @Test("keys, aliases and names are found however they are capitalised")
    func lookup() throws {
        #expect(try catalog.chip("Trainium3").key == "trainium3")
        #expect(try catalog.chip("trn3").key == "trainium3")
        #expect(try catalog.chip("AWS Trainium3").key == "trainium3")
        #expect(try catalog.chip("h100").key == "h100-sxm")
        #expect(try catalog.deal("microsoft_iren").key == "iren-microsoft")
        #expect(try catalog.fact("chip.trn3.fp8_dense").property == "fp8_dense")
        #expect(try catalog.facts(about: "pue").count == 6)
        #expect(catalog.entities(of: .chip).first?.key == "trainium1")
    }

    @Test("what isn't there is refused with the nearest that is")
    func unknown() throws {
        func diagnostic(_ body: () throws -> some Any) throws -> Diagnostic {
            try #require(throws: CatalogError.self) { _ = try body() }.diagnostic
        }
        let chip = try diagnostic { try catalog.chip("trainium33") }
        #expect(chip.message == "no chip is called \"trainium33\"" && chip.remedy == "did you mean \"trainium3\"?")
        #expect(chip.code == .catalogueUnknown)
        let kind = try diagnostic { try catalog.chip("iren-microsoft") }
        #expect(kind.message == "\"iren-microsoft\" is not a chip but a deal")
        #expect(kind.remedy == "write catalog.deal \"iren-microsoft\"")
        let property = try diagnostic { try catalog.fact("trainium3", "fp8_dens") }
        #expect(property.remedy == "did you mean \"fp8_dense\"?")
        #expect(property.notes.first?.hasPrefix("It knows: fp8_dense, bf16_dense") == true)
        let fact = try diagnostic { try catalog.fact("chip.trn3.fp8dense") }
        #expect(fact.remedy == "did you mean \"chip.trn3.fp8_dense\"?")
    }

    @Test("search ranks what is named before what is mentioned, always alike")
    func search() {
        #expect(catalog.search("trainium3").first?.entity.key == "trainium3")
        #expect(catalog.search("iren microsoft").first?.entity.key == "iren-microsoft")
        let power = catalog.search("trainium3 power")
        #expect(power.first?.fact?.id == "chip.trn3.power")
        #expect(catalog.search("power texas").first?.fact?.id == "power.industrial.tx")
        #expect(catalog.search("PUE").first?.entity.key == "pue")
        #expect(catalog.search("ultras").map(\.entity.key).contains("trn3-ultraserver"))
        #expect(catalog.search("  ").isEmpty && catalog.search("xyzzy").isEmpty)
        #expect(catalog.search("bitcoin", limit: 3).count == 3)
        #expect(catalog.search("gpu cost") == catalog.search("gpu cost"))
        // A word nobody knows doesn't hide what the others find.
        #expect(catalog.search("trainium3 xyzzy").first?.entity.key == "trainium3")
    }

    @Test("flows know both ends")
    func flows() throws {
        let flow = try #require(catalog.flows.first { $0.payer == "microsoft" && $0.payee == "iren" })
        #expect(flow.kind == "cloud purchase" && flow.fact.valueText == "9.7 BUSD")
        #expect(
            catalog.flows.filter { $0.payer == "nvidia" && $0.payee == "coreweave" && $0.kind == "equity" }.count == 2)
    }

    @Test("is read in a few milliseconds")
    func speed() throws {
        let (entities, sources, facts) = (EmbeddedData.entities, EmbeddedData.sources, EmbeddedData.facts)
        // The fastest of several, since other tests run at the same time.
        let fastest = try (0..<20).map { _ in
            try ContinuousClock().measure { _ = try Catalog(entities: entities, sources: sources, facts: facts) }
        }.min()!
        #if DEBUG
            #expect(fastest < .milliseconds(100), "\(fastest)")
        #else
            #expect(fastest < .milliseconds(8), "\(fastest)")
        #endif
        print("catalogue read in \(fastest)")
    }
}
