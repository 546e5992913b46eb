/// A place in a script, as a person would look it up.
///
/// Lines and columns count from 1. A column counts UTF-8 bytes from the beginning of its line, which is what a lexer
/// knows; ``DiagnosticRenderer`` turns it into a position on the screen.
public struct SourceLocation: Hashable, Sendable {
    /// The name under which the chunk was loaded: a path relative to the script's folder, or `stdin`.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The byte in the line, from 1; nil where only the line is known.
    public var column: Int?

    /// Creates a location; `column` is nil where only the line is known.
    public init(file: String, line: Int, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line` or `file:line:column`, the form that editors jump to.
    public var description: String {
        guard let column else { return "\(file):\(line)" }
        return "\(file):\(line):\(column)"
    }
}

extension SourceLocation: Comparable {
    /// Orders by file name (by bytes), then line, then column; an unknown column comes first in its line.
    public static func < (left: Self, right: Self) -> Bool {
        if left.file != right.file { return left.file.utf8.lexicographicallyPrecedes(right.file.utf8) }
        if left.line != right.line { return left.line < right.line }
        return (left.column ?? 0) < (right.column ?? 0)
    }
}
