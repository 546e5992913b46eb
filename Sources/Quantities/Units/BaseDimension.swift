/// What can be measured independently of everything else. Each currency stands for itself: only an explicit rate leads
/// from one to another.
public enum BaseDimension: Int, CaseIterable, Hashable, Sendable {
    case usd, eur, gbp, cad, aud, jpy
    case coin, hash, work, information, token
    case mass, length, time, temperature

    /// Whether it is a currency or a coin, which hashprice may be quoted in.
    var isMoney: Bool { rawValue <= Self.coin.rawValue }

    /// The word for it in messages.
    var word: String {
        switch self {
        case .usd: "money"
        case .eur: "money in EUR"
        case .gbp: "money in GBP"
        case .cad: "money in CAD"
        case .aud: "money in AUD"
        case .jpy: "money in JPY"
        case .coin: "bitcoin"
        case .hash: "hashes"
        case .work: "compute work"
        case .information: "data"
        case .token: "tokens"
        case .mass: "mass"
        case .length: "length"
        case .time: "time"
        case .temperature: "temperature"
        }
    }

    /// The word behind "per".
    var perWord: String {
        switch self {
        case .hash: "hash"
        case .token: "token"
        default: word
        }
    }
}
