/// Recursive descent over bytes already known to be UTF-8.
struct JSONReader {
    struct Failure: Error {
        var offset: Int
        var problem: DataFileError.JSONProblem
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var depthLeft: Int
    let maximumDepth: Int
    private var next = 0

    init(bytes: UnsafeBufferPointer<UInt8>, depthLeft: Int, maximumDepth: Int) {
        self.bytes = bytes
        self.depthLeft = depthLeft
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(Failure) -> JSON {
        if bytes.starts(with: UTF8Check.byteOrderMark) { throw Failure(offset: 0, problem: .byteOrderMark) }
        let value = try value()
        skipSpace()
        if next < bytes.count { throw Failure(offset: next, problem: .trailingText(found: found())) }
        return value
    }

    private mutating func value() throws(Failure) -> JSON {
        skipSpace()
        guard next < bytes.count else { throw end("a value") }
        switch bytes[next] {
        case UInt8(ascii: "{"): return .object(try nested { reader throws(Failure) in try reader.members() })
        case UInt8(ascii: "["): return .array(try nested { reader throws(Failure) in try reader.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func nested<R>(_ body: (inout JSONReader) throws(Failure) -> R) throws(Failure) -> R {
        if depthLeft == 0 { throw Failure(offset: next, problem: .tooDeep(limit: maximumDepth)) }
        depthLeft -= 1
        next += 1
        let result = try body(&self)
        depthLeft += 1
        return result
    }

    private mutating func members() throws(Failure) -> JSON.Object {
        var object = JSON.Object()
        skipSpace()
        if take("}") { return object }
        while true {
            skipSpace()
            let start = next
            guard next < bytes.count else { throw end("a key in double quotes or }") }
            guard bytes[next] == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
            let key = try string()
            skipSpace()
            guard take(":") else { throw unexpected("a colon after the key") }
            guard object.insert(key, try value()) else { throw Failure(offset: start, problem: .duplicateKey(key)) }
            skipSpace()
            if take("}") { return object }
            guard take(",") else { throw unexpected("a comma or }") }
        }
    }

    private mutating func elements() throws(Failure) -> [JSON] {
        var array: [JSON] = []
        skipSpace()
        if take("]") { return array }
        while true {
            array.append(try value())
            skipSpace()
            if take("]") { return array }
            guard take(",") else { throw unexpected("a comma or ]") }
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(Failure) -> JSON {
        for offset in 0..<text.utf8CodeUnitCount {
            guard next + offset < bytes.count, bytes[next + offset] == text.utf8Start[offset] else {
                throw unexpected("a value")
            }
        }
        next += text.utf8CodeUnitCount
        return value
    }

    // MARK: Strings

    private mutating func string() throws(Failure) -> String {
        let start = next
        next += 1
        var pieces: [UInt8]?
        var pieceStart = next
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: "\""):
                let piece = bytes[pieceStart..<next]
                next += 1
                guard var pieces else { return String(decoding: piece, as: UTF8.self) }
                pieces.append(contentsOf: piece)
                return String(decoding: pieces, as: UTF8.self)
            case UInt8(ascii: "\\"):
                var gathered = pieces ?? []
                gathered.append(contentsOf: bytes[pieceStart..<next])
                gathered.append(contentsOf: try escape().utf8)
                pieces = gathered
                pieceStart = next
            case 0..<0x20:
                throw Failure(offset: next, problem: .controlCharacter(bytes[next]))
            default:
                next += 1
            }
        }
        throw Failure(offset: start, problem: .unexpectedEnd(expected: "the closing quote of this string"))
    }

    private mutating func escape() throws(Failure) -> String {
        let start = next
        guard next + 1 < bytes.count else { throw end("the rest of an escape") }
        let kind = bytes[next + 1]
        next += 2
        switch kind {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw Failure(offset: start, problem: .badEscape(text(start, start + 2)))
        }
        let first = try hexadecimal(start)
        if let scalar = Unicode.Scalar(first) { return String(scalar) }
        guard first < 0xDC00, next + 1 < bytes.count, bytes[next] == UInt8(ascii: "\\"),
            bytes[next + 1] == UInt8(ascii: "u")
        else { throw Failure(offset: start, problem: .loneSurrogate(text(start, next))) }
        let secondStart = next
        next += 2
        let second = try hexadecimal(secondStart)
        guard (0xDC00...0xDFFF).contains(second) else {
            throw Failure(offset: start, problem: .loneSurrogate(text(start, secondStart)))
        }
        let code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        return String(Unicode.Scalar(code)!)
    }

    private mutating func hexadecimal(_ start: Int) throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard next < bytes.count else { throw end("four hexadecimal digits") }
            let digit: UInt8
            switch bytes[next] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[next] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[next] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = bytes[next] - UInt8(ascii: "A") + 10
            default: throw Failure(offset: start, problem: .badEscape(text(start, next + 1)))
            }
            value = value << 4 | UInt32(digit)
            next += 1
        }
        return value
    }

    // MARK: Numbers

    private mutating func number() throws(Failure) -> JSON {
        let start = next
        var isInteger = true
        _ = take("-")
        if !take("0") { try digits(start) }
        if take(".") {
            isInteger = false
            try digits(start)
        }
        if take("e") || take("E") {
            isInteger = false
            if !take("+") { _ = take("-") }
            try digits(start)
        }
        // `01`, `1x` and `1.2.3` would otherwise be reported as text behind a value.
        if next < bytes.count, isWordByte(bytes[next]) { throw badNumber(start) }
        let text = text(start, next)
        if isInteger, text != "-0", let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw Failure(offset: start, problem: .numberTooLarge(text))
        }
        return .number(value)
    }

    private mutating func digits(_ start: Int) throws(Failure) {
        let first = next
        while next < bytes.count, isDigit(bytes[next]) { next += 1 }
        if next == first { throw badNumber(start) }
    }

    private func badNumber(_ start: Int) -> Failure {
        var last = start
        while last < bytes.count, isWordByte(bytes[last]) { last += 1 }
        return Failure(offset: start, problem: .badNumber(text(start, min(last, start + 40))))
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    // MARK: Bytes

    private mutating func skipSpace() {
        while next < bytes.count {
            switch bytes[next] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): next += 1
            default: return
            }
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next < bytes.count, bytes[next] == UInt8(ascii: character) else { return false }
        next += 1
        return true
    }

    private func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    /// What stands here, for a message: a short word or one character.
    private func found() -> String {
        var last = next
        while last < bytes.count, isWordByte(bytes[last]), last - next < 20 { last += 1 }
        if last > next { return text(next, last) }
        last += 1
        while last < bytes.count, bytes[last] & 0xC0 == 0x80 { last += 1 }
        return text(next, last)
    }

    private func unexpected(_ expected: String) -> Failure {
        next < bytes.count
            ? Failure(offset: next, problem: .unexpected(found: found(), expected: expected)) : end(expected)
    }

    private func end(_ expected: String) -> Failure {
        Failure(offset: bytes.count, problem: .unexpectedEnd(expected: expected))
    }
}
