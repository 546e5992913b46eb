import Quantities
import Testing

/// Factors are exact, or rounded once.
@Suite struct ConversionTests {
    private func factor(_ from: String, _ to: String) throws -> Double {
        try Unit(parsing: from).factor(to: Unit(parsing: to))
    }

    @Test func knownFactors() throws {
        #expect(try factor("year", "s") == 31_557_600)
        #expect(try factor("month", "day") == 30.4375)
        #expect(try factor("week", "hour") == 168)
        #expect(try factor("MWh", "J") == 3.6e9)
        #expect(try factor("TB", "Gbit") == 8000)
        #expect(try factor("GiB", "KiB") == 1_048_576)
        #expect(try factor("TFLOPS", "FLOP/s") == 1e12)
        #expect(try factor("EHs", "TH/minute") == 6e7)
        #expect(try factor("tonne", "g") == 1e6)
        #expect(try factor("litre", "meter^3") == 0.001)
        #expect(try factor("cent/kWh", "USD/MWh") == 10)
        #expect(try factor("J", "kg*meter^2/s^2") == 1)
        #expect(try factor("kUSD/MW/year", "USD/MWh") == 1000.0 / 8766)
    }

    /// The C library reads decimal literals correctly rounded: an oracle for powers of ten far outside exact range.
    @Test(arguments: 1...24)
    func powersOfTenAreCorrectlyRounded(power: Int) throws {
        for (large, small, digits) in [("ZH", "H", 21), ("TUSD", "cent", 14), ("BTC", "sat", 8), ("YFLOP", "FLOP", 24)]
        {
            guard digits * power <= 300 else { continue }
            #expect(try factor("\(large)^\(power)", "\(small)^\(power)") == Double("1e\(digits * power)"))
            #expect(try factor("\(small)^\(power)", "\(large)^\(power)") == Double("1e-\(digits * power)"))
        }
    }

    @Test func tiesGoToEven() throws {
        // (month/day)^6 = 487^6/2^24, and 487^6 has 54 bits: it lies half-way between two doubles.
        let sixth = (0..<6).reduce(UInt64(1)) { power, _ in power * 487 }
        #expect(sixth >> 53 == 1 && sixth & 1 == 1)
        #expect(try factor("month^6", "day^6") == Double(sixth) / 16_777_216)
    }

    @Test func rootsAreCorrectlyRounded() throws {
        // Where the radicand is a double, IEEE's square root is the oracle.
        #expect(try factor("year^0.5", "day^0.5") == (365.25).squareRoot())
        #expect(try factor("MW^0.5", "W^0.5") == 1000)
        #expect(try factor("kW^0.5", "W^0.5") == (1000.0).squareRoot())
        #expect(try factor("hour^0.5", "minute^0.5") == (60.0).squareRoot())
        #expect(try factor("year^(3/2)", "month^(3/2)") == (1728.0).squareRoot())
        #expect(try factor("ZH^0.5", "H^0.5") == (1e21).squareRoot())
        // 10^(1/3) lies between the doubles' half-way points.
        let cube = try factor("kW^(1/9)", "W^(1/9)")
        #expect(cube == 2.154_434_690_031_883_7)
        #expect(try factor("W^(1/3)", "kW^(1/3)") == 0.1)
    }

    @Test func beyondDoublesIsInfinityOrZero() throws {
        #expect(try factor("YFLOP^60", "FLOP^60") == .infinity)
        #expect(try factor("FLOP^60", "YFLOP^60") == 0)
    }

    @Test func aConversionRoundsOnceWhereItCan() throws {
        func conversion(_ from: String, _ to: String) throws -> Conversion {
            try Unit(parsing: from).conversion(to: Unit(parsing: to))
        }
        #expect(try conversion("MW", "MW") == .identity)
        #expect(try conversion("MWh/hour", "MW").isIdentity)
        #expect(try conversion("MW", "kW").operation == .multiply)
        #expect(try conversion("kW", "MW").operation == .divide)
        #expect(try conversion("kW", "MW").operand == 1000)
        #expect(try conversion("day", "year").operation == .divide)
        #expect(try conversion("day", "year").operand == 365.25)
        #expect(try conversion("kW*year", "MWh").operation == .multiply)
        #expect(try conversion("kW*year", "MWh").operand == 8.766)
    }

    /// Every conversion that can be exact is: there and back gives the same bits.
    @Test func thereAndBack() throws {
        for (a, b) in [("kW", "MW"), ("USD/MWh", "USD/kWh"), ("sat", "BTC"), ("bit", "GB"), ("s", "year")] {
            let (left, right) = (try Unit(parsing: a), try Unit(parsing: b))
            for x in 1...2000 {
                let there = try Quantity(Double(x), right).converted(to: left)
                #expect(try there.converted(to: right).magnitude == Double(x))
            }
        }
    }

    @Test func productsOfUnitsAreExact() throws {
        var random = TestRandom(seed: 3)
        let units = Unit.catalogue.map(\.unit).filter { !$0.isTemperaturePoint }
        for _ in 0..<500 {
            let (a, b) = (units.randomElement(using: &random)!, units.randomElement(using: &random)!)
            let product = try a.multiplied(by: b)
            #expect(try product.divided(by: b).factor(to: a) == 1)
            #expect(try b.multiplied(by: a).factor(to: product) == 1)
            #expect(try a.divided(by: b).factor(to: b.divided(by: a).raised(to: Rational(-1))) == 1)
            #expect(try product.raised(to: Rational(3)).raised(to: #require(Rational(1, 3))).factor(to: product) == 1)
            #expect(try product.dimension == #require(a.dimension.multiplied(by: b.dimension)))
        }
    }
}
