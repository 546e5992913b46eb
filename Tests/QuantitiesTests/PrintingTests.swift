import Quantities
import Testing

/// Digits and prefixes.
@Suite struct PrintingTests {
    @Test(arguments: [
        ("1500 kW", "1.5 MW"), ("0.5 MW", "500 kW"), ("0.005 W", "0.005 W"), ("1e15 W", "1000 TW"),
        ("0.5 USD", "0.5 USD"), ("0.02 kUSD", "20 USD"), ("1400000 kUSD", "1.4 BUSD"), ("2e15 USD", "2000 TUSD"),
        ("-2500 USD", "-2.5 kUSD"), ("1500 cent", "1500 cent"), ("0.5 BTC", "0.5 BTC"), ("3e5 sat", "300000 sat"),
        ("1500 ms", "1.5 s"), ("0.25 s", "250 ms"), ("0.0004 s", "400 us"), ("2e-10 s", "0.2 ns"),
        ("86400 s", "86400 s"),
        ("90 minute", "90 minute"), ("0.5 year", "0.5 year"), ("730 day", "730 day"),
        ("2048 MiB", "2 GiB"), ("1536 KiB", "1.5 MiB"), ("0.5 KiB", "0.5 KiB"), ("1500 MB", "1.5 GB"),
        ("0.5 THs", "0.5 THs"), ("1500 EHs", "1.5 ZHs"), ("1200 EH/s", "1.2 ZH/s"), ("3.8e25 FLOP", "38 YFLOP"),
        ("5 pJ/bit", "5 pJ/bit"), ("5000 pJ/bit", "5000 pJ/bit"), ("0.5 J/TH", "0.5 J/TH"),
        ("15600 Gtoken", "15.6 Ttoken"),
        ("1200 USD/MWh", "1.2 kUSD/MWh"), ("42 USD/kWh", "42 USD/kWh"), ("0.0001 MUSD/MW/year", "100 USD/MW/year"),
        ("1500 MW^2", "1500 MW^2"), ("0 MW", "0 MW"), ("-0 MW", "-0 MW"), ("0.006 /K", "0.006 /K"),
        ("35 degC", "35 degC"),
        ("2500 kg", "2500 kg"), ("2500 tonne", "2.5 ktonne"), ("0.5 kg", "500 g"), ("1500 meter", "1500 meter"),
        ("123456789.123456 USD", "123.456789123 MUSD"), ("1e18 hour", "1e+18 hour"),
        // Rounding for print can carry into the next prefix.
        ("999.999999999 kW", "999.999999999 kW"), ("999.9999999999 kW", "1 MW"), ("0.99999999999999 MW", "1 MW"),
        ("999999.9999999999 USD", "1 MUSD"),
    ])
    func chooses(given: String, printed: String) throws {
        #expect("\(try q(given))" == printed)
    }

    @Test func moreDigitsOnRequest() throws {
        let third = Quantity(1.0 / 3, try Unit(parsing: "USD/MWh"))
        #expect(third.formatted() == "0.333333333333 USD/MWh")
        #expect(third.formatted(digits: 17) == "0.33333333333333331 USD/MWh")
        #expect(third.formatted(digits: 3) == "0.333 USD/MWh")
        #expect(Quantity(999.6, try Unit(parsing: "kW")).formatted(digits: 3) == "1 MW")
    }

    @Test func infinitiesAndNaNKeepTheirUnit() throws {
        let megawatt = try Unit(parsing: "MW")
        #expect("\(Quantity(.infinity, megawatt))" == "inf MW")
        #expect("\(Quantity(-.infinity, megawatt))" == "-inf MW")
        #expect("\(Quantity(-.nan, megawatt))" == "nan MW")
    }

    @Test func filesGetTheUnitAsBuilt() throws {
        let bill = try q("750 MW") * q("42 USD/MWh") * q("1 year")
        let spelled = Quantity(bill.magnitude, bill.unit).spelled
        #expect(spelled == (276_129_000, "USD"))
        #expect(try Quantity(parsing: "1500 kW").spelled == (1500, "kW"))
        #expect(try Quantity(parsing: "35 degC").spelled == (35, "degC"))
    }

    @Test func derivedUnitsShowWhatTheyAreWorth() throws {
        let bill = try q("750 MW") * q("42 USD/MWh") * q("1 year")
        let quantity = Quantity(bill.magnitude, bill.unit)
        #expect(quantity.magnitude == 31_500)
        #expect(try quantity.formatted("%.1f", quantity.unit) == "276129000.0 USD")
        #expect(try quantity.unit.asWritten == Unit(parsing: "USD"))
        #expect(try Quantity(9, Unit(parsing: "%/year")).spelled == (0.09, "/year"))
    }

    @Test func aTableChoosesOnePrefix() throws {
        let dollar = try Unit(parsing: "USD/year")
        let unit = dollar.forPrinting(1.234e9)
        #expect(unit.description == "BUSD/year")
        #expect(try [1.234e9, 5e6].map { try Quantity($0, dollar).value(in: unit) } == [1.234, 0.005])
        #expect(dollar.forPrinting(0) == dollar && dollar.forPrinting(.nan) == dollar)
        #expect(Unit.degC.forPrinting(1e9) == .degC && Unit.one.forPrinting(1e9) == .one)
    }

    @Test func numbersPrintAsInLua() {
        #expect(NumberFormat.lua(276_129_000) == "276129000.0")
        #expect(NumberFormat.lua(0.1 + 0.2) == "0.3")
        #expect(NumberFormat.lua(1e15) == "1e+15")
        #expect(NumberFormat.lua(-1) == "-1.0")
        #expect(NumberFormat.lua(-0.0) == "-0.0")
        #expect(NumberFormat.lua(.infinity) == "inf")
        #expect(NumberFormat.lua(-.nan) == "nan")
        #expect(NumberFormat.lua(1e100) == "1e+100")
        #expect(NumberFormat.g(Double.pi, digits: 3) == "3.14")
    }

    @Test func longFormatsFit() throws {
        let text = try Quantity(1e300, Unit(parsing: "USD")).formatted("%99.9f", Unit(parsing: "USD"))
        #expect(text.utf8.count == 301 + 10 + 4)
        #expect(text.hasSuffix(".000000000 USD"))
    }
}
