import Diagnostics
import Engine
import LuaSyntax
import LuaVM

/// Walks the syntax tree of a function over values that differ from path to path, and leaves a graph of what it computes.
///
/// Every statement is walked once. Where a condition differs by path, both arms are walked under masks and what they
/// assign is selected; `return`, `break`, `goto` and `stop` take paths out of the mask until the place they lead to.
final class Tracer {
    let session: Session
    let graph: Graph
    /// What the functions of a model (`pay`, `limit`, …) do in this walk; nil where none is.
    let context: (any StepContext)?

    /// The paths that reach the statement under way; nil: none does.
    var mask: Mask?
    let root = Mask()
    /// Paths that have left, and where they go.
    var kills: [Kill] = []
    var frames: [Frame] = []
    /// The turns of the loops under way, the outermost first.
    var turns: [Int] = []
    /// The turns of the loops in which the callers are, the outermost caller first.
    var turnsOfCallers: [[Int]] = []
    /// The calls under way, as parts of the keys of draws.
    var sites: [String] = []
    private var targets = 0
    var ranges = NodeRanges()
    var codes: [String: StepCode] = [:]
    var globals: [String: StepValue] = [:]
    var tables: [UInt: StepTable] = [:]
    var functions: [UInt: StepFunction] = [:]
    var outsideCells: [OutsideVariable: Cell] = [:]
    private var identities: UInt = 1 << 60
    /// How many nodes the graph had at the beginning; a step that makes too many is refused.
    private let firstNode: Int
    static let largestGraph = 200_000
    static let deepestCall = 100
    static let mostTurns = 10_000

    /// Paths that leave the walk at some place.
    struct Kill {
        let mask: Mask
        let target: Target
        /// What a `return` gives back.
        var values: [StepValue] = []
    }

    enum Target: Hashable {
        /// The end of the step.
        case stop
        /// The end of a call, a loop, or the place of a label, by number.
        case scope(Int)
        case label(String, block: Int)
    }

    /// A call under way.
    final class Frame {
        let function: StepFunction
        var cells: [Int: Cell] = [:]
        var varargs: [StepValue] = []
        let exit: Int
        let entry: Mask
        var loops: [Int] = []
        /// The labels of the blocks under way: name and number of the block.
        var labels: [(name: String, block: Int)] = []
        var call: Expression?

        init(_ function: StepFunction, exit: Int, entry: Mask) {
            self.function = function
            self.exit = exit
            self.entry = entry
        }

        var chunk: Chunk { function.code.chunk }
    }

    init(_ session: Session, context: (any StepContext)?) {
        self.session = session
        graph = session.graph
        self.context = context
        firstNode = graph.count
        mask = root
    }

    func newTarget() -> Int {
        targets += 1
        return targets
    }

    func newIdentity() -> UInt {
        identities += 1
        return identities
    }

    // MARK: Places

    var frame: Frame { frames[frames.count - 1] }

    func location(_ position: Position) -> SourceLocation { position.location(in: frame.chunk.name) }

    func site(_ position: Position) -> CallSite {
        CallSite(
            file: frame.chunk.name, functionPath: frame.chunk.functions[frame.function.number].path,
            location: location(position))
    }

    /// What can't be compiled: place, reason, and what to write instead.
    func refusal(_ message: String, at position: Position, remedy: String) -> Diagnostic {
        var diagnostic = Diagnostic(.stepRefused, message, at: location(position), remedy: remedy)
        diagnostic.notes += callNotes
        return diagnostic
    }

    /// A mistake that plain Lua would make on every path.
    func mistake(_ message: String, at position: Position, remedy: String? = nil) -> Diagnostic {
        var diagnostic = Diagnostic(.runtime, message, at: location(position), remedy: remedy)
        diagnostic.notes += callNotes
        return diagnostic
    }

    /// The calls that led here.
    var callNotes: [String] {
        frames.indices.dropFirst().reversed().prefix(8).compactMap { i in
            frames[i].call.map { "called from \($0.anchor.location(in: frames[i - 1].chunk.name))" }
        }
    }

    func checkSize(_ position: Position) throws {
        guard graph.count - firstNode > Tracer.largestGraph else { return }
        throw refusal(
            "the step has become too large: more than \(Tracer.largestGraph) operations by here", at: position,
            remedy: "loops are unrolled, so use fewer turns, or move what does not change out of the step")
    }

    // MARK: Masks

    /// Whether any path is here.
    var isReached: Bool { mask != nil }

    /// Walks `body` for the paths on which `condition` holds.
    func under(_ condition: Graph.Node, _ body: () throws -> Void) rethrows {
        guard let before = mask else { return }
        let start = kills.count
        mask = before.and(condition, in: graph)
        if mask != nil { try body() }
        mask = without(kills[start...], from: before)
    }

    /// What is left of a mask when some paths of it have gone.
    func without(_ gone: some Sequence<Kill>, from mask: Mask) -> Mask? {
        var left = mask
        for kill in gone {
            var literals: [Graph.Node] = []
            var isImpossible = false
            for literal in kill.mask.literals(below: mask) {
                switch left.knows(literal, in: graph) {
                case true?: continue
                case false?: isImpossible = true
                case nil: literals.append(literal)
                }
            }
            if isImpossible { continue }
            guard let last = literals.popLast() else { return nil }
            let all = literals.reversed().reduce(last) { graph.apply(.and, $0, $1) }
            guard let rest = left.and(graph.apply(.not, all), in: graph) else { return nil }
            left = rest
        }
        return left
    }

    /// Takes the paths that are here away to a target.
    func leave(to target: Target, with values: [StepValue] = []) {
        guard let mask else { return }
        kills.append(Kill(mask: mask, target: target, values: values))
        self.mask = nil
    }

    /// The condition of being here, among the paths of `ancestor`; nil: always.
    func condition(below ancestor: Mask) -> Graph.Node? { mask?.conjunction(below: ancestor, in: graph) }

    // MARK: Checks

    /// Ends the run on paths that are here and for which `condition` holds.
    func fail(where condition: Graph.Node, _ diagnostic: Diagnostic) throws {
        guard let mask else { return }
        switch mask.knows(condition, in: graph) {
        case false?: return
        case true?:
            if mask === root { throw diagnostic }
        case nil: break
        }
        guard let context else { throw diagnostic }
        let here = mask.conjunction(below: root, in: graph)
        context.check(here.map { graph.apply(.and, $0, condition) } ?? condition, diagnostic)
        mask.assume(graph.apply(.not, condition))
    }

    /// Ends the run on all paths that are here.
    func fail(_ diagnostic: Diagnostic) throws {
        guard let mask else { return }
        guard let context, mask !== root, let here = mask.conjunction(below: root, in: graph) else { throw diagnostic }
        if graph.constantValue(of: here) == 1 { throw diagnostic }
        context.check(here, diagnostic)
        self.mask = nil
        kills.append(Kill(mask: mask, target: .stop))
    }

    /// Runs `body`, which works on values of one kind. What it refuses about them is an error on the paths that are here,
    /// as in Lua; where that is every path, it is a mistake that needs no run.
    func onPaths<Result>(_ body: () throws -> Result) throws -> Result? {
        let here = mask
        do {
            return try body()
        } catch let mistake as Diagnostic where mistake.code == .wrongType || mistake.code == .runtime {
            mask = here
            try fail(mistake)
            return nil
        }
    }
}
