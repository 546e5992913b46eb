import Diagnostics
import Testing

@Suite struct QuantityTests {
    @Test func `the bill of the language's first page`() throws {
        let script = """
            local site_power = 750 * MW
            local tariff = 42 * USD/MWh
            local bill = site_power * tariff * (1 * year)
            print(bill)
            print(bill:to(USD))
            print(site_power / (15 * J/TH))
            print(quantity "98 USD/MWh")
            """
        #expect(try printed(script) == "276.129 MUSD\n276129000.0\n50 EH/s\n98 USD/MWh\n")
    }

    @Test func `a ratio of like quantities is a plain number`() throws {
        #expect(try printed("print(MW / kW, math.type(MW / kW))") == "1000.0\tfloat\n")
    }

    @Test func `zero and infinity fit every dimension, other numbers don't`() throws {
        #expect(try printed("print(5 * MW + 0, 5 * MW < math.huge, max(0, -1 * MW))") == "5 MW\ttrue\t0 MW\n")
        #expect(failure(of: "print(5 * MW + 1)")?.code == .numberNeedsUnit)
        #expect(failure(of: "print(5 * MW < 1)")?.code == .numberNeedsUnit)
    }

    @Test func `temperatures move by differences only`() throws {
        #expect(try printed("print(degC(35) - degC(18), degC(18) + 5 * K, degC(35) > degC(18))") == "17 K\t23 degC\ttrue\n")
        #expect(failure(of: "print(degC(35) + degC(18))")?.code == .temperaturePoint)
        #expect(failure(of: "print(degC(35) < 0)")?.code == .temperaturePoint)
    }

    @Test func `equal quantities are equal whatever their prefix`() throws {
        #expect(try printed("print(1000 * kW == 1 * MW, 1 * MW ~= 2 * MW)") == "true\ttrue\n")
    }

    @Test func `a mismatch names both operands with their values`() throws {
        let diagnostic = try #require(failure(of: "local it_load = 120 * MW\nlocal tariff = 42 * USD/MWh\nprint(it_load + tariff)"))
        #expect(diagnostic.code == .unitMismatch)
        #expect(diagnostic.location?.line == 3)
        #expect(diagnostic.location?.column == 15)
        #expect(diagnostic.operands.map(\.name) == ["it_load", "tariff"])
        #expect(diagnostic.operands.map(\.value) == ["120 MW", "42 USD/MWh"])
        #expect(diagnostic.operands.map(\.origin?.line) == [1, 2])
    }

    @Test func `powers and roots keep units exact`() throws {
        #expect(try printed("print((3 * MW)^2 / MW, sqrt(9 * MW * MW), (4 * MW)^0.5 * (1 * MW)^0.5)") == "9 MW\t3 MW\t2 MW\n")
    }

    /// Powers are the engine's own, not the C library's: a square takes one rounding.
    @Test func powersAreTheEnginesOwn() throws {
        #expect(try printed("local y = -0x1.4aa1bbc98ddc4p-1 print(y ^ 2 == y * y)") == "true\n")
    }
}
