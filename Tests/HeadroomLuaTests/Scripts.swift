import Diagnostics
import HeadroomLua

/// Runs a piece of script in a session of its own and gives what it printed.
func printed(_ script: String, options: SessionOptions = SessionOptions()) throws -> String {
    var output = ""
    let session = try Session(options: options) { output += $0 }
    try session.run(text: script, name: "test.lua")
    return output
}

/// The diagnostic that a piece of script ends with; `nil` when it runs through.
func failure(of script: String) -> Diagnostic? {
    do {
        _ = try printed(script)
        return nil
    } catch let diagnostic as Diagnostic {
        return diagnostic
    } catch let convertible as any DiagnosticConvertible {
        return convertible.diagnostic
    } catch {
        return Diagnostic(.internal, "\(error)")
    }
}
