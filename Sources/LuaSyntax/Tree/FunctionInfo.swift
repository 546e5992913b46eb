/// What is known of one function of a chunk; number 0 is the chunk itself.
public struct FunctionInfo: Sendable {
    /// A variable of an enclosing function that this one uses.
    public struct Upvalue: Hashable, Sendable {
        public let name: String
        /// The ``LocalVariable/id``; nil for the environment that every chunk has.
        public let variable: Int?
    }

    /// The index in ``Chunk/functions``, in the order in which the keywords `function` stand in the text.
    public let number: Int
    /// What the script calls it: `site.build`, `site:build`; for the chunk itself and for unnamed functions nil.
    public let name: String?
    /// A name that no other function of the chunk has: the names of the enclosing functions and its own, joined by `/`.
    /// An unnamed function is called `function`; from the second of a name on, its ordinal follows (`function#2`). The
    /// chunk itself is `main`. Edits elsewhere in the file don't change it.
    public let path: String
    /// The number of the enclosing function; nil for the chunk itself.
    public let parent: Int?
    /// From the keyword `function` to behind its `end`.
    public internal(set) var range: SourceRange
    /// The ``LocalVariable/id`` of each parameter, a receiver included.
    public internal(set) var parameters: [Int] = []
    public internal(set) var isVariadic = false
    /// The variables used from outside, in the order of their first use.
    public internal(set) var upvalues: [Upvalue] = []
    /// The most locals alive at once, the hidden ones of loops included.
    package var mostLocals = 0

    public var firstLine: Int { range.start.line }
    public var lastLine: Int { range.end.line }
}
