import Diagnostics
import Engine
import LuaVM
import Quantities

extension ModelTrace {
    /// Calls the model's `factors` with its parameters, and builds the processes of the market that it returns.
    func buildFactors(
        _ function: FunctionReference, _ parameters: LuaValue
    ) throws -> (factors: [ModelFactor], states: [TimeModel.State]) {
        let market = try declaration.market(function, parameters)
        let clock = ModelClock(steps: steps, step: declaration.step, dtYears: declaration.stepYears) { [declaration] n in
            guard let date = try? declaration.date(n) else { return [] }
            return [("date", declaration.session.dateValue(date.dayNumber))]
        }
        let built = try market.build(in: session, clock: clock, prefix: declaration.name, tie: declaration.tie)
        let factors = built.map {
            ModelFactor(
                name: $0.name, unit: $0.unit, current: $0.factor.current, previous: $0.factor.previous, initial: $0.factor.start)
        }
        return (factors, built.flatMap(\.factor.states))
    }
}
