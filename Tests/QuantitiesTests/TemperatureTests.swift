import Quantities
import Testing

/// Points on the Celsius scale against differences in K.
@Suite struct TemperatureTests {
    @Test func pointsMoveByDifferences() throws {
        #expect(try q("35 degC") + q("5 K") == q("40 degC"))
        #expect(try q("5 K") + q("35 degC") == q("40 degC"))
        #expect(try q("35 degC") - q("5 K") == q("30 degC"))
        #expect(try q("35 degC") - q("18 degC") == q("17 K"))
        #expect("\(try q("35 degC") + q("5 K"))" == "40 degC")
        #expect("\(try q("35 degC") - q("18 degC"))" == "17 K")
        #expect(try (q("35 degC") - q("18 degC")) * q("0.006 /K") == .number(17 * 0.006))
    }

    @Test func aDifferenceOfAnotherSizeConverts() throws {
        let rise = try q("2 K*MW/kW")
        #expect(try q("35 degC") + rise == q("2035 degC"))
        #expect(try rise + q("35 degC") == q("2035 degC"))
    }

    @Test func pointsCompareWithPoints() throws {
        #expect(try q("18 degC").isLess(than: q("35 degC")))
        #expect(try q("35 degC").isEqual(to: q("35 degC")))
        #expect(try q("35 degC").maximum(q("18 degC")) == q("35 degC"))
        #expect(try q("35 degC").minimum(q("18 degC")) == q("18 degC"))
        #expect(try q("35 degC").value(in: .degC) == 35)
    }

    @Test func everythingElseIsRefused() throws {
        let hot = try q("35 degC")
        let difference = try q("5 K")
        let refused: [(String, () throws -> Any)] = [
            ("can't add temperature and temperature", { try hot + hot }),
            ("can't subtract temperature from difference of temperatures", { try difference - hot }),
            ("can't multiply a plain number by temperature", { try 2 * hot }),
            ("can't divide temperature by temperature", { try hot / hot }),
            ("can't raise temperature to a power", { try hot.raised(to: .number(2)) { base, _ in base } }),
            ("can't raise temperature to a power", { try hot.squareRoot() }),
            ("can't change the sign of temperature", { try hot.negated() }),
            ("can't change the sign of temperature", { try hot.absolute() }),
            ("can't compare temperature with difference of temperatures", { try hot.isLess(than: difference) }),
            ("can't compare temperature with a plain number", { try hot.isLess(than: .number(0)) }),
            ("can't add temperature and a plain number", { try hot + .number(0) }),
            ("can't take the larger of temperature and a plain number", { try hot.maximum(.number(-.infinity)) }),
            ("can't take the remainder of temperature by temperature", { try hot.modulo(hot) }),
            ("can't convert temperature to K, which is difference of temperatures", { try hot.value(in: .kelvin) }),
            (
                "can't convert difference of temperatures to degC, which is temperature",
                { try difference.value(in: .degC) }
            ),
        ]
        for (message, body) in refused { #expect(refusal(body) == "temperature-point: \(message)") }
        #expect(refusal { try hot + q("1 MW") } == "unit-mismatch: can't add temperature and power")
    }
}
