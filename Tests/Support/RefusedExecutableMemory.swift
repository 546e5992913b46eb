internal import Foundation

/// A thread that the system grants no executable memory: its calls of `mprotect` with PROT_EXEC fail with EACCES, as they
/// do under a security policy that forbids code which was written at run time.
package enum RefusedExecutableMemory {
    /// Runs `body` on such a thread and waits for it. The rest of the process is not touched.
    /// - Returns: nil where the system lets no process restrict itself so.
    package static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) -> Result<Value, any Error>? {
        let outcome = Outcome<Value>()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            if restrictThread() { outcome.result = Result { try body() } }
            done.signal()
        }
        thread.stackSize = 8 << 20
        thread.start()
        done.wait()
        return outcome.result
    }

    /// Written by the thread before `done` is signalled, and read behind that.
    private final class Outcome<Value: Sendable>: @unchecked Sendable {
        var result: Result<Value, any Error>?
    }

    /// One instruction of a filter of system calls: `struct sock_filter` of linux/filter.h.
    private struct Instruction {
        var code: UInt16
        var ifTrue: UInt8 = 0
        var ifFalse: UInt8 = 0
        var number: UInt32
    }

    /// `struct sock_fprog`.
    private struct Filter {
        var count: UInt16
        var instructions: UnsafeMutablePointer<Instruction>
    }

    private typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32

    private static func restrictThread() -> Bool {
        #if arch(x86_64)
        // A function of the C library with a variable number of arguments, which Swift doesn't import.
        guard let symbol = dlsym(nil, "prctl") else { return false }
        let control = unsafeBitCast(symbol, to: Control.self)
        let (load, jumpIfEqual, jumpIfBits, end): (UInt16, UInt16, UInt16, UInt16) = (0x20, 0x15, 0x45, 0x06)
        var instructions = [
            Instruction(code: load, number: 4),  // the architecture
            Instruction(code: jumpIfEqual, ifFalse: 5, number: 0xC000_003E),
            Instruction(code: load, number: 0),  // the number of the call
            Instruction(code: jumpIfEqual, ifFalse: 3, number: 10),  // mprotect
            Instruction(code: load, number: 32),  // its third argument
            Instruction(code: jumpIfBits, ifFalse: 1, number: UInt32(PROT_EXEC)),
            Instruction(code: end, number: 0x0005_0000 | UInt32(EACCES)),
            Instruction(code: end, number: 0x7FFF_0000),  // all else is allowed
        ]
        return instructions.withUnsafeMutableBufferPointer { list in
            var filter = Filter(count: UInt16(list.count), instructions: list.baseAddress!)
            let (noNewPrivileges, secureComputing, byFilter): (Int32, Int32, UInt) = (38, 22, 2)
            guard control(noNewPrivileges, 1, 0, 0, 0) == 0 else { return false }
            return withUnsafeMutablePointer(to: &filter) {
                control(secureComputing, byFilter, UInt(bitPattern: $0), 0, 0) == 0
            }
        }
        #else
        return false
        #endif
    }
}
