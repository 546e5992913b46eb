import Engine
import LuaVM

/// What the session knows for compiling step functions.
extension Session {
    /// Where the numbers of detached distributions begin; variables have small negative numbers.
    private static let firstDetached: Int32 = -(1 << 30)

    /// Runs a function of the language while a step is compiled.
    func tracing<Result>(_ tracer: Tracer, _ body: () throws -> Result) rethrows -> Result {
        let before = isTracing
        isTracing = true
        defer { isTracing = before }
        return try body()
    }

    /// A distribution that no variable has been made of: what a constructor gives inside a step.
    func detached(_ distribution: Distribution, unit: Int32) -> LuaValue {
        detachedDistributions.append(distribution)
        let number = Session.firstDetached - Int32(detachedDistributions.count)
        return .payload(Payload(type: types.uncertain, a: number, b: unit))
    }

    /// The distribution behind a value of `detached`.
    func detachedDistribution(_ payload: Payload) -> Distribution? {
        guard payload.a < Session.firstDetached else { return nil }
        return detachedDistributions[Int(Session.firstDetached - payload.a) - 1]
    }

    /// Functions that compute amounts or conditions from their arguments and do nothing else.
    func isPure(_ function: Function) -> Bool { Session.pureNames.contains(function.name) }

    private static let pureNames = Set(
        [Module.mathematics, .conditions, .distributions, .quantities, .dates].flatMap { $0.functions.map(\.name) }
    ).subtracting(["correlate", "independent"])

    /// The names of Lua's own functions, by identity.
    func findHostNames() -> [UInt: String] {
        var names: [UInt: String] = [:]
        func note(_ value: InspectedValue, _ name: String) {
            guard case .value(.function(let reference)) = value, let found = vm.definition(of: reference), found.isC else { return }
            names[found.identity] = name
        }
        for global in Module.host.hostFunctions.map(\.name) {
            guard let value = vm.global(global) else { continue }
            if case .table(let library) = value {
                for key in vm.keys(of: library) {
                    if case .string(let member) = key { note(vm.field(key, of: library), "\(global).\(member)") }
                }
            } else {
                note(value, global)
            }
        }
        return names
    }
}
