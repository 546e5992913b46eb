/// What was probably meant where two dimensions don't mix.
struct MismatchRemedy {
    private let operation: QuantityOperation
    private let left: QuantityOperand
    private let right: QuantityOperand
    private let leftName: String?
    private let rightName: String?

    init(
        _ operation: QuantityOperation, _ left: QuantityOperand, _ right: QuantityOperand, _ leftName: String?,
        _ rightName: String?
    ) {
        self.operation = operation
        self.left = left
        self.right = right
        self.leftName = leftName
        self.rightName = rightName
    }

    /// The most likely remedy; nil where nothing is likely.
    var text: String? { rateText ?? productText }

    /// A missing rate, time or hash rate between two dimensions that are nearly the same.
    var rateText: String? {
        currencyText ?? hashpriceText ?? timeText
    }

    /// Two currencies, or a currency and bitcoin, want an explicit rate.
    private var currencyText: String? {
        guard let ratio = left.unit.dimension.multiplied(by: right.unit.dimension.inverse), ratio.bases.count == 2,
            ratio.bases.allSatisfy({ $0.isMoney }),
            ratio.exponent(of: ratio.bases[0]) == ratio.exponent(of: ratio.bases[1]).negated,
            let from = ratio.bases.first(where: { right.unit.dimension.exponent(of: $0) != .zero }),
            let to = ratio.bases.first(where: { $0 != from })
        else { return nil }
        return "multiply \(rightName ?? "the second") by a rate that you state, in \(to.symbol)/\(from.symbol)"
    }

    /// Money per hash per time beside money per hash: the market's spelling was built with `/`.
    private var hashpriceText: String? {
        let sides = [left.unit.dimension, right.unit.dimension]
        let isHashprice = sides.contains { side in
            side.exponent(of: .hash) == Rational(-1) && side.bases.count == 2 && side.bases.contains { $0.isMoney }
        }
        let isMisspelled = sides.contains { side in
            side.exponent(of: .hash) == Rational(-1) && side.exponent(of: .time).sign < 0 && side.bases.count == 3
        }
        guard isHashprice && isMisspelled else { return nil }
        return "hashprice is money per hash rate per time: write USD/PHs/day, where PHs is PH/s, and not USD/PH/day"
    }

    /// One side is the other per time.
    private var timeText: String? {
        guard let ratio = left.unit.dimension.multiplied(by: right.unit.dimension.inverse) else { return nil }
        let perTime: String
        if ratio == .rate {
            perTime = leftName ?? "the \(left.kind)"
        } else if ratio == .time {
            perTime = rightName ?? "the \(right.kind)"
        } else {
            return nil
        }
        return "multiply \(perTime) by a time, such as 1 * hour or 1 * year"
    }

    /// A product or quotient that analysts have a name for.
    private var productText: String? {
        guard operation == .add || operation == .subtract else { return nil }
        let a = leftName ?? "the first"
        let b = rightName ?? "the second"
        if let name = left.unit.dimension.multiplied(by: right.unit.dimension)?.commonName {
            return leftName != nil && rightName != nil
                ? "to get \(name), multiply: \(a) * \(b)" : "to get \(name), multiply them"
        }
        if let name = left.unit.dimension.multiplied(by: right.unit.dimension.inverse)?.commonName {
            return leftName != nil && rightName != nil
                ? "to get \(name), divide: \(a) / \(b)" : "to get \(name), divide \(a) by \(b)"
        }
        return nil
    }
}

extension BaseDimension {
    /// The unit of a currency or coin; empty for all others.
    fileprivate var symbol: String {
        switch self {
        case .usd: "USD"
        case .eur: "EUR"
        case .gbp: "GBP"
        case .cad: "CAD"
        case .aud: "AUD"
        case .jpy: "JPY"
        case .coin: "BTC"
        default: ""
        }
    }
}
