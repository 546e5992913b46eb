extension CSV {
    /// A field as a number, surrounding spaces ignored. Refuses empty fields, text, NaN and infinities with file, line and
    /// column name.
    public func number(_ row: Int, _ column: Int) throws(DataFileError) -> Double {
        let field = self.field(row, column)
        let value = bytes.withUnsafeBufferPointer { Self.number($0, field.start, field.end) }
        if let value, value.isFinite { return value }
        let text = self[row, column]
        let name = header[column]
        let position = bytes.withUnsafeBufferPointer { TextPosition(offset: field.start, in: $0) }
        throw DataFileError(
            file: file, at: position,
            .csv(value == nil ? .notANumber(text, column: name) : .notFinite(text, column: name)))
    }

    /// A whole column of numbers, by name.
    public func numbers(_ name: String) throws(DataFileError) -> [Double] {
        let column = try requiredColumn(name)
        var values: [Double] = []
        values.reserveCapacity(rowCount)
        for row in 0..<rowCount { values.append(try number(row, column)) }
        return values
    }

    /// The correctly rounded double, NaN and infinity for their names, `nil` for anything else. Up to 15 digits and small
    /// exponents are exact in doubles and need no conversion routine (Clinger 1990).
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ first: Int, _ last: Int) -> Double? {
        var start = first
        var end = last
        while start < end, bytes[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
        var index = start
        var isNegative = false
        if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var digits: UInt64 = 0
        var digitCount = 0
        var decimals = 0
        var sawPoint = false
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digitCount < 15 {
                digits = digits &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
                digitCount += 1
                if sawPoint { decimals += 1 }
            } else {
                return slowNumber(bytes, start, end)
            }
            index += 1
        }
        if digitCount == 0 { return slowNumber(bytes, start, end) }
        let value = Double(digits) / powersOfTen[decimals]
        return isNegative ? -value : value
    }

    private static func slowNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Double? {
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        // Hexadecimal floats are Swift's, not CSV's.
        if text.utf8.contains(UInt8(ascii: "x")) || text.utf8.contains(UInt8(ascii: "X")) { return nil }
        return Double(text)
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
