public import Diagnostics

/// A parameter of a process is out of range. Values are plain doubles; the layer that knows units prints them with theirs.
public struct ProcessError: Error, Hashable, Sendable {
    /// The process, as in the language: "gbm", "ou".
    public var process: String
    /// The parameter at fault, as in the language.
    public var parameter: String
    /// Its value.
    public var value: Double
    /// The step from which on it has this value; nil where it does not change.
    public var step: Int?
    /// What is allowed, to be read after "must be".
    public var requirement: String
    public var remedy: String?
}

extension ProcessError: DiagnosticConvertible {
    public var diagnostic: Diagnostic {
        Diagnostic(
            .processParameter, "`\(parameter)` of \(process) must be \(requirement)",
            operands: [Diagnostic.Operand(name: parameter, value: "\(value)")],
            notes: step.map { ["in step \($0)"] } ?? [], remedy: remedy)
    }
}

/// Checks parameters where they are known: constants, and every entry of a column.
struct ProcessCheck {
    let word: String
    let graph: Graph

    func all(
        _ name: String, _ node: Graph.Node, mustBe requirement: String, remedy: String? = nil,
        _ allowed: (Double) -> Bool
    ) throws(ProcessError) {
        func error(_ value: Double, _ step: Int?) -> ProcessError {
            ProcessError(
                process: word, parameter: name, value: value, step: step, requirement: requirement, remedy: remedy)
        }
        if let value = graph.constantValue(of: node), !allowed(value) { throw error(value, nil) }
        for (index, value) in (graph.columnValues(of: node) ?? []).enumerated() where !allowed(value) {
            throw error(value, index + 1)
        }
    }

    func finite(_ name: String, _ node: Graph.Node) throws(ProcessError) {
        try all(name, node, mustBe: "finite") { $0.isFinite }
    }

    func positive(_ name: String, _ node: Graph.Node, remedy: String? = nil) throws(ProcessError) {
        try all(name, node, mustBe: "greater than 0", remedy: remedy) { $0 > 0 && $0.isFinite }
    }

    func notNegative(_ name: String, _ node: Graph.Node) throws(ProcessError) {
        try all(name, node, mustBe: "0 or greater") { $0 >= 0 && $0.isFinite }
    }
}
