import CHeadroomLua
import Diagnostics
import LuaSyntax

/// How the C side enters Swift. None of these may let an error of Lua's pass, so none calls what can raise.
extension VirtualMachine {
    static var callbacks: hr_callbacks {
        hr_callbacks(
            call: { body, state, count in
                Unmanaged<FunctionBox>.fromOpaque(body).takeUnretainedValue().invoke(state, count)
            },
            fault: { machine($0).errorObject(for: $2.pointee, in: $1) },
            locate: { write(machine($0).location(of: $1).map(\.description) ?? "?", $2, $3) },
            print: { context, bytes, length in machine(context).output(String(lua: bytes, length)) },
            test: { context, state, payload in
                machine(context).guarding(state) { try $0.guardRules.test(Payload(payload.pointee)) }
            },
            key: { context, state, payload in
                machine(context).guarding(state) { try $0.guardRules.key(Payload(payload.pointee)) }
            },
            equal: { machine($0).equality(in: $1) },
            open: { machine($0).openImport(String(lua: $2, $3), in: $1) },
            imported: { machine($0).endImport(String(lua: $1, $2), done: $3) },
            describe: { write(machine($0).functionPath(definedAt: $1) ?? "main", $2, $3) },
            killed: { machine($0).noteDeath($2, in: $1) },
            closed: { machine($0).close() })
    }

    // MARK: Guards

    private func guarding(_ state: OpaquePointer, _ body: (VirtualMachine) throws -> Void) -> Int32 {
        do {
            try body(self)
            return 0
        } catch {
            return pushError(error, in: state)
        }
    }

    private func equality(in state: OpaquePointer) -> Int32 {
        do {
            guard let answer = try guardRules.equal(operand(1, in: state), operand(2, in: state)) else { return 2 }
            return answer ? 1 : 0
        } catch {
            return pushError(error, in: state)
        }
    }

    /// A value without the content of tables, which no rule of equality looks at.
    private func operand(_ position: Int32, in state: OpaquePointer) throws -> LuaValue {
        switch hr_type_at(state, position) {
        case LUA_TTABLE, LUA_TFUNCTION, LUA_TTHREAD: .table(TableSnapshot(entries: []))
        default: try value(at: position, of: state)
        }
    }

    // MARK: Import

    private func openImport(_ name: String, in state: OpaquePointer) -> Int32 {
        do {
            let file = try files.resolve(name)
            if imported.contains(file.key) {
                box.push(file.key)
                return 1
            }
            if let start = importing.firstIndex(of: file.key) {
                let cycle = (importing[start...] + [file.key]).map { "`\($0)`" }.joined(separator: " imports ")
                throw Diagnostic(
                    .runtime, "these files import each other: \(cycle)",
                    remedy: "move what both need into a third file")
            }
            let chunk = try parse(bytes: try files.read(name, limit: SandboxedFiles.largestScript), name: file.key)
            if let refusal = refusedKey(in: chunk) { throw refusal }
            let (number, text) = load(chunk, session: false)
            importing.append(file.key)
            box.push(file.key)
            box.push(text)
            box.push(.integer(Int64(number)))
            return 3
        } catch {
            return pushError(error, in: state)
        }
    }

    private func endImport(_ key: String, done: Bool) {
        importing.removeAll { $0 == key }
        if done { imported.insert(key) }
    }
}

/// The machine behind a host.
private func machine(_ context: UnsafeMutableRawPointer) -> VirtualMachine {
    Unmanaged<VirtualMachine.Context>.fromOpaque(context).takeUnretainedValue().machine
}

/// Copies as much of a text as fits.
private func write(_ text: String, _ out: UnsafeMutablePointer<CChar>, _ size: Int) -> Int {
    var length = 0
    for byte in text.utf8.prefix(size) {
        out[length] = CChar(bitPattern: byte)
        length += 1
    }
    return length
}
