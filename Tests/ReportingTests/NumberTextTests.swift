import Testing

@testable import Reporting

@Suite("Numbers in text")
struct NumberTextTests {
    @Test(
        "a value is cut where its error begins",
        arguments: [
            (150.3412, 0.0932, "150.34 ± 0.09"), (150.3412, 0.0132, "150.341 ± 0.013"), (3, 0.0962, "3.00 ± 0.10"),
            (3, 0.0354, "3.000 ± 0.035"), (3, 0.0355, "3.00 ± 0.04"), (3, 0.949, "3.0 ± 0.9"), (3, 0.951, "3.0 ± 1.0"),
            (1_234_567, 2345, "1234600 ± 2300"), (5, 123, "10 ± 120"), (4.9, 123, "0 ± 120"),
            (-0.001, 0.04, "0.00 ± 0.04"),
            (-152.3, 0.4, "-152.3 ± 0.4"), (0, 0.4, "0.0 ± 0.4"), (12, 0, "12"), (0.125, 0, "0.125"),
            (2.5e-8, 3e-10, "2.500e-8 ± 0.030e-8"), (6.022e23, 1.5e20, "6.0220e23 ± 0.0015e23"),
            (1, .infinity, "1.000 ± ?"), (1, .nan, "1.000 ± ?"), (.nan, 1, "nan"),
        ] as [(Double, Double, String)])
    func withError(value: Double, error: Double, text: String) {
        #expect(NumberText.text(value, error: error) == text)
    }

    @Test(
        "a value alone",
        arguments: [
            (1, "1.000"), (0, "0"), (-0.0, "0"), (0.1, "0.1000"), (123456, "123456"), (1_234_567.8, "1234568"),
            (1e7, "1.000e7"), (1e-5, "1.000e-5"), (-2.5e-7, "-2.500e-7"), (9.9996, "10.00"),
            (.leastNonzeroMagnitude, "4.941e-324"),
            (1.7976931348623157e308, "1.798e308"), (.infinity, "inf"), (-.infinity, "-inf"),
        ] as [(Double, String)])
    func alone(value: Double, text: String) {
        #expect(NumberText.text(value) == text)
    }

    @Test(
        "rounding to tens agrees with decimal arithmetic",
        arguments: [0, 4, 5, 6, 44, 45, 46, 94, 95, 96, 949, 951, 12345])
    func tens(value: Int) {
        for sign in [1, -1] {
            let rounded = sign * ((value + 5) / 10 * 10)
            // Halves of an odd number of tens are exact in binary and go to the even digit, as in C.
            let isTie = value % 10 == 5
            let text = DecimalText.fixed(Double(sign * value), decimals: -1)
            let isExpected = text == "\(rounded)" || (isTie && text == "\(rounded - sign * 10)")
            #expect(isExpected, "\(value) became \(text)")
        }
    }

    @Test("percentages, counts, short numbers and durations")
    func others() {
        #expect(NumberText.percent(0.05231, error: 0.00022) == "5.231 ± 0.022 %")
        #expect(NumberText.percent(0.5) == "50.0 %")
        #expect(
            [1, 999, 1000, 1_234_567, -1234].map(NumberText.count) == ["1", "999", "1,000", "1,234,567", "-1,234"])
        #expect(
            [0, 12, 999.4, 999.6, 12_345_678, 1e20].map(NumberText.short) == [
                "0", "12.0", "999", "1.00 k", "12.3 M", "100000 P",
            ])
        #expect(
            [0.0123, 0.42, 9.94, 9.96, 119.4, 200, 7300, .nan].map(NumberText.duration)
                == ["12 ms", "0.42 s", "9.9 s", "10 s", "119 s", "3 min 20 s", "2 h 01 min", "?"])
    }
}
