import Quantities
import Testing

/// Section 1 of the language's contract, line by line.
@Suite struct LanguageTests {
    @Test func theBillOfASite() throws {
        let sitePower = try 750 * one("MW")
        let tariff = try 42 * one("USD") / one("MWh")
        let bill = try sitePower * tariff * (1 * one("year"))
        #expect("\(bill)" == "276.129 MUSD")
        #expect(try bill.value(in: Unit(parsing: "USD")) == 276_129_000)
        #expect(NumberFormat.lua(try bill.value(in: Unit(parsing: "USD"))) == "276129000.0")
    }

    @Test func hashRateOfASite() throws {
        let rate = try 750 * one("MW") / (15 * one("J") / one("TH"))
        #expect("\(rate)" == "50 EH/s")
        #expect(rate.dimension == .hashRate)
    }

    @Test func hashpriceIsPerHashRatePerTime() throws {
        let price = try 55 * one("USD") / one("PHs") / one("day")
        #expect("\(price)" == "55 USD/PHs/day")
        #expect(price.dimension == .hashprice)
        let day = try price * (11 * one("EH") / one("s")) * one("day")
        #expect("\(day)" == "605 kUSD")
    }

    @Test func ratiosArePlainNumbers() throws {
        #expect(try one("MW") / one("kW") == .number(1000))
        #expect(try one("year") / one("month") == .number(12))
        #expect(try one("year") / one("day") == .number(365.25))
        #expect(try one("GiB") / one("B") == .number(1_073_741_824))
        #expect(try one("BTC") / one("sat") == .number(1e8))
        #expect("\(try one("MW") / one("kW"))" == "1000.0")
    }

    @Test func percentAndBasisPointsArePlainNumbers() throws {
        #expect(Unit.plainNumbers.map(\.symbol) == ["percent", "bp"])
        #expect(Unit.plainNumbers.map(\.value) == [0.01, 0.0001])
        #expect(try q("20 %") == .number(0.2))
        #expect(try q("25 bp") == .number(0.0025))
    }

    @Test func ratesArePerTime() throws {
        let rate = try (9 * Amount.number(0.01)) / one("year")
        #expect("\(rate)" == "0.09 /year")
        #expect(try q("9 percent/year") == q("0.09 /year") || "\(try q("9 percent/year"))" == "0.09 /year")
        #expect(try rate * (1 * one("month")) == .number(0.09 / 12))
    }

    @Test func hoursOfAContractYear() throws {
        #expect("\(try 8760 * one("hour"))" == "8760 hour")
        #expect(try one("year").value(in: Unit(parsing: "hour")) == 8766)
    }

    @Test func formatsAsAsked() throws {
        let power = try Quantity(parsing: "750 MW")
        let gigawatt = try Unit(parsing: "GW")
        #expect(try power.formatted("%.1f", gigawatt) == "0.8 GW")
        #expect(try power.formatted("%8.3f", gigawatt) == "   0.750 GW")
        #expect(try power.formatted("about %.2f gigawatts", gigawatt) == "about 0.75 gigawatts")
        #expect(try power.formatted("%g%%", Unit(parsing: "kW")) == "750000%")
        for format in ["", "GW", "%d", "%s", "%.1f %.1f", "%n", "%*f", "%lf", "%123f", "%.123f", "%", "%.1", "%f\0"] {
            #expect(throws: QuantityError.numberFormat(format)) { try power.formatted(format, gigawatt) }
        }
    }

    @Test func aQuantityKeepsItsMagnitudeThroughUnits() throws {
        for x in 1...999 {
            let price = try Double(x) * one("USD") / one("MWh")
            #expect("\(price)" == "\(x) USD/MWh")
            #expect(try price.value(in: Unit(parsing: "USD/MWh")) == Double(x))
        }
    }
}
