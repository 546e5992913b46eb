import Diagnostics
import LuaSyntax
import LuaVM

/// The part of the language that is written in itself: `Prelude/*.lua`, loaded like any script and compiled like any step
/// function. Each file returns a table of functions, which become globals.
///
/// Their records in the registry (`Function.prelude`) document them; what runs is the Lua.
enum Prelude {
    /// By the name that messages give: the text of each file.
    static let files: [(name: String, bytes: [UInt8])] = [("prelude/money.lua", PackageResources.money_lua)]

    /// The names that the files define.
    private static let names = Function.preludeNames

    /// Whether a script can reach the prelude: it reads one of its names, or imports a file that may.
    ///
    /// Most scripts can't, and loading takes longer than starting.
    static func isNeeded(by chunk: Chunk) -> Bool {
        let read = Checker.globalReads(in: chunk)
        return read.contains("import") || names.contains(where: read.contains)
    }

    /// Runs the files, once in a session. Until then their names hold functions that say so.
    ///
    /// They are our own, so a mistake in them is a mistake of the program.
    static func install(in session: Session) {
        guard !session.hasPrelude, !session.vm.isAttached else { return }
        session.hasPrelude = true
        for file in files {
            do {
                session.sources[file.name] = String(decoding: file.bytes, as: UTF8.self)
                let chunk = try parse(bytes: file.bytes, name: file.name)
                guard case .table(let members)? = try session.vm.run(chunk, as: .script).first else {
                    preconditionFailure("\(file.name) returns no table")
                }
                for (key, value) in members.entries {
                    if case .string(let name) = key { session.vm.setGlobal(name, value) }
                }
            } catch {
                preconditionFailure("\(file.name): \(error)")
            }
        }
    }

    static func owns(_ place: SourceLocation?) -> Bool { files.contains { $0.name == place?.file } }
}

extension LuaFailure {
    /// A refusal by the prelude, shown where the script called it.
    var atCaller: (diagnostic: Diagnostic, frames: [Frame]) {
        let rest = Array(traceback.dropFirst())
        guard diagnostic.code == .scriptError, Prelude.owns(diagnostic.location),
            let outer = rest.firstIndex(where: { $0.location != nil && !Prelude.owns($0.location) })
        else { return (diagnostic, rest) }
        var moved = diagnostic
        moved.location = rest[outer].location
        return (moved, Array(rest[(outer + 1)...]))
    }
}

extension Function {
    /// The record of a function that the prelude defines.
    static func prelude(
        _ name: String, _ summary: String, style: Style = .named, _ parts: (FunctionBuilder) -> Void
    ) -> Function {
        declare(name, summary, style: style) { f in
            parts(f)
            return { _, _ in
                throw Diagnostic(
                    .wrongType, "\(name) is written in the language itself and is not there in a foreign interpreter",
                    remedy: "run the script with headroom")
            }
        }
    }
}
