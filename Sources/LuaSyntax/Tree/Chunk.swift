/// A whole text of Lua, parsed: a file, an input of the REPL, a string for `load`.
public struct Chunk: Sendable {
    /// The name that locations carry.
    public let name: String
    /// The text as it was read. Bytes that are not UTF-8, which Lua allows in strings and comments, are replaced here;
    /// ``bytes`` has them.
    public let source: String
    /// The text; all ranges count in it.
    public let bytes: [UInt8]
    /// The statements.
    public let block: Block
    /// Every function, the chunk itself first.
    public let functions: [FunctionInfo]
    /// Every local variable of every function, in the order of the text.
    public let locals: [LocalVariable]
    /// Whether the text was an expression typed alone, which ``block`` returns.
    public let isExpression: Bool

    /// The text of `range`.
    public func text(_ range: SourceRange) -> String {
        String(decoding: bytes[range.bytes], as: UTF8.self)
    }
}
