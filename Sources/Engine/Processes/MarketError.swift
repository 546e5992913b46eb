package import Diagnostics

/// Why factors can't form a market.
package enum MarketError: Error, Sendable {
    case duplicateFactor(String)
    /// A correlation or jump names a factor that the market has not.
    case unknownFactor(String, factors: [String])
    /// A correlation names a factor that takes no random innovation.
    case notRandom(String, process: String)
    case withItself(String)
    /// A correlation outside [−1, 1].
    case entry(Market.Correlation)
    /// One pair was given twice with different numbers.
    case contradiction(Market.Correlation, Market.Correlation)
    case dependence(DependenceError)
    case jumpRate(Double)
    /// More jumps in a step than the tables hold.
    case tooManyJumps(mean: Double)
    case cannotJump(String, process: String)
    /// Two bootstrapped factors whose histories can't be read row by row.
    case rowsDiffer(String, String)
    /// Correlations for a regime that no factor has.
    case unknownRegime(String, regimes: [String])
    /// An input outside can't be tied to a factor whose correlations differ by regime.
    case tieWithRegimes(String)
    /// Two factors have a regime of that name.
    case regimeOfSeveral(String, factors: [String])
}

extension MarketError: DiagnosticConvertible {
    package var diagnostic: Diagnostic {
        switch self {
        case .unknownRegime(let name, let regimes):
            Diagnostic(
                .marketCorrelation, "no factor of the market has a regime `\(name)`",
                remedy: regimes.isEmpty
                    ? "make a factor of `regimes { ... }`, whose regimes choose the correlation"
                    : (Suggestion.nearest(to: name, in: regimes).map { "did you mean `\($0)`? " } ?? "")
                        + "its regimes are \(regimes.joined(separator: ", ")); all must be those of one factor")
        case .tieWithRegimes(let name):
            Diagnostic(
                .marketCorrelation, "`\(name)` can't be correlated with an input: the market's correlations differ by regime",
                remedy: "leave out correlation_in, or correlate with the result of a step instead")
        case .regimeOfSeveral(let name, let factors):
            Diagnostic(
                .marketCorrelation, "\(factors.joined(separator: " and ")) both have a regime `\(name)`",
                remedy: "name the regimes of one of them differently")
        case .duplicateFactor(let name):
            Diagnostic(.duplicateName, "two factors of the market are named \"\(name)\"", remedy: "rename one of them")
        case .unknownFactor(let name, let factors):
            Diagnostic(
                .marketCorrelation, "the market has no factor `\(name)`",
                remedy: (Suggestion.nearest(to: name, in: factors).map { "did you mean `\($0)`? " } ?? "")
                    + "its factors are \(factors.joined(separator: ", "))")
        case .notRandom(let name, let process):
            Diagnostic(
                .marketCorrelation, "`\(name)` is \(process) and has nothing to correlate",
                remedy: "leave it out of `correlation`")
        case .withItself(let name):
            Diagnostic(
                .marketCorrelation, "`\(name)` is correlated with itself",
                remedy: "each factor's correlation with itself is 1 and need not be given")
        case .entry(let pair):
            Diagnostic(
                .marketCorrelation, "the correlation of `\(pair.first)` and `\(pair.second)` must be between -1 and 1",
                operands: [pair.operand], remedy: "divide a covariance by both volatilities; write 45 * percent or 0.45")
        case .contradiction(let first, let second):
            Diagnostic(
                .marketCorrelation,
                "the correlation of `\(first.first)` and `\(first.second)` is given twice, differently",
                operands: [first.operand, second.operand],
                remedy: "the correlation of a with b is that of b with a: give it once")
        case .dependence(let error): error.diagnostic
        case .jumpRate(let rate):
            Diagnostic(
                .processParameter, "the rate of jumps must be 0 or greater",
                operands: [Diagnostic.Operand(name: "rate", value: "\(rate)")])
        case .tooManyJumps(let mean):
            Diagnostic(
                .processParameter, "a step has \(mean) jumps on average, and at most \(Jumps.largestMean) are possible",
                remedy: "take shorter steps, or put so frequent jumps into the volatility")
        case .rowsDiffer(let first, let second):
            Diagnostic(
                .processParameter, "`\(first)` and `\(second)` can't be resampled together",
                notes: ["bootstrapped factors of one market repeat the same rows of history"],
                remedy: "give both series of the same periods, with one block")
        case .cannotJump(let name, let process):
            Diagnostic(
                .processParameter, "`\(name)` is \(process) and can't jump", remedy: "leave it out of `size`")
        }
    }
}

extension Market.Correlation {
    var operand: Diagnostic.Operand { Diagnostic.Operand(name: "\(first).\(second)", value: "\(value)") }
}
