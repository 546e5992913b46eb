import Quantities
import Testing

/// Sums, the rule of zero, comparisons, remainders.
@Suite struct ArithmeticTests {
    @Test func sumsConvertTheRightOperandOnce() throws {
        #expect(try q("1 MW") + q("500 kW") == q("1.5 MW"))
        #expect(try (q("1 MW") + q("3 kW")).magnitude == 1 + 3.0 / 1000)
        #expect(try (q("1 USD") + q("7 sat") * q("1e8 USD/BTC")).magnitude == 8)
        for x in 1...999 {
            let kilowatts = Double(x)
            #expect(try (q("0 MW") + Amount(kilowatts, Unit(parsing: "kW"))).magnitude == kilowatts / 1000)
            #expect(try (q("0 kW") + Amount(kilowatts, Unit(parsing: "MW"))).magnitude == kilowatts * 1000)
        }
    }

    @Test func zeroAndInfinityStandForAnyDimension() throws {
        let load = try q("5 MW")
        #expect(try load + .number(0) == load)
        #expect(try .number(0) + load == load)
        #expect(try load + .number(-0.0) == load)
        #expect(try .number(0) - load == q("-5 MW"))
        #expect(try load.maximum(.number(0)) == load)
        #expect(try load.minimum(.number(0)) == q("0 MW"))
        #expect(try Amount.number(0).maximum(load) == load)
        #expect(try load.minimum(.number(.infinity)) == load)
        #expect(try load.maximum(.number(-.infinity)) == load)
        #expect(try Amount.number(0).isLess(than: load))
        #expect(try load.isLess(than: .number(.infinity)))
        #expect(try load.isAtMost(.number(0)) == false)
        #expect(try q("0 MW").isEqual(to: .number(0)))
        #expect(try (load + .number(.infinity)).magnitude == .infinity)
    }

    @Test(arguments: [5, -1, 1e-300, Double.nan, Double.greatestFiniteMagnitude])
    func otherNumbersNeedAUnit(number: Double) throws {
        let load = try q("5 MW")
        #expect(refusal { try load + .number(number) } == "number-needs-unit: can't add power and a plain number")
        #expect(refusal { try .number(number) + load } == "number-needs-unit: can't add a plain number and power")
        #expect(
            refusal { try load.isLess(than: .number(number)) }
                == "number-needs-unit: can't compare power with a plain number")
    }

    @Test func uncertainNumbersNeedAUnitEvenIfTheyMayBeZero() throws {
        let megawatt = try Unit(parsing: "MW")
        #expect(
            refusal { try Alignment(.add, QuantityOperand(megawatt), QuantityOperand(.one)) }
                == "number-needs-unit: can't add power and a plain number")
        let alignment = try Alignment(.choose, QuantityOperand(.one, 0), QuantityOperand(megawatt))
        #expect(alignment.unit == megawatt && alignment.left.isIdentity && alignment.right.isIdentity)
    }

    @Test func alignmentConvertsUncertainValuesLikeCertainOnes() throws {
        let alignment = try Alignment(
            .add, QuantityOperand(Unit(parsing: "MW")), QuantityOperand(Unit(parsing: "kW")))
        #expect(try alignment.unit == Unit(parsing: "MW"))
        #expect(alignment.right.operation == .divide && alignment.right.operand == 1000)
        #expect(alignment.right(35) == 0.035)
    }

    @Test func differentKindsDontMix() throws {
        #expect(refusal { try q("120 MW") + q("42 USD/MWh") } == "unit-mismatch: can't add power and money per energy")
        #expect(refusal { try q("120 MW") - q("42 MWh") } == "unit-mismatch: can't subtract energy from power")
        #expect(refusal { try q("1 USD") + q("1 EUR") } == "unit-mismatch: can't add money and money in EUR")
        #expect(
            refusal { try q("1 MW").modulo(q("1 s")) } == "unit-mismatch: can't take the remainder of power by time")
        #expect(
            refusal { try q("1 MW").minimum(q("1 s")) } == "unit-mismatch: can't take the smaller of power and time")
        #expect(refusal { try q("1 MW").maximum(q("1 s")) } == "unit-mismatch: can't take the larger of power and time")
        #expect(
            refusal { try q("1 MW").value(in: Unit(parsing: "MWh")) }
                == "unit-mismatch: can't convert power to MWh, which is energy")
        #expect(refusal { try q("1 MW").value(in: .one) } == "unit-mismatch: can't convert power to a plain number")
        #expect(
            refusal { try q("1").value(in: Unit(parsing: "MW")) }
                == "unit-mismatch: can't convert a plain number to MW, which is power")
    }

    @Test func comparesAcrossUnits() throws {
        #expect(try q("1 MW").isEqual(to: q("1000 kW")))
        #expect(try q("1 MW") != q("1000 kW"))
        #expect(try q("999 kW").isLess(than: q("1 MW")))
        #expect(try q("1 MW").isAtMost(q("1000 kW")))
        #expect(try q("1 MW").isLess(than: q("1000 kW")) == false)
        let unknown = Amount(.nan, try Unit(parsing: "MW"))
        #expect(try unknown.isLess(than: q("1 MW")) == false)
        #expect(try unknown.isEqual(to: unknown) == false)
    }

    @Test func minimumAndMaximumKeepLuasOrder() throws {
        let unknown = Amount(.nan, try Unit(parsing: "MW"))
        let one = try q("1 MW")
        #expect(try unknown.maximum(one).magnitude.isNaN)
        #expect(try one.maximum(unknown).magnitude == 1)
        #expect(try unknown.minimum(one).magnitude.isNaN)
        #expect(try one.minimum(unknown).magnitude == 1)
        #expect(try q("0 MW").maximum(q("-0 MW")).magnitude.sign == .plus)
        #expect(try q("-0 MW").maximum(q("0 MW")).magnitude.sign == .minus)
        #expect("\(try q("1 MW").minimum(q("500 kW")))" == "500 kW")
        #expect(try q("1 MW").minimum(q("500 kW")) == q("0.5 MW"))
    }

    @Test func remaindersAndWholeTimes() throws {
        #expect(try q("7 hour").modulo(q("2 hour")) == q("1 hour"))
        #expect(try q("-7 hour").modulo(q("2 hour")) == q("1 hour"))
        #expect(try q("7 hour").modulo(q("-2 hour")) == q("-1 hour"))
        #expect(try q("90 minute").modulo(q("1 hour")) == q("30 minute"))
        #expect(try q("7 hour").floorDivided(by: q("2 hour")) == .number(3))
        #expect(try q("-7 hour").floorDivided(by: q("120 minute")) == .number(-4))
        #expect(
            refusal { try q("7 hour").floorDivided(by: .number(2)) }
                == "number-needs-unit: can't count how often a plain number goes into time")
    }

    @Test func powersNeedSmallFractions() throws {
        let power = try q("2 MW")
        let multiply: (Double, Double) -> Double = { base, _ in base }
        for exponent in [3.14159, .nan, .infinity, 1.0 / 65, 65, 1e10, -100] {
            #expect(throws: QuantityError.self) { try power.raised(to: .number(exponent), using: multiply) }
        }
        #expect(throws: QuantityError.self) { try power.raised(to: power, using: multiply) }
        #expect(throws: QuantityError.self) { try Amount.number(2).raised(to: power, using: multiply) }
        #expect(try power.raised(to: .number(0)) { _, _ in 1 } == .number(1))
        #expect(try Amount.number(2).raised(to: .number(3.14159), using: multiply) == .number(2))
    }

    @Test func loopsThatMultiplyEndInAnErrorNotInACrash() throws {
        #expect(throws: QuantityError.self) {
            var amount = try q("2 MW")
            for _ in 0..<100 { amount = try amount * amount }
        }
        // MW*year/hour/kW… keeps the dimension and lets the exact scale grow: it is folded into the magnitude.
        var drift = try q("1 USD")
        let (month, year) = (try q("1 month"), try q("1 year"))
        for _ in 0..<2000 { drift = try drift * year / month }
        #expect(drift.magnitude == .infinity)
        var shrink = try q("1 USD")
        for _ in 0..<200 { shrink = try shrink * month / year }
        let expected = (0..<200).reduce(1.0) { value, _ in value / 12 }
        #expect(abs(try shrink.value(in: Unit(parsing: "USD")) / expected - 1) < 1e-13)
        #expect("\(shrink)".hasSuffix(" USD"))
    }

    @Test func signs() throws {
        #expect(try q("5 MW").negated() == q("-5 MW"))
        #expect(try q("-5 MW").absolute() == q("5 MW"))
        #expect(try Amount.number(-2).absolute() == .number(2))
    }
}
