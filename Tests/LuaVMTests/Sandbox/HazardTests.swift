import Diagnostics
import LuaVM
import Testing

/// The hazards that were measured in a stock interpreter (Docs/Sandbox.md), each closed.
@Suite struct HazardTests {
    /// 3.8 seconds in Lua; the answer comes at once, as failures are remembered.
    @Test func optionalLettersDoNotMultiply() throws {
        let m = try TestMachine(instructions: 1_000_000)
        #expect(show(try m.run("return (('a'):rep(26)):find('^' .. ('a?'):rep(26) .. ('a'):rep(26) .. '$')")) == "1 26")
        #expect(show(try m.run("return (('a'):rep(26)):find(('a?'):rep(26) .. ('a'):rep(26) .. 'b')")) == "nil")
    }

    /// 120 seconds in Lua.
    @Test func reluctantRepetitionsDoNotMultiply() throws {
        let m = try TestMachine(instructions: 5_000_000)
        #expect(show(try m.run("return (('x'):rep(2000)):find('.-.-.-b')")) == "nil")
        #expect(show(try m.run("return (('x'):rep(2000)):find('.*.*.*b')")) == "nil")
        #expect(show(try m.run("return (('x'):rep(2000) .. 'b'):match('^.-.-.-(b)$')")) == "'b'")
    }

    @Test func backReferencesAreBudgeted() throws {
        let m = try TestMachine(instructions: 1_000_000)
        #expect(m.failure("return (('x'):rep(3000)):find('(.-)(.-)(.-)%1%2%3b')")?.code == .instructionBudget)
    }

    @Test func sortingTiesIsTheSameInEveryRun() throws {
        let script = "local t = {} for i = 1, 100 do t[i] = { i } end table.sort(t, function() return false end) return t[1][1], t[50][1], t[100][1]"
        #expect(show(try TestMachine().run(script)) == "1 50 100")
    }

    @Test func deepRecursionIsAnOrdinaryError() throws {
        let m = try TestMachine(instructions: 100_000_000)
        let failure = m.failure("local function f(n) return 1 + f(n + 1) end return f(0)")
        #expect(failure?.code == .runtime)
        #expect(failure?.message == "functions call each other too deep")
        #expect(failure?.location?.column == 32)
        #expect(show(try m.run("local function f(n) return 1 + f(n + 1) end return (pcall(f, 0))")) == "false")
    }

    @Test func recursionThroughSwiftEnds() throws {
        let m = try TestMachine(instructions: 100_000_000)
        m.vm.setGlobal("apply", m.vm.makeFunction("apply") { call in
            guard case .function(let function) = try call[1] else { return }
            for value in try call.vm.call(function, []) { call.push(value) }
        })
        #expect(m.failure("local function f() return apply(f) end return f()")?.code == .runtime)
    }

    @Test func deepTablesDoNotExhaustTheStack() throws {
        let m = try TestMachine(instructions: 100_000_000)
        m.vm.setGlobal("echo", m.vm.makeFunction("echo") { $0.push(try $0[1]) })
        #expect(m.failure("local t = {} for i = 1, 1e5 do t = { t } end echo(t)")?.code == .wrongType)
        #expect(m.failure("local t = {} t.t = t echo(t)")?.code == .wrongType)
    }

    @Test func yieldsAcrossSwiftAreRefused() throws {
        let m = try TestMachine()
        m.vm.setGlobal("apply", m.vm.makeFunction("apply") { call in
            guard case .function(let function) = try call[1] else { return }
            _ = try call.vm.call(function, [])
        })
        #expect(m.failure("coroutine.wrap(function() apply(coroutine.yield) end)()")?.code == .runtime)
    }

    @Test func metatablesOfPayloadsAreNotForged() throws {
        let m = try TestMachine()
        let type = m.vm.register(TypeDescription(name: "quantity", events: [(.add, { call in call.push(call.payload(1)!) })]))
        m.vm.setGlobal("q", .payload(Payload(type: type, x: 1)))
        #expect(m.failure("setmetatable(q, {})")?.code == .wrongType)
        #expect(m.failure("return rawget(q, 1)")?.code == .wrongType)
        #expect(m.failure("return #q")?.code == .runtime)
    }
}
