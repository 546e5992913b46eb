extension JSON {
    /// How deep arrays and objects may nest unless the caller says otherwise. Recursion uses the stack; 128 levels fit in
    /// the 512 KB of a small thread even in a debug build.
    public static let defaultDepth = 128

    /// Reads one JSON text, strictly: no comments, trailing commas, NaN, leading zeros, single quotes, byte order mark or
    /// text behind the value; no key twice in one object; UTF-8 only.
    ///
    /// Integers beyond 64 bits become the nearest double, `-0` becomes −0.0, and what overflows a double is refused.
    /// `file` is only for messages.
    public init(
        parsing bytes: [UInt8], file: String = "", maximumDepth: Int = JSON.defaultDepth
    ) throws(DataFileError) {
        try UTF8Check.check(bytes, file: file)
        let result: Result<JSON, DataFileError> = bytes.withUnsafeBufferPointer { buffer in
            var reader = JSONReader(bytes: buffer, depthLeft: maximumDepth, maximumDepth: maximumDepth)
            do throws(JSONReader.Failure) {
                return .success(try reader.document())
            } catch {
                let position = TextPosition(offset: error.offset, in: buffer)
                return .failure(DataFileError(file: file, at: position, .json(error.problem)))
            }
        }
        self = try result.get()
    }

    public init(
        parsing text: String, file: String = "", maximumDepth: Int = JSON.defaultDepth
    ) throws(DataFileError) {
        try self.init(parsing: Array(text.utf8), file: file, maximumDepth: maximumDepth)
    }

    /// Reads the file at `path`.
    public static func read(_ path: String, maximumDepth: Int = JSON.defaultDepth) throws(DataFileError) -> JSON {
        try JSON(parsing: FileBytes.read(path), file: path, maximumDepth: maximumDepth)
    }
}
