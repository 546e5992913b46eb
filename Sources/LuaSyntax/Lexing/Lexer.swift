/// Cuts a text into tokens, one at a time, so that the first mistake in the text is the one reported.
struct Lexer {
    let bytes: [UInt8]
    let file: String
    var offset = 0
    private(set) var line = 1
    private var lineStart = 0

    /// Prepares reading from the beginning, behind a byte order mark and a first line that begins with `#`.
    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
        if current == Byte.hash {
            while current >= 0 && !isNewline { offset += 1 }
        }
    }

    /// The byte at the reading position, -1 behind the end.
    var current: Int { peek(0) }

    /// The byte `distance` behind the reading position, -1 behind the end.
    func peek(_ distance: Int) -> Int {
        let index = offset + distance
        return index < bytes.count ? Int(bytes[index]) : -1
    }

    var position: Position { Position(line: line, column: offset - lineStart + 1, offset: offset) }

    var isNewline: Bool { current == Byte.lineFeed || current == Byte.carriageReturn }

    /// Passes one end of line: LF, CR, CRLF or LFCR.
    mutating func passNewline() {
        let first = current
        offset += 1
        if isNewline && current != first { offset += 1 }
        line += 1
        lineStart = offset
    }

    /// The next token, `endOfText` again and again at the end.
    mutating func next() throws(SyntaxError) -> Token {
        try skipBlanks()
        let start = position
        switch current {
        case -1:
            return token(.endOfText, from: start)
        case _ where Byte.isLetter(current):
            while Byte.isLetter(current) || Byte.isDigit(current) { offset += 1 }
            let word = String(decoding: bytes[start.offset..<offset], as: UTF8.self)
            if let keyword = Token.keywords[word] { return token(keyword, from: start) }
            return token(.name, from: start, .name(word))
        case _ where Byte.isDigit(current) || current == Byte.dot && Byte.isDigit(peek(1)):
            return try numeral()
        case Byte.quote, Byte.apostrophe:
            return try shortString()
        case Byte.leftBracket:
            guard let level = try longBracketLevel() else { return symbol(.leftBracket, 1) }
            let content = try longBracket(level: level, isComment: false)
            return token(.string, from: start, .string(content))
        default:
            return try symbol()
        }
    }

    func token(_ kind: Token.Kind, from start: Position, _ value: Token.Value = .none) -> Token {
        Token(kind: kind, value: value, range: SourceRange(start, position))
    }

    func failure(
        _ problem: SyntaxError.Problem, at place: Position, slip: Slip? = nil, isIncomplete: Bool = false
    ) -> SyntaxError {
        SyntaxError(problem, at: place.location(in: file), slip: slip, isIncomplete: isIncomplete)
    }
}

extension Lexer {
    /// Passes blanks, ends of lines and comments.
    private mutating func skipBlanks() throws(SyntaxError) {
        while true {
            if isNewline {
                passNewline()
            } else if Byte.isBlank(current) {
                offset += 1
            } else if current == Byte.minus && peek(1) == Byte.minus {
                try skipComment()
            } else {
                return
            }
        }
    }

    private mutating func skipComment() throws(SyntaxError) {
        let start = position
        offset += 2
        if current == Byte.leftBracket, let level = openingBracketLevel() {
            _ = try longBracket(level: level, isComment: true, from: start)
            return
        }
        while current >= 0 && !isNewline { offset += 1 }
    }

    private mutating func symbol(_ kind: Token.Kind, _ length: Int) -> Token {
        let start = position
        offset += length
        return token(kind, from: start)
    }

    /// A token made of one to three signs, the longest one possible.
    private mutating func symbol() throws(SyntaxError) -> Token {
        for length in [3, 2, 1] where offset + length <= bytes.count {
            let text = String(decoding: bytes[offset..<offset + length], as: UTF8.self)
            if !Byte.isLetter(current), let kind = Token.Kind(rawValue: text) { return symbol(kind, length) }
        }
        throw strayCharacter()
    }
}

/// The bytes that a lexer looks for.
enum Byte {
    static let lineFeed = 10
    static let carriageReturn = 13
    static let quote = 34
    static let hash = 35
    static let apostrophe = 39
    static let plus = 43
    static let minus = 45
    static let dot = 46
    static let equals = 61
    static let leftBracket = 91
    static let backslash = 92
    static let rightBracket = 93
    static let leftBrace = 123
    static let rightBrace = 125

    static func isDigit(_ byte: Int) -> Bool { byte >= 48 && byte <= 57 }

    /// Whether the byte may begin a name: an ASCII letter or an underscore.
    static func isLetter(_ byte: Int) -> Bool { byte >= 97 && byte <= 122 || byte >= 65 && byte <= 90 || byte == 95 }

    static func isHexadecimal(_ byte: Int) -> Bool { hexadecimal(byte) != nil }

    static func hexadecimal(_ byte: Int) -> Int? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }

    /// Space, tab, vertical tab and form feed; ends of lines are counted apart.
    static func isBlank(_ byte: Int) -> Bool { byte == 32 || byte == 9 || byte == 11 || byte == 12 }
}
