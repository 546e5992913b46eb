public import Diagnostics

/// A place in the text of a chunk.
///
/// The column counts bytes, as ``Diagnostics/SourceLocation`` does, so that no place has to be computed again when it
/// is printed; the renderer turns it into a position on the screen.
public struct Position: Hashable, Comparable, Sendable {
    /// The line, from 1. LF, CR, CRLF and LFCR each end one line, as in Lua.
    public let line: Int
    /// The byte in the line, from 1.
    public let column: Int
    /// The byte in the text, from 0.
    public let offset: Int

    /// Creates a position; the three members must describe the same place.
    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// The first byte of a text.
    public static let start = Position(line: 1, column: 1, offset: 0)

    /// Order in the text.
    public static func < (a: Position, b: Position) -> Bool { a.offset < b.offset }

    /// The position as a location in `file`.
    public func location(in file: String) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column)
    }
}

/// A stretch of a chunk's text, from the first byte to behind the last one.
public struct SourceRange: Hashable, Sendable {
    /// The first byte.
    public let start: Position
    /// The byte behind the last one.
    public let end: Position

    /// Creates a range; `end` must not lie before `start`.
    public init(_ start: Position, _ end: Position) {
        self.start = start
        self.end = end
    }

    /// The bytes covered, for slicing ``Chunk/bytes``.
    public var bytes: Range<Int> { start.offset..<end.offset }
}
