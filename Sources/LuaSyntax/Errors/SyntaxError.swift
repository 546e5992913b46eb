public import Diagnostics

/// Why a text isn't valid Lua, as data; the words are in `SyntaxError+Diagnostic.swift`.
public struct SyntaxError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        // Characters.
        case unfinishedString(isApostrophe: Bool)
        case unfinishedLongBracket(level: Int, isComment: Bool)
        case badEscape(String, Escape)
        case badLongBracket
        case malformedNumber(String)
        case strayCharacter(String)
        case binaryChunk
        // Grammar. `found` is as a sentence would name it: "`then`", "the name `x`", "the end of the text".
        case unexpected(found: String, expected: String)
        case unclosed(Opener, closer: String, found: String)
        case statementExpected(found: String)
        case notAStatement(found: String)
        case notAssignable(found: String)
        // Names and jumps.
        case reservedName(String)
        case unknownAttribute(String)
        case severalClosed
        case assignmentToConstant(String)
        case varargOutside
        case breakOutsideLoop
        case noVisibleLabel(String, nearest: String?)
        case duplicateLabel(String, line: Int)
        case jumpIntoScope(label: String, local: String)
        // Sizes.
        case tooLarge(bytes: Int)
        case tooDeep(limit: Int)
        case tooLong(limit: Int)
        case tooManyLocals(function: String, line: Int)
        case tooManyUpvalues(function: String, line: Int)
    }

    /// What is wrong with an escape in a string.
    public enum Escape: Hashable, Sendable {
        case unknown, hexadecimal, decimal, codePoint
    }

    /// A word or bracket that needs a closing one.
    public struct Opener: Hashable, Sendable {
        /// `if`, `function`, `{` …
        public let text: String
        public let line: Int
    }

    /// What is wrong.
    public let problem: Problem
    /// Where reading had to stop.
    public let location: SourceLocation
    /// The mistake that was probably made.
    public let slip: Slip?
    /// Places earlier in the text that probably caused it.
    public let suspicions: [Suspicion]
    /// Whether more text could make it valid, so that a REPL should go on reading.
    public let isIncomplete: Bool

    init(
        _ problem: Problem, at location: SourceLocation, slip: Slip? = nil, suspicions: [Suspicion] = [],
        isIncomplete: Bool = false
    ) {
        self.problem = problem
        self.location = location
        self.slip = slip
        self.suspicions = suspicions
        self.isIncomplete = isIncomplete
    }
}

/// A place earlier in the text that probably caused a missing or superfluous `end`.
public enum Suspicion: Hashable, Sendable {
    /// `else if` opened an `if` of its own.
    case elseIf(line: Int)
    /// The opener is closed by an `end` that is indented differently.
    case indentation(opener: SyntaxError.Opener, endLine: Int)
}
