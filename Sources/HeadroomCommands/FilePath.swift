import DataFiles
import Glibc

/// Paths of records and scripts: the few operations that the commands need, without Foundation.
enum FilePath {
    /// The running program's own file.
    static var ofProgram: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        return length > 0 ? String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) : CommandLine.arguments[0]
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The absolute path without `.` and `..`; links are left as they are.
    static func absolute(_ path: String) throws -> String {
        if path.hasPrefix("/") { return normalized(path) }
        guard let folder = getcwd(nil, 0) else {
            throw DataFileError(file: path, .unreadable(code: errno))
        }
        defer { free(folder) }
        return normalized(String(cString: folder) + "/" + path)
    }

    /// `path` as seen from the folder `base`; both absolute and normalized.
    static func relative(_ path: String, to base: String) -> String {
        let (parts, from) = (components(path), components(base))
        let shared = zip(parts, from).prefix { $0 == $1 }.count
        return (Array(repeating: "..", count: from.count - shared) + parts[shared...]).joined(separator: "/")
    }

    static func joined(_ folder: String, _ path: String) -> String {
        if path.hasPrefix("/") { return path }
        let text = folder.hasPrefix("/") ? normalized("\(folder)/\(path)") : "\(folder)/\(path)"
        return folder.hasPrefix("/") ? text : collapsed(text)
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// Creates a folder and those above it.
    static func createFolder(_ path: String) throws {
        if path.isEmpty || isFolder(path) { return }
        try createFolder(path.contains("/") ? folder(of: path) : "")
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw DataFileError(file: path, .unwritable(code: errno)) }
    }

    /// The folder and all folders below it, in the order of their names; links are not followed.
    static func folders(below path: String) -> [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." && entry.pointee.d_type == UInt8(DT_DIR) { names.append(name) }
        }
        return [path] + names.sorted().flatMap { folders(below: path == "/" ? "/\($0)" : "\(path)/\($0)") }
    }

    private static func components(_ path: String) -> [String] { path.split(separator: "/").map(String.init) }

    private static func normalized(_ path: String) -> String { "/" + resolved(components(path)).joined(separator: "/") }

    private static func collapsed(_ path: String) -> String {
        let text = resolved(components(path)).joined(separator: "/")
        return text.isEmpty ? "." : text
    }

    private static func resolved(_ parts: [String]) -> [String] {
        var kept: [String] = []
        for part in parts where part != "." {
            if part == "..", let last = kept.last, last != ".." { kept.removeLast() } else { kept.append(part) }
        }
        return kept
    }
}
