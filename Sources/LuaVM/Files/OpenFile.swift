#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file or folder that has been opened; closed when it goes.
///
/// All work is done on what was opened, never on a path again, so that nobody can exchange a file between check and use.
final class OpenFile {
    private let descriptor: Int32
    private let name: String
    private let folderPath: String

    private init(_ descriptor: Int32, name: String, folderPath: String) {
        self.descriptor = descriptor
        self.name = name
        self.folderPath = folderPath
    }

    deinit { close(descriptor) }

    convenience init(path: String, name: String) throws(FileAccessError) {
        // Not blocking: a pipe would otherwise wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 { throw FileAccessError(.system(errno), name: name) }
        self.init(descriptor, name: name, folderPath: "")
    }

    convenience init(folder: String, name: String) throws(FileAccessError) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        if descriptor < 0 { throw FileAccessError(.folder(errno), name: name) }
        self.init(descriptor, name: name, folderPath: folder)
    }

    /// What lies below this folder. Links on the way are looked up and must lead back below it.
    func descend(_ parts: [String], links: Int) throws(FileAccessError) -> OpenFile {
        var current = self
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let kind = isLast ? O_NONBLOCK : O_DIRECTORY
            let next = openat(current.descriptor, part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | kind)
            if next < 0 {
                let code = errno
                // O_DIRECTORY on a link says ENOTDIR, O_NOFOLLOW alone ELOOP.
                if (code == ELOOP || code == ENOTDIR), current.isLink(part) { return try follow(parts, links: links) }
                throw FileAccessError(.system(code), name: name)
            }
            current = OpenFile(next, name: name, folderPath: folderPath)
        }
        return current
    }

    private func isLink(_ part: String) -> Bool {
        var status = stat()
        return fstatat(descriptor, part, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Takes the way that the links on it lead, if that stays below the folder. It then has no links; should somebody put
    /// one there meanwhile, it is refused.
    private func follow(_ parts: [String], links: Int) throws(FileAccessError) -> OpenFile {
        guard links == 0, let folder = Self.real(folderPath),
            let target = Self.real(folderPath + "/" + parts.joined(separator: "/"))
        else { throw FileAccessError(.linkOut, name: name) }
        let base = folder == "/" ? "/" : folder + "/"
        guard target.hasPrefix(base) else { throw FileAccessError(.linkOut, name: name) }
        return try descend(target.dropFirst(base.count).split(separator: "/").map(String.init), links: 1)
    }

    private static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    func bytes(limit: Int) throws(FileAccessError) -> [UInt8] {
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw FileAccessError(.system(errno), name: name) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw FileAccessError(.notAFile, name: name) }
        guard status.st_size <= limit else { throw FileAccessError(.tooLarge(Int(status.st_size), limit), name: name) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileAccessError(.system(errno), name: name)
            }
            bytes += buffer[..<count]
            // The file may have grown since it was measured.
            if bytes.count > limit { throw FileAccessError(.tooLarge(bytes.count, limit), name: name) }
        }
    }
}
