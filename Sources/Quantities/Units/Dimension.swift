/// What kind of thing a quantity is: a product of rational powers of base dimensions.
///
/// ```swift
/// Unit.named("MW")!.dimension == .power
/// Unit.named("USD")!.dimension.name      // "money"
/// ```
public struct Dimension: Hashable, Sendable {
    // In the order of the bases, without zero exponents, so that equal dimensions are equal values.
    private let terms: [Term]

    private struct Term: Hashable, Sendable {
        let base: BaseDimension
        let exponent: Rational
    }

    /// The dimension of plain numbers.
    public static let none = Dimension(terms: [])

    private init(terms: [Term]) {
        self.terms = terms
    }

    /// The dimension of one base.
    public init(_ base: BaseDimension) {
        terms = [Term(base: base, exponent: .one)]
    }

    /// The product of integer powers of bases, each named once.
    public init(_ powers: [(BaseDimension, Int)]) {
        terms = powers.filter { $0.1 != 0 }.map { Term(base: $0.0, exponent: Rational($0.1)) }
            .sorted { $0.base.rawValue < $1.base.rawValue }
    }

    public var isNone: Bool { terms.isEmpty }

    /// The exponent of a base; zero where it doesn't occur.
    public func exponent(of base: BaseDimension) -> Rational {
        terms.first { $0.base == base }?.exponent ?? .zero
    }

    /// The bases that occur, in a fixed order.
    public var bases: [BaseDimension] { terms.map(\.base) }

    /// The product, or nil where an exponent would exceed ``largestExponent``.
    public func multiplied(by other: Dimension) -> Dimension? {
        var result: [Term] = []
        var (i, j) = (0, 0)
        while i < terms.count || j < other.terms.count {
            if j == other.terms.count || (i < terms.count && terms[i].base.rawValue < other.terms[j].base.rawValue) {
                result.append(terms[i])
                i += 1
            } else if i == terms.count || other.terms[j].base.rawValue < terms[i].base.rawValue {
                result.append(other.terms[j])
                j += 1
            } else {
                guard let sum = terms[i].exponent.adding(other.terms[j].exponent), Self.allows(sum) else { return nil }
                if sum != .zero { result.append(Term(base: terms[i].base, exponent: sum)) }
                i += 1
                j += 1
            }
        }
        return Dimension(terms: result)
    }

    /// The reciprocal.
    public var inverse: Dimension {
        Dimension(terms: terms.map { Term(base: $0.base, exponent: $0.exponent.negated) })
    }

    /// The power, or nil where an exponent would exceed ``largestExponent``.
    public func raised(to power: Rational) -> Dimension? {
        if power == .zero { return Dimension.none }
        var result: [Term] = []
        for term in terms {
            guard let product = term.exponent.multiplied(by: power), Self.allows(product) else { return nil }
            result.append(Term(base: term.base, exponent: product))
        }
        return Dimension(terms: result)
    }

    /// No exponent is larger than this, nor has a larger denominator: beyond lies only a loop that multiplied once too
    /// often.
    public static let largestExponent = 64

    private static func allows(_ exponent: Rational) -> Bool {
        exponent.denominator <= largestExponent
            && abs(exponent.numerator) <= largestExponent * exponent.denominator
    }
}

extension Dimension {
    public static let time = Dimension(.time)
    public static let rate = Dimension([(.time, -1)])
    public static let length = Dimension(.length)
    public static let area = Dimension([(.length, 2)])
    public static let volume = Dimension([(.length, 3)])
    public static let mass = Dimension(.mass)
    public static let temperature = Dimension(.temperature)
    public static let energy = Dimension([(.mass, 1), (.length, 2), (.time, -2)])
    public static let power = Dimension([(.mass, 1), (.length, 2), (.time, -3)])
    /// US dollars.
    public static let money = Dimension(.usd)
    public static let coin = Dimension(.coin)
    public static let information = Dimension(.information)
    public static let dataRate = Dimension([(.information, 1), (.time, -1)])
    public static let work = Dimension(.work)
    public static let computeRate = Dimension([(.work, 1), (.time, -1)])
    public static let hash = Dimension(.hash)
    public static let hashRate = Dimension([(.hash, 1), (.time, -1)])
    public static let token = Dimension(.token)
    public static let tokenRate = Dimension([(.token, 1), (.time, -1)])
    public static let moneyPerTime = Dimension([(.usd, 1), (.time, -1)])
    public static let moneyPerEnergy = Dimension([(.usd, 1), (.mass, -1), (.length, -2), (.time, 2)])
    public static let moneyPerPower = Dimension([(.usd, 1), (.mass, -1), (.length, -2), (.time, 3)])
    /// Money per hash rate per time, which is money per hash: `USD/PHs/day`.
    public static let hashprice = Dimension([(.usd, 1), (.hash, -1)])
    public static let energyPerHash = Dimension([(.mass, 1), (.length, 2), (.time, -2), (.hash, -1)])
    public static let moneyPerCoin = Dimension([(.usd, 1), (.coin, -1)])
}
