public import Diagnostics

/// The text that Lua runs instead of a chunk's own: the same program with guards, one place that can raise per line.
///
/// Lua keeps only line numbers. Therefore every token to which Lua attributes an error (an operator, the key of an
/// index, the beginning of a call, the head of a loop) begins a line of its own here, and
/// ``location(ofGeneratedLine:)`` turns that line back into line and column of the script. This costs nothing at run
/// time.
///
/// The guards are `__test`, `__eq`, `__pow` and `__key`, which the text takes from a global function `__guards` at its
/// beginning. They return their argument, respectively the result of `==` and `^`, or raise:
///
/// | in the script | in the text |
/// |---|---|
/// | `if x`, `while x`, `until x`, `not x`, `x and`, `x or` | `__test(x)`, except for comparisons, `not` and literals |
/// | `a == b`, `a ~= b` | `__eq(a, b)`, `not __eq(a, b)`, except where one side is nil or a string in quotes |
/// | `a ^ b` | `__pow(a, b)` |
/// | `t[k]`, `{ [k] = v }` | `t[__key(k)]`, except for literals and locals that always hold one, and loop counters |
public struct GuardedSource: Sendable {
    /// The text for Lua. Valid UTF-8 whatever the script's strings hold.
    public let text: String
    /// What the script calls itself.
    public let name: String
    /// In a session, the names that the chunk's top-level `local` and `local function` statements made globals, in the
    /// order of the text.
    public let sessionGlobals: [String]
    /// The place that each generated line stands for, line 1 first.
    package let places: [Position]
    private let functions: [Int: Int]

    init(text: String, name: String, sessionGlobals: [String], places: [Position], functions: [Int: Int]) {
        self.text = text
        self.name = name
        self.sessionGlobals = sessionGlobals
        self.places = places
        self.functions = functions
    }

    /// The place in the script for a line of ``text`` that Lua reports (from 1). A line outside of the text, which Lua
    /// gives for functions without line information, is the beginning of the script.
    public func location(ofGeneratedLine line: Int) -> SourceLocation {
        let place = places.indices.contains(line - 1) ? places[line - 1] : .start
        return place.location(in: name)
    }

    /// The number of the function that Lua says is defined at a line of ``text`` (`linedefined`): an index in
    /// ``Chunk/functions``. 0, the chunk itself, for a line where no function begins.
    public func function(definedAtGeneratedLine line: Int) -> Int {
        functions[line] ?? 0
    }
}

/// The text to run instead of the chunk's own.
///
/// - Parameter sessionLocals: Whether the chunk is one input of a session: locals declared directly in the chunk, other
///   than those with `<const>` or `<close>`, become globals, so that later inputs see them.
///
/// ```swift
/// let text = guarded(try parse("return a == b", name: "deal.lua"), sessionLocals: false).text
/// ```
public func guarded(_ chunk: Chunk, sessionLocals: Bool) -> GuardedSource {
    var writer = GuardWriter(chunk, sessionLocals: sessionLocals)
    return writer.write()
}
