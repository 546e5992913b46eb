/// Why a file could not be read, understood or written. Carries data only; the wording is in `DataFileError+Diagnostic.swift`.
public struct DataFileError: Error, Hashable, Sendable {
    /// The path or the name by which the caller knows the text; empty for text that has no file.
    public var file: String
    /// Where in the text, when the problem has a place.
    public var position: TextPosition?
    public var problem: Problem

    public init(file: String = "", at position: TextPosition? = nil, _ problem: Problem) {
        self.file = file
        self.position = position
        self.problem = problem
    }
}

extension DataFileError {
    public enum Problem: Hashable, Sendable {
        /// The operating system refused to read; `code` is its `errno`.
        case unreadable(code: Int32)
        /// The operating system refused to write, or wrote a part and then no more; `code` is its `errno`.
        case unwritable(code: Int32)
        /// More bytes than the caller allows.
        case tooLarge(limit: Int)
        /// A name that no file can have: empty, or with a zero byte.
        case badName
        /// Bytes that are not UTF-8 (or begin with a byte order mark where none is allowed).
        case notUTF8(byte: UInt8)
        case json(JSONProblem)
        case csv(CSVProblem)
    }

    public enum JSONProblem: Hashable, Sendable {
        case unexpected(found: String, expected: String)
        case unexpectedEnd(expected: String)
        case trailingText(found: String)
        case tooDeep(limit: Int)
        case duplicateKey(String)
        /// A number whose magnitude no double can hold.
        case numberTooLarge(String)
        case badNumber(String)
        case badEscape(String)
        case loneSurrogate(String)
        case controlCharacter(UInt8)
        case byteOrderMark
        /// Writing only: JSON has no NaN and no infinity. `path` is like `results.npv[3]`.
        case notFinite(path: String)
    }

    public enum CSVProblem: Hashable, Sendable {
        case empty
        case unterminatedQuote
        case textAfterQuote(String)
        case quoteInsideField
        case fieldCount(found: Int, expected: Int)
        case duplicateColumn(String)
        case unknownColumn(String, known: [String])
        case notANumber(String, column: String)
        case notFinite(String, column: String)
    }
}
