import Glibc
import TestSupport
import Testing

@testable import DataFiles

@Suite("Atomic files", .serialized)
struct AtomicFileTests {
    @Test("a new file holds the bytes and nothing else is left in the folder")
    func newFile() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write([1, 2, 3], to: folder("a"))
        #expect(try FileBytes.read(folder("a")) == [1, 2, 3])
        #expect(folder.names == ["a"])
    }

    @Test("replacing keeps the permissions")
    func keepsPermissions() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("old", to: folder("a"))
        #expect(chmod(folder("a"), 0o640) == 0)
        try AtomicFile.write("new", to: folder("a"))
        #expect(try FileBytes.text(folder("a")) == "new")
        #expect(try SystemCalls.status(folder("a"))?.permissions == 0o640)
    }

    @Test("a symbolic link is followed, not replaced")
    func followsLinks() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("old", to: folder("target"))
        #expect(symlink("target", folder("link")) == 0)
        try AtomicFile.write("new", to: folder("link"))
        #expect(try FileBytes.text(folder("target")) == "new")
        #expect(SystemCalls.resolved(folder("link")) == SystemCalls.resolved(folder("target")))
        #expect(folder.names == ["link", "target"])
    }

    @Test("a file that grows too large leaves the old contents and no temporary")
    func sizeLimit() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write("old", to: folder("a"))
        // Far above anything another test writes meanwhile, since the limit is the whole process's.
        var before = rlimit()
        #expect(getrlimit(__rlimit_resource_t(1), &before) == 0)
        var limited = before
        limited.rlim_cur = 32 << 20
        #expect(setrlimit(__rlimit_resource_t(1), &limited) == 0)
        defer { setrlimit(__rlimit_resource_t(1), &before) }
        let error = #expect(throws: DataFileError.self) {
            try AtomicFile.write([UInt8](repeating: 7, count: 33 << 20), to: folder("a"))
        }
        #expect(error == DataFileError(file: folder("a"), .unwritable(code: EFBIG)))
        #expect(try FileBytes.text(folder("a")) == "old")
        #expect(folder.names == ["a"])
    }

    @Test("a full device is reported")
    func fullDevice() {
        #expect(throws: DataFileError(file: "/dev/full", .unwritable(code: ENOSPC))) {
            try AtomicFile.write("x", to: "/dev/full")
        }
    }

    @Test("a device is written to, not replaced")
    func device() throws {
        try AtomicFile.write("x", to: "/dev/null")
        #expect(try SystemCalls.status("/dev/null")?.isRegular == false)
    }

    @Test("a folder that does not exist, and a name that is a folder, are reported")
    func badTargets() {
        let folder = TemporaryFolder()
        #expect(throws: DataFileError(file: folder("no/a"), .unwritable(code: ENOENT))) {
            try AtomicFile.write("x", to: folder("no/a"))
        }
        #expect(throws: DataFileError(file: folder.path, .unwritable(code: EISDIR))) {
            try AtomicFile.write("x", to: folder.path)
        }
        #expect(throws: DataFileError(file: "", .badName)) { try AtomicFile.write("x", to: "") }
        #expect(throws: DataFileError(file: "a\0b", .badName)) { try AtomicFile.write("x", to: "a\0b") }
        #expect(folder.names.isEmpty)
    }

    @Test("a folder without write permission is reported", .enabled(if: geteuid() != 0, "root may write everywhere"))
    func unwritableFolder() {
        let folder = TemporaryFolder()
        chmod(folder.path, 0o500)
        #expect(throws: DataFileError(file: folder("a"), .unwritable(code: EACCES))) {
            try AtomicFile.write("x", to: folder("a"))
        }
        #expect(folder.names.isEmpty)
    }

    @Test("a folder of the kernel, which even root cannot fill, is reported")
    func kernelFolder() {
        let error = #expect(throws: DataFileError.self) { try AtomicFile.write("x", to: "/proc/headroom-test") }
        guard case .unwritable = error?.problem else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a broken pipe is an error, not the end of the process")
    func brokenPipe() throws {
        let folder = TemporaryFolder()
        #expect(mkfifo(folder("pipe"), 0o600) == 0)
        let reader = open(folder("pipe"), O_RDONLY | O_NONBLOCK)
        let writer = open(folder("pipe"), O_WRONLY)
        #expect(close(reader) == 0)
        defer { close(writer) }
        let error = #expect(throws: SystemCalls.Failure.self) {
            try SystemCalls.holdingWriteSignals { () throws(SystemCalls.Failure) in
                let byte: [UInt8] = [1]
                var failure: SystemCalls.Failure?
                byte.withUnsafeBytes { bytes in
                    do throws(SystemCalls.Failure) { try SystemCalls.write(writer, bytes) } catch { failure = error }
                }
                if let failure { throw failure }
            }
        }
        #expect(error?.code == EPIPE)
    }

    @Test("names as long as the file system allows")
    func longNames() throws {
        let folder = TemporaryFolder()
        let name = String(repeating: "n", count: 255)
        try AtomicFile.write("x", to: folder(name))
        #expect(folder.names == [name])
    }
}

@Suite("Reading files")
struct FileBytesTests {
    @Test("a missing file, a folder and one that is too large are reported")
    func failures() throws {
        let folder = TemporaryFolder()
        #expect(throws: DataFileError(file: folder("no"), .unreadable(code: ENOENT))) {
            try FileBytes.read(folder("no"))
        }
        #expect(throws: DataFileError(file: folder.path, .unreadable(code: EISDIR))) {
            try FileBytes.read(folder.path)
        }
        try AtomicFile.write("abcd", to: folder("a"))
        #expect(throws: DataFileError(file: folder("a"), .tooLarge(limit: 3))) {
            try FileBytes.read(folder("a"), limit: 3)
        }
        #expect(try FileBytes.read(folder("a"), limit: 4).count == 4)
    }

    @Test("files whose size is not known beforehand are read to their end")
    func kernelFiles() throws {
        #expect(try FileBytes.text("/proc/self/status").hasPrefix("Name:"))
        #expect(throws: DataFileError(file: "/dev/zero", .tooLarge(limit: 1000))) {
            try FileBytes.read("/dev/zero", limit: 1000)
        }
    }

    @Test("bytes that are not UTF-8 are refused with their place")
    func notUTF8() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(Array("héllo\nab".utf8) + [0xC3, 0x28], to: folder("a"))
        #expect(throws: DataFileError(file: folder("a"), at: TextPosition(line: 2, column: 3), .notUTF8(byte: 0xC3))) {
            try FileBytes.text(folder("a"))
        }
    }

    @Test("the UTF-8 check agrees with the standard library on random bytes")
    func utf8AgreesWithStandardLibrary() {
        var random = SplitMix(seed: 11)
        for _ in 0..<20_000 {
            let leads: [UInt8] = [
                0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0x9F, 0xA0, 0x90,
            ]
            let bytes = (0..<Int(random.next() % 7)).map { _ in leads[Int(random.next() % UInt64(leads.count))] }
            let isValid = bytes.withUnsafeBufferPointer { UTF8Check.firstInvalid($0) } == nil
            #expect(isValid == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
        }
    }
}
