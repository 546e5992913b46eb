extension Slip {
    /// What to write instead, in one sentence.
    var remedy: String {
        switch self {
        case .assignmentInCondition: "to compare, write `==`; a single `=` assigns"
        case .comparisonAsAssignment: "to assign, write `=`; `==` compares"
        case .notEqual: "write `~=` for \"not equal\""
        case .notOperator: "write `not`"
        case .andOperator: "write `and`"
        case .orOperator: "write `or`"
        case .compoundAssignment(let target, let sign, isIncrement: false):
            "Lua has no `\(sign)=`; write `\(target) = \(target) \(sign) ...`"
        case .compoundAssignment(let target, let sign, isIncrement: true):
            "Lua has no `\(sign)\(sign)`; write `\(target) = \(target) \(sign) 1`"
        case .doubledEquals: "to compare, write `==`, or `~=` for \"not equal\""
        case .powerOperator: "write `^` for a power"
        case .ternary: "to choose between two values, write `condition and a or b`"
        case .arrow: "write a function as `function(x) return ... end`"
        case .typographicCharacter(let found, let replacement): "replace \(found) by \(replacement)"
        case .invisibleSpace:
            "there is an invisible character here, often copied from a web page; replace it by a space"
        case .nameOutsideASCII:
            "names are made of the letters a to z, digits and `_`; other letters belong into strings"
        case .currencySign: "money is a number times a unit: `42 * USD`, `9.7 * BUSD`"
        case .elif: "write `elseif`"
        case .foreignFunction(let word): "write `function` instead of `\(word)`, and close it with `end`"
        case .foreignDeclaration(let word): "write `local` instead of `\(word)`"
        case .foreignWord(_, let instead): instead
        case .colonBlock(let keyword): "write `\(keyword)` instead of the colon, and close the block with `end`"
        case .braceBlock(let keyword): "blocks have no braces: write `\(keyword)`, and close the block with `end`"
        case .strayColon: "remove the colon; a block ends with `end`"
        case .slashComment: "a comment begins with `--`"
        case .hashComment: "a comment begins with `--`"
        case .listInBrackets: "a list is written in braces: `{ 1, 2, 3 }`"
        case .forTo: "write a comma between the first and the last value: `for i = 1, 10 do`"
        case .bareFor: "write `for i = 1, 10 do` to count, or `for key, value in pairs(t) do` to go through a table"
        case .missingComma(closer: nil): "put a comma before it"
        case .missingComma(let closer?): "put a comma before it, or `\(closer)` if nothing more belongs here"
        case .loneValue: "assign it to a name, or put `print(...)` around it"
        case .missingTimes(let number, let unit): "a unit is multiplied: `\(number) * \(unit)`"
        case .percentSign: "write `* percent`; the sign `%` is the remainder of a division"
        case .thousandsSeparator(let number): "write the digits without separators: `\(number)`"
        case .magnitudeLetter(let number, let letter): Self.magnitude(number, letter)
        case .namedArguments: "named arguments go in braces: `f { name = value }`"
        case .defaultParameter(let name):
            "give the default inside: `if \(name) == nil then \(name) = ... end`"
        case .colonInTable: "write `=` between a key and its value: `{ power = 750 * MW }`"
        case .keyWithoutBrackets(let key): "put the key in brackets: `[\(key)] = value`"
        case .keywordAsName(let word):
            "`\(word)` is a word of the language; choose another name, or write `[\"\(word)\"]` for a key"
        case .callWithoutParentheses(let name): "a call needs parentheses: `\(name)(...)`"
        case .returnNotLast: "`return` must be the last statement of its block; to leave early, write `do return end`"
        case .dottedLocalFunction: "write `function` without `local` to set a field of a table"
        case .apostropheInText: "put text with an apostrophe between double quotes: \"don't\""
        case .superfluousEnd: "remove it, or look above for a block that is closed too early"
        }
    }

    private static func magnitude(_ number: String, _ letter: String) -> String {
        let (exponent, unit) =
            switch letter.lowercased().first {
            case "k": ("e3", "kUSD")
            case "m": ("e6", "MUSD")
            default: ("e9", "BUSD")
            }
        return "write `\(number)\(exponent)`, or multiply by a unit such as `\(number) * \(unit)`"
    }
}
