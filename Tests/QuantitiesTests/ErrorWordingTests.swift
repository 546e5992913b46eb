import Diagnostics
import Quantities
import Testing

/// Messages as the user sees them.
@Suite struct ErrorWordingTests {
    private func shown(_ left: String? = nil, _ right: String? = nil, _ body: () throws -> Any) -> String {
        do {
            return "no error: \(try body())"
        } catch let error as QuantityError {
            return DiagnosticRenderer(color: false) { _ in nil }.text(error.diagnostic(left: left, right: right))
        } catch {
            return "\(error)"
        }
    }

    @Test func namesValuesKindsAndRemedy() {
        #expect(
            shown("it_load", "tariff") { try q("120 MW") + q("42 USD/MWh") } == """
                error[unit-mismatch]: can't add power and money per energy
                   |     it_load = 120 MW       power
                   |     tariff  = 42 USD/MWh   money per energy
                   = to get money per time, multiply: it_load * tariff

                """)
        #expect(
            shown("load", nil) { try q("120 MW") + .number(5) } == """
                error[number-needs-unit]: can't add power and a plain number
                   |     load = 120 MW   power
                   |            5        plain number
                   = give the number a unit, such as 5 * MW; only 0 and ±math.huge go with every kind of quantity

                """)
        #expect(
            shown("growth", "x") { try q("0.09 /year") - .number(0.02) }.contains("such as 0.02 / year;"))
    }

    private static let remedies: [(String, String, String)] = [
        ("120 MW", "30 MWh", "multiply the power by a time, such as 1 * hour or 1 * year"),
        ("30 MWh", "120 MW", "multiply the power by a time, such as 1 * hour or 1 * year"),
        ("5 USD", "2 USD/hour", "multiply the money per time by a time, such as 1 * hour or 1 * year"),
        ("5 USD", "2 EUR", "multiply the second by a rate that you state, in USD/EUR"),
        ("5 EUR/MWh", "2 USD/MWh", "multiply the second by a rate that you state, in EUR/USD"),
        ("5 USD", "2 BTC", "multiply the second by a rate that you state, in USD/BTC"),
        ("120 MW", "42 USD/MWh", "to get money per time, multiply them"),
        ("10 MUSD", "200 MW", "to get money per power, divide the first by the second"),
    ]

    @Test(arguments: remedies)
    func remediesFitTheMistake(left: String, right: String, remedy: String) {
        #expect(shown { try q(left) + q(right) }.contains("   = \(remedy)\n"))
    }

    @Test func noRemedyIsBetterThanABadOne() {
        #expect(
            shown { try q("5 K") + q("2 token") } == """
                error[unit-mismatch]: can't add difference of temperatures and tokens
                   |     5 K       difference of temperatures
                   |     2 token   tokens

                """)
        #expect(!shown { try q("120 MW").isLess(than: q("42 USD/MWh")) }.contains("multiply"))
    }

    @Test func hashpriceBuiltWithDivisionsIsExplainedWhereItMeetsAnother() {
        let text = shown { try (55 * one("USD") / one("PH") / one("day")) + q("52 USD/PHs/day") }
        #expect(text.contains("write USD/PHs/day, where PHs is PH/s, and not USD/PH/day"))
    }

    @Test func hashpriceSpelling() {
        #expect(
            shown { try q("55 USD/PH/day") } == """
                error[hashprice-spelling]: "55 USD/PH/day" is money per hash per time, which nothing is priced in
                   = note: hashprice is money per hash *rate* per time, and PHs is PH/s
                   = write "55 USD/PHs/day"

                """)
    }

    @Test func uncertainOperandsShowTheirUnit() throws {
        let text = shown("rent", "power") {
            try Alignment(
                .add, QuantityOperand(Unit(parsing: "MUSD/MW/year")), QuantityOperand(Unit(parsing: "MW"), 168))
        }
        #expect(text.contains("rent  = uncertain, in MUSD/MW/year   money per energy"))
    }

    private static let unknown: [(String, String)] = [
        ("5 mw", "did you mean MW?"), ("5 MWH", "did you mean MWh?"), ("5 usd", "did you mean USD?"),
        ("5 yaers", "`headroom doc units` lists every unit"), ("5 yaer", "did you mean year?"), ("5 h", "write hour"),
        ("5 USD/yr", "write year"), ("5 $", "write USD, behind the number: 42 USD"),
        ("5 m", "write meter, minute or month"),
        ("5 t", "write tonne"), ("5 flop", "did you mean FLOP?"), ("5 wibble", "`headroom doc units` lists every unit"),
    ]

    @Test(arguments: unknown)
    func unknownUnitsGetASuggestion(text: String, remedy: String) {
        #expect(shown { try q(text) }.contains("   = \(remedy)\n"))
        #expect(shown { try q(text) }.contains("   = note: in \"\(text)\"\n"))
    }

    @Test func exponents() {
        #expect(
            shown("load") { try q("120 MW").raised(to: .number(3.14159)) { base, _ in base } } == """
                error[unit-exponent]: can't raise power to the power 3.14159
                   |     load = 120 MW   power
                   = use a fraction with a small denominator, such as 2 or 0.5, or make the base a plain number first \
                by dividing by a reference, such as 1 * MW

                """)
    }

    @Test func temperatures() {
        let text = shown("outside", "limit") { try q("35 degC") + q("5 degC") }
        #expect(text.contains("outside = 35 degC   temperature\n"))
        #expect(text.contains("write a difference as 5 * K"))
    }

    @Test func formatsAndDates() {
        #expect(
            shown { try Quantity(parsing: "1 MW").formatted("%d", Unit(parsing: "MW")) }.hasPrefix(
                "error[number-format]: \"%d\" isn't the format of one number\n"))
        #expect(
            shown { try CalendarDate(parsing: "2028-4-20") }.hasPrefix(
                "error[date-invalid]: \"2028-4-20\" isn't a date of the calendar\n   = write year-month-day"))
    }

    @Test func longTextsAreCut() {
        let text = shown { try q(String(repeating: "x", count: 500)) }
        #expect(text.contains("\"" + String(repeating: "x", count: 57) + "...\""))
    }
}
