import Engine
import LuaVM

/// A table while a step function is traced.
final class StepTable {
    /// What a field may be found under.
    enum Key: Hashable {
        case integer(Int64)
        case number(UInt64)
        case string([UInt8])
        case boolean(Bool)
        case object(UInt)
    }

    /// Where a table comes from, which decides who may write to it.
    enum Origin {
        /// Made in the step, under this mask.
        case step(Mask)
        /// Made outside: read-only in the step.
        case outside
        /// The state, or a table in it: fields may change, but none may come or go.
        case state(path: String)
        /// `f`, `t`, `p` and what is in them: read-only, and unknown fields are mistakes.
        case record(path: String)
    }

    let origin: Origin
    private(set) var cells: [Key: Cell] = [:]
    var metatable: StepTable?
    let identity: UInt
    /// Fills the table at its first use.
    private var load: ((StepTable) -> Void)?

    init(_ origin: Origin, identity: UInt, load: ((StepTable) -> Void)? = nil) {
        self.origin = origin
        self.identity = identity
        self.load = load
    }

    func loaded() -> StepTable {
        if let load {
            self.load = nil
            load(self)
        }
        return self
    }

    subscript(key: Key) -> Cell? {
        get { loaded().cells[key] }
        set { loaded().cells[key] = newValue }
    }

    /// The keys in the order of `pairs`: numbers ascending, then strings by their bytes, then the rest.
    var keys: [Key] {
        loaded().cells.keys.sorted { a, b in
            let (x, y) = (a.rank, b.rank)
            if x != y { return x < y }
            switch (a, b) {
            case (.string(let s), .string(let t)): return s.lexicographicallyPrecedes(t)
            case (.boolean(let s), .boolean(let t)): return !s && t
            case (.object(let s), .object(let t)): return s < t
            default: return a.double < b.double
            }
        }
    }

    /// The fields' names, for suggestions.
    var names: [String] {
        keys.compactMap { if case .string(let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil } }
    }
}

extension StepTable.Key {
    fileprivate var rank: Int {
        switch self {
        case .integer, .number: 0
        case .string: 1
        case .boolean: 2
        case .object: 3
        }
    }

    /// The number of a numeric key.
    var double: Double {
        switch self {
        case .integer(let n): Double(n)
        case .number(let bits): Double(bitPattern: bits)
        default: .nan
        }
    }

    /// The value of the key as Lua gives it.
    var value: StepValue? {
        switch self {
        case .integer(let n): .integer(n)
        case .number(let bits): .number(Double(bitPattern: bits))
        case .string(let bytes): .string(bytes)
        case .boolean(let truth): .boolean(truth)
        case .object: nil
        }
    }

    /// The key of a certain value; floats with whole values are integers, as in Lua.
    init?(_ value: StepValue) {
        switch value {
        case .integer(let n): self = .integer(n)
        case .number(let x):
            if x.isNaN { return nil }
            if let whole = Int64(exactly: x) { self = .integer(whole) } else { self = .number(x.bitPattern) }
        case .string(let bytes): self = .string(bytes)
        case .boolean(let truth): self = .boolean(truth)
        case .table(let table): self = .object(table.identity)
        case .function(let function): self = .object(function.identity)
        default: return nil
        }
    }
}
