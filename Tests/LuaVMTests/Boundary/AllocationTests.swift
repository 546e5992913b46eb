import Diagnostics
import LuaVM
import Testing

extension CountedTests {
    /// Rule 3: whichever allocation fails, nothing of Swift's is left behind and the machine goes on or is cleanly gone.
    @Suite struct FailingAllocations {
        /// Something of everything that allocates, with Swift frames in between.
        private static let representative = """
            local list = {}
            for i = 1, 20 do list[i] = { id = i, name = "item " .. i } end
            table.sort(list, function(a, b) return a.id > b.id end)
            local text = table.concat({ "a", "b", ("x"):rep(600) }, ",")
            local changed = text:gsub("%w", function(c) return c .. c end)
            local co = coroutine.wrap(function(a) local p = probe() for i = 1, 3 do a = coroutine.yield(a .. i, p) end return a end)
            co("s") co("t")
            local ok, err = pcall(refuse)
            assert(not ok and tostring(err):find("Refusal"))
            assert(not pcall(error, { code = 1 }))
            assert(not pcall(apply, function() return nil .. "x" end))
            assert(select("#", apply(function(a, t) return a, t.x, probe(), plain() + plain() end)) == 4)
            local copy = echo({ 1, 2, { deep = { "er" } } }, "text", 2.5, print)
            assert(copy[3].deep[1] == "er")
            assert(describe(probe()) == "a probe" and tostring(probe()) == "a probe")
            for k, v in pairs({ z = 1, y = 2, 10, 20, [1.5] = 3 }) do list[k] = v end
            local q = setmetatable({}, { __index = function(_, k) return probe() end, __close = function() plain() end })
            do local c <close> = q; local _ = q.anything + probe() end
            print(string.format("%5.2f %s %q", 1.5, list, "q"), list[1], probe())
            return text, { probe() }, probe
            """

        @Test(arguments: [1, UInt64.max / 2]) func leaveNothingBehind(more: UInt64) throws {
            let before = Probe.alive
            var number: UInt64 = 1
            var failures = 0
            while true {
                let m = try TestMachine()
                m.defineProbes()
                m.vm.failAllocation(number, more: more)
                var failed = false
                do {
                    try m.run(Self.representative)
                } catch {
                    failed = true
                    failures += 1
                }
                let total = m.vm.allocations
                m.vm.failAllocation(0)
                // Still usable, and what the failed run has left is garbage.
                #expect(show(try m.run("collected = 1 return probe() ~= nil", as: .session)) == "true")
                try m.run("return nil")
                m.vm.collectGarbage()
                #expect(m.vm.liveObjects == 0, "allocation \(number)")
                #expect(Probe.alive == before, "allocation \(number)")
                if Probe.alive != before { return }
                if !failed && total < number { break }
                number += 1
            }
            // A script that allocates this much has many places to fail at.
            #expect(failures > 200)
        }

        @Test func machinesThatCannotBeMadeAreGone() throws {
            var number: UInt64 = 1
            while true {
                let vm = try? VirtualMachine(
                    limits: .init(instructions: 1_000_000, memoryBytes: 1 << 24), failingAllocation: number)
                if let vm {
                    #expect(vm.allocations < number, "allocation \(number) failed and nobody noticed")
                    break
                }
                number += 1
            }
            #expect(number > 100)
        }

        @Test func memoryIsOverdrawnInsideSwiftAndSettledAfterwards() throws {
            let m = try TestMachine(megabytes: 2)
            let before = Probe.alive
            m.vm.setGlobal("hold", m.vm.makeFunction("hold") { call in
                let probe = Probe()
                call.vm.charge(bytes: 100 << 20)
                // A snapshot and a text in the middle of a Swift frame, with the budget long gone.
                _ = try call[1]
                _ = try call.text(of: 1)
                withExtendedLifetime(probe) {}
                call.push("never seen")
            })
            #expect(m.failure("pcall(hold, { 1, 2, 3 }) print('went on')")?.code == .memoryBudget)
            #expect(m.printed == "")
            #expect(Probe.alive == before)
            m.vm.charge(bytes: -100 << 20)
            #expect(show(try m.run("return 1")) == "1")
        }
    }
}
