import Diagnostics
import LuaVM

extension Session {
    /// Where a function of the language was called from.
    func site(of call: Call) -> CallSite {
        let place = call.callerLocation
        return CallSite(file: place?.file ?? "?", functionPath: call.callerFunctionPath, location: place)
    }

    /// Runs the body of a call; an error that knows no place gets the call's.
    func locating<Value>(_ site: CallSite, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: site.location)
        } catch let convertible as any DiagnosticConvertible {
            throw convertible.diagnostic.located(at: site.location)
        }
    }
}
