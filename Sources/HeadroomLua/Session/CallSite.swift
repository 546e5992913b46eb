package import Diagnostics
import LuaVM

/// Where a function of the language was called from. Looked up when it is asked for, since that takes longer than most
/// functions do, and only while the call lasts.
package final class CallSite {
    private struct Place {
        let file: String
        let functionPath: String
        let location: SourceLocation?
    }

    private var call: Call?
    private lazy var place = Place(
        file: call?.callerLocation?.file ?? "?", functionPath: call?.callerFunctionPath ?? "main", location: call?.callerLocation)

    init(of call: Call) { self.call = call }

    init(file: String, functionPath: String, location: SourceLocation?) {
        place = Place(file: file, functionPath: functionPath, location: location)
    }

    /// The script as it was named; "?" where it is not known.
    package var file: String { place.file }
    /// The enclosing function, such as `main` or `site.build`.
    package var functionPath: String { place.functionPath }
    package var location: SourceLocation? { place.location }

    /// The call is over: what nobody has asked is not known any more.
    func end() { call = nil }
}
