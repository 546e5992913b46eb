import Diagnostics
import Engine
import Foundation
import LuaSyntax
import Testing

@testable import HeadroomLua

/// Compiled step functions mean what plain Lua means. 2,000 programs are the full set; fewer run by default, and
/// `HEADROOM_PROGRAMS` sets another number. They run as generated code; `HEADROOM_BACKEND=interpreter` takes the interpreter.
@Suite struct DifferentialTests {
    private static let programs = Int(ProcessInfo.processInfo.environment["HEADROOM_PROGRAMS"] ?? "") ?? 300
    private static let firstSeed = UInt64(ProcessInfo.processInfo.environment["HEADROOM_FIRST_PROGRAM"] ?? "") ?? 1

    @Test func compiledStepsComputeWhatPlainLuaComputes() throws {
        let tester = DifferentialTester()
        var equal = 0, failing = 0, pathSteps = 0
        var refused: [String: Int] = [:]
        for seed in Self.firstSeed..<Self.firstSeed + UInt64(Self.programs) {
            var generator = StepGenerator(seed: seed)
            let program = generator.program(size: 6 + Int(seed % 9))
            if Self.programs == 1 { print(program.text) }
            fflush(nil)
            switch tester.check(program.text) {
            case .equal(let steps, let failed):
                equal += 1
                failing += failed ? 1 : 0
                pathSteps += steps
            case .refused(let diagnostic): refused["\(diagnostic.code): \(diagnostic.message)", default: 0] += 1
            case .invalid(let error):
                Issue.record("program \(seed) is no Lua: \(error.location)\n\(program.text)")
                return
            case .different(let difference):
                print("program \(seed) differs: \(difference)")
                fflush(nil)
                let smallest = tester.shrunk(program)
                var words = difference
                if case .different(let again) = tester.check(smallest.text) { words = again }
                Issue.record("program \(seed): \(words)\n\(smallest.text)")
                return
            }
        }
        let refusals = refused.values.reduce(0, +)
        print("\(equal) programs equal bit for bit over \(pathSteps) path-steps, \(failing) of them end with the same error; \(refusals) refused")
        for (reason, count) in refused.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(12) { print("  \(count) × \(reason)") }
        // A generator whose programs are mostly refused would prove little.
        #expect(equal * 5 >= Self.programs * 4)
    }

    /// Models as analysts write them: a leveraged conversion over 120 months, three assets with common jumps over 60.
    @Test(arguments: ["m3": "conversion", "m2": "assets"]) func wholeModelsComputeWhatPlainLuaComputes(file: String, model: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Benchmarks/Models/\(file).lua")
        let text = try String(contentsOf: path, encoding: .utf8)
        let declaration = try #require(text.range(of: "\n\(model):simulate")).lowerBound
        let outcome = DifferentialTester(paths: 32).check(text[..<declaration] + "\nreturn \(model)\n")
        guard case .equal(let pathSteps, false) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(pathSteps > 32 * 50)
    }
}

extension DifferentialTester {
    /// What the compiled programs run on.
    static let backend = Backend(name: ProcessInfo.processInfo.environment["HEADROOM_BACKEND"] ?? "native") ?? .native

    /// A list of the state has no place 0, also where the places that an index may have are known. Found by program 1375.
    @Test func theStateGetsNoNewPlaces() {
        let text = """
            return model "m" {
              step = 1 * month, steps = 4, state = { x = 0.5, list = { 1.5, -0.5 } },
              run = function(s)
                local place = s.x > 0 and 1 or 0
                s.list[place] = 3.0
                s.x = s.x - 0.25
              end,
            }
            """
        let outcome = DifferentialTester(paths: 32).check(text)
        guard case .equal(let steps, failed: true) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(steps == 0)
    }

    /// In Lua, `x - 0` is compiled as `x + 0`: -0 becomes 0. Found by program 2633.
    @Test func aZeroThatIsSubtractedTakesTheSignOfAZero() {
        let outcome = DifferentialTester(paths: 32).check(
            """
            return model "m" {
              step = 1 * month, steps = 2, state = { x = 0.0, y = 0.0 },
              run = function(s)
                local negative = 0 * draw("d", uniform { min = -2, max = -1 })
                s.x = negative - -(0)
                s.y = negative - 0
              end,
            }
            """)
        guard case .equal = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }
}
