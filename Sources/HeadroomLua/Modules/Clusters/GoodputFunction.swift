import ClusterModel
import Diagnostics
import Engine
import LuaVM
import Quantities

extension Function {
    static let goodput = Function.declare(
        "goodput", "The share of a job's time that computes what is kept, in closed form, for uncertain models.", style: .named
    ) { f in
        let failures = f.parameter(
            "failures",
            .clusterObject(
                FailureObject.self, "failures", annotation: "headroom.failures",
                remedy: "use catalog.failures \"llama3-h100\" or failures \"name\" { ... }"), "How often chips are interrupted.")
        let chips = f.parameter("chips", .integer(1...1 << 24, "a whole number from 1"), "Of the job.")
        let restart = f.parameter("restart", .uncertainQuantity("minute", "time"), "From an interruption until the job computes again.")
        let write = f.parameter("write", .uncertainQuantity("s", "time"), "How long a checkpoint stops the job, above 0.")
        let interval = f.optional(
            "checkpoint", .uncertainQuantity("minute", "time"), "Work between checkpoints.", default: "Young's √(2 · write / rate)")
        let factor = f.optional(
            "factor", .amount("a plain number above 0, certain or uncertain"), "How much more often than the record chips are interrupted.", default: "1")
        f.returns(annotation: "headroom.amount", "A share; uncertain where an input is.")
        f.details(
            "The closed form of `pod:operate` with enough spares: Daly's complete model (2006), and planned stops that write a checkpoint first.")
        f.example(
            """
            local share = goodput { failures = catalog.failures "llama3-h100", chips = 16384, restart = 10 * minute, write = 5 * s }
            print(string.format("%.3f", share))
            """, prints: "0.914")
        f.example(
            """
            local restart = triangular "restart" { min = 5 * minute, mode = 10 * minute, max = 20 * minute }
            local share = goodput { failures = catalog.failures "llama3-h100", chips = 16384, restart = restart, write = 5 * s }
            print(share:quantile(0.9) > share:quantile(0.1))
            """, prints: "true")
        return { a, i in
            let s = i.session
            let record = a[failures].record
            let second = Operand(1, unit: s.units.number(of: try Unit(parsing: "s")))
            func plain(_ amount: Operand) throws -> Operand { amount.isPlain ? amount : try s.quotient(amount, second) }
            func require(_ amount: Operand, _ name: String, aboveZero: Bool) throws {
                guard let x = amount.certain else { return }
                guard x.isFinite, aboveZero ? x > 0 : x >= 0 else {
                    throw ClusterError.value(subject: "goodput", parameter: name, value: x, requirement: aboveZero ? "above 0" : "at least 0")
                }
            }
            let (more, R, δ) = (a[factor] ?? Operand(1), try plain(a[restart]), try plain(a[write]))
            guard more.isPlain else {
                throw Diagnostic(.wrongDimension, "goodput: factor must be a plain number", operands: [s.shown(more)], remedy: "write 1.5, or an uncertain number")
            }
            try require(more, "factor", aboveZero: true)
            try require(R, "restart", aboveZero: false)
            try require(δ, "write", aboveZero: true)
            let unexpected = try s.product(more, Operand(Double(a[chips]) / (record.hoursPerInterruption * 3600)))
            let λ = try s.product(unexpected, Operand(1 + record.plannedPerUnexpected))
            let φ = Operand(record.plannedPerUnexpected / (1 + record.plannedPerUnexpected))
            let τ =
                try a[interval].map(plain)
                ?? Operand(s.apply(.squareRoot, try s.quotient(try s.product(Operand(2), δ), unexpected).content), unit: UnitTable.none)
            try require(τ, "checkpoint", aboveZero: true)
            func of(_ operation: UnaryOperation, _ x: Operand) -> Operand { Operand(s.apply(operation, x.content), unit: UnitTable.none) }
            func times(_ x: Operand, _ y: Operand) throws -> Operand { try s.product(x, y) }
            let survives = of(.exp, try s.negated(times(λ, R)))
            let perCycle = try s.negated(times(λ, s.sum(τ, δ)))
            let inCycle = try s.negated(of(.expm1, perCycle))
            let beforeWrite = try s.negated(of(.expm1, s.negated(times(λ, τ))))
            let late = of(.exp, perCycle)
            let cycles = try s.quotient(late, inCycle)
            let partial = try s.quotient(s.difference(s.quotient(beforeWrite, λ), times(τ, late)), inCycle)
            let saved = try s.quotient(s.difference(δ, s.quotient(s.difference(inCycle, beforeWrite), λ)), inCycle)
            let kept = try times(survives, s.sum(times(cycles, τ), times(φ, partial)))
            let whole = try s.sum(s.quotient(Operand(1), λ), times(survives, times(φ, saved)))
            return [s.lua(try s.quotient(kept, whole))]
        }
    }
}
