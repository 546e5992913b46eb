import DataFiles
import FinanceModel

/// Group `convertible`: zero-coupon convertibles, closed and on lattices.
enum Convertibles {
    static func run(_ one: ReferenceCase) -> Outcome {
        Outcome.attempt {
            let inputs = one.inputs
            let market = try VanillaOptions.market(inputs)
            let bond = try ConvertibleBond(
                face: inputs.need("face"), ratio: inputs.need("ratio"), maturity: inputs.need("T"),
                spread: inputs.number("spread", default: 0))
            let words = one.words
            let value: Double
            if words.contains("blended") {
                value = try bond.americanValue(market, .blended)
            } else if words.contains("maturity only") || (bond.spread == 0 && market.dividendYield <= 0) {
                value = try bond.europeanValue(market)
            } else {
                value = try bond.americanValue(market, .split)
            }
            if one.keys.isEmpty { return .number(value) }
            return .keyed(one.keys) { key in
                switch key {
                case "value", "price": .number(value)
                case "bond_floor": .number(bond.bondFloor(market))
                case "parity": .number(bond.parity(market))
                case "conversion_price": .number(bond.conversionPrice)
                default: nil
                }
            }
        }
    }
}
