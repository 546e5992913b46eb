import Diagnostics
import HeadroomLua
import Testing

/// What the inputs of a REPL share.
@Suite struct SessionTests {
    /// Runs inputs in one session; of each, what it printed or the code of its error.
    private func outcomes(_ inputs: String...) throws -> [String] {
        var output = ""
        let session = try Session { output += $0 }
        return inputs.map { input in
            output = ""
            do {
                try session.evaluate(input)
                return output
            } catch let diagnostic as Diagnostic {
                return diagnostic.code.rawValue
            } catch {
                return "\(error)"
            }
        }
    }

    @Test func `an earlier input's local can be assigned, an undeclared name can't`() throws {
        #expect(try outcomes("local x = 3", "x = 4", "x", "y = 4", "MW = 2") == [
            "", "", "4\n", "assignment-to-global", "assignment-to-global",
        ])
    }

    @Test func `a name can be given anew, by a later input and not by the same`() throws {
        #expect(try outcomes(
            "local x = normal \"x\" { mean = 1, sd = 1 }", "local old = x * 2", "local x = normal \"x\" { mean = 5, sd = 1 }", "x:mean()",
            "local r = simulate { trials = 1000, outputs = { x = x } }", "simulate { trials = 1000, outputs = { x = x, old = old } }",
            "local a, b = normal \"z\" { mean = 1, sd = 1 }, normal \"z\" { mean = 2, sd = 1 }"
        ) == ["", "", "", "5.0\n", "", "duplicate-name", "duplicate-name"])
    }

    @Test func `older and newer are driven by the same dice`() throws {
        let printed = try outcomes(
            "local x = normal \"x\" { mean = 0, sd = 1 }", "local a = simulate { trials = 1000, outputs = { x = x } }",
            "local x = normal \"x\" { mean = 0, sd = 2 }", "local b = simulate { trials = 1000, outputs = { x = x } }", "b.x.mean == 2 * a.x.mean")
        #expect(printed.last == "true\n")
    }

    @Test func `inputs read files only once a folder is open`() throws {
        let session = try Session { _ in }
        #expect(throws: Diagnostic.self) { try session.evaluate("csv \"prices.csv\"") }
        session.openFolder(".")
        do {
            try session.evaluate("csv \"no such file.csv\"")
            Issue.record("a file that is not there was read")
        } catch let diagnostic as Diagnostic {
            #expect(diagnostic.code == .unreadableFile)
        }
    }

    /// A large share is taken as it is and warned of, once for each place however often a model is walked.
    @Test func `a share that looks like a percentage is warned of once`() throws {
        let session = try Session { _ in }
        var warnings: [String] = []
        session.warn = { warnings.append("\($0.code.rawValue) \($0.operands.first?.value ?? "")") }
        try session.run(text: """
            local m = model "m" { step = 1 * month, steps = 3, state = { x = 0.0 },
              factors = function(p) return market { g = gbm { start = 1, drift = 0 / year, volatility = 35 }, o = gbm { start = 1, drift = 0 / year, volatility = 0.35 } } end,
              run = function(s, f, t) s.x = f.g if s.x > 2 then stop() end pay("a", 1 * USD) end }
            m:simulate { trials = 100, outputs = { a = npv("a", 15), b = npv("a", 15 * percent) } }
            m:simulate { trials = 200, outputs = { b = npv("a", 15 * percent) } }
            """, name: "test.lua")
        #expect(warnings == ["unlikely-value 15", "unlikely-value 35"])
    }
}
