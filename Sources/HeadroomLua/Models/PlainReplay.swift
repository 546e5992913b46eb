import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// One path of a model, computed by plain Lua: the script's own functions run in the interpreter, with the draws and
/// factors of that path. Slow, and a proof of what the compiled model means.
///
/// Draws inside of loops need names, as plain Lua doesn't tell which turn a loop is in.
final class PlainReplay {
    private let trace: ModelTrace
    private let model: TimeModel
    private let snapshot: GraphSnapshot
    private let seed: UInt64
    private let session: Session
    private var path = 0
    private var step = 0
    private var isStopped = false
    private var payments: [(stream: String, amount: Operand)] = []
    /// What `ema` remembers, by name.
    private var averages: [String: Double] = [:]
    /// Outside values of the path, by node.
    private var known: [Int32: Double] = [:]
    private var driver: FunctionReference?

    /// What a path was.
    struct Path {
        /// The state behind each step: the values of the fields in the model's order, in their own units.
        var states: [[Double]] = []
        /// What each step paid.
        var payments: [[(stream: String, amount: Double)]] = []
        /// The error that ended the run, with its step.
        var failure: (diagnostic: Diagnostic, step: Int)?
    }

    init(_ run: ModelRun, seed: UInt64) {
        trace = run.trace
        model = run.model
        session = run.trace.session
        snapshot = GraphSnapshot(run.trace.graph)
        self.seed = seed
    }

    /// Runs the path. The engine gives only factors, and uncertain values made outside of the model.
    func run(path: Int) throws -> Path {
        self.path = path
        known = [:]
        averages = [:]
        isStopped = false
        let before = session.replay
        session.replay = self
        session.isTracing = true
        defer {
            session.replay = before
            session.isTracing = false
        }
        var result = Path()
        let declaration = trace.declaration
        let parameters = LuaValue.table(TableSnapshot(fields: declaration.parameters))
        step = 0
        let beginning = LuaValue.table(plain(declaration.state))
        let driver = try self.driver ?? makeDriver()
        self.driver = driver
        let begin = try session.vm.makeStepCallback { [unowned self] number in
            step = number
            result.payments.append([])
            payments = []
        }
        let end = try session.vm.makeStepCallback { [unowned self] _ in
            result.payments[result.payments.count - 1] = payments.map { ($0.stream, amount($0)) }
        }
        let returned = try session.vm.call(
            driver,
            [
                declaration.start.map { .function($0) } ?? .nil, .function(declaration.run), beginning, floats(declaration.state, ""),
                .table(TableSnapshot(list: try steps())), .table(startTime()), parameters, begin, end,
            ])
        if case .table(let states)? = returned.first {
            for (_, state) in states.entries {
                if case .table(let table) = state { result.states.append(try values(table)) }
            }
        }
        if returned.count > 1, !isStopped {
            result.failure = (failure(returned[1]), step)
        }
        return result
    }

    // MARK: What steps see

    private func steps() throws -> [LuaValue] {
        let declaration = trace.declaration
        var replay = PathReplay(snapshot, model, seed: seed, path: path)
        let nodes = trace.factors.flatMap { [$0.current.index, $0.previous.index] }
        let factors = nodes.isEmpty ? [] : replay.run(watched: nodes).steps
        return try (1...trace.steps).map { n in
            var now: [(String, LuaValue)] = []
            var previous: [(String, LuaValue)] = []
            for (i, factor) in trace.factors.enumerated() where n <= factors.count {
                now.append((factor.name, session.lua(Operand(factors[n - 1][2 * i], unit: factor.unit))))
                previous.append((factor.name, session.lua(Operand(factors[n - 1][2 * i + 1], unit: factor.unit))))
            }
            now.append(("previous", .table(TableSnapshot(fields: previous))))
            var time: [(String, LuaValue)] = [
                ("index", .integer(Int64(n))), ("time", session.lua(Operand(declaration.time(Double(n)), unit: declaration.step.unit))),
                ("dt", session.lua(declaration.step)), ("years", .number(declaration.years(Double(n)))),
                ("dt_years", .number(declaration.stepYears)), ("last", .boolean(n == trace.steps)),
            ]
            if let date = try declaration.date(n) { time.append(("date", session.dateValue(date.dayNumber))) }
            return .table(
                TableSnapshot(fields: [("f", .table(TableSnapshot(fields: now))), ("t", .table(TableSnapshot(fields: time)))]))
        }
    }

    private func startTime() -> TableSnapshot {
        let declaration = trace.declaration
        var fields: [(String, LuaValue)] = [
            ("index", .integer(0)), ("time", session.lua(Operand(0, unit: declaration.step.unit))), ("dt", session.lua(declaration.step)),
            ("years", .number(0)), ("dt_years", .number(declaration.stepYears)), ("last", .boolean(false)),
        ]
        if let begins = declaration.begins { fields.append(("date", session.dateValue(begins.dayNumber))) }
        return TableSnapshot(fields: fields)
    }

    /// Uncertain values as they are on this path.
    private func plain(_ table: TableSnapshot) -> TableSnapshot {
        TableSnapshot(
            entries: table.entries.map { key, value in
                switch value {
                case .table(let inner): return (key, .table(plain(inner)))
                case .payload(let payload) where payload.type == session.types.uncertain:
                    if let amount = session.operand(value) { return (key, session.lua(amount)) }
                    if case .certain(let truth)? = session.condition(value) { return (key, .boolean(truth)) }
                    return (key, value)
                default: return (key, value)
                }
            })
    }

    /// Which fields hold floats: they turn whole numbers into floats.
    private func floats(_ table: TableSnapshot, _ prefix: String) -> LuaValue {
        .table(
            TableSnapshot(
                entries: table.entries.map { key, value in
                    let name = session.keyText(key)
                    var path = prefix.isEmpty ? name : "\(prefix).\(name)"
                    if case .integer = key { path = "\(prefix)[\(name)]" }
                    if case .table(let inner) = value { return (key, floats(inner, path)) }
                    let field = trace.fields.first { $0.path == path }
                    if case .number(_, isInteger: false)? = field?.kind { return (key, .boolean(true)) }
                    return (key, .boolean(false))
                }))
    }

    /// The fields' values in the model's order and units.
    private func values(_ table: TableSnapshot) throws -> [Double] {
        var found: [String: LuaValue] = [:]
        func collect(_ table: TableSnapshot, _ prefix: String) {
            for (key, value) in table.entries {
                let name = session.keyText(key)
                var path = prefix.isEmpty ? name : "\(prefix).\(name)"
                if case .integer = key { path = "\(prefix)[\(name)]" }
                if case .table(let inner) = value { collect(inner, path) } else { found[path] = value }
            }
        }
        collect(table, "")
        return try trace.fields.map { field in
            guard let value = found[field.path] else { return .nan }
            switch field.kind {
            case .boolean: return if case .boolean(true) = value { 1 } else { 0 }
            case .number(let unit, _):
                guard let amount = session.operand(value) else { return .nan }
                if amount.standsForAnyDimension || amount.unit == unit { return amount.certain ?? .nan }
                guard case .certain(let number) = try session.converted(amount, to: session.units[unit]) else { return .nan }
                return number
            }
        }
    }

    private func amount(_ payment: (stream: String, amount: Operand)) -> Double {
        guard let flow = trace.flows.first(where: { $0.name == payment.stream })?.flow, !payment.amount.standsForAnyDimension,
            case .certain(let number)? = try? session.converted(payment.amount, to: session.units[flow.unit])
        else { return payment.amount.certain ?? .nan }
        return number
    }

    private func failure(_ value: LuaValue) -> Diagnostic {
        if case .payload(let payload) = value, let error = session.vm.failure(behind: payload) { return error.diagnostic }
        return Diagnostic(.scriptError, session.shortText(value))
    }

    /// The value of a node made outside of the model on this path.
    func value(of node: Graph.Node) -> Double {
        if let value = known[node.index] { return value }
        var replay = PathReplay(snapshot, model, seed: seed, path: path)
        let value = replay.outside([node.index])[0]
        known[node.index] = value
        return value
    }

    // MARK: The functions of models

    func call(_ name: String, _ arguments: [LuaValue], at site: CallSite) throws -> [LuaValue]? {
        switch name {
        case "chance", "arrives", "draw":
            var rest = arguments
            var key: String?
            if case .string(let text)? = arguments.first { key = text; rest.removeFirst() }
            return [try random(name, key, rest.first ?? .nil, site)]
        case "stop":
            isStopped = true
            throw Diagnostic(.runtime, "stopped")
        case "pay":
            guard case .string(let stream)? = arguments.first, let amount = arguments.count > 1 ? session.operand(arguments[1]) : nil
            else { throw Diagnostic(.wrongType, "pay takes a stream and an amount") }
            guard amount.certain?.isFinite == true else {
                throw Diagnostic(.notFinite, "the amount paid into \"\(stream)\" is infinite or not a number", at: site.location)
            }
            payments.append((stream, amount))
            return []
        case "watch": return []
        case "ema": return [try average(arguments, site)]
        default: throw Diagnostic(.stepRefused, "`\(name)` is not replayed in plain Lua", remedy: "use r:path(k)")
        }
    }

    /// `ema(name, x, weight, start)`: (1 - weight)·old + weight·x, in the unit of x.
    private func average(_ arguments: [LuaValue], _ site: CallSite) throws -> LuaValue {
        guard arguments.count > 3, case .string(let name) = arguments[0], let newest = session.operand(arguments[1]),
            let weight = session.operand(arguments[2])?.certain, let start = session.operand(arguments[3])
        else { throw Diagnostic(.wrongType, "ema takes a name, a value, a weight and a start", at: site.location) }
        let unit = newest.standsForAnyDimension ? start.unit : newest.unit
        func number(_ operand: Operand) throws -> Double {
            if operand.standsForAnyDimension { return operand.certain ?? .nan }
            guard case .certain(let number) = try session.converted(operand, to: session.units[unit]) else { return .nan }
            return number
        }
        let old = try averages[name] ?? number(start)
        let next = try (1 - weight) * old + weight * number(newest)
        averages[name] = next
        return session.lua(Operand(next, unit: unit))
    }

    private func random(_ function: String, _ name: String?, _ argument: LuaValue, _ site: CallSite) throws -> LuaValue {
        let u = StreamKey(seed: seed, name: "\(trace.declaration.name)/\(try key(name, site))")
            .uniform(path: UInt64(path), step: UInt32(step))
        if function == "draw" {
            guard case .payload(let payload) = argument,
                let distribution = session.detachedDistribution(payload) ?? session.variable(argument)?.distribution
            else { throw Diagnostic(.wrongType, "draw takes a distribution") }
            return session.lua(Operand(distribution.recipe.expression.value(at: u), unit: payload.b))
        }
        guard let amount = session.operand(argument) else { throw Diagnostic(.wrongType, "\(function) takes a number") }
        var p = amount.certain ?? .nan
        if function == "arrives" {
            let turns = try session.product(amount, trace.declaration.step)
            let survival = session.apply(.exp, session.apply(.negate, turns.content))
            guard case .certain(let value) = session.apply(.subtract, .certain(1), survival) else { return .nil }
            p = value
        }
        guard p >= 0, p <= 1 else {
            throw Diagnostic(
                .outOfRange, function == "arrives" ? "the rate of arrives must not be negative" : "the probability of chance must be from 0 to 1",
                at: site.location)
        }
        return .boolean(u < p)
    }

    private func key(_ name: String?, _ site: CallSite) throws -> String {
        if let name { return name }
        throw Diagnostic(
            .stepRefused, "an unnamed draw can't be replayed in plain Lua", at: site.location, remedy: "give it a name in front")
    }

    // MARK: The driver

    private func makeDriver() throws -> FunctionReference {
        let chunk = try parse(PlainReplay.driverText, name: "replay")
        guard case .function(let function)? = try session.vm.run(chunk, as: .script).first else {
            throw Diagnostic(.internal, "the driver of replays is no function")
        }
        return function
    }

    private static let driverText = """
        local function copy(v)
          if type(v) ~= "table" then return v end
          local c = {}
          for k, x in pairs(v) do c[k] = copy(x) end
          return c
        end
        local function proxy(values, floats)
          local inner = {}
          for k, v in pairs(values) do if type(v) == "table" then inner[k] = proxy(v, floats[k]) end end
          for k, v in pairs(values) do if floats[k] == true and type(v) == "number" and math.type(v) == "integer" then values[k] = v + 0.0 end end
          return setmetatable({}, {
            __index = function(_, k) local i = inner[k] if i ~= nil then return i end return values[k] end,
            __newindex = function(_, k, v)
              if v == nil then error("a field of the state can't become nil", 2) end
              if values[k] == nil then error("a new field can't be made in the state", 2) end
              if floats[k] == true and type(v) == "number" and math.type(v) == "integer" then v = v + 0.0 end
              values[k] = v
            end,
            __len = function() return #values end,
          })
        end
        return function(start, run, values, floats, steps, time, p, begin, finish)
          local s = proxy(values, floats)
          local states = {}
          begin(0)
          if start ~= nil then
            local ok, err = pcall(start, s, time, p)
            finish(0)
            if not ok then return states, err end
          else
            finish(0)
          end
          for i = 1, #steps do
            begin(i)
            local ok, err = pcall(run, s, steps[i].f, steps[i].t, p)
            finish(i)
            states[i] = copy(values)
            if not ok then return states, err end
          end
          return states
        end
        """
}

extension VirtualMachine {
    /// A function that tells Swift which step begins or ends.
    fileprivate func makeStepCallback(_ body: @escaping (Int) -> Void) throws -> LuaValue {
        makeFunction("step") { call in body(Int(call.integer(1) ?? 0)) }
    }
}
