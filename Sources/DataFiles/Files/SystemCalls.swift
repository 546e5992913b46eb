#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Every call into the C library that this module makes. Each one retries when a signal interrupts it and returns
/// either its result or `errno`.
enum SystemCalls {
    struct Status {
        var mode: mode_t
        var isDirectory: Bool { mode & S_IFMT == S_IFDIR }
        var isRegular: Bool { mode & S_IFMT == S_IFREG }
        var permissions: mode_t { mode & 0o7777 }
    }

    struct Failure: Error {
        var code: Int32
        static var current: Failure { Failure(code: errno) }
    }

    static func open(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(Failure) -> Int32 {
        while true {
            let descriptor = _open(path, flags | O_CLOEXEC, mode)
            if descriptor >= 0 { return descriptor }
            if errno != EINTR { throw .current }
        }
    }

    /// `nil` when nothing has that name.
    static func status(_ path: String) throws(Failure) -> Status? {
        var information = stat()
        if stat(path, &information) == 0 { return Status(mode: information.st_mode) }
        if errno == ENOENT { return nil }
        throw .current
    }

    static func status(of descriptor: Int32) throws(Failure) -> (status: Status, size: Int) {
        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw .current }
        return (Status(mode: information.st_mode), Int(information.st_size))
    }

    /// The path with all symbolic links followed; `nil` when it cannot be resolved.
    static func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(validatingCString: pointer)
    }

    /// Fills what it can; 0 at the end of the file.
    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while true {
            let count = _read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .current }
        }
    }

    static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(Failure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = _write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if count == 0 {
                throw Failure(code: EIO)
            } else if errno != EINTR {
                throw .current
            }
        }
    }

    /// File systems that cannot synchronise answer `EINVAL`; that is their normal service, not a failure.
    static func synchronise(_ descriptor: Int32) throws(Failure) {
        while fsync(descriptor) != 0 {
            if errno == EINVAL || errno == ENOTSUP { return }
            if errno != EINTR { throw .current }
        }
    }

    static func setPermissions(_ descriptor: Int32, _ mode: mode_t) { _ = fchmod(descriptor, mode) }

    /// Network file systems report a late write error here. After `EINTR` the descriptor is gone all the same.
    static func close(_ descriptor: Int32) throws(Failure) {
        if _close(descriptor) != 0, errno != EINTR { throw .current }
    }

    static func closeIgnoringErrors(_ descriptor: Int32) { _ = _close(descriptor) }

    static func rename(_ old: String, _ new: String) throws(Failure) {
        guard _rename(old, new) == 0 else { throw .current }
    }

    static func remove(_ path: String) { _ = unlink(path) }

    static var processNumber: Int32 { getpid() }

    static func message(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// Runs `body` with the two signals held back that would end the process in the middle of a write: a file size limit
    /// and a reader that has gone. The write itself then fails with `EFBIG` or `EPIPE`. A signal that arrived meanwhile is
    /// taken off again.
    static func holdingWriteSignals<R>(_ body: () throws(Failure) -> R) throws(Failure) -> R {
        #if canImport(Darwin)
            return try body()
        #else
            var held = sigset_t()
            var before = sigset_t()
            var pendingBefore = sigset_t()
            sigemptyset(&held)
            sigaddset(&held, SIGXFSZ)
            sigaddset(&held, SIGPIPE)
            sigpending(&pendingBefore)
            pthread_sigmask(SIG_BLOCK, &held, &before)
            defer {
                if sigismember(&pendingBefore, SIGXFSZ) == 0, sigismember(&pendingBefore, SIGPIPE) == 0 {
                    var none = timespec(tv_sec: 0, tv_nsec: 0)
                    while sigtimedwait(&held, nil, &none) > 0 {}
                }
                pthread_sigmask(SIG_SETMASK, &before, nil)
            }
            return try body()
        #endif
    }
}

// The bare names are shadowed inside `SystemCalls`.
private func _open(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 { open(path, flags, mode) }
private func _read(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
private func _write(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}
private func _close(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func _rename(_ old: String, _ new: String) -> Int32 { rename(old, new) }
