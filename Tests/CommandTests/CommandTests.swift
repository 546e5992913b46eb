import Foundation
import Testing

@Suite struct CommandTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        .standardizedFileURL.path

    private static let script = """
        local x = lognormal "x" { p10 = 1 * MW, p90 = 3 * MW }
        local r = simulate { trials = setting("trials", 20000), outputs = { x = x, high = gt(x, setting("limit", 2 * MW)) } }
        print(r)
        """

    @Test func `exit codes are 0, 1, 2 and 3`() throws {
        let folder = try TemporaryFolder()
        let good = try folder.write("print(1)", to: "good.lua")
        let bad = try folder.write("print(1 * MW + 1)", to: "bad.lua")
        #expect(try Program.run(["run", good]).status == 0)
        #expect(try Program.run(["run", bad]).status == 1)
        #expect(try Program.run(["run", "\(folder.path)/none.lua"]).status == 1)
        #expect(try Program.run(["run"]).status == 2)
        #expect(try Program.run(["run", good, "--no-such-option"]).status == 2)
        #expect(try Program.run(["run", good, "--threads", "0"]).status == 2)
        #expect(try Program.run(["--help"]).status == 0)
    }

    @Test func `a record is reproduced bit for bit, and a changed one is told`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(Self.script, to: "main.lua")
        let record = "\(folder.path)/record"
        let run = try Program.run(["run", script, "--record", record, "--seed", "7"])
        #expect(run.status == 0, "\(run.error)")
        for kernels in ["portable", "avx2", "avx512"] {
            let outcome = try Program.run(["verify", folder.path, "--kernels", kernels, "--threads", "3"])
            if outcome.status == 2, outcome.error.contains("this processor has no") { continue }
            #expect(outcome.status == 0, "\(kernels): \(outcome.output)\(outcome.error)")
        }
        for backend in ["native", "interpreter"] {
            let outcome = try Program.run(["verify", folder.path, "--backend", backend])
            #expect(outcome.status == 0, "\(backend): \(outcome.output)\(outcome.error)")
        }
        let manifest = try String(contentsOfFile: "\(record)/record.json", encoding: .utf8)
        let changed = manifest.replacingOccurrences(of: "\"seed\": \"7\"", with: "\"seed\": \"8\"")
        #expect(changed != manifest)
        try changed.write(toFile: "\(record)/record.json", atomically: true, encoding: .utf8)
        let outcome = try Program.run(["verify", record])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("simulations[1]"))
    }

    @Test func `which back end ran is told, and why`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(Self.script, to: "main.lua")
        let outcome = try Program.run(["run", script, "--backend", "interpreter", "--explain-backend"])
        #expect(outcome.status == 0)
        #expect(outcome.error.contains("simulation 1 in line"))
        #expect(outcome.error.contains("interpreter: the interpreter is asked for"))
        #expect(try Program.run(["run", script, "--backend", "abacus"]).status == 2)
    }

    @Test func `a script that changed since is told`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(Self.script, to: "main.lua")
        _ = try Program.run(["run", script, "--record", "\(folder.path)/record"])
        _ = try folder.write(Self.script + "\n-- a remark", to: "main.lua")
        let outcome = try Program.run(["verify", folder.path])
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("script.sha256"))
    }

    @Test func `output is the same under other C library features`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write(Self.script + "\nprint(math.exp(1.7), math.sin(2.2), 3 ^ 0.7, math.log(7))", to: "main.lua")
        let usual = try Program.run(["run", script, "--json", "\(folder.path)/a.json"])
        let other = try Program.run(
            ["run", script, "--json", "\(folder.path)/b.json"],
            environment: ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-AVX2"])
        #expect(usual.output == other.output)
        #expect(
            try String(contentsOfFile: "\(folder.path)/a.json", encoding: .utf8)
                == String(contentsOfFile: "\(folder.path)/b.json", encoding: .utf8))
    }

    @Test func `settings replace defaults, and a slip is told`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write("print(setting(\"capex\", 1.4 * BUSD))", to: "main.lua")
        #expect(try Program.run(["run", script, "--set", "capex=1.5 BUSD"]).output == "1.5 BUSD\n")
        let wrong = try Program.run(["run", script, "--set", "capex=1.5 MW"])
        #expect(wrong.status == 1 && wrong.error.contains("money"))
        let slip = try Program.run(["run", script, "--set", "capx=1.5 BUSD"])
        #expect(slip.status == 2 && slip.error.contains("capex"))
    }

    @Test func `a failing run leaves no file behind`() throws {
        let folder = try TemporaryFolder()
        let script = try folder.write("error(\"no\")", to: "main.lua")
        _ = try Program.run(["run", script, "--json", "\(folder.path)/out.json", "--record", "\(folder.path)/record"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["main.lua"])
    }

    @Test func `a new script runs and checks`() throws {
        let folder = try TemporaryFolder()
        #expect(try Program.run(["new", "site"], in: folder.path).status == 0)
        let run = try Program.run(["run", "site/main.lua", "--trials", "1e4"], in: folder.path)
        #expect(run.status == 0, "\(run.error)")
        #expect(try Program.run(["check", "site/main.lua"], in: folder.path).status == 0)
        #expect(try Program.run(["new", "site"], in: folder.path).status == 1)
    }

    @Test func `the REPL keeps locals, continues lines and survives errors`() throws {
        let input = """
            local p = 5 * MW
            p * 2
            for i = 1, 2 do
              print(i)
            end
            p + 1
            p
            ?clamp
            """
        let outcome = try Program.run(["repl"], input: input)
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("10 MW\n1\n2\n5 MW\nclamp(x, low, high)\n"), "\(outcome.output)")
        #expect(outcome.error.contains("number-needs-unit"))
    }

    @Test func `documentation and explanations are there`() throws {
        #expect(try Program.run(["doc", "lognormal"]).output.contains("lognormal [\"name\"]"))
        #expect(try Program.run(["doc", "lognormall"]).status == 2)
        #expect(try Program.run(["explain", "unit-mismatch"]).output.contains("unit-mismatch"))
        #expect(try Program.run(["explain", "unit-missmatch"]).error.contains("did you mean unit-mismatch"))
    }

    @Test func `the examples' records are reproduced`() throws {
        let outcome = try Program.run(["verify", "\(Self.root)/Examples"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
    }

    @Test func `a stock interpreter loads the module`() throws {
        let folder = try TemporaryFolder()
        let installed = try Program.run(["install-module", folder.path])
        #expect(installed.status == 0, "\(installed.error)")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "lua5.4", "-e",
            "local hr = require \"headroom\"; print((750 * hr.MW * 42 * hr.USD / hr.MWh * hr.year):to(hr.USD))",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["LUA_CPATH": "\(folder.path)/?.so"]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        process.waitUntilExit()
        #expect(String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == "276129000.0\n")
    }
}
