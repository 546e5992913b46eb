import Diagnostics
import Engine
import LuaVM
import Quantities

/// `gbm { ... }`: a process as a script holds it, with its unit and what it was made of.
final class ProcessObject {
    /// Its word in the language.
    let word: String
    /// The unit of its level, by number.
    let unit: Int32
    /// Its parameters as the script gave them, for `print`.
    let parameters: [(name: String, text: String)]
    /// The process with every parameter that depends on the steps replaced by a constant: what `market` checks.
    let prototype: Process
    private let make: (ModelClock) throws -> Process

    /// - Parameter make: the process for the steps of a model, for one with columns.
    init(
        word: String, unit: Int32, parameters: [(name: String, text: String)], prototype: Process,
        make: ((ModelClock) throws -> Process)? = nil
    ) {
        self.word = word
        self.unit = unit
        self.parameters = parameters
        self.prototype = prototype
        self.make = make ?? { _ in prototype }
    }

    /// The process for the steps of a model.
    func process(for clock: ModelClock) throws -> Process { try make(clock) }
}

extension ObjectType {
    static let process = ObjectType(
        "process", "How one factor of a market moves, as gbm, ou and the others make it; `print` shows its parameters.",
        fields: [
            Field("kind", annotation: "string", "The word it was made with, such as \"gbm\".") { value, s in
                .string(try s.object(value, ProcessObject.self).word)
            }
        ])
}

extension ProcessObject {
    var text: String {
        "\(word) { " + parameters.map { "\($0.name) = \($0.text)" }.joined(separator: ", ") + " }"
    }
}

extension Kind where Value == ProcessObject {
    static var process: Kind {
        Kind("a process such as gbm { ... } or ou { ... }", annotation: "headroom.process") { value, session in
            guard case .payload(let payload) = value, payload.type == session.types.process else { throw KindMismatch() }
            return try session.object(value, ProcessObject.self)
        }
    }
}
