import Diagnostics
import Quantities

// Expressions as a script writes them, so that tests read like the language.

/// A quantity or number by its text.
func q(_ text: String) throws -> Amount {
    try Amount(parsing: text)
}

func * (left: Amount, right: Amount) throws -> Amount { try left.multiplied(by: right) }
func / (left: Amount, right: Amount) throws -> Amount { try left.divided(by: right) }
func + (left: Amount, right: Amount) throws -> Amount { try left.adding(right) }
func - (left: Amount, right: Amount) throws -> Amount { try left.subtracting(right) }
func * (left: Double, right: Amount) throws -> Amount { try .number(left).multiplied(by: right) }
func / (left: Double, right: Amount) throws -> Amount { try .number(left).divided(by: right) }

/// The unit by its symbol, as the global of a script.
func one(_ symbol: String) throws -> Amount {
    Amount(1, try Unit(parsing: symbol))
}

/// Runs `body` and gives the code and message of what it throws, or what it returned.
func refusal(_ body: () throws -> Any) -> String {
    do {
        return "no error: \(try body())"
    } catch let error as QuantityError {
        let diagnostic = error.diagnostic
        return "\(diagnostic.code): \(diagnostic.message)"
    } catch {
        return "\(error)"
    }
}

/// SplitMix64, so that property tests try the same cases everywhere.
struct TestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
