import Diagnostics
import LuaVM
import Testing

extension CountedTests {
    /// Rule 4: userdata are handles that are checked, and nothing of theirs can be got at.
    @Suite struct Handles {
        @Test func deadHandlesAreRecognised() throws {
            let m = try TestMachine()
            m.defineProbes()
            nonisolated(unsafe) var kept: Payload?
            m.vm.setGlobal("keep", m.vm.makeFunction("keep") { kept = $0.payload(1) })
            try m.run("keep(probe())")
            let payload = try #require(kept)
            m.vm.collectGarbage()
            #expect(m.vm.object(payload) == nil)
            // The slot has a new tenant; the old payload is not taken for it.
            try m.run("keepalive = probe()", as: .session)
            #expect(m.vm.object(payload) == nil)
            #expect(m.vm.liveObjects == 1)
        }

        @Test func deadPayloadsAreRefusedByLua() throws {
            let m = try TestMachine()
            m.defineProbes()
            nonisolated(unsafe) var kept: Payload?
            m.vm.setGlobal("keep", m.vm.makeFunction("keep") { kept = $0.payload(1) })
            m.vm.setGlobal("recall", m.vm.makeFunction("recall") { $0.push(.payload(kept!)) })
            try m.run("keep(probe())")
            m.vm.collectGarbage()
            #expect(m.failure("return recall()")?.code == .internal)
        }

        @Test func oneObjectIsOneValue() throws {
            let m = try TestMachine()
            m.defineProbes()
            #expect(show(try m.run("local p = probe() local q = echo(p) return rawequal(p, q), ({ [p] = 1 })[q]")) == "true 1")
        }

        @Test func objectsThatNeverReachLuaAreLetGo() throws {
            let before = Probe.alive
            let m = try TestMachine()
            m.defineProbes()
            try m.run("for i = 1, 100 do pcall(refuse) end")
            #expect(Probe.alive == before)
        }

        @Test func metatablesAreOutOfReach() throws {
            let m = try TestMachine()
            m.defineProbes()
            #expect(show(try m.run("return getmetatable(probe()), getmetatable(plain()), getmetatable('')")) == "false false false")
            #expect(m.failure("setmetatable(probe(), {})")?.code == .wrongType)
            #expect(m.failure("probe().x = 1")?.code == .readOnly)
            #expect(m.failure("return probe().__name")?.code == .unknownField)
            #expect(m.failure("local f = probe().fail; f = nil; return plain().__index")?.code == .unknownField)
        }

        @Test func finalizersOnlyMark() throws {
            // The deinit runs at a moment of Swift's, not in the collector.
            let m = try TestMachine()
            m.defineProbes()
            let before = Probe.alive
            try m.run("for i = 1, 50000 do probe() end")
            m.vm.collectGarbage()
            #expect(Probe.alive == before)
        }
    }
}
