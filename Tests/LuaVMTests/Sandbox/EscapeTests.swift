import Diagnostics
import LuaVM
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The processor time of this thread: other tests run beside it.
private func cpuSeconds(_ body: () -> Void) -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
    let start = now()
    body()
    return now() - start
}

/// Rule 5: nothing escapes the budgets. Every script here would run for hours, or fill the memory, if it did.
@Suite struct EscapeTests {
    @Test(arguments: [
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do pcall(error) end",
        "while true do xpcall(function() while true do end end, function() while true do end end) end",
        "local function f() return pcall(f) end while true do f() end",
        "local co = coroutine.wrap(function() while true do end end) while true do pcall(co) end",
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        "while true do local co = coroutine.wrap(function() local x = 1 + 1 end) co() end",
        "local function nest() local co = coroutine.wrap(nest) while true do pcall(co) end end nest()",
        "local function f(...) return f(1, ...) end f()",
        "local function f(...) return f(...) end f(table.unpack({}, 1, 300000))",
        "local function f(...) while true do select('#', ...) end end f(table.unpack({}, 1, 300000))",
        // __close
        "local mt = { __close = function() while true do end end } while true do pcall(function() local x <close> = setmetatable({}, mt) error('e') end) end",
        "local mt = { __close = function() while true do end end } local x <close> = setmetatable({}, mt) while true do end",
        "local mt = { __close = function() while true do end end } local co = coroutine.create(function() local x <close> = setmetatable({}, mt) coroutine.yield() end) coroutine.resume(co) while true do pcall(coroutine.close, co) end",
        // loops in C without any Lua function
        "table.sort(setmetatable({}, { __len = function() return 1 << 30 end }), rawequal)",
        "local t = {} for i = 1, 1e5 do t[i] = i end while true do table.sort(t, rawequal) end",
        "while true do table.concat(setmetatable({}, { __index = function() return '' end }), '', 1, 1 << 40) end",
        "table.move({}, 1, 1 << 50, 2)",
        "table.insert(setmetatable({}, { __len = function() return 1 << 50 end }), 1, 1)",
        "table.remove(setmetatable({}, { __len = function() return 1 << 50 end }), 1)",
        "while true do pcall(table.unpack, {}, 1, 900000) end",
        "local t = setmetatable({}, { __index = rawlen }) while true do pcall(table.concat, t, '', 1, 1 << 40) end",
        "local t = setmetatable({}, { __lt = rawequal }) local l = {} for i = 1, 1000 do l[i] = t end while true do table.sort(l) end",
        "local s = ('x'):rep(1e6) while true do s:find('y', 1, true) end",
        "local s = ('x'):rep(1e6) while true do s:upper() end",
        "local s = ('x'):rep(1e6) while true do local _ = s == (s .. 'y') end",
        "local s = ('x'):rep(1e6) while true do utf8.len(s) end",
        "while true do ('x'):rep(1e6) end",
        "while true do string.format('%99.99f', 1e308) end",
        "local t = {} for i = 1, 1e4 do t[i] = i end while true do next(t, 5) end",
        "local t = {} for i = 1, 1e4 do t['k' .. i] = i end while true do pairs(t) end",
        "while true do tostring(setmetatable({}, { __tostring = function() return 'x' end })) end",
        // patterns
        "(('a'):rep(1e6)):find(('a?'):rep(26) .. ('a'):rep(26) .. 'b') while true do (('x'):rep(200)):find('(.-)(.-)(.-)(%1)(%2)b') end",
        "while true do (('x'):rep(1e5)):find('.-.-.-b') end",
        "while true do (('x'):rep(1e5)):gsub('.-', '') end",
        "while true do (('('):rep(1e5)):find('%b()') end",
        "for _ in (('x'):rep(1e6)):gmatch('.*.*b') do end while true do end",
    ]) func instructionsAreCounted(script: String) throws {
        let m = try TestMachine(instructions: 5_000_000)
        let seconds = cpuSeconds {
            #expect(m.failure(script)?.code == .instructionBudget)
        }
        #expect(seconds < 3)
        #expect(show(try m.run("return 1 + 1")) == "2")
    }

    @Test(arguments: [
        "local t = {} while true do t[#t + 1] = {} end",
        "local s = 'x' while true do s = s .. s end",
        "local t = {} while true do pcall(function() while true do t[#t + 1] = 'a' .. #t end end) end",
        "while true do pcall(string.rep, 'x', 1e9) end",
        "return ('x'):rep(1e15)",
        "return ('x'):rep(1 << 62)",
        "return ('x'):rep(1 << 40, ('y'):rep(1000))",
        "local t = {} for i = 1, 60 do t[i] = ('x'):rep(1e6) end return table.concat(t)",
        "return (('x'):rep(1e6)):gsub('x', ('y'):rep(100))",
        "local s = ('x'):rep(1e6) return string.format(('%s'):rep(40), s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s, s)",
        "local t = {} while true do t[#t + 1] = coroutine.create(print) end",
        "local t = {} while true do pcall(coroutine.wrap(function() while true do t[#t + 1] = {} end end)) end",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
    ]) func memoryIsCounted(script: String) throws {
        let m = try TestMachine(instructions: 1_000_000_000, megabytes: 16)
        let seconds = cpuSeconds {
            let code = m.failure(script)?.code
            #expect(code == .memoryBudget || code == .instructionBudget)
        }
        #expect(seconds < 3)
        #expect(show(try m.run("return 1 + 1")) == "2")
        m.vm.collectGarbage()
        #expect(m.vm.memoryUsed < 2 << 20)
    }

    @Test func largeSnapshotsOfSmallTablesAreRefused() throws {
        let m = try TestMachine(instructions: 1_000_000_000)
        m.vm.setGlobal("echo", m.vm.makeFunction("echo") { $0.push(try $0[1]) })
        let failure = m.failure("local t = {} for i = 1, 60 do t = { t, t } end echo(t)")
        #expect(failure?.code == .outOfRange || failure?.code == .instructionBudget)
    }

    @Test func aKillCannotBeSwallowedBySwift() throws {
        let m = try TestMachine(instructions: 100_000)
        m.vm.setGlobal("swallow", m.vm.makeFunction("swallow") { call in
            guard case .function(let function) = try call[1] else { return }
            _ = try? call.vm.call(function, [])
            call.push("swallowed")
        })
        #expect(m.failure("print(swallow(function() while true do end end))")?.code == .instructionBudget)
        #expect(m.printed == "")
    }

    @Test func nativeWorkIsCounted() throws {
        let m = try TestMachine(instructions: 1_000_000)
        m.vm.setGlobal("work", m.vm.makeFunction("work") { $0.vm.charge(instructions: 300_000) })
        #expect(m.failure("for i = 1, 10 do pcall(work) print(i) end")?.code == .instructionBudget)
        #expect(m.printed == "1\n2\n3\n")
    }

    @Test func theBudgetBeginsAnewWithEveryRun() throws {
        let m = try TestMachine(instructions: 1_000_000)
        for _ in 1...5 { try m.run("for i = 1, 1e5 do local x = i end") }
        #expect(m.failure("for i = 1, 1e7 do local x = i end")?.code == .instructionBudget)
        try m.run("for i = 1, 1e5 do local x = i end")
    }
}
