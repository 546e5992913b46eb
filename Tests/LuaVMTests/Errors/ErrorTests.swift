import Diagnostics
import LuaSyntax
import LuaVM
import Testing

/// Errors as scripts and Swift see them.
@Suite struct ErrorTests {
    // MARK: In scripts

    @Test(arguments: [
        // Strings and tables are what they are in Lua; the position is in front, with its column.
        ("pcall(error, 'x', 0)", "false|string|x"), ("pcall(function() error('x', 0) end)", "false|string|x"),
        ("pcall(function() error('x') end)", "false|string|main.lua:1:31: x"),
        ("pcall(function() error(5) end)", "false|number|5"), ("pcall(function() error(nil) end)", "false|nil|nil"),
        ("pcall(function() error({}) end)", "false|table|table"), ("pcall(function() assert(false, 'm') end)", "false|string|m"),
        ("pcall(function() assert(nil) end)", "false|string|assertion failed!"),
        // Everything else is an object.
        ("pcall(function() local t t.x = 1 end)", "false|userdata|main.lua:1:41: can't get the field `x` of `t`, which is nil"),
        ("pcall(function() return 1 + {} end)", "false|userdata|main.lua:1:40: can't calculate with a table"),
        ("pcall(string.rep)", "false|userdata|main.lua:1:14: argument 1 is missing: it must be text"),
        ("pcall(refuse)", "false|userdata|main.lua:1:14: Refusal()"),
    ]) func pcallGives(expression: String, expected: String) throws {
        let m = try TestMachine()
        m.vm.setGlobal("refuse", m.vm.makeFunction("refuse") { _ in throw Refusal() })
        #expect(try m.prints("local a, b = \(expression) print(tostring(a) .. '|' .. type(b) .. '|' .. tostring(b))") == expected + "\n")
    }

    @Test func levelsNameTheCaller() throws {
        let m = try TestMachine()
        let script = "local function check(x)\n  error('bad', 2)\nend\nlocal function use()\n  check(1)\nend\n"
        #expect(m.failure(script + "use()")?.location == SourceLocation(file: "main.lua", line: 5, column: 3))
        #expect(try m.prints(script + "print(select(2, pcall(use)))") == "main.lua:5:3: bad\n")
        #expect(m.failure("error('bad', 0)")?.message == "bad")
        #expect(m.failure("error('main.lua: bad')")?.message == "main.lua: bad")
    }

    @Test func objectsHaveFields() throws {
        let m = try TestMachine()
        m.vm.setGlobal("refuse", m.vm.makeFunction("refuse") { _ in throw Diagnostic(.outOfRange, "too large", remedy: "make it smaller") })
        #expect(show(try m.run("local ok, e = pcall(function()\n  refuse()\nend)\nreturn e.code, e.message, e.file, e.line, e.column, e.remedy"))
            == "'out-of-range' 'too large' 'main.lua' 2 3 'make it smaller'")
        #expect(show(try m.run("local ok, e = pcall(refuse) return 'failed: ' .. e, e .. '!'")) == "'failed: main.lua:1:15: too large' 'main.lua:1:15: too large!'")
        #expect(m.failure("local ok, e = pcall(refuse) return e.mesage")?.code == .unknownField)
    }

    @Test func objectsPassThroughUnchanged() throws {
        let m = try TestMachine()
        let failure = m.failure("local ok, e = pcall(function()\n  local t = nil\n  return t.x\nend)\nerror(e)")
        #expect(failure?.code == .runtime)
        #expect(failure?.location == SourceLocation(file: "main.lua", line: 3, column: 12))
        let again = m.failure("local ok, e = pcall(function()\n  error('first')\nend)\nerror(e, 0)")
        #expect(again?.message == "first")
        #expect(again?.location?.line == 2)
    }

    @Test func handlersSeeTheObject() throws {
        let m = try TestMachine()
        #expect(show(try m.run("return xpcall(function() return nil + 1 end, function(e) return e.code .. e.line end)")) == "false 'runtime1'")
        #expect(show(try m.run("return xpcall(function() error('x', 0) end, function(e) return e .. '!' end)")) == "false 'x!'")
    }

    @Test func coroutinesHandOverErrors() throws {
        let m = try TestMachine()
        #expect(show(try m.run("local ok, e = coroutine.resume(coroutine.create(function()\n  return nil + 1\nend)) return ok, e.line, e.column")) == "false 2 14")
        #expect(m.failure("coroutine.wrap(function()\n  local t = 5\n  t()\nend)()")?.location == SourceLocation(file: "main.lua", line: 3, column: 3))
        #expect(m.failure("coroutine.wrap(function()\n  error('own')\nend)()")?.message == "own")
    }

    // MARK: Uncaught

    @Test func scriptErrors() throws {
        let m = try TestMachine()
        let text = m.failure("local x = 1\nerror('boom')")
        #expect(text?.code == .scriptError)
        #expect(text?.message == "boom")
        #expect(text?.location == SourceLocation(file: "main.lua", line: 2, column: 1))
        #expect(m.failure("error({ message = 'in a table' })")?.message == "in a table")
        #expect(m.failure("error({})")?.message == "the script raised a value of type table")
        #expect(m.failure("error()")?.message == "the script raised a value of type nil")
        #expect(m.failure("\nassert(1 > 2, 'impossible')")?.location?.line == 2)
    }

    @Test func tracebacksNameFunctions() throws {
        let m = try TestMachine()
        do {
            try m.run("local site = {}\nfunction site.build()\n  return nil + 1\nend\nlocal function plan()\n  local x = site.build()\n  return x\nend\nplan()")
        } catch let failure as LuaFailure {
            #expect(failure.traceback.map { "\($0.function) \($0.location?.line ?? 0):\($0.location?.column ?? 0)" }
                == ["site.build 3:14", "plan 6:18", "main 9:1"])
        }
    }

    @Test func swiftErrorsKeepTheirCodeAndGetAPlace() throws {
        let m = try TestMachine()
        m.vm.setGlobal("refuse", m.vm.makeFunction("refuse") { call in
            #expect(call.callerFunctionPath == "plan")
            #expect(call.callerLocation == SourceLocation(file: "main.lua", line: 2, column: 10))
            #expect(call.callerChunk?.name == "main.lua")
            #expect(call.callChain.map(\.line) == [2, 4])
            throw Diagnostic(.outOfRange, "too large")
        })
        let failure = m.failure("local function plan()\n  return refuse()\nend\nlocal x = plan()")
        #expect(failure?.code == .outOfRange)
        #expect(failure?.location?.line == 2 || failure?.location?.line == 4)
    }

    @Test func failuresInsideCallsReachSwiftAndComeBack() throws {
        let m = try TestMachine()
        nonisolated(unsafe) var inner: Diagnostic?
        m.vm.setGlobal("apply", m.vm.makeFunction("apply") { call in
            guard case .function(let function) = try call[1] else { return }
            do {
                _ = try call.vm.call(function, [])
            } catch let failure as LuaFailure {
                inner = failure.diagnostic
                throw failure
            }
        })
        let outer = m.failure("apply(function()\n  return nil + 1\nend)")
        #expect(inner?.location?.line == 2)
        #expect(outer == inner)
    }

    // MARK: Words

    @Test(arguments: [
        ("local t = {}\nreturn t.site.power", "can't get the field `power` of `t.site`, which is nil", 15),
        ("local t\nt.x = 1", "can't get the field `x` of `t`, which is nil", 3),
        ("local t\nreturn t[1]", "can't get the field of `t`, which is nil", 0),
        ("local t = 5\nreturn t.x", "can't get the field `x` of `t`, which is a number", 10),
        ("local f\nreturn f()", "can't call `f`, which is nil", 8),
        ("local t = {}\nt.run()", "can't call `t.run`, which is nil", 3),
        ("local t = {}\nt:run()", "can't call `t:run`, which is nil", 3),
        ("local a, b = 1, {}\nreturn a + b", "can't calculate with `b`, which is a table", 10),
        ("local a = 'x'\nreturn a * 2", "can't calculate with `a`, which is text", 10),
        ("\nreturn 2 * nil", "can't calculate with nil", 10),
        ("local a = {}\nreturn -a", "can't calculate with `a`, which is a table", 8),
        ("local a = {}\nreturn 'x' .. a", "can't join `a`, which is a table to text", 12),
        ("local a = 5\nreturn #a", "the length of `a`, which is a number has no meaning", 8),
        ("local a, b = 1, 'x'\nreturn a < b", "can't compare a number with text by order", 10),
        ("local a, b = {}, {}\nreturn a <= b", "can't compare two tables by order", 10),
        ("\nreturn 1 // 0", "a whole number is divided by zero", 10),
        ("\nreturn 1 % 0", "a whole number is divided by zero", 10),
        ("\nreturn 1.5 | 1", "a whole number is needed here, and this one has a fraction or is too large", 12),
        ("local t = {}\nt[nil] = 1", "a table can't have nil as a key", 2),
        ("local z = 0.0 local t = {}\nt[z / z] = 1", "a table can't have a key that is not a number (0/0)", 2),
        ("\nfor i = 1, 10, 0 do end", "the step of this loop is zero", 1),
        ("\nfor i = {}, 10 do end", "the initial value of this loop must be a plain number", 1),
        ("\nfor k in 5 do end", "this loop can't go over a number", 10),
        ("\nselect('x')", "argument 1 of `select`: number expected, got string", 1),
        ("\nlocal x <close> = 5", "a `<close>` variable needs a value with the metamethod `__close`", 7),
        ("local x = {}\nreturn x ^ 2", "can't calculate with a table", 10),
    ]) func messagesAreInPlainWords(script: String, message: String, column: Int) throws {
        let failure = try TestMachine().failure(script)
        #expect(failure?.message == message)
        #expect(failure?.location?.line == 2)
        if column > 0 { #expect(failure?.location?.column == column) }
    }

    @Test func operandsSayWhereTheyCameFrom() throws {
        let failure = try TestMachine().failure("local load = 'x'\nlocal cost = 2\nreturn cost * load")
        #expect(failure?.operands.first?.name == "load")
        #expect(failure?.operands.first?.origin?.line == 1)
        #expect(failure?.remedy == "text doesn't turn into numbers by itself: use tonumber(...)")
    }

    @Test func fieldsThatAreNilSuggestNearOnes() throws {
        let failure = try TestMachine().failure("local site = { power = 5 }\nreturn 2 * site.powr")
        #expect(failure?.remedy == "did you mean `power`?")
        #expect(try TestMachine().failure("local site = {}\nfunction site.build() end\nsite.biuld()")?.remedy == "did you mean `build`?")
    }
}
