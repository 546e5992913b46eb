public import Quantities

/// One figure about one thing, with where it comes from and how sure it is.
public struct Fact: Hashable, Sendable, Identifiable {
    public enum Value: Hashable, Sendable {
        /// A plain number, a share (20 % is 0.2) or a quantity.
        case amount(Amount)
        case date(CalendarDate)
        case text(String)
    }

    /// How sure a figure is.
    public enum Confidence: String, CaseIterable, Hashable, Sendable {
        /// A source was read.
        case sourced
        /// General knowledge: nobody read a source for it.
        case general
        /// What a news story says, kept beside the figures that check it.
        case story
    }

    /// What kind of source it is.
    public enum Tier: String, CaseIterable, Hashable, Sendable {
        /// The maker, a filing, a paper, the code itself.
        case primary
        /// Trade press.
        case trade
        /// Somebody who repeats others.
        case aggregator
        /// Arithmetic on other facts, named in the note.
        case derived
        case none
        case story
    }

    /// Where a figure comes from.
    public struct Source: Hashable, Sendable {
        /// Its name in the files of sources.
        public let key: String
        public let title: String
        /// Empty where there is none to give.
        public let url: String
        public let tier: Tier
    }

    /// Unique and stable: `chip.trn3.fp8_dense`.
    public let id: String
    /// The key of what it is about: `trainium3`.
    public let entity: String
    /// A name usable as a field: `fp8_dense`.
    public let property: String
    public let value: Value
    /// What the figure refers to, in words: `per chip, dense`, `gross`, `annualised`; empty where nothing is left open.
    public let basis: String
    /// Value and unit as the source writes them, where reading them took a decision (`43.33 USD/PH/day`); otherwise as in
    /// the data file.
    public let original: String
    public let source: Source
    /// `2025-12-02`, `2025-12`, `2025`, `latest` or `undated`: what the figure was true of.
    public let date: String
    public let confidence: Confidence
    /// Caveats and other sources' figures; may be empty.
    public let note: String

    /// The number or quantity; `nil` for dates and texts.
    public var amount: Amount? { if case .amount(let amount) = value { amount } else { nil } }

    /// The value as `print` shows it.
    public var valueText: String {
        switch value {
        case .amount(let amount): amount.description
        case .date(let date): date.description
        case .text(let text): text
        }
    }
}
