import Diagnostics
import Engine
import LuaVM
import Quantities

/// How values are called and shown in messages.
extension Session {
    func isTemperaturePoint(_ unit: Int32) -> Bool {
        unit != UnitTable.none && units[unit].isTemperaturePoint
    }

    /// "power", "money per energy", "plain number".
    func kindName(_ unit: Int32) -> String {
        if unit == UnitTable.none { return "plain number" }
        if isTemperaturePoint(unit) { return "temperature" }
        return units[unit].dimension.name
    }

    /// An operand in the table below an error message.
    func shown(_ a: Operand, name: String? = nil) -> Diagnostic.Operand {
        Diagnostic.Operand(name: name, value: text(of: a), kind: kindName(a.unit))
    }

    func shown(_ value: LuaValue, name: String?) -> Diagnostic.Operand {
        if let operand = operand(value) { return shown(operand, name: name) }
        if isUncertain(value) { return Diagnostic.Operand(name: name, value: "uncertain condition") }
        return Diagnostic.Operand(name: name, value: shortText(value), kind: typeName(of: value))
    }

    /// The short text of an operand: `42 USD/MWh`, or `uncertain "rent", in MUSD`.
    func text(of a: Operand) -> String {
        switch a.content {
        case .certain(let number):
            a.isPlain ? NumberFormat.g(number, digits: 14) : Quantity(number, units[a.unit]).formatted()
        case .uncertain(let node):
            uncertainText(node) + (a.isPlain ? "" : ", in \(units[a.unit])")
        }
    }

    /// `uncertain "rent"`, or what it is made of.
    func uncertainText(_ node: Graph.Node) -> String {
        let names = graph.variables(in: node).map { graph[$0].name }
        guard let first = names.first else { return "uncertain" }
        if names.count == 1 { return "uncertain (\(first))" }
        return "uncertain (of \(names.count) variables)"
    }

    /// What a value is, in words: "a quantity", "text", "an uncertain value".
    func typeName(of value: LuaValue) -> String {
        switch value {
        case .nil: "nothing (nil)"
        case .boolean: "a truth value"
        case .integer, .number: "a number"
        case .string: "text"
        case .table: "a table"
        case .function: "a function"
        case .payload(let payload): typeName(of: payload)
        }
    }

    private func typeName(of payload: Payload) -> String {
        switch payload.type {
        case types.quantity: "a quantity (\(kindName(payload.a)))"
        // Variables are numbers; asking for the node of one would count as a use of it.
        case types.uncertain where payload.a < 0: "an uncertain value"
        case types.uncertain: graph.kind(of: node(payload)) == .boolean ? "an uncertain condition" : "an uncertain value"
        default: "an object"
        }
    }

    /// A value in a few characters.
    func shortText(_ value: LuaValue) -> String {
        switch value {
        case .nil: return "nil"
        case .boolean(let truth): return truth ? "true" : "false"
        case .integer(let number): return String(number)
        case .number(let number): return NumberFormat.g(number, digits: 14)
        case .string(let text): return text.count > 40 ? "\"\(text.prefix(37))...\"" : "\"\(text)\""
        case .table: return "{...}"
        case .function: return "function"
        case .payload: return operand(value).map { text(of: $0) } ?? typeName(of: value)
        }
    }

    /// A key of a table as the script wrote it.
    func keyText(_ key: LuaValue) -> String {
        if case .string(let text) = key { return text }
        return shortText(key)
    }
}
