import Diagnostics
import Engine
import LuaVM
import Quantities

/// Between Lua values and what the language's functions work on.
extension Session {
    // MARK: From Lua

    /// The number, quantity or uncertain value that a Lua value is; `nil` for anything else, uncertain conditions included.
    func operand(_ value: LuaValue) -> Operand? {
        switch value {
        case .integer(let n): Operand(Double(n))
        case .number(let x): Operand(x)
        case .payload(let payload): operand(payload)
        default: nil
        }
    }

    func operand(_ payload: Payload) -> Operand? {
        if payload.type == types.quantity { return Operand(payload.x, unit: payload.a) }
        guard payload.type == types.uncertain, detachedDistribution(payload) == nil else { return nil }
        let node = self.node(payload)
        if let replay, graph.kind(of: node) == .number { return Operand(replay.value(of: node), unit: payload.b) }
        return graph.kind(of: node) == .number ? Operand(node, unit: payload.b) : nil
    }

    /// The truth value that a Lua value is, certain or uncertain.
    func condition(_ value: LuaValue) -> Condition? {
        switch value {
        case .boolean(let truth): return .certain(truth)
        case .payload(let payload) where payload.type == types.uncertain && detachedDistribution(payload) == nil:
            let node = self.node(payload)
            if let replay, graph.kind(of: node) == .boolean { return .certain(replay.value(of: node) != 0) }
            return graph.kind(of: node) == .boolean ? .uncertain(node) : nil
        default: return nil
        }
    }

    /// The object behind a handle; an error where the value is something else.
    func object<Object: AnyObject>(_ value: LuaValue, _ type: Object.Type) throws -> Object {
        guard case .payload(let payload) = value, let object = vm.object(payload) as? Object else {
            throw Diagnostic(
                .wrongType, "a method was called on \(typeName(of: value))", operands: [shown(value, name: nil)],
                remedy: "write `object:method(...)`, with a colon")
        }
        return object
    }

    // MARK: To Lua

    func lua(_ operand: Operand) -> LuaValue {
        switch operand.content {
        case .certain(let number):
            operand.isPlain
                ? .number(number)
                : .payload(Payload(type: types.quantity, generation: 0, a: operand.unit, b: 0, x: number))
        case .uncertain(let node):
            if let number = graph.constantValue(of: node) { lua(Operand(number, unit: operand.unit)) } else { uncertain(node, operand.unit) }
        }
    }

    func lua(_ condition: Condition) -> LuaValue {
        switch condition {
        case .certain(let truth): return .boolean(truth)
        case .uncertain(let node):
            if let number = graph.constantValue(of: node) { return .boolean(number != 0) }
            return uncertain(node, UnitTable.none)
        }
    }

    private func uncertain(_ node: Graph.Node, _ unit: Int32) -> LuaValue {
        .payload(Payload(type: types.uncertain, generation: 0, a: node.index, b: unit, x: 0))
    }

    // MARK: Variables

    /// A random variable that a constructor has made, as Lua holds it before its first use.
    struct VariableValue {
        let id: Variable.ID
        let unit: Int32
        let distribution: Distribution
    }

    /// Declares a random variable.
    ///
    /// What Lua gets refers to the variable, not to a node of the graph: taking a value from it is its first use, and
    /// `correlate` must be able to come in between.
    func variable(_ distribution: Distribution, unit: Int32, name: String?, at call: CallSite) throws -> LuaValue {
        if isTracing { return detached(distribution, unit: unit) }
        // In the REPL a name may be given anew; a script says what it means once.
        let isOlder = name.flatMap { inputOfName.updateValue(inputs, forKey: $0) }.map { $0 < inputs } ?? false
        let id = try graph.declare(name ?? ordinalName(at: call), isNamed: name != nil, distribution, isNewer: isOlder)
        variableUnits[id] = unit
        return .payload(Payload(type: types.uncertain, generation: 0, a: -1 - id.index, b: unit, x: 0))
    }

    /// The variable that a value is, as its constructor made it; `nil` for anything calculated.
    func variable(_ value: LuaValue) -> VariableValue? {
        guard case .payload(let payload) = value, payload.type == types.uncertain, payload.a < 0,
            detachedDistribution(payload) == nil
        else { return nil }
        let variable = graph[Variable.ID(index: -1 - payload.a)]
        return VariableValue(id: variable.id, unit: payload.b, distribution: variable.distribution)
    }

    /// The node of an uncertain value; for a variable this is a use of it.
    func node(_ payload: Payload) -> Graph.Node {
        payload.a < 0 ? graph.variate(Variable.ID(index: -1 - payload.a)) : Graph.Node(index: payload.a)
    }

    /// The key of an unnamed variable: file, function and ordinal within that function, which survives edits elsewhere.
    private func ordinalName(at call: CallSite) -> String {
        let place = "\(call.file):\(call.functionPath)"
        ordinals[place, default: 0] += 1
        return "\(place)#\(ordinals[place, default: 0])"
    }

    /// The name of an independent copy: "rent (copy 1)".
    func copyName(of name: String) -> String {
        copies[name, default: 0] += 1
        return "\(name) (copy \(copies[name, default: 0]))"
    }
}
