import Glibc

/// A folder of `../shared` beside the package; nil when `file` is not in it.
func sharedFolder(_ name: String, holding file: String, from path: StaticString = #filePath) -> String? {
    var parts = "\(path)".split(separator: "/").map(String.init)
    // Tests/PowerModelTests/Support.swift → the package → its neighbour.
    parts.removeLast(4)
    let folder = "/" + parts.joined(separator: "/") + "/shared/\(name)"
    return access(folder + "/" + file, R_OK) == 0 ? folder : nil
}
