import Engine
import LuaVM
import Quantities

/// What goes along with the breach of one limit.
struct LimitInfluence {
    /// Something that differs by path: a variable, or a factor's average along the path.
    struct Source {
        let name: String
        let isNamed: Bool
        let unit: Int32
        let node: Graph.Node
    }

    struct Driver {
        let name: String
        let correlation: Double
        let error: Double
    }

    /// A mean on the paths with a breach, and on all.
    struct Condition {
        let name: String
        let unit: Int32
        let mean: Double
        let overall: Double
        /// The distance of the two in standard deviations of the paths.
        let distance: Double
        let error: Double
    }

    /// Strongest first.
    private(set) var drivers: [Driver] = []
    /// Furthest from the ordinary first.
    private(set) var conditions: [Condition] = []

    /// Paths that are looked at.
    static let paths = 65_536
    private static let batch = 32

    /// For each limit of a model, on the first paths.
    static func all(_ run: SimulationRun, _ model: ModelRun) throws -> [LimitInfluence] {
        let trace = model.trace, graph = trace.graph
        var extended = model.model
        let sources = try sources(run, model, &extended)
        var influences = trace.limits.map { _ in LimitInfluence() }
        guard !sources.isEmpty else { return influences }
        let none = graph.constant(0.0)
        let breaches = trace.limits.map {
            Simulation.Output("breach of \($0.name)", graph.apply(.less, none, $0.firstBreach))
        }
        var broken: [(flags: [Double], ranks: [Double], count: Int)] = []
        for first in stride(from: 0, to: sources.count, by: batch) {
            let some = sources[first..<min(first + batch, sources.count)]
            let asked = breaches + some.enumerated().map { Simulation.Output("source \($0.offset)", $0.element.node) }
            let columns = try run.plan(extended, asking: asked).columns(first: paths)
            if broken.isEmpty {
                broken = columns[..<breaches.count].map { flags in
                    (flags, RankCorrelation.ranks(flags), flags.count { $0 != 0 })
                }
            }
            for (source, column) in zip(some, columns[breaches.count...]) {
                let ranks = RankCorrelation.ranks(column)
                for (limit, breach) in broken.enumerated() where breach.count > 0 && breach.count < column.count {
                    influences[limit].add(source, column, ranks, breach)
                }
            }
        }
        for limit in influences.indices { influences[limit].sort() }
        return influences
    }

    /// Variables of the model, and states that add up factors along the path.
    private static func sources(_ run: SimulationRun, _ model: ModelRun, _ extended: inout TimeModel) throws -> [Source] {
        let trace = model.trace, graph = trace.graph
        let plan = try run.plan(model.model, asking: [Simulation.Output("end", trace.endNode)])
        var sources = plan.variables.map { variable, node in
            Source(
                name: variable.name, isNamed: variable.isNamed, unit: run.session.variableUnits[variable.id] ?? UnitTable.none, node: node)
        }
        for factor in trace.factors {
            let sum = graph.makeState(.number)
            extended.states.append(
                TimeModel.State(
                    "sum of \(factor.name)", leaf: sum, initial: graph.constant(0.0), next: graph.apply(.add, sum, factor.current),
                    isChecked: false))
            sources.append(
                Source(
                    name: "\(factor.name) (average)", isNamed: true, unit: factor.unit,
                    node: graph.apply(.divide, sum, graph.apply(.maximum, trace.endNode, graph.constant(1.0)))))
        }
        return sources
    }

    private mutating func add(
        _ source: Source, _ column: [Double], _ ranks: [Double], _ breach: (flags: [Double], ranks: [Double], count: Int)
    ) {
        let r = RankCorrelation.correlation(ranks, breach.ranks)
        let error = RankCorrelation.standardError(r, count: column.count)
        guard abs(r) > 3 * error else { return }
        drivers.append(Driver(name: source.name, correlation: r, error: error))
        guard source.isNamed else { return }
        let n = Double(column.count)
        let overall = column.reduce(0, +) / n
        var sum = 0.0
        var squares = 0.0
        for (flag, value) in zip(breach.flags, column) {
            if flag != 0 { sum += value }
            squares += (value - overall) * (value - overall)
        }
        let mean = sum / Double(breach.count)
        let deviation = (squares / max(1, n - 1)).squareRoot()
        guard deviation > 0 else { return }
        conditions.append(
            Condition(
                name: source.name, unit: source.unit, mean: mean, overall: overall, distance: (mean - overall) / deviation,
                error: deviation / Double(breach.count).squareRoot()))
    }

    private mutating func sort() {
        // Of equals the one declared first: positions decide.
        drivers = drivers.enumerated().sorted { (abs($0.element.correlation), -$0.offset) > (abs($1.element.correlation), -$1.offset) }
            .map(\.element)
        conditions = conditions.enumerated().sorted { (abs($0.element.distance), -$0.offset) > (abs($1.element.distance), -$1.offset) }
            .map(\.element)
    }

    func fields(_ session: Session) -> [(String, LuaValue)] {
        let drivers = self.drivers.map { driver -> LuaValue in
            .table(
                TableSnapshot(fields: [
                    ("name", .string(driver.name)), ("correlation", .number(driver.correlation)), ("se", .number(driver.error)),
                ]))
        }
        let conditions = self.conditions.map { condition -> LuaValue in
            .table(
                TableSnapshot(fields: [
                    ("name", .string(condition.name)), ("mean", session.lua(Operand(condition.mean, unit: condition.unit))),
                    ("overall", session.lua(Operand(condition.overall, unit: condition.unit))),
                    ("se", session.lua(Operand(condition.error, unit: condition.unit))),
                    ("distance", .number(condition.distance)),
                ]))
        }
        return [("drivers", .table(TableSnapshot(list: drivers))), ("conditions", .table(TableSnapshot(list: conditions)))]
    }
}
