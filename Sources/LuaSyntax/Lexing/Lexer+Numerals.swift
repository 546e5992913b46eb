extension Lexer {
    /// A numeral. As in Lua, everything that could belong to it is taken first and judged then.
    mutating func numeral() throws(SyntaxError) -> Token {
        let start = position
        var isHexadecimal = false
        if current == 48 && (peek(1) | 32) == 120 {
            isHexadecimal = true
            offset += 2
        }
        let exponent = isHexadecimal ? 112 : 101
        while current >= 0 {
            if current | 32 == exponent {
                offset += 1
                if current == Byte.plus || current == Byte.minus { offset += 1 }
            } else if Byte.isHexadecimal(current) || current == Byte.dot {
                offset += 1
            } else {
                break
            }
        }
        let isFollowedByLetter = Byte.isLetter(current)
        let digits = bytes[start.offset..<offset]
        if !isFollowedByLetter, let value = Numeral.value(of: digits) {
            return token(.numeral, from: start, value)
        }
        while Byte.isLetter(current) || Byte.isDigit(current) { offset += 1 }
        let text = String(decoding: bytes[start.offset..<offset], as: UTF8.self)
        throw failure(.malformedNumber(text), at: start, slip: Slip.malformedNumber(text))
    }
}

/// The value of a numeral, as Lua 5.4 has it.
enum Numeral {
    /// The value of the digits, nil if they are malformed.
    ///
    /// A decimal numeral without point and exponent is an integer if it fits in 64 bits and a float otherwise; a
    /// hexadecimal one is an integer modulo 2⁶⁴. Floats are rounded correctly; too large ones are infinite.
    static func value(of digits: ArraySlice<UInt8>) -> Token.Value? {
        let text = String(decoding: digits, as: UTF8.self).lowercased()
        return text.hasPrefix("0x") ? hexadecimal(text.dropFirst(2)) : decimal(text)
    }

    private static func decimal(_ text: String) -> Token.Value? {
        guard let parts = Parts(text[...], exponent: "e", digit: { $0 >= "0" && $0 <= "9" }) else { return nil }
        if parts.isWhole {
            if let integer = Int64(text) { return .integer(integer) }
        }
        // The point may lack digits on one side, which Swift's reading of numbers doesn't allow everywhere.
        let standard = "\(parts.whole.isEmpty ? "0" : parts.whole).\(parts.fraction.isEmpty ? "0" : parts.fraction)"
        return Double(standard + "e" + parts.exponentText).map { .number($0) }
    }

    private static func hexadecimal(_ text: Substring) -> Token.Value? {
        guard let parts = Parts(text, exponent: "p", digit: { $0.isHexDigit }) else { return nil }
        if parts.isWhole {
            var value: UInt64 = 0
            for digit in parts.whole { value = value << 4 | UInt64(digit.hexDigitValue ?? 0) }
            return .integer(Int64(bitPattern: value))
        }
        let whole = parts.whole.isEmpty ? "0" : parts.whole
        let standard = "0x\(whole).\(parts.fraction.isEmpty ? "0" : parts.fraction)p\(parts.exponentText)"
        return Double(standard).map { .number($0) }
    }

    private struct Parts {
        var whole: Substring = ""
        var fraction: Substring = ""
        var exponent: Substring?
        var hasPoint = false

        var isWhole: Bool { !hasPoint && exponent == nil }
        var exponentText: Substring { exponent ?? "0" }

        init?(_ text: Substring, exponent mark: Character, digit: (Character) -> Bool) {
            var rest = text
            whole = rest.prefix(while: digit)
            rest = rest.dropFirst(whole.count)
            if rest.first == "." {
                hasPoint = true
                rest = rest.dropFirst()
                fraction = rest.prefix(while: digit)
                rest = rest.dropFirst(fraction.count)
            }
            if whole.isEmpty && fraction.isEmpty { return nil }
            if rest.first == mark {
                let power = rest.dropFirst()
                let sign = power.first == "+" || power.first == "-" ? power.prefix(1) : ""
                let digits = power.dropFirst(sign.count)
                guard !digits.isEmpty, digits.allSatisfy({ $0 >= "0" && $0 <= "9" }) else { return nil }
                exponent = power
                rest = ""
            }
            if !rest.isEmpty { return nil }
        }
    }
}
