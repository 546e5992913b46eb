/// Writes a tree as guarded text.
///
/// To which line Lua attributes an instruction follows from the order in which its compiler takes tokens (5.4.0 to
/// 5.4.7):
/// - An operator has the line of its sign, but `<`, `<=`, `>`, `>=` that of their last token; a chain of `..` is one
///   instruction and has the line of its last sign.
/// - A call has the line on which its whole expression begins, or (from 5.4.6) that of its parenthesis. Both are
///   written.
/// - An access to a field or a global is emitted only when it is needed, with the line of the token taken last. So
///   where another token would be taken first (an operator behind it, the name of a method), parentheses make Lua emit
///   it.
/// - A store has the line of the last token of its statement.
struct GuardWriter {
    let chunk: Chunk
    let sessionLocals: Bool
    private var text: [UInt8] = []
    private var places: [Position] = [.start]
    private var functions: [Int: Int] = [:]
    private var sessionGlobals: [String] = []
    var isStatementStart = false
    /// How many calls are wrapped around the current one, as in `a():b():c()`.
    private var wrappedCalls = 0

    init(_ chunk: Chunk, sessionLocals: Bool) {
        self.chunk = chunk
        self.sessionLocals = sessionLocals
        text.reserveCapacity(chunk.bytes.count * 2)
    }

    /// Lua's limit leaves no room for the guards beside this many locals; then the chunk runs inside a function of its
    /// own.
    private static let roomForGuards = Limits.locals - 4

    mutating func write() -> GuardedSource {
        put("local __test,__eq,__pow,__key=__guards()")
        let isWrapped = chunk.functions[0].mostLocals > Self.roomForGuards
        if isWrapped { put("return(function(...)") }
        block(chunk.block)
        if isWrapped { put("end)(...)") }
        text.append(UInt8(ascii: "\n"))
        return GuardedSource(
            text: String(decoding: text, as: UTF8.self), name: chunk.name, sessionGlobals: sessionGlobals,
            places: places, functions: functions)
    }

    // MARK: Tokens and lines

    /// Writes a token behind a blank.
    mutating func put(_ token: String) {
        // A statement that begins with a parenthesis would otherwise continue the one before it.
        if isStatementStart, token.utf8.first == UInt8(ascii: "(") { text.append(UInt8(ascii: ";")) }
        isStatementStart = false
        text.append(UInt8(ascii: " "))
        text += token.utf8
    }

    /// Goes to a line that stands for `place`, unless the current one does.
    mutating func line(_ place: Position) {
        if places[places.count - 1] == place { return }
        text.append(UInt8(ascii: "\n"))
        places.append(place)
    }

    /// Goes to a line for `place`, if there is one: the last token of an expression is about to be written.
    mutating func tail(_ place: Position?) {
        if let place { line(place) }
    }

    mutating func beginStatement(at place: Position) {
        line(place)
        isStatementStart = true
    }

    /// Notes that the function's keyword stands on the current line.
    mutating func noteFunction(_ number: Int) {
        functions[places.count] = number
    }

    mutating func noteSessionGlobal(_ name: String) {
        sessionGlobals.append(name)
    }

    // MARK: Names

    func variable(_ id: Int) -> LocalVariable { chunk.locals[id] }

    /// Whether a local of the script is a global in the text.
    func isSessionGlobal(_ id: Int) -> Bool {
        sessionLocals && variable(id).isSessionVariable
    }

    /// Whether reading or writing the name goes through a table and can raise.
    func isGlobal(_ name: Name) -> Bool {
        name.variable.map(isSessionGlobal) ?? true
    }

    /// Runs `body` one call deeper, telling it whether the inner call may still be wrapped in parentheses.
    mutating func insideCall(_ body: (inout GuardWriter, Bool) -> Void) {
        wrappedCalls += 1
        body(&self, wrappedCalls <= 20)
        wrappedCalls -= 1
    }
}
