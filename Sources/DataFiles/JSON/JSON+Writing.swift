extension JSON {
    public enum Layout: Sendable {
        /// No spaces at all.
        case compact
        /// One member or element a line, two spaces a level; arrays of plain values stay on one line while they fit in 100
        /// characters.
        case lines
    }

    /// The value as JSON text, always the same for the same value: members in their order, doubles by the shortest digits
    /// that read back to the same bits, strings escaped only where JSON requires it. Ends without a newline.
    ///
    /// Fails on NaN and infinities, naming the place.
    public func text(_ layout: Layout = .lines) throws(DataFileError) -> String {
        var writer = JSONWriter(layout: layout)
        do throws(JSONWriter.Failure) {
            try writer.put(self, level: 0)
        } catch {
            throw DataFileError(.json(.notFinite(path: error.path)))
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Writes the text and a final newline to a file, atomically.
    public func write(to path: String, _ layout: Layout = .lines) throws(DataFileError) {
        let text: String
        do throws(DataFileError) { text = try self.text(layout) } catch {
            throw DataFileError(file: path, error.problem)
        }
        try AtomicFile.write(text + "\n", to: path)
    }
}

private struct JSONWriter {
    struct Failure: Error { var path: String }

    let layout: JSON.Layout
    var bytes: [UInt8] = []
    /// The way to the value being written, for the message when it is not finite.
    private var path: [Step] = []

    private enum Step {
        case key(String)
        case index(Int)
    }

    init(layout: JSON.Layout) { self.layout = layout }

    mutating func put(_ value: JSON, level: Int) throws(Failure) {
        switch value {
        case .null: put("null")
        case .boolean(let value): put(value ? "true" : "false")
        case .integer(let value): put(String(value))
        case .number(let value):
            guard value.isFinite else { throw Failure(path: readablePath) }
            put(value.description)
        case .string(let value): put(quoted: value)
        case .array(let elements): try put(elements, level: level)
        case .object(let object): try put(object, level: level)
        }
    }

    private mutating func put(_ elements: [JSON], level: Int) throws(Failure) {
        if elements.isEmpty { return put("[]") }
        let start = bytes.count
        if layout == .compact || elements.allSatisfy(\.isPlain) {
            try putOnOneLine(elements, level: level)
            if layout == .compact || bytes.count - start <= 100 { return }
            bytes.removeSubrange(start...)
        }
        put("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { put(",") }
            newline(level + 1)
            path.append(.index(index))
            try put(element, level: level + 1)
            path.removeLast()
        }
        newline(level)
        put("]")
    }

    private mutating func putOnOneLine(_ elements: [JSON], level: Int) throws(Failure) {
        put("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { put(layout == .compact ? "," : ", ") }
            path.append(.index(index))
            try put(element, level: level + 1)
            path.removeLast()
        }
        put("]")
    }

    private mutating func put(_ object: JSON.Object, level: Int) throws(Failure) {
        if object.isEmpty { return put("{}") }
        put("{")
        for (index, member) in object.members.enumerated() {
            if index > 0 { put(",") }
            if layout == .lines { newline(level + 1) }
            put(quoted: member.key)
            put(layout == .compact ? ":" : ": ")
            path.append(.key(member.key))
            try put(member.value, level: level + 1)
            path.removeLast()
        }
        if layout == .lines { newline(level) }
        put("}")
    }

    private mutating func newline(_ level: Int) {
        put("\n")
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func put(quoted text: String) {
        put("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case UInt8(ascii: "\n"): put("\\n")
            case UInt8(ascii: "\r"): put("\\r")
            case UInt8(ascii: "\t"): put("\\t")
            case 0..<0x20, 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                put("\\u00")
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        put("\"")
    }

    private var readablePath: String {
        var text = ""
        for step in path {
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index + 1)]"
            }
        }
        return text.isEmpty ? "the value itself" : text
    }
}

extension JSON {
    /// Neither array nor object.
    fileprivate var isPlain: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }
}
