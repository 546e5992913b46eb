#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes a file so that its name holds either the old contents or all of the new, never a part.
public enum AtomicFile {
    /// Writes `bytes` under a temporary name in the same folder, synchronises them to the disk, and renames.
    ///
    /// - A symbolic link is followed: its target is replaced, as `>` in a shell would.
    /// - The permissions of a file that is replaced are kept; a new one gets 0666 less the process's mask.
    /// - What is not a regular file (a terminal, a pipe, `/dev/null`) is written to directly: it has no contents to protect.
    /// - On failure the temporary file is removed and what stood there before is untouched. Only a process that is killed
    ///   in the middle can leave the temporary, `.NAME.PID-N.part`.
    public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(DataFileError) {
        try FileBytes.check(name: path)
        let array = (bytes as? [UInt8]) ?? Array(bytes)
        do throws(SystemCalls.Failure) {
            let status = try SystemCalls.status(path)
            if let status, status.isDirectory { throw SystemCalls.Failure(code: EISDIR) }
            if let status, !status.isRegular {
                try writeDirectly(array, to: path)
            } else {
                let target = status == nil ? path : SystemCalls.resolved(path) ?? path
                try replace(target, with: array, permissions: status?.permissions)
            }
        } catch {
            throw DataFileError(file: path, .unwritable(code: error.code))
        }
    }

    /// The same for text, as UTF-8 without a byte order mark.
    public static func write(_ text: String, to path: String) throws(DataFileError) {
        try write(Array(text.utf8), to: path)
    }

    private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(SystemCalls.Failure) {
        let descriptor = try SystemCalls.open(path, O_WRONLY | O_NOCTTY)
        do throws(SystemCalls.Failure) {
            try put(bytes, into: descriptor)
        } catch {
            SystemCalls.closeIgnoringErrors(descriptor)
            throw error
        }
        try SystemCalls.close(descriptor)
    }

    private static func replace(
        _ path: String, with bytes: [UInt8], permissions: mode_t?
    ) throws(SystemCalls.Failure) {
        let (temporary, descriptor) = try createTemporary(beside: path)
        var isOpen = true
        do throws(SystemCalls.Failure) {
            if let permissions { SystemCalls.setPermissions(descriptor, permissions) }
            try put(bytes, into: descriptor)
            try SystemCalls.synchronise(descriptor)
            isOpen = false
            try SystemCalls.close(descriptor)
            try SystemCalls.rename(temporary, path)
        } catch {
            if isOpen { SystemCalls.closeIgnoringErrors(descriptor) }
            SystemCalls.remove(temporary)
            throw error
        }
        synchroniseFolder(of: path)
    }

    private static func put(_ bytes: [UInt8], into descriptor: Int32) throws(SystemCalls.Failure) {
        try SystemCalls.holdingWriteSignals { () throws(SystemCalls.Failure) in
            var failure: SystemCalls.Failure?
            bytes.withUnsafeBytes { buffer in
                do throws(SystemCalls.Failure) { try SystemCalls.write(descriptor, buffer) } catch { failure = error }
            }
            if let failure { throw failure }
        }
    }

    /// Exclusive creation: two processes that write the same file at once get two temporaries, and the last rename wins.
    private static func createTemporary(beside path: String) throws(SystemCalls.Failure) -> (String, Int32) {
        let (folder, name) = split(path)
        // File names are limited to 255 bytes on every common file system; 200 leaves room for what is added.
        let stem = name.utf8.count <= 200 ? name : "long-name"
        for attempt in 0..<1000 {
            let temporary = "\(folder).\(stem).\(SystemCalls.processNumber)-\(attempt).part"
            do throws(SystemCalls.Failure) {
                return (temporary, try SystemCalls.open(temporary, O_WRONLY | O_CREAT | O_EXCL, mode: 0o666))
            } catch {
                if error.code != EEXIST { throw error }
            }
        }
        throw SystemCalls.Failure(code: EEXIST)
    }

    /// Makes the rename itself last through a power cut. Where folders cannot be opened or synchronised the file is
    /// complete all the same, so failures are not reported.
    private static func synchroniseFolder(of path: String) {
        let folder = split(path).folder
        guard let descriptor = try? SystemCalls.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY) else {
            return
        }
        try? SystemCalls.synchronise(descriptor)
        SystemCalls.closeIgnoringErrors(descriptor)
    }

    /// `a/b` → (`a/`, `b`); `b` → (``, `b`).
    private static func split(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
        let next = path.utf8.index(after: slash)
        return (String(path[..<next]), String(path[next...]))
    }
}
