import LuaSyntax

/// A chunk with its functions at hand.
final class StepCode {
    let chunk: Chunk
    private var bodies: [Int: FunctionBody] = [:]
    /// The ordinal of each call within its function, by the offset of what it calls.
    private var ordinals: [Int: Int] = [:]
    private var initialisers: [Int: Expression] = [:]

    init(_ chunk: Chunk) {
        self.chunk = chunk
        var collector = Collector()
        collector.walk(chunk.block)
        bodies = collector.bodies
        initialisers = collector.initialisers
        var counts: [Int: Int] = [:]
        for offset in collector.calls {
            let function = chunk.functions.dropFirst().last { $0.range.bytes.contains(offset) }?.number ?? 0
            counts[function, default: 0] += 1
            ordinals[offset] = counts[function]!
        }
    }

    func body(_ number: Int) -> FunctionBody? { bodies[number] }

    /// What the declaration of a local gives it.
    func initialiser(ofLocal id: Int) -> Expression? { initialisers[id] }

    /// A name of a place where something is called, which edits in other functions don't change: the function's path and
    /// the call's ordinal in it.
    func site(_ call: Expression, in function: Int) -> String {
        "\(chunk.functions[function].path)#\(ordinals[call.anchor.offset] ?? 0)"
    }

    private struct Collector: SyntaxVisitor {
        var bodies: [Int: FunctionBody] = [:]
        var calls: [Int] = []
        var initialisers: [Int: Expression] = [:]

        mutating func visit(_ statement: Statement) -> Bool {
            switch statement.form {
            case .localFunction(_, let body), .function(_, _, let body): bodies[body.number] = body
            case .local(let ids, let values):
                for (id, value) in zip(ids, values) { initialisers[id] = value }
            default: break
            }
            return true
        }

        mutating func visit(_ expression: Expression) -> Bool {
            switch expression.form {
            case .function(let body): bodies[body.number] = body
            case .call, .methodCall: calls.append(expression.anchor.offset)
            default: break
            }
            return true
        }
    }
}
