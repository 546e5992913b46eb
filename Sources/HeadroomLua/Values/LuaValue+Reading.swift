import LuaVM

extension LuaValue {
    var isNil: Bool { if case .nil = self { true } else { false } }

    /// A number with a whole value, as a double; floats such as 1e6 included.
    var wholeNumber: Double? {
        switch self {
        case .integer(let n): Double(n)
        case .number(let x) where x == x.rounded() && x.isFinite: x
        default: nil
        }
    }
}

extension TableSnapshot {
    /// A table with these fields.
    init(fields: [(String, LuaValue)]) {
        self.init(entries: fields.map { (key: .string($0.0), value: $0.1) })
    }

    init(list: [LuaValue]) {
        self.init(entries: list.enumerated().map { (key: .integer(Int64($0.offset + 1)), value: $0.element) })
    }

    /// The values 1, 2, … of a list; a mismatch when there are other keys.
    func list() throws -> [LuaValue] {
        try entries.enumerated().map { index, entry in
            guard case .integer(let n) = entry.key, n == Int64(index + 1) else { throw KindMismatch() }
            return entry.value
        }
    }
}
