import Diagnostics
import Quantities
import Testing

@Suite struct ParsingTests {
    @Test(arguments: [
        ("98 USD/MWh", "98 USD/MWh"), ("1.8BUSD", "1.8 BUSD"), ("  42   USD / MWh ", "42 USD/MWh"),
        ("42 * USD/MWh", "42 USD/MWh"),
        ("42*USD/MWh", "42 USD/MWh"), ("-5 MW", "-5 MW"), ("+5 MW", "5 MW"), (".5 hour", "0.5 hour"),
        ("5. hour", "5 hour"),
        ("1e3 W", "1 kW"), ("1E-2 hour", "0.01 hour"), ("1.5e+1 hour", "15 hour"), ("2 EH/s", "2 EH/s"),
        ("2EH/s", "2 EH/s"),
        ("0.006 /K", "0.006 /K"), ("0.006/K", "0.006 /K"), ("9 1/year", "9 /year"), ("20 %/year", "0.2 /year"),
        ("9 percent/year", "0.09 /year"), ("70 kUSD/(MW*year)", "70 kUSD/MW/year"),
        ("70 kUSD/(MW·year)", "70 kUSD/MW/year"),
        ("3 MW^2", "3 MW^2"), ("3 year^-1", "3 /year"), ("3 year^-0.5", "3 /year^0.5"),
        ("3 year^(-1/2)", "3 /year^0.5"),
        ("3 km^(1/3)", "3 km^(1/3)"), ("3 km ^ 2", "3 km^2"), ("3 km^( 1 / 3 )", "3 km^(1/3)"),
        ("3 (USD/MWh)^2", "3 USD^2/MWh^2"),
        ("35 degC", "35 degC"), ("35 °C", "35 degC"), ("-5 degC", "-5 degC"), ("5 µs", "5 us"), ("5 μs", "5 us"),
        ("55 USD/PHs/day", "55 USD/PHs/day"), ("55 USD/(PH/s)/day", "0.000636574074074 USD/PH"), ("7", "7.0"),
        ("20 %", "0.2"),
        ("1000 MW/kW", "1000000.0"),
    ])
    func reads(text: String, printed: String) throws {
        #expect("\(try q(text))" == printed)
    }

    @Test func aPlainNumberIsADimensionlessQuantity() throws {
        #expect(try Quantity(parsing: "0.2") == Quantity(0.2, .one))
        #expect("\(try Quantity(parsing: "0.2"))" == "0.2")
    }

    @Test(arguments: [
        ("", "unit-parse: can't read \"\": it is empty"),
        ("   ", "unit-parse: can't read \"   \": it is empty"),
        ("USD/MWh", "unit-parse: can't read \"USD/MWh\": it doesn't begin with a number"),
        ("inf MW", "unit-parse: can't read \"inf MW\": it doesn't begin with a number"),
        ("nan", "unit-parse: can't read \"nan\": it doesn't begin with a number"),
        (". MW", "unit-parse: can't read \". MW\": it doesn't begin with a number"),
        ("0x10 MW", "unit-unknown: there is no unit \"x10\""),
        ("1,400 MUSD", "unit-parse: can't read \"1,400 MUSD\": the digits are grouped"),
        ("1_400 MUSD", "unit-parse: can't read \"1_400 MUSD\": the digits are grouped"),
        ("1e999 MW", "unit-parse: can't read \"1e999 MW\": the number is too large"),
        ("5 MW h", "unit-parse: can't read \"5 MW h\": nothing connects \"h\" with what stands before it"),
        ("5 MW )", "unit-parse: can't read \"5 MW )\": nothing connects \")\" with what stands before it"),
        ("5 USD/", "unit-parse: can't read \"5 USD/\": it ends where a unit belongs"),
        ("5 *", "unit-parse: can't read \"5 *\": it ends where a unit belongs"),
        ("5 USD//MWh", "unit-parse: can't read \"5 USD//MWh\": \"/MWh\" isn't a unit"),
        ("5 USD/2", "unit-parse: can't read \"5 USD/2\": \"2\" isn't a unit"),
        ("5 USD/(MW", "unit-parse: can't read \"5 USD/(MW\": a parenthesis isn't closed"),
        ("5 MW^", "unit-parse: can't read \"5 MW^\": the exponent isn't a fraction with a small denominator"),
        ("5 MW^x", "unit-parse: can't read \"5 MW^x\": the exponent isn't a fraction with a small denominator"),
        (
            "5 MW^3.14159",
            "unit-parse: can't read \"5 MW^3.14159\": the exponent isn't a fraction with a small denominator"
        ),
        ("5 MW^(1/0)", "unit-parse: can't read \"5 MW^(1/0)\": the exponent isn't a fraction with a small denominator"),
        ("5 MW^99", "unit-exponent: can't raise power to the power 99"),
        ("5 mw", "unit-unknown: there is no unit \"mw\""), ("5 mUSD", "unit-unknown: there is no unit \"mUSD\""),
        (
            "5 kUSD per MW",
            "unit-parse: can't read \"5 kUSD per MW\": nothing connects \"per MW\" with what stands before it"
        ),
        (
            "5 W/degC",
            "temperature-point: can't read \"5 W/degC\": degC is a scale of temperatures, not a part of other units"
        ),
        (
            "5 degC^2",
            "temperature-point: can't read \"5 degC^2\": degC is a scale of temperatures, not a part of other units"
        ),
        (
            "5 /degC",
            "temperature-point: can't read \"5 /degC\": degC is a scale of temperatures, not a part of other units"
        ),
    ])
    func refuses(text: String, message: String) {
        #expect(refusal { try q(text) } == message)
    }

    @Test(arguments: [
        ("55 USD/PH/day", "55 USD/PHs/day"), ("55 USD/day/PH", "55 USD/PHs/day"),
        ("0.055 USD/TH/day", "0.055 USD/THs/day"),
        ("60 sat/TH/day", "60 sat/THs/day"), ("5 EUR/(PH*day)", "5 EUR/PHs/day"),
        ("5e-5 BTC/PH/day", "5e-5 BTC/PHs/day"),
        ("55 USD/PH/s/day", "55 USD/PHs/day"), ("1 USD/GH/day", "1 USD/(GH/s)/day"),
        ("1 kUSD/EH/month", "1 kUSD/EHs/month"),
    ])
    func refusesTheMarketsHashprice(text: String, meaning: String) throws {
        #expect(throws: QuantityError.hashpriceSpelling(text, meaning: meaning)) { try q(text) }
        #expect(try q(meaning).unit.dimension.exponent(of: .hash) == Rational(-1))
        #expect(try q(meaning).unit.dimension.exponent(of: .time) == .zero)
    }

    @Test func refusesHashpriceAsAUnitToo() {
        #expect(throws: QuantityError.hashpriceSpelling("USD/PH/day", meaning: "USD/PHs/day")) {
            try Unit(parsing: "USD/PH/day")
        }
    }

    @Test func oddTextNeverCrashes() throws {
        var random = TestRandom(seed: 11)
        let pieces = [
            "5", "1", "-", ".", "e", "E9", " ", "*", "/", "^", "(", ")", "MW", "USD", "degC", "%", "°", "·", "PH",
            "day", "\0", "é", "👩‍👩‍👧",
            "99999999999999999999", ",",
        ]
        var read = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            do {
                _ = try q(text).description
                read += 1
            } catch {
                #expect(!error.diagnosticText.isEmpty)
            }
        }
        #expect(read > 100)
    }
}

extension Error {
    fileprivate var diagnosticText: String { (self as? QuantityError)?.diagnostic.message ?? "" }
}
