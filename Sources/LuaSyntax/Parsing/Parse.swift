import Diagnostics

/// Parses a text of Lua 5.4.
///
/// Accepts what Lua's own `load` accepts, and what Lua would refuse when loading (a `break` outside of a loop, an
/// assignment to a `<const>`, a `goto` into the scope of a local, more than 200 locals) is refused here with a remedy.
/// A first line that begins with `#` and a byte order mark are passed over.
///
/// - Parameters:
///   - source: The text, at most ``Limits/sourceBytes``.
///   - name: What locations call it: a path relative to the script's folder, or `stdin`.
///   - interactive: Whether an expression typed alone is accepted too; it then stands in the block as a `return`, and
///     ``Chunk/isExpression`` says so.
/// - Throws: The first mistake in the text. ``SyntaxError/isIncomplete`` says whether more text could mend it.
///
/// ```swift
/// let chunk = try parse("local site = 750 * MW", name: "deal.lua")
/// ```
public func parse(_ source: String, name: String, interactive: Bool = false) throws(SyntaxError) -> Chunk {
    try parse(bytes: Array(source.utf8), name: name, interactive: interactive)
}

/// Like ``parse(_:name:interactive:)``, for text that may hold bytes which aren't UTF-8.
public func parse(bytes: [UInt8], name: String, interactive: Bool = false) throws(SyntaxError) -> Chunk {
    guard bytes.count <= Limits.sourceBytes else {
        throw SyntaxError(.tooLarge(bytes: bytes.count), at: Position.start.location(in: name))
    }
    guard interactive else { return try statements(bytes, name) }
    let expressionError: SyntaxError
    do { return try expression(bytes, name) } catch { expressionError = error }
    do {
        return try statements(bytes, name)
    } catch {
        // The reading that got further is the one that was meant.
        let isFurther =
            (expressionError.location.line, expressionError.location.column ?? 0)
            > (error.location.line, error.location.column ?? 0)
        throw isFurther || expressionError.isIncomplete && !error.isIncomplete ? expressionError : error
    }
}

private func statements(_ bytes: [UInt8], _ name: String) throws(SyntaxError) -> Chunk {
    var parser = try Parser(bytes, file: name)
    let block = try parser.chunk()
    return parser.chunk(block, isExpression: false)
}

private func expression(_ bytes: [UInt8], _ name: String) throws(SyntaxError) -> Chunk {
    var parser = try Parser(bytes, file: name)
    let block = try parser.lonelyExpression()
    return parser.chunk(block, isExpression: true)
}
