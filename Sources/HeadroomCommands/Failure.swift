import Diagnostics
import HeadroomLua

/// From errors to what the user sees and the exit code.
enum Failure {
    /// Runs a part of a command; an error is shown and becomes exit code 1.
    static func shown<Value>(in session: Session? = nil, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            Console.show(error, in: session)
            throw CommandFailure(code: diagnostic(of: error).code == .usage ? .usage : .scriptError)
        }
    }

    static func diagnostic(of error: any Error) -> Diagnostic {
        switch error {
        case let diagnostic as Diagnostic: diagnostic
        case let convertible as any DiagnosticConvertible: convertible.diagnostic
        default: Diagnostic(.internal, "\(error)")
        }
    }
}
