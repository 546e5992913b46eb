extension Lexer {
    /// A string between quotes or apostrophes.
    mutating func shortString() throws(SyntaxError) -> Token {
        let start = position
        let delimiter = current
        offset += 1
        var content: [UInt8] = []
        while current != delimiter {
            if current < 0 || isNewline {
                let isApostrophe = delimiter == Byte.apostrophe
                let followsLetter = start.offset > 0 && Byte.isLetter(Int(bytes[start.offset - 1]))
                let slip: Slip? = isApostrophe && followsLetter ? .apostropheInText : nil
                throw failure(.unfinishedString(isApostrophe: isApostrophe), at: start, slip: slip)
            }
            if current == Byte.backslash {
                try escape(into: &content, string: start)
            } else {
                content.append(UInt8(current))
                offset += 1
            }
        }
        offset += 1
        return token(.string, from: start, .string(content))
    }

    private mutating func escape(into content: inout [UInt8], string: Position) throws(SyntaxError) {
        let start = position
        offset += 1
        switch current {
        case Byte.lineFeed, Byte.carriageReturn:
            passNewline()
            content.append(10)
            if current < 0 { throw failure(.unfinishedString(isApostrophe: false), at: string, isIncomplete: true) }
        case 120:  // x
            content.append(try hexadecimalByte(from: start))
        case 117:  // u
            content += try codePoint(from: start)
        case 122:  // z
            offset += 1
            while isNewline || Byte.isBlank(current) {
                if isNewline { passNewline() } else { offset += 1 }
            }
            if current < 0 { throw failure(.unfinishedString(isApostrophe: false), at: string, isIncomplete: true) }
        case _ where Byte.isDigit(current):
            content.append(try decimalByte(from: start))
        default:
            guard let byte = Self.namedEscapes[current] else {
                if current < 0 { throw failure(.unfinishedString(isApostrophe: false), at: string) }
                offset += 1
                throw failure(.badEscape(text(from: start), .unknown), at: start)
            }
            content.append(byte)
            offset += 1
        }
    }

    private static let namedEscapes: [Int: UInt8] = [
        97: 7, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9, 118: 11, 92: 92, 34: 34, 39: 39,
    ]

    private mutating func hexadecimalByte(from start: Position) throws(SyntaxError) -> UInt8 {
        offset += 1
        guard let high = Byte.hexadecimal(current), let low = Byte.hexadecimal(peek(1)) else {
            throw failure(.badEscape(text(from: start), .hexadecimal), at: start)
        }
        offset += 2
        return UInt8(high * 16 + low)
    }

    private mutating func decimalByte(from start: Position) throws(SyntaxError) -> UInt8 {
        var value = 0
        for _ in 0..<3 where Byte.isDigit(current) {
            value = value * 10 + current - 48
            offset += 1
        }
        guard let byte = UInt8(exactly: value) else {
            throw failure(.badEscape(text(from: start), .decimal), at: start)
        }
        return byte
    }

    /// `\u{X}` as UTF-8, which Lua extends to numbers below 2³¹ in up to six bytes.
    private mutating func codePoint(from start: Position) throws(SyntaxError) -> [UInt8] {
        offset += 1
        guard current == Byte.leftBrace, Byte.isHexadecimal(peek(1)) else {
            throw failure(.badEscape(text(from: start), .codePoint), at: start)
        }
        offset += 1
        var value: UInt32 = 0
        while let digit = Byte.hexadecimal(current) {
            guard value < 1 << 27 else { throw failure(.badEscape(text(from: start), .codePoint), at: start) }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        guard current == Byte.rightBrace else {
            throw failure(.badEscape(text(from: start), .codePoint), at: start)
        }
        offset += 1
        return Self.utf8(value)
    }

    private static func utf8(_ value: UInt32) -> [UInt8] {
        if value < 0x80 { return [UInt8(value)] }
        var rest = value
        var tail: [UInt8] = []
        var room: UInt32 = 0x3F
        while rest > room {
            tail.append(UInt8(0x80 | rest & 0x3F))
            rest >>= 6
            room >>= 1
        }
        let lead = UInt8(truncatingIfNeeded: ~room << 1 | rest)
        return [lead] + tail.reversed()
    }

    private func text(from start: Position) -> String {
        String(decoding: bytes[start.offset..<min(offset, bytes.count)], as: UTF8.self)
    }
}

extension Lexer {
    /// The number of `=` of a long bracket that opens here, nil if none does.
    func openingBracketLevel() -> Int? {
        var level = 0
        while peek(1 + level) == Byte.equals { level += 1 }
        return peek(1 + level) == Byte.leftBracket ? level : nil
    }

    /// Like ``openingBracketLevel()``, but `[=` without a second bracket is an error.
    func longBracketLevel() throws(SyntaxError) -> Int? {
        if let level = openingBracketLevel() { return level }
        if peek(1) == Byte.equals { throw failure(.badLongBracket, at: position) }
        return nil
    }

    /// The content of a long bracket that opens here. A first end of line doesn't belong to it, and every end of line
    /// in it becomes LF.
    mutating func longBracket(level: Int, isComment: Bool, from opening: Position? = nil) throws(SyntaxError) -> [UInt8]
    {
        let start = opening ?? position
        offset += level + 2
        if isNewline { passNewline() }
        var content: [UInt8] = []
        while true {
            if current < 0 {
                throw failure(.unfinishedLongBracket(level: level, isComment: isComment), at: start, isIncomplete: true)
            }
            if isNewline {
                passNewline()
                content.append(10)
            } else if current == Byte.rightBracket && closes(level: level) {
                offset += level + 2
                return content
            } else {
                content.append(UInt8(current))
                offset += 1
            }
        }
    }

    private func closes(level: Int) -> Bool {
        for index in 0..<level where peek(1 + index) != Byte.equals { return false }
        return peek(1 + level) == Byte.rightBracket
    }
}
