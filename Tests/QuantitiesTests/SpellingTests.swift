import Quantities
import Testing

/// In which units a product prints.
@Suite struct SpellingTests {
    private static let products: [(String, String)] = [
        // Energy, power and time.
        ("1 MW * 1 hour", "1 MWh"), ("1 kW * 1 day", "24 kWh"), ("1 MW * 1 year", "8.766 GWh"), ("3 W * 1 s", "3 J"),
        ("1 hour * 1 MW", "1 MWh"), ("400 MWh / 100 MW", "4 hour"), ("100 MW / 400 MWh", "0.25 /hour"),
        ("720 MWh / 1 day", "720 MWh/day"), ("7 MWh / 1 hour", "7 MW"), ("9 kJ / 1 s", "9 kW"), ("9 J / 3 W", "3 s"),
        ("1 kWh / 1 J", "3600000.0"), ("1 MWh/day * 1 year", "365.25 MWh"),
        ("1 MW * 1 MW", "1 MW^2"), ("2 MW^2 / 1 kW", "2 GW"),
        // Money.
        ("42 USD/MWh * 750 MW", "31.5 kUSD/hour"), ("750 MW * 42 USD/MWh", "31.5 kUSD/hour"),
        ("1.2 MUSD/MW/year * 168 MW", "201.6 MUSD/year"), ("1.2 MUSD/MW/year * 168 MW * 1 month", "16.8 MUSD"),
        ("1.4 BUSD / 200 MW", "7 MUSD/MW"), ("70 kUSD/MW/year * 2 MWh", "15.9707962583 USD"),
        ("1.4 BUSD / 1 year", "1.4 BUSD/year"), ("6 USD/year * 1 year", "6 USD"), ("87000 USD/BTC * 2 BTC", "174 kUSD"),
        ("50000 sat * 100000 USD/BTC", "50 USD"), ("11 cent/kWh * 1 MWh", "11000 cent"),
        ("1.08 USD/EUR * 5 MEUR", "5.4 MUSD"),
        ("5 USD/MWh / 1 USD/MW", "5 /hour"),
        // Mining.
        ("13.5 J/TH * 11 EH/s", "148.5 MW"), ("13.5 J/TH * 11 EHs", "148.5 MW"), ("11 EHs * 1 day", "950.4 ZH"),
        ("55 USD/PHs/day * 11 EHs", "605 kUSD/day"), ("55 USD/PHs/day * 11 EH/s * 1 day", "605 kUSD"),
        ("55 USD/PHs/day / 15 J/TH", "152.777777778 USD/MWh"),
        ("3 USD / 4 J", "0.75 USD/J"), ("11 EHs / 1 PHs", "11000.0"), ("6 EH / 3 PHs", "2000 s"),
        // Computers.
        ("900 TFLOPS * 1 day", "77.76 EFLOP"), ("1 EFLOP / 900 TFLOPS", "1111.11111111 s"),
        ("1 GB / 200 Gbit/s", "40 ms"), ("6 TB/s * 1 ms", "6 GB"), ("900 TFLOPS / 6 TB/s", "150 TFLOP/TB"),
        ("10 MW / 2 Mtoken/s", "5 MJ/Mtoken"), ("40 /s * 512 token", "20.48 ktoken/s"), ("5 pJ/bit * 1 Tbit/s", "5 W"),
        // Others.
        ("3 kg * 2 meter^2 / 1 s^2", "6 kg*meter^2/s^2"),
        ("1.2 litre/kWh * 5 MWh", "6 klitre"), ("350 kg/MWh * 2 MWh", "700 kg"), ("0.006 /K * 5 K", "0.03"),
        ("3 km * 200 meter", "0.6 km^2"), ("2 hour", "2 hour"), ("1.8 BUSD", "1.8 BUSD"),
    ]

    @Test(arguments: products)
    func prints(expression: String, text: String) throws {
        var result: Amount?
        var operation = "*"
        for word in Self.words(expression) {
            if word == "*" || word == "/" {
                operation = word
            } else if let left = result {
                result = try operation == "*" ? left * q(word) : left / q(word)
            } else {
                result = try q(word)
            }
        }
        let printed = try #require(result).description
        #expect(printed == text)
    }

    /// Splits at " * " and " / ", which units here don't contain.
    private static func words(_ expression: String) -> [String] {
        var words: [String] = [""]
        for token in expression.split(separator: " ", omittingEmptySubsequences: false) {
            if token == "*" || token == "/" {
                words += [String(token), ""]
            } else {
                words[words.count - 1] += (words[words.count - 1].isEmpty ? "" : " ") + token
            }
        }
        return words
    }

    @Test func aSumTakesTheLeftFamily() throws {
        #expect("\(try q("42 USD/MWh") + q("1 cent/kWh"))" == "52 USD/MWh")
        #expect("\(try q("1 cent/kWh") + q("42 USD/MWh"))" == "5.2 cent/kWh")
        #expect("\(try q("1 hour") + q("30 minute"))" == "1.5 hour")
        #expect("\(try q("30 minute") - q("1 hour"))" == "-30 minute")
        #expect("\(try q("1 GiB") + q("1 GB"))" == "1.93132257462 GiB")
        #expect("\(try q("2 EH/s") + q("1 EHs"))" == "3 EH/s")
        #expect("\(try q("70 kUSD/MW/year") + q("1 USD/MWh"))" == "78.766 kUSD/MW/year")
    }

    @Test func powersAndRoots() throws {
        let multiply: (Double, Double) -> Double = { base, exponent in exponent == 2 ? base * base : 1 / base }
        #expect("\(try q("3 MW").raised(to: .number(2), using: multiply))" == "9 MW^2")
        #expect("\(try q("4 year").raised(to: .number(-1), using: multiply))" == "0.25 /year")
        #expect("\(try q("9 /year").squareRoot())" == "3 /year^0.5")
        #expect("\(try q("3 /year^0.5") * q("3 /year^0.5"))" == "9 /year")
        #expect(try q("9 MW^2").squareRoot().isEqual(to: q("3 MW")))
        // 0.65/sqrt(12): a volatility over a month.
        #expect(abs(try (q("0.65 /year^0.5") * q("1 month^0.5")).magnitude - 0.187_638_837_486_628_4) < 1e-16)
    }

    @Test func rationalExponentsAreExact() throws {
        let third = 1.0 / 3
        let root = try q("8 km").raised(to: .number(third)) { base, _ in base == 8 ? 2 : .nan }
        #expect("\(root)" == "2 km^(1/3)")
        #expect(try root * root * root == q("8 km"))
    }
}
