#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as text. All of it goes through C's `vsnprintf`, which Lua uses too.
public enum NumberFormat {
    /// `%.{digits}g`: that many significant digits, no trailing zeros. `inf`, `-inf` and `nan` as words; a NaN never
    /// shows a sign, whose bit depends on the machine.
    public static func g(_ value: Double, digits: Int) -> String {
        printf("%.\(digits)g", value)
    }

    /// As Lua prints a float: `%.14g`, with `.0` behind whole numbers. 276129000 gives `276129000.0`.
    public static func lua(_ value: Double) -> String {
        let text = g(value, digits: 14)
        let looksInteger = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
        return looksInteger ? text + ".0" : text
    }

    /// A number under a C format that is known to hold exactly one conversion of a double.
    static func printf(_ format: String, _ value: Double) -> String {
        let value = value.isNaN ? Double.nan : value
        var capacity = 64
        while true {
            let text: String? = withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
                let length = Int(withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) })
                guard length >= capacity else { return String(cString: buffer.baseAddress!) }
                capacity = length + 1
                return nil
            }
            if let text { return text }
        }
    }
}
