/// Finds the first byte that is not UTF-8. Everything behind it may then decode without checking again.
enum UTF8Check {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static func check(_ bytes: [UInt8], file: String) throws(DataFileError) {
        let failure: DataFileError? = bytes.withUnsafeBufferPointer { buffer in
            guard let offset = firstInvalid(buffer) else { return nil }
            return DataFileError(
                file: file, at: TextPosition(offset: offset, in: buffer), .notUTF8(byte: buffer[offset]))
        }
        if let failure { throw failure }
    }

    /// The offset of the first byte that begins no well-formed sequence (Unicode 15, table 3-7): no overlong forms, no
    /// surrogates, nothing above U+10FFFF.
    static func firstInvalid(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        let count = bytes.count
        while index < count {
            let first = bytes[index]
            if first < 0x80 {
                index += 1
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch first {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return index
            }
            guard index + length <= count, second.contains(bytes[index + 1]) else { return index }
            for next in 2..<max(length, 2) where !(0x80...0xBF).contains(bytes[index + next]) { return index }
            index += length
        }
        return nil
    }
}
