import ClusterModel
import Diagnostics
import Engine
import LuaVM
import Quantities

/// The step of a plan on a cluster whose network or efficiency is uncertain.
struct UncertainStep {
    /// In seconds.
    let step: Operand
    let surrogate: StepSurrogate

    var note: String {
        let names = surrogate.ranges.map(\.input.name).joined(separator: " and ")
        return "the step is uncertain with \(names): a polynomial through \(surrogate.coefficients.count) priced points, "
            + "\(surrogate.error < 1e-5 ? "off by less than 0.001 %" : "at most \(ClusterText.number(surrogate.error * 100)) % off") at \(surrogate.checks) others; the figures above are at the medians"
    }
}

extension Session {
    /// The step as a node of the graph.
    /// - Parameter strategy: nil searches at every point.
    func uncertainStep(
        _ job: TrainingJob, on cluster: Cluster, _ inputs: [(input: UncertainInput, operand: Operand)], strategy: Strategy?
    ) throws -> UncertainStep {
        var ranges: [StepSurrogate.Range] = []
        for (input, operand) in inputs {
            let unit = input == .network ? "B/s" : "1"
            let summary = try summary(of: lua(operand))
            // Nearly all of the distribution; beyond it the nearest end counts.
            let (low, high) = (try summary.quantile(0.001), try summary.quantile(0.999))
            func plain(_ x: Operand) throws -> Double { input == .network ? try magnitude(x, in: unit) : x.certain ?? .nan }
            ranges.append(StepSurrogate.Range(input, low: try plain(low), high: try plain(high)))
        }
        let surrogate = try StepSurrogate(job, on: cluster, ranges, strategy: strategy)
        let one = Operand(1)
        var bases: [[Operand]] = []
        for (range, (input, operand)) in zip(ranges, inputs) {
            var plain = operand
            if input == .network {
                plain = try quotient(operand, Operand(1, unit: units.number(of: try Unit(parsing: "B/s"))))
            }
            let (a, b) = (ScalarMath.log(range.low), ScalarMath.log(range.high))
            let log = Operand(apply(.log, try maximum(plain, Operand(range.low / 2)).content), unit: UnitTable.none)
            let scaled = try difference(try quotient(try difference(log, Operand(a)), Operand((b - a) / 2)), one)
            let z = try minimum(try maximum(scaled, Operand(-1)), one)
            var basis = [one, z]
            for n in 2..<surrogate.points {
                basis.append(try difference(try product(Operand(2), try product(z, basis[n - 1])), basis[n - 2]))
            }
            bases.append(basis)
        }
        var sum = Operand(0)
        let second = surrogate.coefficients.count / surrogate.points
        for i in 0..<surrogate.points {
            for j in 0..<second {
                var term = try product(Operand(surrogate.coefficients[i * second + j]), bases[0][i])
                if second > 1 { term = try product(term, bases[1][j]) }
                sum = try self.sum(sum, term)
            }
        }
        let seconds = Operand(apply(.exp, sum.content), unit: UnitTable.none)
        let step = try product(seconds, Operand(1, unit: units.number(of: try Unit(parsing: "s"))))
        return UncertainStep(step: step, surrogate: surrogate)
    }

    /// The median of an uncertain input, for what is shown of the plan.
    func median(_ operand: Operand) throws -> Operand { try summary(of: lua(operand)).quantile(0.5) }
}
