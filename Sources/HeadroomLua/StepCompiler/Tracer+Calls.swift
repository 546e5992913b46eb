import Diagnostics
import Engine
import LuaSyntax
import LuaVM

/// Calls: of functions with source, of the language's own, of Lua's library.
extension Tracer {
    func call(_ expression: Expression) throws -> [StepValue] {
        switch expression.form {
        case .call(let callee, let arguments):
            let function = try value(callee)
            let values = try self.values(arguments)
            guard isReached else { return [] }
            return try call(function, values, at: expression.anchor, site: expression)
        case .methodCall(let object, let name, let arguments):
            let receiver = try value(object)
            let values = try self.values(arguments)
            guard isReached else { return [] }
            return try callMethod(name, of: receiver, values, expression, object)
        default: return [try value(expression)]
        }
    }

    private func callMethod(
        _ name: String, of receiver: StepValue, _ arguments: [StepValue], _ expression: Expression, _ object: Expression
    ) throws -> [StepValue] {
        let kinds = kinds(of: receiver)
        if kinds.count == 1 {
            if let results = try method(name, of: kinds[0].value, arguments, at: expression.anchor) { return results }
            let function = try index(kinds[0].value, .string(Array(name.utf8)), at: expression.anchor, object)
            return try call(function, [receiver] + arguments, at: expression.anchor, site: expression)
        }
        return [
            try distribute(receiver) { value in
                try self.callMethod(name, of: value, arguments, expression, object).first ?? .nil
            }
        ]
    }

    /// Calls a value. `site` is the expression that calls, which is part of the keys of draws.
    func call(_ callee: StepValue, _ arguments: [StepValue], at place: Position, site: Expression?) throws -> [StepValue] {
        let kinds = kinds(of: callee)
        guard kinds.count == 1 else {
            // Which function is called differs from path to path: each is called where it is the one.
            var results: [(values: [StepValue], guarded: Graph.Node)] = []
            for kind in kinds {
                guard let guarded = kind.guarded else { continue }
                try under(guarded) {
                    let values = try call(kind.value, arguments, at: place, site: site)
                    if isReached { results.append((values, guarded)) }
                }
            }
            let count = results.map(\.values.count).max() ?? 0
            return (0..<count).map { i in
                joined(results.map { StepUnion.Entry(value: i < $0.values.count ? $0.values[i] : .nil, guarded: $0.guarded) })
            }
        }
        switch kinds[0].value {
        case .function(let function): return try enter(function, arguments, place, site)
        case .native(let native): return try callNative(native, arguments, at: place, site: site)
        case .table(let table):
            if let handler = table.metatable?[.string(Array("__call".utf8))]?.value {
                return try call(handler, [callee] + arguments, at: place, site: site)
            }
            fallthrough
        default:
            let name = site.flatMap { calleeName($0) }.map { " (`\($0)`)" } ?? ""
            try fail(mistake("attempt to call \(words(kinds[0].value))\(name)", at: place))
            return []
        }
    }

    private func calleeName(_ expression: Expression) -> String? {
        switch expression.form {
        case .call(let callee, _): frame.chunk.text(callee.range)
        case .methodCall(_, let name, _): name
        default: nil
        }
    }

    private func enter(
        _ function: StepFunction, _ arguments: [StepValue], _ place: Position, _ site: Expression?
    ) throws -> [StepValue] {
        guard frames.count <= Tracer.deepestCall else {
            throw refusal(
                "calls are nested more than \(Tracer.deepestCall) deep", at: place,
                remedy: "a recursion must end after a number of calls that is known and small")
        }
        if let site { sites.append(frame.function.code.site(site, in: frame.function.number)) }
        defer { if site != nil { sites.removeLast() } }
        return try run(function, arguments, from: site)
    }

    /// Walks a function's body.
    func run(_ function: StepFunction, _ arguments: [StepValue], from site: Expression? = nil) throws -> [StepValue] {
        guard let entry = mask, let body = function.code.body(function.number) else { return [] }
        let info = function.code.chunk.functions[function.number]
        let callee = Frame(function, exit: newTarget(), entry: entry)
        callee.call = site
        for (i, id) in info.parameters.enumerated() {
            callee.cells[id] = Cell(i < arguments.count ? arguments[i] : .nil, mask: entry)
        }
        if info.isVariadic { callee.varargs = Array(arguments.dropFirst(info.parameters.count)) }
        let start = kills.count
        let outerTurns = turns
        turns = []
        frames.append(callee)
        turnsOfCallers.append(outerTurns)
        defer {
            frames.removeLast()
            turns = outerTurns
            turnsOfCallers.removeLast()
        }
        try execute(body.block)
        let falls = mask
        let returns = kills[start...].filter { $0.target == .scope(callee.exit) }
        kills[start...].removeAll { $0.target == .scope(callee.exit) }
        mask = without(kills[start...], from: entry)
        return results(returns, falls, entry)
    }

    /// One list of results from every place that returned, and from the end of the function.
    private func results(_ returns: [Kill], _ falls: Mask?, _ entry: Mask) -> [StepValue] {
        if falls == nil && returns.count == 1 { return returns[0].values }
        let count = returns.map(\.values.count).max() ?? 0
        return (0..<count).map { i in
            var entries = returns.map { kill in
                StepUnion.Entry(
                    value: i < kill.values.count ? kill.values[i] : .nil,
                    guarded: kill.mask.conjunction(below: entry, in: graph) ?? graph.constant(true))
            }
            if let falls {
                entries.append(
                    StepUnion.Entry(
                        value: .nil, guarded: falls.conjunction(below: entry, in: graph) ?? graph.constant(true)))
            }
            return joined(entries)
        }
    }

    /// The key of a draw: its name, or its place in the text; the calls that led there; the turns of the loops.
    func drawKey(_ name: String?, _ site: Expression?) -> String {
        if let name, session.drawsAreKeyedByNameAlone { return name }
        var key = name ?? site.map { frame.function.code.site($0, in: frame.function.number) } ?? "draw"
        if !sites.isEmpty { key += "@" + sites.joined(separator: "@") }
        let all = turnsOfCallers.dropFirst().flatMap { $0 } + turns
        if !all.isEmpty { key += "[" + all.map(String.init).joined(separator: ",") + "]" }
        return key
    }
}
