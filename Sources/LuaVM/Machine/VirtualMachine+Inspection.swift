import CHeadroomLua
public import LuaSyntax

/// A table of Lua's that Swift keeps alive and looks into, without a copy.
public final class TableReference: @unchecked Sendable {
    let reference: Int32
    private let pool: ReferencePool

    init(reference: Int32, pool: ReferencePool) {
        self.reference = reference
        self.pool = pool
    }

    deinit { pool.released.append(reference) }
}

/// A value looked at where it is: tables are not copied.
public enum InspectedValue {
    case value(LuaValue)
    case table(TableReference)
}

/// Where a function of Lua's was defined.
public struct FunctionDefinition {
    /// The chunk, if it is one of this machine's.
    public let chunk: Chunk?
    /// The function's number in the chunk; nil where the chunk is not known or the place is ambiguous.
    public let number: Int?
    public let isC: Bool
    /// What Lua calls the source: `@file`, the text itself, or `=name`.
    public let source: String
    public let firstLine: Int
    public let lastLine: Int
    /// Equal for equal functions, while they live.
    public let identity: UInt
}

/// Looking into functions and tables, for compiling what scripts define. Nothing here runs code of a script.
extension VirtualMachine {
    /// Where a function was defined; nil for one that Swift has made.
    public func definition(of function: FunctionReference) -> FunctionDefinition? {
        guard case .lua(let reference) = function.content else { return nil }
        var raw = hr_definition()
        let mark = box.mark
        guard hr_look_definition(host, reference, &raw), case .string(let source)? = box.take(above: mark, pool: references).first
        else { return nil }
        var number: Int?
        let chunk = self.chunk(raw.position.chunk)
        if chunk != nil {
            number = chunks[Int(raw.position.chunk)].guarded.function(definedAtGeneratedLine: Int(raw.position.line))
        }
        return FunctionDefinition(
            chunk: chunk, number: number, isC: raw.isC, source: source, firstLine: Int(raw.position.line),
            lastLine: Int(raw.lastLine), identity: UInt(bitPattern: raw.identity))
    }

    /// Tells native functions apart: equal for equal functions; nil for functions of Lua's.
    public func nativeIdentity(of function: FunctionReference) -> UInt? {
        if case .native(let pointer) = function.content { UInt(bitPattern: pointer) } else { nil }
    }

    /// The value of a variable that a function uses from outside, nil if it uses none of that name.
    public func upvalue(_ name: String, of function: FunctionReference) -> InspectedValue? {
        guard case .lua(let reference) = function.content else { return nil }
        return looking { name.withCString { hr_look_upvalue(host, reference, $0) } }
    }

    /// The value of a global, nil where there is none.
    public func global(_ name: String) -> InspectedValue? {
        if !isAttached, let made = looking({ name.withCString { hr_look_global(host, true, $0) } }) { return made }
        return looking { name.withCString { hr_look_global(host, false, $0) } }
    }

    /// The value at a key, without metamethods.
    public func field(_ key: LuaValue, of table: TableReference) -> InspectedValue {
        let mark = box.mark
        box.push(key)
        guard hr_look_field(host, table.reference, mark) else { return .value(.nil) }
        return inspected(above: mark) ?? .value(.nil)
    }

    /// The keys in the order of `pairs`.
    public func keys(of table: TableReference) -> [LuaValue] {
        let mark = box.mark
        guard hr_look_keys(host, table.reference) else { return [] }
        return box.take(above: mark, pool: references)
    }

    /// The metatable of a table, nil if it has none.
    public func metatable(of table: TableReference) -> TableReference? {
        guard case .table(let found)? = looking({ hr_look_metatable(host, table.reference) }) else { return nil }
        return found
    }

    /// Equal for references to one table, while it lives.
    public func identity(of table: TableReference) -> UInt {
        UInt(bitPattern: hr_look_identity(host, table.reference))
    }

    private func looking(_ look: () -> Bool) -> InspectedValue? {
        let mark = box.mark
        guard look() else {
            box.cut(to: mark)
            return nil
        }
        return inspected(above: mark)
    }

    private func inspected(above mark: hr_mark) -> InspectedValue? {
        if let values = box.raw.pointee.values, mark.count < box.raw.pointee.count {
            let entry = values[mark.count]
            if hr_kind(rawValue: UInt32(entry.kind)) == HR_TABLE_REFERENCE {
                box.cut(to: mark)
                return .table(TableReference(reference: entry.flag, pool: references))
            }
        }
        return box.take(above: mark, pool: references).first.map { .value($0) }
    }
}
