import CHeadroomLua

/// The host's stack of values that cross. Pushing needs nothing of Lua, so it can't raise.
struct Box {
    let raw: UnsafeMutablePointer<hr_box>

    var mark: hr_mark { hr_box_mark(raw) }

    func cut(to mark: hr_mark) { hr_box_cut(raw, mark) }

    // MARK: Pushing

    func push(_ value: LuaValue) {
        switch value {
        case .nil: push(hr_value())
        case .boolean(let truth):
            var entry = entry(HR_BOOLEAN)
            entry.flag = truth ? 1 : 0
            push(entry)
        case .integer(let number):
            var entry = entry(HR_INTEGER)
            entry.integer = number
            push(entry)
        case .number(let number): push(number)
        case .string(let text): push(text)
        case .payload(let payload): push(payload)
        case .table(let table):
            var entry = entry(HR_TABLE)
            entry.integer = Int64(table.entries.count)
            push(entry)
            for (key, value) in table.entries {
                push(key)
                push(value)
            }
        case .function(let function): push(function)
        }
    }

    func push(_ number: Double) {
        var entry = entry(HR_NUMBER)
        entry.number = number
        push(entry)
    }

    func push(_ payload: Payload) {
        var entry = entry(HR_PAYLOAD)
        entry.payload = hr_payload(payload)
        push(entry)
    }

    func push(_ text: String) {
        var text = text
        text.withUTF8 { push(bytes: $0) }
    }

    func push(bytes: UnsafeBufferPointer<UInt8>) {
        bytes.withMemoryRebound(to: CChar.self) { hr_box_push_text(raw, $0.baseAddress, $0.count) }
    }

    private func push(_ function: FunctionReference) {
        switch function.content {
        case .lua(let reference):
            var entry = entry(HR_FUNCTION)
            entry.flag = reference
            push(entry)
        case .native(let function):
            var entry = entry(HR_NATIVE)
            entry.native = UnsafeMutableRawPointer(function)
            push(entry)
        }
    }

    private func entry(_ kind: hr_kind) -> hr_value {
        var value = hr_value()
        value.kind = Int32(kind.rawValue)
        return value
    }

    private func push(_ value: hr_value) { hr_box_push(raw, value) }

    // MARK: Reading

    /// The value at `index`, which moves behind it. References to functions become the caller's.
    func value(at index: inout Int, pool: ReferencePool) -> LuaValue {
        guard let values = raw.pointee.values, index < raw.pointee.count else { return .nil }
        let entry = values[index]
        index += 1
        switch hr_kind(rawValue: UInt32(entry.kind)) {
        case HR_BOOLEAN: return .boolean(entry.flag != 0)
        case HR_INTEGER: return .integer(entry.integer)
        case HR_NUMBER: return .number(entry.number)
        case HR_STRING: return .string(text(entry))
        case HR_PAYLOAD: return .payload(Payload(entry.payload))
        case HR_TABLE:
            var entries: [(key: LuaValue, value: LuaValue)] = []
            entries.reserveCapacity(Int(entry.integer))
            for _ in 0..<entry.integer {
                let key = value(at: &index, pool: pool)
                entries.append((key, value(at: &index, pool: pool)))
            }
            return .table(TableSnapshot(entries: entries))
        case HR_FUNCTION: return .function(FunctionReference(reference: entry.flag, pool: pool))
        case HR_NATIVE: return entry.native.map { .function(FunctionReference(native: OpaquePointer($0))) } ?? .nil
        default: return .nil
        }
    }

    /// Every value above `mark`, which are then gone from the box.
    func take(above mark: hr_mark, pool: ReferencePool) -> [LuaValue] {
        var values: [LuaValue] = []
        var index = mark.count
        while index < raw.pointee.count { values.append(value(at: &index, pool: pool)) }
        cut(to: mark)
        return values
    }

    private func text(_ entry: hr_value) -> String {
        guard let bytes = raw.pointee.bytes else { return "" }
        return String(lua: bytes + entry.text.offset, entry.text.length)
    }
}

extension String {
    /// Text from bytes of Lua's.
    init(lua bytes: UnsafePointer<CChar>, _ length: Int) {
        self = UnsafeBufferPointer(start: bytes, count: length).withMemoryRebound(to: UInt8.self) {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

extension hr_payload {
    init(_ payload: Payload) {
        self.init(type: payload.type.raw, generation: payload.generation, a: payload.a, b: payload.b, x: payload.x)
    }
}

extension Payload {
    init(_ raw: hr_payload) {
        self.init(type: TypeID(raw: raw.type), generation: raw.generation, a: raw.a, b: raw.b, x: raw.x)
    }
}
