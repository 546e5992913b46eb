public import Diagnostics

extension SyntaxError: DiagnosticConvertible {
    /// The error in words, with its place, what was found, what should be there and the remedy.
    public var diagnostic: Diagnostic {
        Diagnostic(code, message, at: location, notes: notes, remedy: slip?.remedy ?? remedy)
    }

    private var code: DiagnosticCode {
        switch problem {
        case .binaryChunk: .binaryChunk
        case .reservedName: .reservedName
        default: .syntax
        }
    }

    private var message: String {
        switch problem {
        case .unfinishedString: "this string isn't closed on its line"
        case .unfinishedLongBracket(_, isComment: false): "this long string isn't closed"
        case .unfinishedLongBracket(_, isComment: true): "this comment isn't closed"
        case .badEscape(let text, _): "`\(text)` is not an escape that Lua knows"
        case .badLongBracket: "`[=` begins neither a long string nor an index"
        case .malformedNumber(let text): "`\(text)` is not a number"
        case .strayCharacter(let text): "Lua has no use for `\(text)` here"
        case .binaryChunk: "this is a compiled chunk, not text"
        case .unexpected(let found, let expected): "found \(found) where \(expected) should be"
        case .unclosed(_, let closer, let found): "found \(found) where `\(closer)` should be"
        case .statementExpected(let found): "found \(found) where a statement should begin"
        case .notAStatement(let found): "an expression alone isn't a statement; it is followed by \(found)"
        case .notAssignable(let found): "found \(found) after something that can't be assigned to"
        case .reservedName(let name): "the name `\(name)` is kept for Headroom itself"
        case .unknownAttribute(let name): "`<\(name)>` is not an attribute of a local"
        case .severalClosed: "one `local` can have only one `<close>`"
        case .assignmentToConstant(let name): "`\(name)` is constant and can't be assigned"
        case .varargOutside: "`...` stands in a function without `...` among its parameters"
        case .breakOutsideLoop: "`break` stands outside of every loop"
        case .noVisibleLabel(let name, _): "no label `\(name)` can be seen from here"
        case .duplicateLabel(let name, let line): "the label `\(name)` already exists, at line \(line)"
        case .jumpIntoScope(let label, let local): "`goto \(label)` jumps into the scope of local `\(local)`"
        case .tooLarge(let bytes): "the text has \(bytes) bytes"
        case .tooDeep: "this is nested too deep"
        case .tooLong: "this expression is too long"
        case .tooManyLocals(let function, _): "\(function) has more than \(Limits.locals) local variables at once"
        case .tooManyUpvalues(let function, _):
            "\(function) uses more than \(Limits.upvalues) variables from outside"
        }
    }

    private var notes: [String] {
        var notes: [String] = []
        if case .unclosed(let opener, let closer, _) = problem {
            notes.append("`\(closer)` is to close the `\(opener.text)` of line \(opener.line)")
        }
        if case .tooManyLocals(_, let line) = problem, line > 0 { notes.append("the function begins at line \(line)") }
        if case .tooManyUpvalues(_, let line) = problem, line > 0 {
            notes.append("the function begins at line \(line)")
        }
        return notes + suspicions.map(\.note)
    }

    private var remedy: String? {
        switch problem {
        case .unfinishedString(isApostrophe: true): "close it with `'`, or write long text between `[[` and `]]`"
        case .unfinishedString(isApostrophe: false): "close it with `\"`, or write long text between `[[` and `]]`"
        case .unfinishedLongBracket(let level, _):
            "close it with `]\(String(repeating: "=", count: level))]`"
        case .badEscape(_, .unknown):
            #"the escapes are \n \t \r \a \b \f \v \\ \" \' \z \xXX \ddd \u{XXX}; a plain backslash is \\"#
        case .badEscape(_, .hexadecimal): #"\x is followed by exactly two hexadecimal digits"#
        case .badEscape(_, .decimal): "a byte is at most 255"
        case .badEscape(_, .codePoint): #"write \u{20AC}: hexadecimal digits in braces, less than 80000000"#
        case .badLongBracket: "a long string begins with `[[` or `[=[`"
        case .malformedNumber: "write numbers like `42`, `0.5`, `1.5e6` or `0xFF`"
        case .binaryChunk: "give the Lua source"
        case .notAStatement: "assign it with `=`, call it, or put `print(...)` around it"
        case .notAssignable: "only names and fields such as `t.x` or `t[i]` can be assigned to"
        case .reservedName: "choose another name"
        case .unknownAttribute: "the attributes are `<const>` and `<close>`"
        case .severalClosed: "write a `local` of its own for each"
        case .assignmentToConstant: "declare it without `<const>` or `<close>`, or assign to another name"
        case .varargOutside: "add `...` to the parameters"
        case .breakOutsideLoop: "`break` leaves a `for`, `while` or `repeat`; to leave a function, write `return`"
        case .noVisibleLabel("continue", nil): "put `::continue::` before the `end` of the loop"
        case .noVisibleLabel(_, let nearest?): "did you mean `\(nearest)`?"
        case .noVisibleLabel(let name, nil):
            "write `::\(name)::` in the same or an enclosing block of the same function"
        case .duplicateLabel: "give one of them another name"
        case .jumpIntoScope(_, let local):
            "put `local \(local)` and what follows between `do` and `end`, or declare it before the `goto`"
        case .tooLarge: "a text has at most \(Limits.sourceBytes) bytes; put data into a CSV file"
        case .tooDeep(let limit): "at most \(limit) levels; give inner parts names of their own"
        case .tooLong(let limit):
            "at most \(limit) operations in one expression; add up in a loop, or in several statements"
        case .tooManyLocals: "put some of them into a table, or parts of it into functions of their own"
        case .tooManyUpvalues: "put some of them into a table"
        case .unclosed(_, let closer, _): "write `\(closer)`"
        case .strayCharacter, .unexpected, .statementExpected: nil
        }
    }
}

extension Suspicion {
    fileprivate var note: String {
        switch self {
        case .elseIf(let line):
            "`else if` at line \(line) opens an `if` that needs an `end` of its own; `elseif` doesn't"
        case .indentation(let opener, let endLine):
            "the `end` of line \(endLine) closes the `\(opener.text)` of line \(opener.line), "
                + "but its indentation differs"
        }
    }
}
