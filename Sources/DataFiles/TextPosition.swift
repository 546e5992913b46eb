/// A place in a text file, counted as editors count: lines and columns begin at 1, a column is one Unicode scalar.
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
    /// An offset past the end is taken as the end. Continuation bytes of UTF-8 do not count as columns.
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
            case 0x80..<0xC0:
                continue
            default:
                column += 1
            }
        }
        self.init(line: line, column: column)
    }
}
