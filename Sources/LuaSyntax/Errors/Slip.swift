/// A mistake that is recognised by what was found, so that the remedy can be exact.
public enum Slip: Hashable, Sendable {
    // Operators of other languages.
    case assignmentInCondition
    case comparisonAsAssignment
    case notEqual
    case notOperator
    case andOperator
    case orOperator
    /// `x += 1`: the target, the operator, whether an operand follows (else it is `x++`).
    case compoundAssignment(target: String, operator: String, isIncrement: Bool)
    case doubledEquals
    case powerOperator
    case ternary
    case arrow
    case typographicCharacter(String, replacement: String)
    case invisibleSpace
    case nameOutsideASCII
    case currencySign
    // Words and blocks of other languages.
    case elif
    case foreignFunction(String)
    case foreignDeclaration(String)
    case foreignWord(String, instead: String)
    case colonBlock(keyword: String)
    case braceBlock(keyword: String)
    case strayColon
    case slashComment
    case hashComment
    case listInBrackets
    case forTo
    case bareFor
    // Lua's own.
    /// Something follows a value; if it stands on another line, the bracket may also be closed before it.
    case missingComma(closer: String?)
    case loneValue
    case missingTimes(number: String, unit: String)
    case percentSign
    case thousandsSeparator(String)
    case magnitudeLetter(number: String, letter: String)
    case namedArguments
    case defaultParameter(String)
    case colonInTable
    case keyWithoutBrackets(String)
    case keywordAsName(String)
    case callWithoutParentheses(String)
    case returnNotLast
    case dottedLocalFunction
    case apostropheInText
    case superfluousEnd

    /// What was meant by a numeral that runs into letters: a unit, a separator of thousands, a suffix for thousands.
    static func malformedNumber(_ text: String) -> Slip? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let rest = text.dropFirst(digits.count)
        guard let first = rest.first, !digits.isEmpty, !text.lowercased().hasPrefix("0x") else { return nil }
        if first == "_" {
            return .thousandsSeparator(text.filter { $0 != "_" })
        }
        guard rest.allSatisfy({ $0.isLetter }) else { return nil }
        if ["k", "K", "m", "M", "b", "B", "bn", "mn"].contains(rest) {
            return .magnitudeLetter(number: String(digits), letter: String(rest))
        }
        return .missingTimes(number: String(digits), unit: String(rest))
    }
}
