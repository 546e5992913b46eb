import CHeadroomLua

/// A Lua interpreter for scripts that are not trusted, or the one that a host program already has.
///
/// Scripts see an environment built from a list of what is allowed (`Docs/Sandbox.md`), run within budgets of
/// instructions and memory, and reach Swift only through functions and types that the owner registers. No error of Lua's
/// ever passes a Swift frame.
///
/// A machine belongs to one thread; only ``interruptFlag`` may be used from others.
///
/// ```swift
/// let vm = try VirtualMachine(limits: .init(instructions: 1_000_000_000, memoryBytes: 256 << 20))
/// vm.setGlobal("double", vm.makeFunction("double") { call in call.push((call.number(1) ?? 0) * 2) })
/// let values = try vm.run(try parse("return double(21)", name: "main.lua"), as: .script)      // [.number(42)]
/// ```
public final class VirtualMachine {
    /// What one outermost ``run(_:as:)`` or ``call(_:_:)`` may use.
    public struct Limits: Sendable {
        /// Instructions of Lua, or as much work in library functions.
        public var instructions: UInt64
        /// Bytes of Lua's heap, and what native code charges with ``VirtualMachine/charge(bytes:)``.
        public var memoryBytes: Int

        /// Creates limits. Less than about 100 KB of memory is too little for the environment itself.
        public init(instructions: UInt64, memoryBytes: Int) {
            self.instructions = instructions
            self.memoryBytes = memoryBytes
        }
    }

    /// What a chunk is.
    public enum ChunkRole: Sendable {
        /// A file: its locals are its own, globals are read-only.
        case script
        /// One input of a REPL: its top-level locals and globals stay for later inputs.
        case session
    }

    /// There was not even memory for an empty environment.
    public struct CreationFailure: Error {}

    /// The files that `import` may read.
    public var files = SandboxedFiles()
    /// What operations without a metamethod mean on userdata.
    public var guardRules = GuardRules()
    /// Receives what scripts print: lines with their newline.
    public var output: (String) -> Void = { _ in }
    /// Ends a run from another thread or a signal handler.
    public let interruptFlag = InterruptFlag()
    /// The budgets; a change counts from the next outermost run.
    public var limits: Limits {
        didSet { hr_set_limits(host, limits.instructions, limits.memoryBytes) }
    }

    let host: OpaquePointer
    let box: Box
    let references = ReferencePool()
    private let context: Context
    var bodies: [Unmanaged<FunctionBox>] = []
    var objects: [AnyObject?] = []
    var chunks: [LoadedChunk] = []
    /// The imports under way, outermost first.
    var importing: [String] = []
    var imported: Set<String> = []
    var errorType = TypeID(raw: 0)
    /// Why the current run is being ended.
    var fatal: LuaFailure?
    var depth = 0

    /// What the C side holds: it exists before the machine does.
    final class Context {
        unowned(unsafe) var machine: VirtualMachine!
        /// Set while an attached state lives, which then keeps the machine alive.
        var attachment: VirtualMachine?
    }

    /// Creates an interpreter with an environment of its own.
    public convenience init(limits: Limits) throws {
        try self.init(limits: limits, failingAllocation: 0)
    }

    /// As ``init(limits:)``; the allocation of the given number fails (for tests; 0: none).
    package init(limits: Limits, failingAllocation: UInt64) throws {
        let context = Context()
        var callbacks = Self.callbacks
        guard
            let host = hr_open(
                Unmanaged.passUnretained(context).toOpaque(), &callbacks, limits.instructions, limits.memoryBytes,
                failingAllocation)
        else { throw CreationFailure() }
        self.context = context
        self.host = host
        self.limits = limits
        box = Box(raw: hr_host_box(host))
        context.machine = self
        hr_use_flag(host, interruptFlag.raw)
        errorType = register(.scriptError)
    }

    /// Lends types and functions to an interpreter that belongs to somebody else, such as the `lua5.4` that has loaded us.
    ///
    /// Allocator, hooks, libraries and the environment stay the host's. The state keeps the machine alive until it is
    /// closed. `state` must be a valid `lua_State *`, and everything else must happen on its thread.
    public init(attachedTo state: OpaquePointer) throws {
        let context = Context()
        var callbacks = Self.callbacks
        guard let host = hr_attach(Unmanaged.passUnretained(context).toOpaque(), &callbacks, state) else {
            throw CreationFailure()
        }
        self.context = context
        self.host = host
        limits = Limits(instructions: .max, memoryBytes: .max)
        box = Box(raw: hr_host_box(host))
        context.machine = self
        context.attachment = self
        errorType = register(.scriptError)
    }

    /// Whether the interpreter belongs to somebody else.
    public var isAttached: Bool { hr_is_attached(host) }

    deinit {
        // An attached host frees itself when its state is closed, which is what has let go of the machine.
        if context.attachment == nil && !isClosed { hr_close(host) }
        for body in bodies { body.release() }
    }

    /// Whether the attached state has been closed.
    var isClosed = false

    /// The attached state is being closed.
    func close() {
        isClosed = true
        context.attachment = nil
    }
}
