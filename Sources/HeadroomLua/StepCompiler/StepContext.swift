import Diagnostics
import Engine
import LuaSyntax

/// What a walk is for: where its checks go, and what the functions mean that only make sense in a model.
protocol StepContext: AnyObject {
    /// The run ends on a path where the condition holds. It says itself which paths are here.
    func check(_ condition: Graph.Node, _ diagnostic: Diagnostic)
    /// A field of the state gets a value on the paths that are here.
    func assign(_ value: StepValue, toStateCell cell: Cell, in tracer: Tracer, at place: Position) throws
    /// Calls a function that belongs to models; nil for any other.
    func call(
        _ function: Function, _ arguments: [StepValue], in tracer: Tracer, at place: Position, site: Expression?
    ) throws -> [StepValue]?
}
