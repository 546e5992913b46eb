/// Who pays, lends to or guarantees whom in AI's circle of money: a fact with two ends.
public struct Flow: Hashable, Sendable {
    /// Keys of the players, such as `openai`. Players need not be entities of the catalogue.
    public let payer: String
    public let payee: String
    /// `cloud purchase`, `equity`, `lease backstop`…
    public let kind: String
    /// The amount, where one is public, with its source.
    public let fact: Fact
}
