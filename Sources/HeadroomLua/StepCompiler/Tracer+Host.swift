import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// Between the values of a walk and those of the host.
extension Tracer {
    // MARK: From the host

    func wrapped(_ value: InspectedValue, path: String = "") -> StepValue {
        switch value {
        case .table(let reference): .table(outside(reference, path))
        case .value(let value): wrapped(value, path: path)
        }
    }

    func wrapped(_ value: LuaValue, path: String = "") -> StepValue {
        switch value {
        case .nil: return .nil
        case .boolean(let truth): return .boolean(truth)
        case .integer(let n): return .integer(n)
        case .number(let x): return .number(x)
        case .string(let text): return .string(Array(text.utf8))
        case .payload(let payload):
            if let date = session.date(payload) { return .date(.certain(Double(date.dayNumber))) }
            if payload.type == session.types.quantity, let operand = session.operand(payload) { return amount(operand) }
            if payload.type == session.types.uncertain, payload.a >= 0 {
                let node = session.node(payload)
                return graph.kind(of: node) == .boolean ? truth(node) : amount(.uncertain(node), unit: payload.b)
            }
            return .payload(payload)
        case .table(let snapshot):
            let table = StepTable(.outside, identity: newIdentity())
            for (key, value) in snapshot.entries {
                if let key = StepTable.Key(wrapped(key)) { table[key] = Cell(wrapped(value), mask: root, isReadOnly: true) }
            }
            return .table(table)
        case .function(let reference): return function(reference, path)
        }
    }

    /// A table of the host's, filled at its first use. One table is one value.
    private func outside(_ reference: TableReference, _ path: String) -> StepTable {
        let identity = session.vm.identity(of: reference)
        if let known = tables[identity] { return known }
        let table = StepTable(.outside, identity: identity) { [unowned self] table in
            for key in session.vm.keys(of: reference) {
                guard let stepKey = StepTable.Key(wrapped(key)) else { continue }
                var name = path
                if case .string(let text) = key { name = path.isEmpty ? text : "\(path).\(text)" }
                table[stepKey] = Cell(
                    wrapped(session.vm.field(key, of: reference), path: name), mask: root, isReadOnly: true)
            }
            if let metatable = session.vm.metatable(of: reference) { table.metatable = outside(metatable, "") }
        }
        tables[identity] = table
        return table
    }

    func function(_ reference: FunctionReference, _ path: String) -> StepValue {
        if let identity = session.vm.nativeIdentity(of: reference) {
            if let known = session.registryFunctions[identity] {
                let isMath = known.space == "math"
                return .native(
                    NativeFunction(isMath ? .math(known.function.name) : .registry(known.function), reference: reference))
            }
            return .native(NativeFunction(.host(path), reference: reference))
        }
        guard let definition = session.vm.definition(of: reference) else { return .nil }
        if definition.isC {
            // Lua's own library is known by the names of its functions.
            return .native(NativeFunction(.host(session.hostNames[definition.identity] ?? path), reference: reference))
        }
        if let known = functions[definition.identity] { return .function(known) }
        guard let chunk = definition.chunk, let number = definition.number, number > 0 else {
            return .native(NativeFunction(.host(path.isEmpty ? "a function without source" : path), reference: reference))
        }
        let function = StepFunction(
            code: code(chunk), number: number, captured: [:], outer: reference, identity: definition.identity)
        functions[definition.identity] = function
        return .function(function)
    }

    func code(_ chunk: Chunk) -> StepCode {
        // Two chunks may share a name in the REPL's history; the text tells them apart.
        let key = "\(chunk.name)\u{0}\(chunk.source)"
        if let known = codes[key] { return known }
        let code = StepCode(chunk)
        codes[key] = code
        return code
    }

    // MARK: To the host

    /// The value as the language's functions take it.
    func lua(_ value: StepValue) -> LuaValue {
        switch value {
        case .nil, .notApplicable, .union: return .nil
        case .boolean(let truth): return .boolean(truth)
        case .integer(let n): return .integer(n)
        case .number(let x): return .number(x)
        case .string(let bytes): return .string(String(decoding: bytes, as: UTF8.self))
        case .amount(let amount): return session.lua(amount.operand)
        case .condition(let node): return session.lua(Condition.uncertain(node))
        case .date(let content):
            guard case .certain(let days) = content else { return .nil }
            return session.dateValue(Int(days))
        case .payload(let payload): return .payload(payload)
        case .native(let native): return native.reference.map { .function($0) } ?? .nil
        case .function(let function): return function.outer.map { .function($0) } ?? .nil
        case .table(let table):
            return .table(
                TableSnapshot(
                    entries: table.keys.compactMap { key in
                        guard let name = key.value, let cell = table[key] else { return nil }
                        let value = resolved(cell.value)
                        if value.isNothing { return nil }
                        return (key: lua(name), value: lua(value))
                    }))
        }
    }

    /// Whether a value is the same on all paths, with all that is in it.
    func isCertain(_ value: StepValue, depth: Int = 0) -> Bool {
        switch resolved(value) {
        case .nil, .boolean, .integer, .number, .string, .native: return true
        case .amount(let amount): return amount.operand.certain != nil
        case .date(let content): if case .certain = content { return true } else { return false }
        case .condition, .union, .notApplicable: return false
        case .payload(let payload): return payload.type != session.types.uncertain
        case .function(let function): return function.outer != nil
        case .table(let table):
            return depth < 16 && table.keys.allSatisfy { isCertain(table[$0]!.value, depth: depth + 1) }
        }
    }
}
