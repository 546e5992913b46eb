/// The files that a script may read: those below one folder, and those that the user has named.
public struct SandboxedFiles: Sendable {
    /// The script's folder; nil: nothing may be read but inputs.
    public var root: String?
    /// What the user has named with `--input name=path`; a script writes `input:name`. These paths may lie anywhere.
    public var inputs: [String: String]

    /// The largest script that `import` reads, in bytes.
    public static let largestScript = 16 << 20
    /// The largest file that ``read(_:limit:)`` reads unless told otherwise.
    public static let largestFile = 256 << 20

    /// Creates a set of files. `root` may be relative to the current folder, which is then looked up when a file is read.
    public init(root: String? = nil, inputs: [String: String] = [:]) {
        self.root = root
        self.inputs = inputs
    }

    /// A file by the name that the script uses.
    public struct Resolved: Sendable {
        /// The name without empty parts and `.`, by which messages call the file and `import` remembers it.
        public let key: String
        /// The path from which it is read, for records and hashes.
        public let path: String
    }

    /// The path behind a name, without looking at the disk.
    ///
    /// - Throws: for absolute names, names with `..`, empty names, and inputs that the user has not named.
    public func resolve(_ name: String) throws(FileAccessError) -> Resolved {
        if name.hasPrefix("input:") {
            let input = String(name.dropFirst("input:".count))
            guard let path = inputs[input] else { throw FileAccessError(.noSuchInput(inputs.keys.sorted()), name: name) }
            return Resolved(key: name, path: path)
        }
        let parts = try relativeParts(name)
        guard let root else { throw FileAccessError(.noFolder, name: name) }
        let key = parts.joined(separator: "/")
        return Resolved(key: key, path: root.isEmpty ? key : root + "/" + key)
    }

    /// The bytes of a file.
    ///
    /// The path is opened part by part below the folder. A symbolic link is followed only if what it leads to lies below
    /// the folder too. Only regular files of at most `limit` bytes are read.
    public func read(_ name: String, limit: Int = SandboxedFiles.largestFile) throws(FileAccessError) -> [UInt8] {
        let resolved = try resolve(name)
        if name.hasPrefix("input:") {
            let file = try OpenFile(path: resolved.path, name: name)
            return try file.bytes(limit: limit)
        }
        let folder = try OpenFile(folder: root.map { $0.isEmpty ? "." : $0 } ?? ".", name: name)
        let file = try folder.descend(resolved.key.split(separator: "/").map(String.init), links: 0)
        return try file.bytes(limit: limit)
    }

    private func relativeParts(_ name: String) throws(FileAccessError) -> [String] {
        if name.hasPrefix("/") { throw FileAccessError(.absolute, name: name) }
        if name.utf8.contains(0) { throw FileAccessError(.outside, name: name) }
        let parts = name.split(separator: "/").map(String.init).filter { $0 != "." }
        if parts.contains("..") { throw FileAccessError(.outside, name: name) }
        if parts.isEmpty { throw FileAccessError(.empty, name: name) }
        return parts
    }
}
