import CHeadroomLua

/// Asks a machine to end its run. May be used from any thread and from a signal handler.
public final class InterruptFlag: @unchecked Sendable {
    let raw: OpaquePointer

    init() { raw = hr_flag_new() }

    deinit { hr_flag_free(raw) }

    /// Ends the run within 100 instructions of Lua, or when the native function that runs returns.
    public func raise() { hr_flag_set(raw, true) }

    /// Whether it has been raised since the last outermost run ended.
    public var isRaised: Bool { hr_flag_get(raw) }

    func lower() { hr_flag_set(raw, false) }
}

extension VirtualMachine {
    /// Ends the run; see ``InterruptFlag``. The machine stays usable and keeps its globals.
    public func interrupt() { interruptFlag.raise() }

    /// Whether the run is to end: long native functions look at this and return early.
    public var isInterrupted: Bool { interruptFlag.isRaised }

    /// Instructions used by the current or last run.
    public var instructionsUsed: UInt64 { hr_instructions_used(host) }

    /// Bytes that Lua holds, and what was charged.
    public var memoryUsed: Int { hr_memory_used(host) }

    /// Counts work of native code against the budget of instructions, about 100 million a second. If it is exceeded, the
    /// run ends when Swift has returned to Lua.
    public func charge(instructions: UInt64) { hr_charge_instructions(host, instructions) }

    /// Counts memory that native code holds for the script against its budget; negative gives back.
    public func charge(bytes: Int) { hr_charge_memory(host, Int64(bytes)) }

    /// Frees what Lua no longer reaches.
    public func collectGarbage() {
        hr_collect(host)
        releaseDeadObjects()
    }
}
