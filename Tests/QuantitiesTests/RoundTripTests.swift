import Quantities
import Testing

/// What is printed can be read again, and means the same to 12 digits.
@Suite struct RoundTripTests {
    @Test(arguments: Unit.catalogue)
    func everyUnit(definition: UnitDefinition) throws {
        for magnitude in [1, 0.5, 999, 1000, 1234.5678, 1e-7, 6.02e23, -42, 1.0 / 3] {
            try expectRoundTrip(Quantity(magnitude, definition.unit))
        }
        #expect(try Unit(parsing: definition.unit.description) == definition.unit)
    }

    @Test func randomProducts() throws {
        var random = TestRandom(seed: 20_260_101)
        let units = Unit.catalogue.map(\.unit).filter { !$0.isTemperaturePoint }
        var compared = 0
        for _ in 0..<5000 {
            var amount = Amount.number(Double.random(in: 0.001...1000, using: &random))
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let factor = Amount(Double.random(in: 0.1...10, using: &random), units.randomElement(using: &random)!)
                amount = try Bool.random(using: &random) ? amount * factor : amount / factor
            }
            guard case .quantity(let quantity) = amount else { continue }
            // The one dimension that the parser refuses on purpose.
            if Self.isMarketsHashprice(quantity.dimension) { continue }
            try expectRoundTrip(quantity)
            compared += 1
        }
        #expect(compared > 4500)
    }

    @Test func randomRoots() throws {
        var random = TestRandom(seed: 7)
        let units = Unit.catalogue.map(\.unit).filter { !$0.isTemperaturePoint }
        for _ in 0..<300 {
            let product = try units.randomElement(using: &random)!.multiplied(by: units.randomElement(using: &random)!)
            let exponent = try #require(
                Rational(Int.random(in: -4...4, using: &random), [1, 2, 3, 4, 5].randomElement(using: &random)!))
            let folded = try product.power(exponent)
            if folded.unit.isDimensionless { continue }
            try expectRoundTrip(Quantity(Double.random(in: 0.1...10, using: &random), folded.unit))
        }
    }

    private func expectRoundTrip(_ quantity: Quantity) throws {
        let text = quantity.formatted()
        let again = try Quantity(parsing: text)
        let value = try again.value(in: quantity.unit)
        #expect(
            abs(value - quantity.magnitude) <= 1e-11 * abs(quantity.magnitude),
            "\(text) reads as \(value), not \(quantity.magnitude)")
        #expect(again.formatted() == text)
        let all = try Quantity(parsing: quantity.formatted(digits: 17)).value(in: quantity.unit)
        #expect(abs(all - quantity.magnitude) <= 1e-15 * abs(quantity.magnitude))
    }

    private static func isMarketsHashprice(_ dimension: Dimension) -> Bool {
        dimension.exponent(of: .hash) == Rational(-1) && dimension.exponent(of: .time).sign < 0
            && dimension.bases.count == 3
    }
}
