extension Lexer {
    /// The error for a character that begins no token, with what was probably meant.
    func strayCharacter() -> SyntaxError {
        if current == 27 && offset == 0 { return failure(.binaryChunk, at: position) }
        let text = scalar()
        if current == 33 && peek(1) == Byte.equals {
            return failure(.strayCharacter("!="), at: position, slip: .notEqual)
        }
        return failure(.strayCharacter(Self.visible(text)), at: position, slip: Self.slip(text))
    }

    /// The whole character at the reading position, or one byte of something that isn't UTF-8.
    private func scalar() -> Unicode.Scalar {
        var decoder = UTF8()
        var rest = bytes[offset...].prefix(4).makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&rest) { return scalar }
        return "\u{FFFD}"
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            "U+" + String(scalar.value, radix: 16, uppercase: true)
        default: String(scalar)
        }
    }

    private static func slip(_ scalar: Unicode.Scalar) -> Slip? {
        switch scalar {
        case "!": .notOperator
        case "?": .ternary
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{00AB}", "\u{00BB}":
            .typographicCharacter(String(scalar), replacement: "a straight double quote")
        case "\u{2018}", "\u{2019}", "\u{201A}", "`", "\u{00B4}":
            .typographicCharacter(String(scalar), replacement: "a straight quote")
        case "\u{2013}", "\u{2014}", "\u{2212}": .typographicCharacter(String(scalar), replacement: "`-`")
        case "\u{00D7}", "\u{22C5}", "\u{00B7}": .typographicCharacter(String(scalar), replacement: "`*`")
        case "\u{00F7}": .typographicCharacter(String(scalar), replacement: "`/`")
        case "\u{2264}": .typographicCharacter(String(scalar), replacement: "`<=`")
        case "\u{2265}": .typographicCharacter(String(scalar), replacement: "`>=`")
        case "\u{2260}": .typographicCharacter(String(scalar), replacement: "`~=`")
        case "\u{2026}": .typographicCharacter(String(scalar), replacement: "`...`")
        case "$", "\u{20AC}", "\u{00A3}": .currencySign
        default: invisibleOrLetter(scalar)
        }
    }

    private static func invisibleOrLetter(_ scalar: Unicode.Scalar) -> Slip? {
        switch scalar.properties.generalCategory {
        case .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: .invisibleSpace
        case _ where scalar.properties.isAlphabetic: .nameOutsideASCII
        default: nil
        }
    }
}
