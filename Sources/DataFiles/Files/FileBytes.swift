#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads whole files.
public enum FileBytes {
    /// The bytes of the file at `path`, symbolic links followed. Pipes and devices are read to their end.
    ///
    /// Fails when the file cannot be opened, is a folder, or holds more than `limit` bytes; never returns a part.
    public static func read(_ path: String, limit: Int = .max) throws(DataFileError) -> [UInt8] {
        try check(name: path)
        do throws(SystemCalls.Failure) {
            let descriptor = try SystemCalls.open(path, O_RDONLY)
            defer { SystemCalls.closeIgnoringErrors(descriptor) }
            let (status, size) = try SystemCalls.status(of: descriptor)
            if status.isDirectory { throw SystemCalls.Failure(code: EISDIR) }
            if let bytes = try contents(descriptor, expecting: status.isRegular ? size : 0, limit: limit) {
                return bytes
            }
        } catch {
            throw DataFileError(file: path, .unreadable(code: error.code))
        }
        throw DataFileError(file: path, .tooLarge(limit: limit))
    }

    /// The file as text. Refuses bytes that are not UTF-8 with their line and column; a leading byte order mark is dropped.
    public static func text(_ path: String, limit: Int = .max) throws(DataFileError) -> String {
        let bytes = try read(path, limit: limit)
        try UTF8Check.check(bytes, file: path)
        let start = bytes.starts(with: UTF8Check.byteOrderMark) ? 3 : 0
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    /// `nil` when there is more than `limit`. `size` is only a hint: a file may grow while it is read, and files of the
    /// kernel say 0.
    private static func contents(
        _ descriptor: Int32, expecting size: Int, limit: Int
    ) throws(SystemCalls.Failure) -> [UInt8]? {
        var bytes: [UInt8] = []
        if size > limit { return nil }
        bytes.reserveCapacity(size + 1)
        let piece = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(max(size + 1, 1 << 16), 1 << 20), alignment: 16)
        defer { piece.deallocate() }
        while true {
            let count = try SystemCalls.read(descriptor, into: piece)
            if count == 0 { return bytes }
            if bytes.count + count > limit { return nil }
            bytes.append(contentsOf: piece[..<count])
        }
    }

    /// A zero byte would cut the name short on its way into C.
    static func check(name: String) throws(DataFileError) {
        if name.isEmpty || name.utf8.contains(0) { throw DataFileError(file: name, .badName) }
    }
}
