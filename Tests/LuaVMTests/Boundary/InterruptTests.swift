import Diagnostics
import Foundation
import LuaVM
import Testing

/// Raises the flag from a thread of its own: the test's own thread is busy with the script.
private func interruptSoon(_ flag: InterruptFlag) {
    Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.02)
        flag.raise()
    }
}

@Suite struct InterruptTests {
    @Test func endsTheRunAndKeepsTheSession() throws {
        let m = try TestMachine(instructions: .max)
        try m.run("x = 5", as: .session)
        m.vm.setGlobal("stop", m.vm.makeFunction("stop") { $0.vm.interrupt() })
        let failure = m.failure("x = 6\nstop()\nprint('went on')", as: .session)
        #expect(failure?.code == .interrupted)
        #expect(failure?.location?.line == 2)
        #expect(m.printed == "")
        #expect(show(try m.run("x", as: .session)) == "6")
        #expect(!m.vm.isInterrupted)
    }

    @Test func reachesALoopFromAnotherThread() throws {
        let m = try TestMachine(instructions: .max)
        interruptSoon(m.vm.interruptFlag)
        let time = ContinuousClock().measure {
            #expect(m.failure("while true do pcall(function() while true do end end) end")?.code == .interrupted)
        }
        #expect(time < .seconds(2))
    }

    @Test func endsLongLibraryCalls() throws {
        let m = try TestMachine(instructions: .max)
        interruptSoon(m.vm.interruptFlag)
        #expect(m.failure("(('x'):rep(1e6)):find('(.-)(.-)(.-)(%1)(%2)b')")?.code == .interrupted)
    }
}
