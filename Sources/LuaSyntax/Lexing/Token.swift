/// The smallest piece of a text that means something.
struct Token: Sendable {
    /// The raw value is how it is written, and in brackets what it is.
    enum Kind: String, Sendable {
        case and, `break`, `do`, `else`, elseif, end, `false`, `for`, function, goto, `if`, `in`, local, `nil`, not, or
        case `repeat`, `return`, then, `true`, until, `while`
        case plus = "+"
        case minus = "-"
        case star = "*"
        case slash = "/"
        case doubleSlash = "//"
        case percent = "%"
        case caret = "^"
        case hash = "#"
        case ampersand = "&"
        case tilde = "~"
        case bar = "|"
        case shiftLeft = "<<"
        case shiftRight = ">>"
        case equal = "=="
        case notEqual = "~="
        case lessEqual = "<="
        case greaterEqual = ">="
        case less = "<"
        case greater = ">"
        case assign = "="
        case leftParenthesis = "("
        case rightParenthesis = ")"
        case leftBrace = "{"
        case rightBrace = "}"
        case leftBracket = "["
        case rightBracket = "]"
        case doubleColon = "::"
        case semicolon = ";"
        case colon = ":"
        case comma = ","
        case dot = "."
        case concatenate = ".."
        case ellipsis = "..."
        case name = "<name>"
        case string = "<string>"
        case numeral = "<number>"
        case endOfText = "<end>"
    }

    /// What the kind alone doesn't say.
    enum Value: Sendable {
        case none
        case name(String)
        case string([UInt8])
        case integer(Int64)
        case number(Double)
    }

    let kind: Kind
    let value: Value
    let range: SourceRange

    /// The text of a name; empty for every other token.
    var name: String {
        if case .name(let text) = value { text } else { "" }
    }

    /// The words that are not names.
    static let keywords: [String: Kind] = {
        let words: [Kind] = [
            .and, .break, .do, .else, .elseif, .end, .false, .for, .function, .goto, .if, .in, .local, .nil, .not, .or,
            .repeat, .return, .then, .true, .until, .while,
        ]
        return Dictionary(uniqueKeysWithValues: words.map { ($0.rawValue, $0) })
    }()
}
