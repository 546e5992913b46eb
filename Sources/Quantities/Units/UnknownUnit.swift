import Diagnostics

/// A symbol in a text that no unit has.
struct UnknownUnit {
    private let symbol: String
    private let text: String

    init(_ symbol: String, _ text: String) {
        self.symbol = symbol
        self.text = text
    }

    var diagnostic: Diagnostic {
        Diagnostic(
            .unitUnknown, "there is no unit \(quoted(symbol))", notes: symbol == text ? [] : ["in \(quoted(text))"],
            remedy: remedy)
    }

    private var remedy: String? {
        switch symbol {
        case "per": return "write / instead of per"
        case "$": return "write USD, behind the number: 42 USD"
        case "€": return "write EUR, behind the number: 42 EUR"
        case "£": return "write GBP, behind the number: 42 GBP"
        case "¥": return "write JPY, behind the number: 42 JPY"
        case "h", "hr": return "write hour"
        case "m": return "write meter, minute or month"
        case "d": return "write day"
        case "y", "yr", "a": return "write year"
        case "t": return "write tonne"
        case "l", "L": return "write litre"
        case "C", "F": return "write degC for a temperature, K for a difference of temperatures"
        default:
            let known = Unit.catalogue.map(\.symbol) + Unit.plainNumbers.map(\.symbol)
            return Suggestion.nearest(to: symbol, in: known).map { "did you mean \($0)?" }
                ?? "`headroom doc units` lists every unit"
        }
    }
}

extension QuantityTextProblem {
    /// The problem of this text in words.
    func diagnostic(of text: String) -> Diagnostic {
        let code: DiagnosticCode = self == .temperaturePoint ? .temperaturePoint : .unitParse
        return Diagnostic(code, "can't read \(quoted(text)): \(reason)", remedy: remedy)
    }

    private var reason: String {
        switch self {
        case .empty: "it is empty"
        case .missingNumber: "it doesn't begin with a number"
        case .groupedDigits: "the digits are grouped"
        case .numberTooLarge: "the number is too large"
        case .expectedUnit(let found): found.isEmpty ? "it ends where a unit belongs" : "\(quoted(found)) isn't a unit"
        case .unexpected(let rest): "nothing connects \(quoted(rest)) with what stands before it"
        case .openParenthesis: "a parenthesis isn't closed"
        case .exponent: "the exponent isn't a fraction with a small denominator"
        case .temperaturePoint: "degC is a scale of temperatures, not a part of other units"
        }
    }

    private var remedy: String? {
        switch self {
        case .empty, .missingNumber: "write a number and a unit, such as \"42 USD/MWh\""
        case .groupedDigits: "write the digits without separators, or with a prefix: \"1.4 BUSD\", \"1400000 USD\""
        case .numberTooLarge: nil
        case .expectedUnit: "write a unit such as MW or USD/MWh"
        case .unexpected: "join units with * and /, as in \"USD/MW/year\""
        case .openParenthesis: "add the missing )"
        case .exponent: "write ^2, ^-1, ^0.5 or ^(1/3)"
        case .temperaturePoint: "write K for a difference of temperatures, as in \"0.006 /K\""
        }
    }
}
