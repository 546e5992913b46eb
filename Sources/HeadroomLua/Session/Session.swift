public import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// One run of the language: a Lua machine with its graph, units and results.
///
/// A session belongs to one thread. Scripts run in it one after another and share its graph; the REPL runs all inputs in
/// one session.
public final class Session {
    public let options: SessionOptions
    let vm: VirtualMachine
    let graph = Graph()
    var origins = NodeOrigins()
    let units = UnitTable()
    /// Set once by `Environment.install`.
    var types: SessionTypes!
    let write: (String) -> Void
    /// Receives what is no error but should be known, such as a repaired correlation matrix.
    public var warn: (Diagnostic) -> Void = { _ in }

    /// Every simulation so far, in order.
    public internal(set) var runs: [SimulationRun] = []
    /// The identifiers of the catalogue's facts that were read, in order of first use.
    public internal(set) var factsUsed: [String] = []
    /// The paths of the files below the script's folder that were read as data, in order of first use.
    public internal(set) var filesRead: [String] = []
    var settingsAsked: [String] = []
    var inputsAsked: [String] = []
    /// Whether the part of the language that is written in itself has been loaded.
    var hasPrelude = false
    /// The units of variables as their constructors made them.
    var variableUnits: [Variable.ID: Int32] = [:]
    /// How many unnamed variables each function has made.
    var ordinals: [String: Int] = [:]
    /// How many independent copies of each variable there are.
    var copies: [String: Int] = [:]
    /// The text of every chunk, by name, for error messages.
    var sources: [String: String] = [:]
    /// How many inputs the REPL has run.
    var inputs = 0
    /// The function of the language that is being called.
    var callUnderWay: CallSite?
    /// Warnings that were given, with their places.
    var warned: Set<String> = []
    /// Which of them has named a variable last.
    var inputOfName: [String: Int] = [:]
    /// The registry's functions, with the table they are in, by what tells native functions apart.
    var registryFunctions: [UInt: (function: Function, space: String?)] = [:]
    /// Full names of the host's own functions, found when a step is first compiled.
    lazy var hostNames: [UInt: String] = findHostNames()
    /// Whether a step function is being compiled: what constructors make then is a distribution, not a variable.
    var isTracing = false
    /// Whether the script is only looked at: walks go on behind a mistake, to find more than the first.
    var isChecking = false
    /// The mistakes that walks have found while checking, each once.
    var found: [Diagnostic] = []
    /// For tests that compare with plain Lua, which does not tell turns of loops: draws need names of their own.
    var drawsAreKeyedByNameAlone = false
    /// The path that is being computed by plain Lua, nil where none is.
    var replay: PlainReplay?
    /// Distributions made in step functions.
    var detachedDistributions: [Distribution] = []

    /// - Parameter write: receives what scripts print.
    public convenience init(options: SessionOptions = SessionOptions(), write: @escaping (String) -> Void) throws {
        let vm = try VirtualMachine(
            limits: VirtualMachine.Limits(instructions: options.instructionBudget, memoryBytes: options.memoryBudget))
        self.init(vm: vm, options: options, write: write)
        Environment.install(in: self)
    }

    /// Lends the language to an interpreter that belongs to somebody else, and leaves the table of its names on top of the
    /// stack. False: there was no memory. The session lives as long as the process.
    package static func openModule(in state: OpaquePointer) -> Bool {
        guard let vm = try? VirtualMachine(attachedTo: state) else { return false }
        let session = Session(vm: vm, options: SessionOptions()) { _ in }
        _ = Unmanaged.passRetained(session)
        return vm.pushModule(Environment.globals(in: session), onto: state)
    }

    init(vm: VirtualMachine, options: SessionOptions, write: @escaping (String) -> Void) {
        self.vm = vm
        self.options = options
        self.write = write
        vm.output = write
        vm.setPower { ScalarMath.pow($0, $1) }
        vm.files.inputs = Dictionary(options.inputs.map { ($0.name, $0.path) }) { $1 }
    }

    /// Whether the user has asked to stop.
    var isCancelled: () -> Bool {
        { [vm] in vm.isInterrupted }
    }

    /// The text of a chunk by its name, for error messages.
    public func source(of name: String) -> String? { sources[name] ?? vm.chunk(named: name)?.source }
}
