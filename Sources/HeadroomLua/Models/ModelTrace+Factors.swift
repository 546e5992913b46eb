import Diagnostics
import Engine
import LuaVM

extension ModelTrace {
    /// Calls the model's `factors` with its parameters, and builds the processes that it returns.
    func buildFactors(
        _ function: FunctionReference, _ parameters: LuaValue
    ) throws -> (factors: [ModelFactor], states: [TimeModel.State]) {
        throw Diagnostic(.internal, "no markets yet")
    }
}
