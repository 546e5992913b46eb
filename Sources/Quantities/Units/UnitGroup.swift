/// The heading under which a unit is listed.
public enum UnitGroup: String, CaseIterable, Hashable, Sendable {
    case power, energy, time, money, bitcoin, hashing, compute, information, tokens, temperature, length, mass, volume

    /// The heading in words.
    public var title: String {
        switch self {
        case .power: "Power"
        case .energy: "Energy"
        case .time: "Time"
        case .money: "Money"
        case .bitcoin: "Bitcoin"
        case .hashing: "Hashes and hash rate"
        case .compute: "Compute work and compute rate"
        case .information: "Data"
        case .tokens: "Tokens"
        case .temperature: "Temperature"
        case .length: "Length"
        case .mass: "Mass"
        case .volume: "Volume"
        }
    }
}
