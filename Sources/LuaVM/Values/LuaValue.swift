/// A value on its way between Lua and Swift. Text is UTF-8; bytes that are not are replaced.
public indirect enum LuaValue: Sendable {
    case `nil`
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case payload(Payload)
    case table(TableSnapshot)
    case function(FunctionReference)
}

/// A table as it was when it crossed: a deep copy in a fixed order. Tables that contain themselves, are nested more than
/// 64 levels deep or hold more than 4 million values are refused with an error.
public struct TableSnapshot: Sendable {
    /// Every field: 1, 2, … first or in their place among other numbers, numbers ascending, then strings by their bytes.
    public var entries: [(key: LuaValue, value: LuaValue)]

    /// Creates a snapshot. Lua gets the fields of `entries`; of two with one key, the last.
    public init(entries: [(key: LuaValue, value: LuaValue)]) {
        self.entries = entries
    }

    /// The value of a named field, nil where there is none. Takes time proportional to the number of fields.
    public subscript(name: String) -> LuaValue? {
        for (key, value) in entries {
            if case .string(name) = key { return value }
        }
        return nil
    }
}
