/// What the catalogue knows things about.
public enum EntityKind: String, CaseIterable, Hashable, Sendable {
    case chip, system, asic, deal, company, site, failures, bitcoin, market, event, forecast, story, flow, calibration

    /// In a sentence: `no chip is called "trainium33"`.
    public var noun: String {
        switch self {
        case .asic: "mining machine"
        case .site: "site figure"
        case .failures: "failure record"
        case .bitcoin: "bitcoin figure"
        default: rawValue
        }
    }
}

/// A chip, a deal, a market: a key and the facts about it.
public struct Entity: Hashable, Sendable {
    /// Stable and easy to type: `h100-sxm`, `iren-microsoft`.
    public let key: String
    public let kind: EntityKind
    /// `NVIDIA H100 SXM5`
    public let name: String
    /// Other keys under which it is found: `h100`.
    public let aliases: [String]
    /// In the order of the data files. Sources that disagree stand side by side under one property.
    public let facts: [Fact]

    /// The properties in the order of the data files, each once.
    public var properties: [String] {
        var seen: Set<String> = []
        return facts.map(\.property).filter { seen.insert($0).inserted }
    }

    /// All facts about a property, the most trustworthy first: sourced before general before story, primary before trade
    /// before aggregator before derived, then the order of the data files.
    public func facts(_ property: String) -> [Fact] {
        facts.filter { $0.property == property }.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    }

    /// The most trustworthy fact about a property, `nil` where there is none.
    public subscript(property: String) -> Fact? { facts(property).first }
}

extension Fact {
    fileprivate var rank: Int {
        Confidence.allCases.firstIndex(of: confidence)! * Tier.allCases.count + Tier.allCases.firstIndex(
            of: source.tier)!
    }
}
