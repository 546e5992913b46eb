import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

@testable import HeadroomLua

/// Runs a model compiled, over a block of paths, and again as plain Lua, path by path, and compares every bit: the state
/// behind every step, every payment, where paths stop, and on which path, in which step and line the run ends.
struct DifferentialTester {
    enum Outcome {
        case equal(pathSteps: Int, failed: Bool)
        /// The compiler refuses the program, or sees that it fails on every path.
        case refused(Diagnostic)
        /// It is no Lua: a shrinking step that took too much.
        case invalid(SyntaxError)
        case different(String)
    }

    var paths = 256
    var seed: UInt64 = 11

    func check(_ text: String) -> Outcome {
        do {
            return try compare(text)
        } catch let diagnostic as Diagnostic {
            return .refused(diagnostic)
        } catch let error as SyntaxError {
            return .invalid(error)
        } catch {
            return .different("\(error)")
        }
    }

    private func compare(_ text: String) throws -> Outcome {
        var options = SessionOptions()
        options.backend = DifferentialTester.backend
        // A program that would not end in plain Lua fails instead.
        options.instructionBudget = 20_000_000
        let session = try Session(options: options) { _ in }
        session.drawsAreKeyedByNameAlone = true
        let chunk = try parse(text, name: "step.lua")
        guard case .payload(let payload)? = try session.vm.run(chunk, as: .script).first,
            let declaration = session.vm.object(payload) as? ModelDeclaration
        else { return .different("the script returns no model") }
        let trace = try ModelTrace.make(declaration)
        let run = ModelRun(trace)
        var model = run.model
        model.series = trace.fields.map { TimeModel.Series($0.path, $0.leaf, isFrozen: true) }
        model.series += trace.flows.map {
            TimeModel.Series($0.name, $0.flow.step ?? trace.graph.constant(0.0), mask: nil)
        }
        model.recordedSteps = Array(1...model.steps)
        let program = Program(GraphSnapshot(trace.graph), model: model, outputs: [])
        let executor = Executor(program: program, seed: seed, trials: paths, threads: 1, instructionSet: .best)
        let memory = Recording(series: model.series.count, steps: model.steps, paths: paths)
        _ = executor.run(chunks: 0..<1, makeSink: { memory })
        return try compare(run, memory, executor.fault, text)
    }

    private func compare(_ run: ModelRun, _ compiled: Recording, _ fault: PathFault?, _ text: String) throws -> Outcome {
        let plain = PlainReplay(run, seed: seed)
        let trace = run.trace
        var pathSteps = 0
        for path in 0..<paths {
            let record = try plain.run(path: path)
            if let failure = record.failure, failure.diagnostic.code == .stepRefused { throw failure.diagnostic }
            let broken = record.failure.map { ($0.step, $0.diagnostic.location?.line) } ?? notFinite(record)
            if let fault, path == fault.path {
                // Integers beyond 2^53 are refused in a run, and kept by plain Lua.
                if case .check(let number) = fault.cause, let refusal = run.trace.checks.first(where: { $0.check.number == number }),
                    refusal.diagnostic.message.contains("beyond 2^53")
                { throw refusal.diagnostic }
                guard let broken else {
                    return .different("path \(path): compiled fails in step \(fault.step) (\(words(fault, run))), plain Lua does not")
                }
                let line = line(of: fault, run)
                guard broken.0 == fault.step, line == nil || broken.1 == nil || line == broken.1 else {
                    return .different(
                        "path \(path): compiled fails in step \(fault.step) line \(line ?? 0) (\(words(fault, run))), plain Lua in step \(broken.0) line \(broken.1 ?? 0): \(record.failure?.diagnostic.message ?? "not finite")")
                }
                return .equal(pathSteps: pathSteps, failed: true)
            }
            if let broken {
                let message = record.failure?.diagnostic.message ?? "not finite"
                return .different("path \(path): plain Lua fails in step \(broken.0) line \(broken.1 ?? 0) (\(message)), compiled does not")
            }
            pathSteps += record.states.count
            for (step, state) in record.states.enumerated() {
                for (i, field) in trace.fields.enumerated() {
                    let value = compiled[i, step, path]
                    guard value.bitPattern == state[i].bitPattern else {
                        return .different("path \(path) step \(step + 1): s.\(field.path) is \(value) compiled, \(state[i]) in plain Lua")
                    }
                }
                for (i, flow) in trace.flows.enumerated() {
                    let paid = record.payments[step + 1].filter { $0.stream == flow.name }.map(\.amount)
                    let total = paid.isEmpty ? 0 : paid.dropFirst().reduce(paid[0], +)
                    let value = compiled[trace.fields.count + i, step, path]
                    // A payment that is not reached adds 0, which only the sign of a zero can tell.
                    guard value == total else {
                        return .different("path \(path) step \(step + 1): \(flow.name) is paid \(value) compiled, \(total) in plain Lua")
                    }
                }
            }
        }
        return .equal(pathSteps: pathSteps, failed: false)
    }

    private func notFinite(_ record: PlainReplay.Path) -> (Int, Int?)? {
        for (step, state) in record.states.enumerated() where state.contains(where: { !$0.isFinite }) { return (step + 1, nil) }
        return nil
    }

    private func line(of fault: PathFault, _ run: ModelRun) -> Int? {
        guard case .check(let number) = fault.cause else { return nil }
        return run.trace.checks.first { $0.check.number == number }?.diagnostic.location?.line
    }

    private func words(_ fault: PathFault, _ run: ModelRun) -> String {
        switch fault.cause {
        case .check(let number): run.trace.checks.first { $0.check.number == number }?.diagnostic.message ?? "?"
        case .state(let number): "\(run.model.states[number].name) is not finite"
        }
    }

    /// Makes a failing program smaller as long as it still fails.
    func shrunk(_ program: StepGenerator.Program) -> StepGenerator.Program {
        var left = 300
        func fails(_ candidate: StepGenerator.Program) -> Bool {
            left -= 1
            if left < 0 { return false }
            if case .different = check(candidate.text) { return true } else { return false }
        }
        var smallest = program
        var improved = true
        while improved {
            improved = false
            for candidate in smallest.smaller where fails(candidate) {
                smallest = candidate
                improved = true
                break
            }
        }
        return smallest
    }
}

/// Keeps every recorded value.
private final class Recording: BlockSink {
    private var values: [Double]
    private let steps: Int
    private let paths: Int

    init(series: Int, steps: Int, paths: Int) {
        self.steps = steps
        self.paths = paths
        values = [Double](repeating: 0, count: series * steps * paths)
    }

    subscript(series: Int, step: Int, path: Int) -> Double { values[(series * steps + step) * paths + path] }

    func consume(output: Int, values: UnsafePointer<Double>, firstPath: Int, count: Int) {}

    func consume(
        series: Int, record: Int, values: UnsafePointer<Double>, mask: UnsafePointer<Double>?, firstPath: Int, count: Int
    ) {
        for i in 0..<count { self.values[(series * steps + record) * paths + firstPath + i] = values[i] }
    }

    func finish(chunk: Int) {}
}

extension StepGenerator.Program {
    /// The programs that lack one statement, or have the inside of one instead.
    var smaller: [StepGenerator.Program] {
        var found: [StepGenerator.Program] = []
        for body in StepGenerator.variants(run) {
            found.append(StepGenerator.Program(helpers: helpers, run: body))
        }
        for i in helpers.indices {
            for body in StepGenerator.variants(helpers[i].body) {
                var copy = self
                copy.helpers[i].body = body
                found.append(copy)
            }
        }
        return found
    }
}

extension StepGenerator {
    static func variants(_ nodes: [Node]) -> [[Node]] {
        var found: [[Node]] = []
        for i in nodes.indices {
            found.append(Array(nodes[..<i] + nodes[(i + 1)...]))
            for block in nodes[i].blocks { found.append(Array(nodes[..<i] + block + nodes[(i + 1)...])) }
            for (b, block) in nodes[i].blocks.enumerated() {
                for variant in variants(block) {
                    var blocks = nodes[i].blocks
                    blocks[b] = variant
                    found.append(Array(nodes[..<i] + [Node(nodes[i].text, blocks)] + nodes[(i + 1)...]))
                }
            }
        }
        return found
    }
}
