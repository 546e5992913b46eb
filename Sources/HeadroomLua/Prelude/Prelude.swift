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

    /// Whether a script can reach the prelude: it has one of its names, or imports a file that may.
    ///
    /// Most scripts can't, and loading takes longer than starting.
    static func isNeeded(by text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (["import"] + names).contains { isUsed(Array($0.utf8), in: bytes) }
    }

    /// Whether a name stands in a text other than as a field (`s.debt`, `debt = 3`) or as a part of a longer name.
    private static func isUsed(_ name: [UInt8], in text: [UInt8]) -> Bool {
        func isPart(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"): true
            default: false
            }
        }
        guard text.count >= name.count else { return false }
        for start in 0...(text.count - name.count) where text[start] == name[0] && text[start..<start + name.count].elementsEqual(name) {
            if start > 0, isPart(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") { continue }
            var end = start + name.count
            if end < text.count, isPart(text[end]) { continue }
            while end < text.count, text[end] == UInt8(ascii: " ") { end += 1 }
            let isAssigned = end < text.count && text[end] == UInt8(ascii: "=") && (end + 1 == text.count || text[end + 1] != UInt8(ascii: "="))
            if !isAssigned { return true }
        }
        return false
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
