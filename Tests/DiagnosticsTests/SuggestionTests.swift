import Diagnostics
import Testing

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("tarif", "tariff"), ("mw", "MW"), ("MWH", "MWh"), ("usd", "USD"), ("prnit", "print"), ("simulte", "simulate"),
        ("corelat", "correlate"), ("lognorml", "lognormal"), ("percent_", "percent"), ("Print", "print"),
    ])
    func findsWhatWasMeant(typed: String, meant: String) {
        let known = ["MW", "MWh", "USD", "W", "Wh", "correlate", "lognormal", "percent", "print", "simulate", "tariff"]
        #expect(Suggestion.nearest(to: typed, in: known) == meant)
        #expect(Suggestion.nearest(to: typed, in: known.reversed()) == meant)
    }

    @Test(arguments: ["x", "zzz", "hashrate", "q", "", "kilometre"])
    func staysSilentWithoutANearName(typed: String) {
        #expect(Suggestion.nearest(to: typed, in: ["MW", "USD", "hash", "print", "y", "Tj"]) == nil)
    }

    @Test func tiesGoToTheFirstByBytes() {
        #expect(Suggestion.nearest(to: "bat", in: ["cat", "hat", "bar"]) == "bar")
        #expect(Suggestion.nearest(to: "bat", in: ["bar", "hat", "cat"]) == "bar")
    }

    @Test func aNameIsNeverItsOwnSuggestion() {
        #expect(Suggestion.nearest(to: "MW", in: ["MW"]) == nil)
        #expect(Suggestion.nearest(to: "MW", in: ["MW", "mW"]) == "mW")
    }

    @Test func aWrongCaseIsNearerThanAWrongLetter() {
        #expect(Suggestion.nearest(to: "mw", in: ["ms", "MW"]) == "MW")
        #expect(Suggestion.nearest(to: "w", in: ["s", "W"]) == "W")
    }

    @Test func swappedNeighboursAreOneEdit() {
        #expect(Suggestion.nearest(to: "yaer", in: ["year"]) == "year")
        #expect(Suggestion.nearest(to: "raey", in: ["year"]) == nil)
    }
}
