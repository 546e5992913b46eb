internal import Glibc

/// Machine code that may be run: written first, then made executable and read-only. Never both at once.
package final class ExecutableMemory: Sendable {
    package let address: UInt
    package let byteCount: Int
    private let mapped: Int

    /// - Returns: nil where the system grants no executable memory.
    package init?(_ code: [UInt8]) {
        guard !code.isEmpty else { return nil }
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        mapped = (code.count + page - 1) / page * page
        byteCount = code.count
        guard let memory = mmap(nil, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            memory != MAP_FAILED
        else { return nil }
        address = UInt(bitPattern: memory)
        code.withUnsafeBytes { memory.copyMemory(from: $0.baseAddress!, byteCount: code.count) }
        guard mprotect(memory, mapped, PROT_READ | PROT_EXEC) == 0 else {
            munmap(memory, mapped)
            return nil
        }
    }

    deinit { munmap(UnsafeMutableRawPointer(bitPattern: address), mapped) }
}
