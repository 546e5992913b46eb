import Glibc

/// A folder of its own for one test, removed with everything in it at the end.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/headroom-test-XXXXXX\0".utf8CString.dropLast())
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// The names in the folder, hidden ones too, sorted.
    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    deinit {
        chmod(path, 0o700)
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
