import Diagnostics
import LuaSyntax
import LuaVM
import Testing

/// A machine for one test, with what it prints.
final class TestMachine {
    let vm: VirtualMachine
    private(set) var printed = ""

    init(instructions: UInt64 = 20_000_000, megabytes: Int = 64) throws {
        vm = try VirtualMachine(limits: .init(instructions: instructions, memoryBytes: megabytes << 20))
        vm.output = { [unowned self] in printed += $0 }
    }

    /// Runs a script and gives what it returns.
    @discardableResult
    func run(_ source: String, as role: VirtualMachine.ChunkRole = .script) throws -> [LuaValue] {
        try vm.run(try parse(source, name: "main.lua", interactive: role == .session), as: role)
    }

    /// Runs a script and gives what it prints.
    func prints(_ source: String) throws -> String {
        printed = ""
        try run(source)
        return printed
    }

    /// Runs a script that must fail.
    func failure(_ source: String, as role: VirtualMachine.ChunkRole = .script) -> Diagnostic? {
        do {
            let values = try run(source, as: role)
            Issue.record("it returned \(values)")
            return nil
        } catch let failure as LuaFailure {
            return failure.diagnostic
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }
}

/// A value as a short text, for comparing.
func show(_ value: LuaValue) -> String {
    switch value {
    case .nil: "nil"
    case .boolean(let truth): "\(truth)"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)f"
    case .string(let text): "'\(text)'"
    case .payload: "payload"
    case .table(let table): "{" + table.entries.map { "\(show($0.key))=\(show($0.value))" }.joined(separator: ", ") + "}"
    case .function: "function"
    }
}

func show(_ values: [LuaValue]) -> String { values.map(show).joined(separator: " ") }
