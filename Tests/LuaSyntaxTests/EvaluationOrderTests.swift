import LuaSyntax
import Testing

/// Operands are read from left to right, also where stock Lua reads a local only after the call beside it.
@Suite(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed")) struct EvaluationOrderTests {
    private static let cases = [
        ("local a = 1 local function f() a = 10 return 1 end return a + f()", "2"),
        ("local a = 1 local function f() a = 10 return 1 end return a < f()", "false"),
        ("local a = 1 local function f() a = 10 return 2 end return a - f() * 3", "-5"),
        ("local a = 1 local function f() a = 10 return 1 end return (a) + f()", "2"),
        ("local a = { 'old' } local function f() a = { 'new' } return 1 end return a[f()]", "old"),
        ("local a = { 'old' } local b = a local function f() a = {} return 'set' end a[1] = f() return b[1]", "set"),
        ("local a = {} local b = a local function f() a = {} return 'set' end a.x = f() return b.x", "set"),
        ("local a = 1 local t = {} local function f() a = 2 return 'set' end t[a] = f() return t[1]", "set"),
        ("local a = false local function f() a = 10 return 1 end return a == f()", "false"),
        ("local a = 'x' local function f() a = 'y' return 'z' end return a .. f()", "xz"),
        ("local a = 1 local function f() a = 10 return 1 end return a + 1 + f()", "3"),
        ("local a = 2 local function f() a = 10 return 3 end return a ^ f()", "8.0"),
        ("local a = 1 local function f() a = 10 return a end return f() + a", "20"),
    ]

    @Test func operandsAreReadFromLeftToRight() throws {
        let driver = """
            for _, program in ipairs(programs) do print((load(program)())) end
            """
        let lua = try #require(StockLua.installed)
        let texts = try Self.cases.map { Array(guarded(try parse($0.0, name: "p"), sessionLocals: false).text.utf8) }
        for (example, result) in zip(Self.cases, try lua.run(driver, over: texts)) {
            #expect(result == example.1, "\(example.0)")
        }
    }
}
