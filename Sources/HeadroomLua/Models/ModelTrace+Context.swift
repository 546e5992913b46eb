import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

extension ModelTrace: StepContext {
    // MARK: Checks

    func check(_ condition: Graph.Node, _ diagnostic: Diagnostic) {
        let number = checks.count + initialChecks.count + finalChecks.count
        switch phase {
        case .start: initialChecks.append((TimeModel.Check(condition, .isTrue, number: number), diagnostic))
        case .finish: finalChecks.append((TimeModel.Check(condition, .isTrue, number: number), diagnostic))
        case .step:
            let live = alive.map { graph.apply(.and, $0, condition) } ?? condition
            checks.append((TimeModel.Check(live, .isTrue, number: number), diagnostic))
        }
    }

    /// The run ends on a path that delivers a value which is not finite.
    func checkFinite(_ node: Graph.Node, _ mask: Graph.Node?, _ diagnostic: Diagnostic) {
        let number = checks.count + initialChecks.count + finalChecks.count
        let check = TimeModel.Check(node, .isNotFinite(mask: mask ?? graph.constant(true)), number: number)
        if phase == .start { initialChecks.append((check, diagnostic)) } else { checks.append((check, diagnostic)) }
    }

    // MARK: State

    func assign(_ value: StepValue, toStateCell cell: Cell, in tracer: Tracer, at place: Position) throws {
        guard let field = fields.first(where: { $0.cell === cell }) else {
            throw tracer.refusal(
                "a table of the state can't be replaced", at: place, remedy: "assign to its fields, which keep their shape")
        }
        guard phase != .finish else {
            throw tracer.refusal("finish can't change the state", at: place, remedy: "compute with locals")
        }
        for kind in tracer.kinds(of: value) {
            let put = {
                guard let fitting = try self.fitting(kind.value, field, tracer, place) else { return }
                tracer.assign(cell, fitting)
            }
            if let guarded = kind.guarded { try tracer.under(guarded, put) } else { try put() }
        }
    }

    /// The value in the field's own unit.
    private func fitting(_ value: StepValue, _ field: StateField, _ tracer: Tracer, _ place: Position) throws -> StepValue? {
        switch (field.kind, value) {
        case (.boolean, .boolean), (.boolean, .condition): return value
        case (.number(let unit, let isInteger), _):
            guard let amount = tracer.amount(of: value) else { break }
            if isInteger {
                if case .always = amount.integral, amount.operand.isPlain { return value }
                guard amount.operand.isPlain || amount.operand.standsForAnyDimension else {
                    throw dimensionError(field, unit, value, tracer, place)
                }
                var again = assumptions
                again.floats.insert(field.path)
                throw Retrace(assumptions: again)
            }
            guard amount.unit != unit else { return tracer.amount(amount.content, unit: unit) }
            if amount.operand.standsForAnyDimension { return tracer.amount(amount.content, unit: unit) }
            guard session.units[amount.unit].isCompatible(with: session.units[unit]), !session.isTemperaturePoint(amount.unit)
            else { throw dimensionError(field, unit, value, tracer, place) }
            return tracer.amount(try session.converted(amount.operand, to: session.units[unit]), unit: unit)
        default: break
        }
        let kept = if case .boolean = field.kind { "a truth value" } else { "a number" }
        let diagnostic = Diagnostic(
            .wrongType, "state field `\(field.path)` holds \(kept) and can't become \(tracer.words(value))",
            at: tracer.location(place), remedy: "fields keep the type that they were declared with"
        ).adding(tracer.callNotes)
        if case .nil = value {
            try tracer.fail(diagnostic)
        } else if case .notApplicable = value {
            try tracer.fail(diagnostic)
        } else {
            throw diagnostic
        }
        return nil
    }

    private func dimensionError(
        _ field: StateField, _ unit: Int32, _ value: StepValue, _ tracer: Tracer, _ place: Position
    ) -> Diagnostic {
        let new = tracer.amount(of: value)?.unit ?? UnitTable.none
        return Diagnostic(
            .wrongDimension,
            "state field `\(field.path)` is \(session.kindName(unit)) and can't become \(session.kindName(new))",
            at: tracer.location(place), operands: [session.shown(tracer.lua(value), name: "new value")],
            remedy: unit == UnitTable.none
                ? "declare it with its unit in `state`, such as `\(field.path) = 0 * \(session.units[new])`"
                : "fields keep the dimension that they were declared with"
        ).adding(tracer.callNotes)
    }

    // MARK: Functions of models

    func call(
        _ function: Function, _ arguments: [StepValue], in tracer: Tracer, at place: Position, site: Expression?
    ) throws -> [StepValue]? {
        guard Module.time.functions.contains(where: { $0.name == function.name && $0.summary == function.summary }) else {
            return nil
        }
        let call = ModelCall(function.name, arguments, tracer, place, site)
        switch function.name {
        case "chance": return [try chance(call, rate: false)]
        case "arrives": return [try chance(call, rate: true)]
        case "draw": return [try draw(call)]
        case "stop": return try stop(call)
        case "limit": return [try limit(call)]
        case "cover": return [try cover(call)]
        case "pay": return try pay(call)
        case "watch": return try watch(call)
        case "lag": return [try lag(call)]
        case "trailing": return [try trailing(call)]
        case "ema": return [try ema(call)]
        default:
            throw tracer.refusal("`\(function.name)` can't be used in a step", at: place, remedy: "use it outside of the model")
        }
    }
}

/// The arguments of a call of one of a model's functions.
struct ModelCall {
    let name: String
    let arguments: [StepValue]
    let tracer: Tracer
    let place: Position
    let site: Expression?

    init(_ name: String, _ arguments: [StepValue], _ tracer: Tracer, _ place: Position, _ site: Expression?) {
        self.name = name
        self.arguments = arguments.map { tracer.resolved($0) }
        self.tracer = tracer
        self.place = place
        self.site = site
    }

    func text(_ i: Int, _ what: String) throws -> String {
        guard i < arguments.count, case .string(let bytes) = arguments[i] else {
            throw Diagnostic(
                .wrongType, "\(name): \(what) must be text that is the same on all paths", at: tracer.location(place),
                remedy: Module.time.functions.first { $0.name == name }.map { "write \($0.signature)" })
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A leading name, and the arguments behind it.
    var named: (name: String?, rest: [StepValue]) {
        if case .string(let bytes)? = arguments.first, arguments.count > 1 {
            return (String(decoding: bytes, as: UTF8.self), Array(arguments.dropFirst()))
        }
        return (nil, arguments)
    }

    func amount(_ value: StepValue?, _ what: String) throws -> StepAmount {
        guard let value, let amount = tracer.amount(of: value) else {
            throw Diagnostic(
                .wrongType, "\(name): \(what) must be a number or a quantity, not \(value.map { tracer.words($0) } ?? "missing")",
                at: tracer.location(place), remedy: Module.time.functions.first { $0.name == name }.map { "write \($0.signature)" }
            ).adding(tracer.callNotes)
        }
        return amount
    }

    func count(_ value: StepValue?, _ what: String, _ range: ClosedRange<Int>) throws -> Int {
        guard let value, let number = tracer.plain(value), number == number.rounded(), range.contains(Int(number)) else {
            throw Diagnostic(
                .outOfRange, "\(name): \(what) must be a whole number from \(range.lowerBound) to \(range.upperBound), the same on all paths",
                at: tracer.location(place), remedy: "give a whole number")
        }
        return Int(number)
    }
}
