import Diagnostics
import LuaSyntax
import Testing

/// Guarded text does what the script does.
@Suite struct DifferentialTests {
    /// Runs each odd program and its guarded partner, and prints a line: the same output or not, the error's line in
    /// each, what differs.
    private static let driver = """
        local function run(text)
          local printed = {}
          local function shown(v)
            local kind = type(v)
            if kind == "table" or kind == "function" or kind == "thread" then return kind end
            return math.type(v) == "float" and string.format("%a", v) or string.format("%q", v)
          end
          local function out(...)
            local values = table.pack(...)
            for i = 1, values.n do values[i] = shown(values[i]) end
            if #printed < 2000 then printed[#printed + 1] = table.concat(values, " ") end
          end
          local environment = setmetatable({ out = out, id = function(...) return ... end,
            closer = function(n) return setmetatable({}, { __close = function() out("close", n) end }) end
          }, { __index = _G })
          local chunk, problem = load(text, "=p", "t", environment)
          if not chunk then return "load: " .. problem, 0 end
          debug.sethook(function() error("budget", 0) end, "", 1000000)
          local results = table.pack(pcall(chunk, 1, 2.5, "three"))
          debug.sethook()
          local line = 0
          if not results[1] then
            local message = tostring(results[2])
            line = tonumber(message:match("^p:(%d+):")) or 0
            results[2] = type(results[2]) == "string" and message:gsub("^p:%d+: ", "") or type(results[2])
          end
          out(table.unpack(results, 1, results.n))
          return table.concat(printed, "\\n"), line
        end
        for i = 1, #programs, 2 do
          local original, line = run(programs[i])
          local guarded, guardedLine = run(programs[i + 1])
          local isSame = original == guarded or original:find("budget", 1, true) or guarded:find("budget", 1, true)
          print((isSame and "same" or "differs") .. "|" .. line .. "|" .. guardedLine .. "|" ..
            (isSame and "" or (original .. " <> " .. guarded)):gsub("\\n", ";"))
        end
        """

    private struct Outcome {
        let isSame: Bool
        let line: Int
        let guardedLine: Int
        let difference: String
    }

    private func outcomes(_ pairs: [(original: String, guarded: GuardedSource)]) throws -> [Outcome] {
        let lua = try #require(StockLua.installed)
        let programs = pairs.flatMap { [Array($0.original.utf8), Array($0.guarded.text.utf8)] }
        let output = try lua.run(Self.driver, over: programs)
        #expect(output.count == pairs.count)
        return output.map { line in
            let parts = line.split(separator: "|", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4 else { return Outcome(isSame: false, line: -1, guardedLine: -1, difference: line) }
            return Outcome(
                isSame: parts[0] == "same", line: Int(parts[1]) ?? -1, guardedLine: Int(parts[2]) ?? -1,
                difference: String(parts[3]))
        }
    }

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func guardedProgramsPrintAndFailLikeTheirOriginals() throws {
        let pairs = try (1...1_500).map { seed in
            let text = ProgramGenerator(seed: UInt64(seed)).text
            return (text, guarded(try parse(text, name: "p"), sessionLocals: false))
        }
        var failed = 0
        for (index, outcome) in try outcomes(pairs).enumerated() {
            let (text, guarded) = pairs[index]
            #expect(outcome.isSame, "seed \(index + 1): \(outcome.difference)\n\(text)\n\(guarded.text)")
            guard outcome.line > 0 else { continue }
            failed += 1
            let line = guarded.location(ofGeneratedLine: outcome.guardedLine).line
            #expect(line == outcome.line, "seed \(index + 1)\n\(text)\n\(guarded.text)")
        }
        #expect(failed > 50, "too few programs fail to say anything about lines")
    }

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func blanksCommentsAndLineEndsMakeNoDifference() throws {
        let pairs = try (2_001...2_600).map { seed in
            let text = ProgramGenerator(seed: UInt64(seed)).scattered(seed: UInt64(seed))
            return (text, guarded(try parse(text, name: "p"), sessionLocals: false))
        }
        for (index, outcome) in try outcomes(pairs).enumerated() {
            #expect(outcome.isSame, "seed \(index + 2_001): \(outcome.difference)\n\(pairs[index].0)")
        }
    }
}
