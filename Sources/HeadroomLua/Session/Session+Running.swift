import DataFiles
public import Diagnostics
import LuaSyntax
package import LuaVM

extension Session {
    /// Runs a script. Files that it imports or reads must lie below its folder.
    ///
    /// Throws a `Diagnostic`: what is wrong, where, and what to do.
    public func run(file path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileBytes.read(path, limit: SandboxedFiles.largestScript)
        } catch {
            throw error.diagnostic
        }
        vm.files.root = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        // Variables are keyed by the file's name within its folder, so that draws do not depend on where it was run from;
        // only messages show the path as the user wrote it.
        let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
        do {
            try run(try parsed(bytes, name: name))
        } catch let diagnostic as Diagnostic {
            sources[path] = sources[name]
            throw diagnostic.renaming(file: name, to: path)
        }
        if let unused = unusedOptions() { throw unused }
    }

    /// Runs a script that is at hand as text; it may not read files.
    public func run(text: String, name: String) throws {
        try run(try parsed(Array(text.utf8), name: name))
    }

    private func run(_ chunk: Chunk) throws {
        let problems = Checker(globals: Registry.globalNames).check(chunk)
        if let first = problems.first(where: { $0.severity == .error }) { throw first }
        try explainingFailures { _ = try vm.run(chunk, as: .script) }
    }

    /// Lets inputs of the REPL read files below a folder.
    public func openFolder(_ path: String) { vm.files.root = path }

    /// Runs one input of the REPL and prints its values. Top-level locals of earlier inputs are still there.
    public func evaluate(_ input: String) throws {
        inputs += 1
        let chunk = try parsed(Array(input.utf8), name: "input \(inputs)", interactive: true)
        let globals = Registry.globalNames.union(vm.sessionNames)
        let problems = Checker(globals: globals, session: Set(vm.sessionNames)).check(chunk)
        if let first = problems.first(where: { $0.severity == .error }) { throw first }
        try explainingFailures {
            for value in try vm.run(chunk, as: .session) {
                if case .string(let text) = value, chunk.isExpression { write(text + "\n") } else { write(try vm.text(of: value) + "\n") }
            }
        }
    }

    /// Whether the text is the beginning of a chunk rather than a whole one.
    public func isIncomplete(_ input: String) -> Bool {
        do throws(SyntaxError) {
            _ = try parse(input, name: "input", interactive: true)
            return false
        } catch {
            return error.isIncomplete
        }
    }

    /// The names that a script or the REPL may use.
    public var globalNames: [String] { vm.globalNames }

    /// The names that the REPL's inputs have made.
    public var sessionNames: [String] { vm.sessionNames }

    /// Ends the running script from a signal handler or another thread.
    package var interruptFlag: InterruptFlag { vm.interruptFlag }

    /// The paths of the files that scripts have imported.
    public var importedFiles: [String] { vm.importedPaths }

    private func parsed(_ bytes: [UInt8], name: String, interactive: Bool = false) throws -> Chunk {
        sources[name] = String(decoding: bytes, as: UTF8.self)
        let chunk: Chunk
        do throws(SyntaxError) {
            chunk = try parse(bytes: bytes, name: name, interactive: interactive)
        } catch {
            throw error.diagnostic
        }
        if Prelude.isNeeded(by: chunk) { Prelude.install(in: self) }
        return chunk
    }

    /// Runs Lua; what goes wrong becomes a diagnostic with the names of the operands and the calls that led there.
    private func explainingFailures(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as LuaFailure {
            let (place, frames) = failure.atCaller
            var diagnostic = named(place)
            for frame in frames.prefix(8) {
                if let place = frame.location { diagnostic.notes.append("called from \(place) in \(frame.function)") }
            }
            throw diagnostic
        }
    }

    /// Adds what the script calls the operands, where the error is one of a guard, which doesn't know the place.
    private func named(_ diagnostic: Diagnostic) -> Diagnostic {
        guard let place = diagnostic.location, let chunk = vm.chunk(named: place.file) else { return diagnostic }
        let operators: [DiagnosticCode: [String]] = [
            .quantityEquality: ["==", "~="], .uncertainEquality: ["==", "~="], .uncertainCondition: ["test"],
            .uncertainKey: ["key"],
        ]
        guard diagnostic.operands.allSatisfy({ $0.name == nil }) else { return diagnostic }
        for symbol in operators[diagnostic.code] ?? [] {
            let names = chunk.operandNames(at: place, operator: symbol)
            if names.left == nil && names.right == nil { continue }
            return withNames(diagnostic, [names.left, names.right], at: place, in: chunk)
        }
        return diagnostic
    }

    /// Adds names and where they were set.
    func withNames(_ diagnostic: Diagnostic, _ names: [String?], at place: SourceLocation, in chunk: Chunk) -> Diagnostic {
        var diagnostic = diagnostic
        for (index, name) in names.enumerated() where index < diagnostic.operands.count {
            guard let name else { continue }
            diagnostic.operands[index].name = name
            diagnostic.operands[index].origin = chunk.assignments(ofLocal: name, before: place)
        }
        return diagnostic
    }
}

extension Diagnostic {
    /// The same with every place in one file shown as being in another.
    fileprivate func renaming(file: String, to path: String) -> Diagnostic {
        var copy = self
        if copy.location?.file == file { copy.location?.file = path }
        for index in copy.operands.indices where copy.operands[index].origin?.file == file {
            copy.operands[index].origin?.file = path
        }
        return copy
    }
}
