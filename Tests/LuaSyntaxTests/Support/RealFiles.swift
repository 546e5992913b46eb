import Foundation

/// Lua written by others: what is installed on this machine, and the shared reference programs.
enum RealFiles {
    private static let folders: [URL] = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return [
            URL(filePath: "/usr/share/lua"),
            package.deletingLastPathComponent().appending(path: "shared/prototypes"),
        ]
    }()

    /// Every file that ends in `.lua`, by path.
    static let all: [URL] = {
        var files: Set<URL> = []
        for folder in folders {
            let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            while let file = found?.nextObject() as? URL {
                if file.pathExtension == "lua" { files.insert(file.resolvingSymlinksInPath()) }
            }
        }
        return files.sorted { $0.path() < $1.path() }
    }()

    static var areThere: Bool { !all.isEmpty }
}
