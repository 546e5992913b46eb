internal import CodeGenerator
import Synchronization

/// A program whose arithmetic is machine code: sections of the same effect in which loops of generated code take the
/// place of kernels. What there is no template for stays a kernel between two loops.
final class NativeProgram: Sendable {
    /// A loop of generated code, and what the numbers and tests in it stand for.
    struct Loop: Sendable {
        let code: CompiledLoop
        /// The column of each cell, by cell.
        let columns: [Int32]
        /// What a failed test means, in the order of the tests.
        let causes: [PathFault.Cause]
    }

    let prologue: Section?
    let body: Section?
    let epilogue: Section
    let loops: [Loop]
    let registerCount: Int

    /// So that there is room for blocks of its own.
    private static let mostRegisters = 32_768

    /// - Throws: why there is no code.
    init(_ program: Program) throws(CompiledLoop.Refusal) {
        guard program.registerCount <= NativeProgram.mostRegisters else { throw .size }
        var state = SectionTranslator.Shared(program)
        if let loop = program.loop {
            prologue = try SectionTranslator.translate(loop.prologue, &state)
            body = try SectionTranslator.translate(loop.body, &state)
        } else {
            prologue = nil
            body = nil
        }
        epilogue = try SectionTranslator.translate(program.epilogue, &state)
        loops = state.loops
        registerCount = state.registerCount
    }

    var byteCount: Int { loops.reduce(0) { $0 + $1.code.byteCount } }
}

/// The machine code of a program, made when it is first asked for and kept with the program.
final class NativeCode: Sendable {
    private enum Content {
        case unknown
        case made(NativeProgram)
        case refused(String)
    }

    private let content = Mutex(Content.unknown)

    /// The code of `program`, or why there is none.
    func code(of program: Program) -> (program: NativeProgram?, reason: String) {
        content.withLock { content in
            if case .unknown = content {
                do throws(CompiledLoop.Refusal) {
                    content = .made(try NativeProgram(program))
                } catch {
                    content = .refused(NativeCode.text(of: error))
                }
            }
            switch content {
            case .made(let native):
                let loops = native.loops.count == 1 ? "1 loop" : "\(native.loops.count) loops"
                return (native, "\(loops) of generated code, \(native.byteCount) bytes")
            case .refused(let reason): return (nil, reason)
            case .unknown: preconditionFailure("the code is made or refused above")
            }
        }
    }

    private static func text(of refusal: CompiledLoop.Refusal) -> String {
        switch refusal {
        case .processor: "the processor lacks AVX2 or FMA"
        case .memory: "the system grants no executable memory"
        case .corrupted: "the program is damaged: an instruction reads what nothing has computed"
        case .size: "the program is larger than generated code may be"
        }
    }
}
