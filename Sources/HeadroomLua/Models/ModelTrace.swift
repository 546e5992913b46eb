import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// A model's functions, walked once: everything that a run needs, as nodes of the session's graph.
final class ModelTrace {
    let declaration: ModelDeclaration
    unowned let session: Session
    let graph: Graph
    let assumptions: Assumptions

    enum Phase { case start, step, finish }
    var phase = Phase.start

    /// What must be known before the walk and is found out during it; a walk that finds one wrong is repeated.
    struct Assumptions {
        /// Whether some path stops early.
        var stops = false
        /// Fields that begin with an integer and get floats.
        var floats: Set<String> = []
    }

    /// The walk must be repeated with other assumptions.
    struct Retrace: Error {
        let assumptions: Assumptions
    }

    /// A stream of dated payments.
    struct Flow {
        let unit: Int32
        var initial: Graph.Node?
        var step: Graph.Node?
    }

    /// A value whose distribution is kept over time.
    struct Watch {
        let name: String
        let node: Graph.Node
        let mask: Graph.Node?
        let unit: Int32
    }

    /// A random number of each step (or of `start`), as it is drawn and as it is used.
    struct Draw {
        let key: String
        let isStart: Bool
        let uniform: Graph.Node
        /// The paths that reach it; nil: all that live.
        let mask: Graph.Node?
        var outcome: Graph.Node?
        var unit: Int32?
    }

    private(set) var fields: [StateField] = []
    private(set) var factors: [ModelFactor] = []
    private(set) var factorStates: [TimeModel.State] = []
    /// States that no field shows: of `ema`, limits, what stops.
    var hidden: [TimeModel.State] = []
    var histories: [TimeModel.HistoryUse] = []
    var flows: [(name: String, flow: Flow)] = []
    var watches: [Watch] = []
    var limits: [ModelLimit] = []
    /// Every draw, for replays.
    var draws: [Draw] = []
    /// Keys of draws and memories with the condition of being there, to refuse two of one name.
    var drawKeys: [String: Graph.Node] = [:]
    private(set) var finals: [(name: String, value: StepValue)] = []
    var checks: [(check: TimeModel.Check, diagnostic: Diagnostic)] = []
    var initialChecks: [(check: TimeModel.Check, diagnostic: Diagnostic)] = []
    var finalChecks: [(check: TimeModel.Check, diagnostic: Diagnostic)] = []
    /// True while a path lives.
    let alive: Graph.Node?
    /// The last step that a path lived through, as a state; nil: the last of all.
    private(set) var endStep: Graph.Node?
    /// Every value of the step that a name in the script means, for replays.
    private(set) var named: [(name: String, value: StepValue)] = []

    /// Walks a model, as often as it takes to find out what it does.
    static func make(_ declaration: ModelDeclaration) throws -> ModelTrace {
        var assumptions = Assumptions()
        while true {
            do {
                let trace = ModelTrace(declaration, assumptions)
                try trace.walk()
                if let first = trace.session.found.first { throw first }
                return trace
            } catch let again as Retrace {
                assumptions = again.assumptions
            }
        }
    }

    private init(_ declaration: ModelDeclaration, _ assumptions: Assumptions) {
        self.declaration = declaration
        self.assumptions = assumptions
        session = declaration.session
        graph = session.graph
        alive = assumptions.stops ? graph.makeState(.boolean) : nil
    }

    var steps: Int { declaration.steps }

    // MARK: The walk

    private func walk() throws {
        let parameters = LuaValue.table(TableSnapshot(fields: declaration.parameters))
        if let function = declaration.factors {
            let built = try buildFactors(function, parameters)
            factors = built.factors
            factorStates = built.states
        }
        let start = Tracer(session, context: self)
        let state = try StateTable(declaration.state, floats: assumptions.floats, in: start)
        fields = state.fields
        phase = .start
        if let function = declaration.start {
            try run(function, start, [.table(state.table), .table(startTime(start)), record("p", declaration.parameters, start)])
        }
        for field in fields { field.initial = node(field, start) }

        phase = .step
        let tracer = Tracer(session, context: self)
        for field in fields { field.cell.value = field.value(in: tracer) }
        try run(
            declaration.run, tracer,
            [.table(state.table), .table(factorTable(tracer)), .table(stepTime(tracer)), record("p", declaration.parameters, tracer)])
        for field in fields { field.next = node(field, tracer) }
        closeStep(tracer)

        phase = .finish
        guard let function = declaration.finish else { return }
        let finish = Tracer(session, context: self)
        for field in fields { field.cell.value = field.value(in: finish) }
        let results = try run(
            function, finish, [.table(state.table), .table(finishTime(finish)), record("p", declaration.parameters, finish)])
        try keepFinals(results.first ?? .nil, finish, function)
    }

    @discardableResult
    private func run(_ function: FunctionReference, _ tracer: Tracer, _ arguments: [StepValue]) throws -> [StepValue] {
        guard case .function(let stepFunction) = tracer.function(function, "run") else {
            throw Diagnostic(
                .stepRefused, "a step function has no source that could be compiled", at: declaration.location,
                remedy: "write it as `function(s, f, t, p) ... end` in a file or in text given to `load`")
        }
        return try tracer.run(stepFunction, arguments)
    }

    /// A field's value where the walk ended.
    private func node(_ field: StateField, _ tracer: Tracer) -> Graph.Node {
        switch field.kind {
        case .boolean: tracer.truthNode(field.cell.value)
        case .number: tracer.amount(of: field.cell.value).map { tracer.node($0.content) } ?? field.leaf
        }
    }

    /// Paths that have stopped, and the step in which they did.
    private func closeStep(_ tracer: Tracer) {
        guard let alive else { return }
        let stopped = tracer.kills.filter { $0.target == .stop }.map {
            $0.mask.conjunction(below: tracer.root, in: graph) ?? graph.constant(true)
        }
        let any = stopped.reduce(graph.constant(false)) { graph.apply(.or, $0, $1) }
        hidden.append(
            TimeModel.State("alive", leaf: alive, initial: graph.constant(true), next: graph.apply(.not, any), isChecked: false))
        let end = graph.makeState(.number)
        hidden.append(TimeModel.State("end", leaf: end, initial: graph.constant(0.0), next: index, isChecked: false))
        endStep = end
    }

    private func keepFinals(_ result: StepValue, _ tracer: Tracer, _ function: FunctionReference) throws {
        guard case .table(let table) = tracer.resolved(result) else {
            throw Diagnostic(
                .wrongType, "finish must return a table of named outputs", at: declaration.location,
                remedy: "write `return { final_debt = s.debt }`")
        }
        for key in table.keys {
            guard case .string(let bytes) = key, let cell = table[key] else { continue }
            finals.append((String(decoding: bytes, as: UTF8.self), tracer.resolved(cell.value)))
        }
    }

    // MARK: Where paths are

    /// The condition that a path lives and is here; nil: always.
    func reached(_ tracer: Tracer) -> Graph.Node? {
        let here = tracer.mask?.conjunction(below: tracer.root, in: graph)
        guard phase == .step, let alive else { return here }
        return here.map { graph.apply(.and, alive, $0) } ?? alive
    }

    // MARK: Time

    /// The number of the step as a column.
    var index: Graph.Node { graph.column((1...steps).map(Double.init)) }

    func column(_ entry: (Int) throws -> Double) rethrows -> Graph.Node { graph.column(try (1...steps).map(entry)) }
}
