import CHeadroomLua
import Diagnostics

/// The object that scripts get from `pcall` for errors that are not their own.
///
/// Its text is `file:line:column: message`; it has the fields `code`, `message`, `file`, `line`, `column` and `remedy`.
final class ScriptError {
    let failure: LuaFailure

    init(_ failure: LuaFailure) { self.failure = failure }

    var text: String {
        let place = failure.diagnostic.location.map { "\($0): " } ?? ""
        return place + failure.diagnostic.message
    }

    func field(_ name: String) -> LuaValue? {
        let diagnostic = failure.diagnostic
        switch name {
        case "code": return .string(diagnostic.code.rawValue)
        case "message": return .string(diagnostic.message)
        case "file": return diagnostic.location.map { .string($0.file) } ?? .nil
        case "line": return diagnostic.location.map { .integer(Int64($0.line)) } ?? .nil
        case "column": return diagnostic.location?.column.map { .integer(Int64($0)) } ?? .nil
        case "remedy": return diagnostic.remedy.map { .string($0) } ?? .nil
        default: return nil
        }
    }
}

extension TypeDescription {
    static var scriptError: TypeDescription {
        TypeDescription(
            name: "error", isObject: true,
            events: [
                (.text, { call in call.push(ScriptError.text(of: 1, call)) }),
                // `"failed: " .. err`
                (.concatenate, { call in call.push(ScriptError.text(of: 1, call) + ScriptError.text(of: 2, call)) }),
            ],
            index: { call in
                guard let error = ScriptError.argument(1, call), let name = call.string(2) else { return call.push(.nil) }
                guard let value = error.field(name) else {
                    throw Diagnostic(
                        .unknownField, "an error has no field `\(name)`",
                        remedy: "its fields are code, message, file, line, column and remedy; its text is tostring(e)")
                }
                call.push(value)
            })
    }
}

extension ScriptError {
    fileprivate static func argument(_ index: Int, _ call: Call) -> ScriptError? {
        call.payload(index).flatMap { call.vm.object($0) as? ScriptError }
    }

    fileprivate static func text(of index: Int, _ call: Call) -> String {
        argument(index, call)?.text ?? (try? call.text(of: index)) ?? ""
    }
}

// MARK: - Making errors

extension VirtualMachine {
    /// Leaves an error object in the box for what Swift has thrown; -1, as the C side wants it.
    func pushError(_ error: any Error, in state: OpaquePointer) -> Int32 {
        var failure: LuaFailure
        switch error {
        case let known as LuaFailure: failure = known
        case let known as any DiagnosticConvertible: failure = LuaFailure(diagnostic: known.diagnostic)
        default: failure = LuaFailure(diagnostic: Diagnostic(.internal, "\(error)"))
        }
        if failure.diagnostic.location == nil {
            failure.diagnostic.location = innermostScriptFrame(of: state).flatMap { location(of: $0) }
        }
        if failure.traceback.isEmpty { failure.traceback = traceback(of: state) }
        box.push(handle(for: ScriptError(failure), type: errorType))
        return -1
    }

    /// An error object for what the C side has found.
    func errorObject(for fault: hr_fault, in state: OpaquePointer) -> hr_payload {
        var diagnostic = diagnostic(for: fault)
        if diagnostic.location == nil {
            diagnostic.location = innermostScriptFrame(of: state).flatMap { location(of: $0) }
        }
        let failure = LuaFailure(diagnostic: diagnostic, traceback: traceback(of: state))
        return hr_payload(handle(for: ScriptError(failure), type: errorType))
    }

    private func diagnostic(for fault: hr_fault) -> Diagnostic {
        let said = String(lua: fault.text, fault.length)
        let place = location(of: fault.position)
        let remedy = fault.remedy.map { String(cString: $0) }
        switch fault.kind {
        case HR_FAULT_RUNTIME:
            return RuntimeMessage(said, chunk: chunk(fault.position.chunk), at: place).diagnostic
        case HR_FAULT_UNDECLARED:
            let nearest = Suggestion.nearest(to: said, in: globalNames + sessionNames)
            return Diagnostic(
                .undeclaredName, "`\(said)` is not declared", at: place,
                remedy: nearest.map { "did you mean `\($0)`?" } ?? "declare it first: local \(said) = ...")
        case HR_FAULT_ASSIGNMENT:
            return Diagnostic(
                .assignmentToGlobal, "`\(said)` can't be assigned: globals are read-only", at: place,
                remedy: "declare a local: local \(said) = ...")
        case HR_FAULT_SCRIPT:
            return Diagnostic(.scriptError, said, at: place)
        default:
            let code = fault.code.map { DiagnosticCode(rawValue: String(cString: $0)) } ?? .runtime
            return Diagnostic(code, said, at: place, remedy: remedy)
        }
    }

    /// Remembers why the run is being ended. What is raised in Lua carries nothing.
    func noteDeath(_ reason: hr_kill, in state: OpaquePointer) {
        let frame = innermostScriptFrame(of: state)
        var place = frame.flatMap { location(of: $0) }
        let diagnostic: Diagnostic
        switch reason {
        case HR_KILLED_INTERRUPT:
            diagnostic = Diagnostic(.interrupted, "the run was interrupted")
        case HR_KILLED_MEMORY:
            place = location(of: hr_memory_position(host)) ?? place
            diagnostic = Diagnostic(
                .memoryBudget, "the script needs more memory than its budget of \(limits.memoryBytes >> 20) MB",
                remedy: "build smaller tables and texts, or raise the budget")
        default:
            diagnostic = Diagnostic(
                .instructionBudget, "the script has used up its budget of \(limits.instructions) instructions",
                remedy: "look for a loop that doesn't end, or raise the budget")
        }
        fatal = LuaFailure(diagnostic: diagnostic.located(at: place), traceback: traceback(of: state))
    }
}
