import DataFiles
import Engine

/// A result or an expectation: numbers, texts and nestings of them.
indirect enum Value {
    case number(Double)
    case text(String)
    case list([Value])
    case object([(key: String, value: Value)])
    case none

    init(_ json: JSON) {
        switch json {
        case .null: self = .none
        case .boolean(let x): self = .number(x ? 1 : 0)
        case .integer(let x): self = .number(Double(x))
        case .number(let x): self = .number(x)
        case .string(let x): self = .text(x)
        case .array(let x): self = .list(x.map(Value.init))
        case .object(let x): self = .object(x.members.map { (key: $0.key, value: Value($0.value)) })
        }
    }

    init(_ numbers: [Double]) { self = .list(numbers.map(Value.number)) }
    init(_ rows: [[Double]]) { self = .list(rows.map(Value.init)) }

    /// One line, at most `limit` characters.
    func line(limit: Int = 160) -> String {
        let text = whole
        return text.count > limit ? String(text.prefix(limit - 1)) + "…" : text
    }

    private var whole: String {
        switch self {
        case .number(let x): x == x.rounded() && x.magnitude < 0x1p53 ? "\(Int64(x))" : "\(x)"
        case .text(let x): "\"\(x)\""
        case .list(let x): "[" + x.map(\.whole).joined(separator: ", ") + "]"
        case .object(let x): "{" + x.map { "\($0.key): \($0.value.whole)" }.joined(separator: ", ") + "}"
        case .none: "null"
        }
    }
}
