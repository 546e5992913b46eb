/// A place in a text file: lines and columns begin at 1, and a column is one byte, as in `SourceLocation`.
///
/// `\n`, `\r\n` and a lone `\r` each end a line.
public struct TextPosition: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension TextPosition {
    /// The position of the byte at `offset`; linear in `offset`, therefore computed only when there is an error to tell.
    ///
    /// An offset past the end is taken as the end.
    init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        var line = 1
        var column = 1
        for index in 0..<min(offset, bytes.count) {
            switch bytes[index] {
            case UInt8(ascii: "\n"):
                if index > 0, bytes[index - 1] == UInt8(ascii: "\r") { continue }
                line += 1
                column = 1
            case UInt8(ascii: "\r"):
                line += 1
                column = 1
            default:
                column += 1
            }
        }
        self.init(line: line, column: column)
    }
}
