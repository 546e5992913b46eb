import Quantities
import Testing

/// The list behind globals, completion and documentation.
@Suite struct UnitCatalogueTests {
    @Test func holdsEveryUnitOfTheLanguage() {
        let wanted = """
            W kW MW GW TW Wh kWh MWh GWh TWh J FLOP TFLOP PFLOP EFLOP TFLOPS PFLOPS EFLOPS B kB MB GB TB PB KiB MiB
            GiB TiB bit Gbit Tbit s ms us ns minute hour day week month year H TH PH EH ZH THs PHs EHs ZHs USD kUSD
            MUSD BUSD TUSD BTC sat token ktoken Mtoken Ttoken K degC EUR GBP CAD AUD JPY meter km kg tonne litre
            """.split { $0 == " " || $0 == "\n" }
        for symbol in wanted { #expect(Unit.named(String(symbol)) != nil, "\(symbol) is a unit") }
        #expect(Unit.named("mw") == nil && Unit.named("mUSD") == nil && Unit.named("") == nil)
    }

    @Test func symbolsAreUniqueNamesOfLua() {
        let symbols = Unit.catalogue.map(\.symbol) + Unit.plainNumbers.map(\.symbol)
        #expect(Set(symbols).count == symbols.count)
        for symbol in symbols {
            #expect(symbol.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) })
        }
    }

    @Test(arguments: Unit.catalogue)
    func definitionsAgreeWithTheirUnits(definition: UnitDefinition) {
        #expect(Unit.named(definition.symbol) == definition.unit)
        #expect(definition.unit.description == definition.symbol)
        #expect(!definition.summary.isEmpty)
        #expect(!definition.unit.isDimensionless)
        #expect(definition.unit.isTemperaturePoint == (definition.symbol == "degC"))
    }

    @Test func summariesAreWords() {
        func summary(_ symbol: String) -> String? { Unit.catalogue.first { $0.symbol == symbol }?.summary }
        #expect(summary("MW") == "megawatt")
        #expect(summary("BUSD") == "billion US dollars")
        #expect(summary("EHs") == "exahash per second")
        #expect(summary("GiB") == "gibibyte")
        #expect(summary("ktonne") == "kilotonne")
        #expect(summary("month") == "a twelfth of a year, 30.4375 days")
    }

    @Test func dimensionsHaveNames() throws {
        let names: KeyValuePairs = [
            "MW": "power", "MWh": "energy", "USD/MWh": "money per energy", "kUSD/MW/year": "money per energy",
            "MUSD/MW": "money per power", "USD/hour": "money per time", "USD/PHs/day": "hashprice",
            "EUR/PHs/day": "hashprice in EUR", "sat/THs/day": "hashprice in bitcoin", "J/TH": "energy per hash",
            "EH/s": "hash rate", "GB/s": "data rate",
            "TFLOP/s": "compute rate", "/year": "rate", "/K": "per temperature", "EUR/MWh": "money in EUR per energy",
            "USD/BTC": "money per bitcoin", "USD/PH/day": "money per hash per time", "kg/MWh": "mass per energy",
            "J/token": "energy per token",
            "litre/MWh": "volume per energy", "meter^2": "area", "meter^3": "volume", "K/W": "temperature per power",
            "MW^2": "power × power", "year^-0.5": "time^-0.5", "FLOP/B": "compute work per data", "USD": "money",
            "USD*BTC*token*MW": "money × bitcoin × tokens × mass × length^2 × time^-3",
        ]
        for (unit, name) in names {
            let dimension = try Unit(parsing: unit == "USD/PH/day" ? "USD" : unit).dimension
            if unit == "USD/PH/day" {
                let perHashPerTime = try #require(
                    dimension.multiplied(by: Dimension.hash.inverse)?.multiplied(by: .rate))
                #expect(perHashPerTime.name == name)
            } else {
                #expect(dimension.name == name)
            }
        }
        #expect(Dimension.none.name == "plain number")
    }
}
