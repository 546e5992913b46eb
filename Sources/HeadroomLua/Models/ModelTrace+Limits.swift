import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// A limit of a model: where it is read, and what is remembered of it on each path.
struct ModelLimit {
    let name: String
    /// Room that is left (negative: outside), in the value's unit, where the limit is read.
    let room: Graph.Node
    let mask: Graph.Node?
    let unit: Int32
    let bound: String
    /// The step in which the first breach began, 0: none (a state).
    let firstBreach: Graph.Node
    /// In how many steps it was read, and how often what it reads was not applicable (states).
    let readings: Graph.Node
    let skipped: Graph.Node?
    let location: SourceLocation?
}

extension ModelTrace {
    /// The options of a limit.
    private struct Options {
        var bound: StepAmount
        var isFloor: Bool
        var forSteps = 1
        var cure = 0
    }

    func limit(_ call: ModelCall) throws -> StepValue {
        let name = try call.text(0, "the name")
        let tracer = call.tracer
        guard phase == .step else { throw tracer.refusal("limit belongs into run", at: call.place, remedy: "call it in run") }
        guard !limits.contains(where: { $0.name == name }) else {
            throw Diagnostic(
                .duplicateName, "there are two limits named \"\(name)\"", at: tracer.location(call.place),
                remedy: "give each limit a name of its own")
        }
        let options = try self.options(call)
        var read: (amount: StepAmount, mask: Graph.Node?)?
        var skipped: Graph.Node?
        for kind in tracer.kinds(of: call.arguments.count > 1 ? call.arguments[1] : .nil) {
            let look = {
                if case .notApplicable = kind.value {
                    skipped = self.reached(tracer) ?? self.graph.constant(true)
                } else {
                    guard let amount = try tracer.onPaths({ try call.amount(kind.value, "what is limited") }) else { return }
                    read = (amount, self.reached(tracer))
                }
            }
            if let guarded = kind.guarded { try tracer.under(guarded, look) } else { try look() }
        }
        guard let read else { return .boolean(false) }
        return try self.read(name, read.amount, read.mask, skipped, options, call)
    }

    private func options(_ call: ModelCall) throws -> Options {
        guard call.arguments.count > 2, case .table(let table) = call.arguments[2] else {
            throw Diagnostic(
                .missingField, "limit needs `at_least` or `at_most`", at: call.tracer.location(call.place),
                remedy: "write limit(\"DSCR\", x, { at_least = 1.2 })")
        }
        var floor: StepAmount?
        var ceiling: StepAmount?
        var options = Options(bound: StepAmount(operand: Operand(0)), isFloor: true)
        for key in table.keys {
            guard case .string(let bytes) = key, let value = table[key].map({ call.tracer.resolved($0.value) }) else { continue }
            switch String(decoding: bytes, as: UTF8.self) {
            case "at_least": floor = try call.amount(value, "at_least")
            case "at_most": ceiling = try call.amount(value, "at_most")
            case "for_steps": options.forSteps = try call.count(value, "for_steps", 1...1_000_000)
            case "cure": options.cure = try call.count(value, "cure", 0...1_000_000)
            case let other:
                let known = ["at_least", "at_most", "for_steps", "cure"]
                throw Diagnostic(
                    .unknownField, "limit has no field `\(other)`", at: call.tracer.location(call.place),
                    remedy: (Suggestion.nearest(to: other, in: known).map { "did you mean `\($0)`? " } ?? "")
                        + "its fields are \(known.joined(separator: ", "))")
            }
        }
        guard (floor == nil) != (ceiling == nil), let bound = floor ?? ceiling else {
            throw Diagnostic(
                .missingField, floor == nil ? "limit needs `at_least` or `at_most`" : "limit takes `at_least` or `at_most`, not both",
                at: call.tracer.location(call.place), remedy: "write two limits for a range")
        }
        options.bound = bound
        options.isFloor = floor != nil
        return options
    }

    private func read(
        _ name: String, _ amount: StepAmount, _ mask: Graph.Node?, _ skipped: Graph.Node?, _ options: Options, _ call: ModelCall
    ) throws -> StepValue {
        let tracer = call.tracer
        let (x, bound, unit): (Operand.Content, Operand.Content, Int32)
        do {
            (x, bound, unit) = try session.aligned(amount.operand, options.bound.operand, .compare)
        } catch {
            throw error.diagnostic.located(at: tracer.location(call.place)).adding(tracer.callNotes)
        }
        let value = tracer.node(x), edge = tracer.node(bound)
        checkFinite(value, mask, notFinite("what limit \"\(name)\" reads", call))
        let room = options.isFloor ? graph.apply(.subtract, value, edge) : graph.apply(.subtract, edge, value)
        let outside = options.isFloor ? tracer.compared(.less, value, edge) : tracer.compared(.less, edge, value)
        let reading = mask ?? graph.constant(true)
        let breaches = breach(name, reading, outside, options)
        let first = graph.makeState(.number)
        let none = graph.constant(0.0)
        let isFirst = graph.apply(.and, breaches.begins, graph.apply(.equal, first, none))
        remember("limit \"\(name)\"", first, none, graph.select(isFirst, index, first))
        let readings = graph.makeState(.number)
        let one = graph.constant(1.0)
        remember("readings of \"\(name)\"", readings, none, graph.apply(.add, readings, graph.select(reading, one, none)))
        var skips: Graph.Node?
        if let skipped {
            let count = graph.makeState(.number)
            remember("skipped \"\(name)\"", count, none, graph.apply(.add, count, graph.select(skipped, one, none)))
            skips = count
        }
        let text = "\(options.isFloor ? "at least" : "at most") \(session.text(of: options.bound.operand))"
        limits.append(
            ModelLimit(
                name: name, room: room, mask: mask, unit: unit, bound: text, firstBreach: first, readings: readings,
                skipped: skips, location: tracer.location(call.place)))
        return tracer.truth(breaches.isBreached)
    }

    private func remember(_ name: String, _ leaf: Graph.Node, _ initial: Graph.Node, _ next: Graph.Node) {
        hidden.append(TimeModel.State(name, leaf: leaf, initial: initial, next: next, isChecked: false))
    }

    /// Whether a breach begins, and whether one is under way behind this reading.
    private func breach(
        _ name: String, _ reading: Graph.Node, _ outside: Graph.Node, _ options: Options
    ) -> (begins: Graph.Node, isBreached: Graph.Node) {
        func and(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.and, a, b) }
        func not(_ a: Graph.Node) -> Graph.Node { graph.apply(.not, a) }
        let was = graph.makeState(.boolean)
        let readOutside = and(reading, outside), readInside = and(reading, not(outside))
        let enough = run("outside \"\(name)\"", readOutside, readInside, options.forSteps)
        let begins = and(and(readOutside, enough), not(was))
        let cured = and(readInside, run("inside \"\(name)\"", readInside, readOutside, max(1, options.cure)))
        let isBreached = and(graph.apply(.or, was, begins), not(cured))
        remember("breach of \"\(name)\"", was, graph.constant(false), isBreached)
        return (begins, isBreached)
    }

    /// Whether `counted` has held in `count` readings in a row, this one included; `ends` begins anew.
    private func run(_ name: String, _ counted: Graph.Node, _ ends: Graph.Node, _ count: Int) -> Graph.Node {
        if count == 1 { return graph.constant(true) }
        let before = graph.makeState(.number)
        let more = graph.select(counted, graph.apply(.add, before, graph.constant(1.0)), before)
        let now = graph.select(ends, graph.constant(0.0), more)
        remember(name, before, graph.constant(0.0), now)
        return graph.apply(.lessEqual, graph.constant(Double(count)), now)
    }
}
