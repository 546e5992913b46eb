import Diagnostics
import LuaVM
import Testing

/// The environment is what the list allows, and can't be changed.
@Suite struct EnvironmentTests {
    @Test func hasExactlyWhatIsAllowed() throws {
        let m = try TestMachine()
        #expect(m.vm.globalNames == [
            "_VERSION", "assert", "coroutine", "error", "getmetatable", "import", "ipairs", "next", "pairs", "pcall", "print", "rawequal",
            "rawget", "rawlen", "select", "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8", "xpcall",
        ])
        #expect(try m.prints("for _, t in ipairs { string, table, coroutine, utf8 } do local s = {} for k in pairs(t) do s[#s + 1] = k end print(table.concat(s, ' ')) end")
            == """
            byte char find format gmatch gsub len lower match rep reverse sub upper
            concat insert move pack remove sort unpack
            close create isyieldable resume running status wrap yield
            char charpattern codepoint codes len offset

            """)
    }

    @Test(arguments: ["io", "os", "debug", "require", "dofile", "loadfile", "load", "rawset", "collectgarbage", "package", "warn", "_G", "loadstring"])
    func dangerousNamesAreUndeclared(name: String) throws {
        #expect(try TestMachine().failure("return \(name)")?.code == .undeclaredName)
    }

    @Test func undeclaredNamesSuggest() throws {
        let m = try TestMachine()
        m.vm.setGlobal("tariff", .number(1))
        let failure = m.failure("local x = 1\nreturn tarif + x")
        #expect(failure?.code == .undeclaredName)
        #expect(failure?.message == "`tarif` is not declared")
        #expect(failure?.remedy == "did you mean `tariff`?")
        #expect(failure?.location?.line == 2)
        #expect(failure?.location?.column == 8)
    }

    @Test(arguments: [
        ("x = 1", DiagnosticCode.assignmentToGlobal), ("print = 1", .assignmentToGlobal), ("_ENV.print = 1", .assignmentToGlobal),
        ("_ENV['x'] = 1", .assignmentToGlobal), ("string.format = 1", .readOnly), ("table.insert(string, 1)", .readOnly),
        ("table.sort(table)", .readOnly), ("table.remove(coroutine)", .readOnly), ("table.move({ 1 }, 1, 1, 1, utf8)", .readOnly),
        ("setmetatable(string, {})", .readOnly), ("setmetatable(_ENV, {})", .readOnly),
        ("setmetatable({}, { ['__g' .. 'c'] = print })", .readOnly), ("setmetatable({}, { __gc = print })", .readOnly),
        ("local mt = {} setmetatable({}, mt) mt.__mode = 'k'", .readOnly), ("local mt = {} setmetatable({}, mt) mt['__mode'] = 'k'", .readOnly),
        ("local mt, k = {}, '__mo' setmetatable({}, mt) mt[k .. 'de'] = 'k'", .readOnly),
        ("local k <const> = '__mode' local mt = {} setmetatable({}, mt) mt[k] = 'k'", .readOnly),
        ("local mt = {} mt[('__mode')] = 'k'", .readOnly), ("return { [('__m'):rep(1) .. 'ode'] = 1 }", .readOnly),
        ("function print() end", .assignmentToGlobal), ("getmetatable('').__index = 1", .runtime),
        ("return ('x').dump.y", .runtime), ("return string.dump(print)", .runtime),
    ]) func changesAreRefused(script: String, code: DiagnosticCode) throws {
        let failure = try TestMachine().failure(script)
        #expect(failure?.code == code, "\(String(describing: failure))")
    }

    @Test func sessionsKeepWhatTheyDefine() throws {
        let m = try TestMachine()
        try m.run("local a = 1", as: .session)
        try m.run("b = a + 1", as: .session)
        try m.run("function double(x) return x * 2 end", as: .session)
        #expect(show(try m.run("double(a + b)", as: .session)) == "6")
        #expect(m.vm.sessionNames == ["a", "b", "double"])
        #expect(m.failure("print = 1", as: .session)?.code == .assignmentToGlobal)
        #expect(m.failure("c", as: .session)?.code == .undeclaredName)
        #expect(m.failure("return a")?.code == .undeclaredName, "scripts see nothing of the session")
        #expect(m.failure("error('x')", as: .session)?.code == .scriptError)
        #expect(show(try m.run("a", as: .session)) == "1")
    }

    @Test func globalsThatAreTablesAreReadOnlyAllTheWayDown() throws {
        let m = try TestMachine()
        m.vm.setGlobal("config", .table(TableSnapshot(entries: [
            (.string("deep"), .table(TableSnapshot(entries: [(.integer(1), .integer(7))]))),
        ])))
        #expect(show(try m.run("return config.deep[1], #config.deep")) == "7 1")
        #expect(m.failure("config.x = 1")?.code == .readOnly)
        #expect(m.failure("config.deep[1] = 1")?.code == .readOnly)
        #expect(m.failure("table.insert(config.deep, 1)")?.code == .readOnly)
    }

    @Test func noAddressIsEverShown() throws {
        let m = try TestMachine()
        let text = try m.prints("print({}, print, function() end, coroutine.create(print), string, setmetatable({}, { __name = 'deal' })) print(select(2, pcall(error, {})), #tostring({}))")
        #expect(text == "table\tfunction: builtin\tfunction: function\tthread\ttable\tdeal\ntable\t5\n")
        #expect(m.failure("return ('%p'):format({})")?.code == .numberFormat)
        let named = try m.prints("local site = {} function site.build() end local function f() end print(site.build, f)")
        #expect(named == "function: site.build\tfunction: f\n")
    }

    @Test func binaryChunksHaveNoWayIn() throws {
        // There is no `load` at all, and the front end refuses the signature.
        let m = try TestMachine()
        do {
            try m.run("\u{1B}Lua")
            Issue.record("it ran")
        } catch {}
    }
}
