import Glibc
import HeadroomLua
import LuaVM
import Synchronization

/// Ctrl-C stops the running script, not the program; pressed again before the script has stopped, it ends the program.
enum Interrupt {
    /// The flag of the session that runs: what a signal handler may reach. 0 where none runs, or it has been raised.
    private static let running = Atomic<UInt>(0)

    static func during<Value>(_ session: Session, _ body: () throws -> Value) rethrows -> Value {
        let flag = Unmanaged.passRetained(session.interruptFlag)
        running.store(UInt(bitPattern: flag.toOpaque()), ordering: .releasing)
        let previous = signal(SIGINT) { _ in
            guard let flag = UnsafeRawPointer(bitPattern: Interrupt.running.exchange(0, ordering: .acquiringAndReleasing))
            else {
                signal(SIGINT, SIG_DFL)
                raise(SIGINT)
                return
            }
            Unmanaged<InterruptFlag>.fromOpaque(flag).takeUnretainedValue().raise()
        }
        defer {
            signal(SIGINT, previous)
            running.store(0, ordering: .releasing)
            flag.release()
        }
        return try body()
    }
}
