import Diagnostics
import Foundation
import LuaSyntax
import Testing

/// What Lua accepts is accepted, and nothing else.
@Suite struct AcceptanceTests {
    private static let driver = """
        for _, program in ipairs(programs) do
          local chunk, problem = load(program, "=p", "t")
          print(chunk and "accepted" or (problem:gsub("[\\n\\r]", " ")))
        end
        """

    private static func accepts(_ text: [UInt8]) -> String? {
        do {
            _ = try parse(bytes: text, name: "p")
            return nil
        } catch {
            return error.diagnostic.description
        }
    }

    /// Judges every text twice and compares.
    private func compare(_ texts: [[UInt8]]) throws {
        // Lua's `load` doesn't pass over a first line that begins with `#` or a byte order mark; its files do.
        let texts = texts.filter { $0.first != UInt8(ascii: "#") && $0.first != 0xEF }
        let lua = try #require(StockLua.installed)
        let verdicts = try lua.run(Self.driver, over: texts)
        #expect(verdicts.count == texts.count)
        let accepted = verdicts.count { $0 == "accepted" }
        #expect(
            accepted > verdicts.count / 50 && accepted < verdicts.count * 3 / 4, "both verdicts must occur: \(accepted)"
        )
        for (text, verdict) in zip(texts, verdicts) {
            let problem = Self.accepts(text)
            // What no grammar says: a register for every temporary.
            if verdict.contains("too many registers") { continue }
            #expect(
                (problem == nil) == (verdict == "accepted"),
                "Lua: \(verdict), ours: \(problem ?? "accepted")\n\(String(decoding: text, as: UTF8.self))")
        }
    }

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func mutatedProgramsAreJudgedAsByLua() throws {
        var texts: [[UInt8]] = []
        for seed in 5_001...5_400 {
            let original = Array(ProgramGenerator(seed: UInt64(seed)).scattered(seed: UInt64(seed)).utf8)
            var mutator = Mutator(seed: UInt64(seed))
            for _ in 0..<20 { texts.append(mutator.mutate(original)) }
        }
        try compare(texts)
    }

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func mutatedSnippetsAreJudgedAsByLua() throws {
        var texts = Self.snippets.map { Array($0.utf8) }
        for (index, snippet) in Self.snippets.enumerated() {
            var mutator = Mutator(seed: UInt64(index))
            for _ in 0..<100 { texts.append(mutator.mutate(Array(snippet.utf8))) }
        }
        try compare(texts)
    }

    @Test(.enabled(if: StockLua.isInstalled && RealFiles.areThere, "lua5.4 or Lua files are not installed"))
    func mutatedRealFilesAreJudgedAsByLua() throws {
        var texts: [[UInt8]] = []
        for (index, file) in RealFiles.all.enumerated() {
            let original = Array(try Data(contentsOf: file))
            texts.append(original)
            var mutator = Mutator(seed: UInt64(index))
            for _ in 0..<20 { texts.append(mutator.mutate(original)) }
        }
        try compare(texts)
    }

    @Test func noiseIsRefusedWithoutHarm() {
        var mutator = Mutator(seed: 11)
        var accepted = 0
        for count in 0..<2_000 {
            if Self.accepts(mutator.noise(count: count % 200 + 2)) == nil { accepted += 1 }
            if Self.accepts(mutator.salad(count: count % 60 + 2)) == nil { accepted += 1 }
        }
        #expect(accepted < 200)
    }

    /// Every statement and every token, and what decides about names, labels and attributes.
    static let snippets = [
        "goto a do ::a:: end ::a::", "do goto a end ::a::", "do goto a local x ::a:: end",
        "do goto a local x ::a:: x = 1 end", "do goto a; local x; ::a:: ; ::b:: ; end",
        "repeat goto a; local x; ::a:: until x", "::a:: ::a::", "::a:: do ::a:: end", "do ::a:: end ::a::",
        "::a:: local function f() ::a:: end", "goto a; local function f() ::a:: end",
        "while true do goto continue local x ::continue:: end", "for i = 1, 2 do break end", "break",
        "if x then break end", "while true do local function f() break end end", "repeat break until true",
        "for k in x do do break end end", "local x <const> = 1; x = 2", "local x <const> = 1; function f() x = 2 end",
        "local x <close> = nil; x = nil", "local x <const>, y <close> = 1", "local x <close>, y <close> = 1",
        "local x <foo> = 1", "local x <const> <const>", "local x <const> = 1; local x = 2; x = 3",
        "local function f <const>() end", "local x <const>; function x() end", "for i = 1, 2 do i = 3 end",
        "function f(...) return ... end", "function f() return ... end", "return ...",
        "function f(a, ...) local function g() return ... end end", "function f(..., a) end", "function f(a,) end",
        "return", "return;", "return 1, 2;", "return return", "return 1 2", "return;;", "do return end x()",
        "x = 1 return x", "local a <const>, b, c <const> = 1, 2", "local a, b = 1,", "local = 1", "local a.b = 1",
        "local function a.b() end", "a.b.c = 1", "a.b:c = 1", "a:b().c = 1", "f() = 1", "(a) = 1", "(a).b = 1",
        "(f()).b = 1", "a, b.c, d[1] = f()", "a, f() = 1", "a, (b) = 1", "a = ", "a", "a.b", "(a)", "(f())", "f()",
        "f()()", "f 's' {} [[x]] .a:b()()", "f\n()", "a:b", "a:b.c()", "a:b'x'", "a:b{}", "('x'):rep(3)",
        "'x':rep(3)", "{}.x = 1", "({}).x = 1", "x = {}()", "x = {} {}", "x = { 1, 2; 3, }", "x = { ; }", "x = { , }",
        "x = { a = 1, ['b'] = 2, 3, [4] = 5; f() }", "x = { a.b = 1 }", "x = { [1] }", "x = { a = }", "x = { 1 2 }",
        "x = -2 ^ 2", "x = 2 ^ - 3 ^ 2", "x = not not nil == true", "x = - - 3",
        "x = a or b and c < d .. e + f * -g ^ h", "x = 1 .. 2 .. 3", "x = 1 .. .5", "x = 1..2", "x = a.b.c[d.e]:f(g)",
        "x = ~1 & 2 | 3 ~ 4 << 5 >> 6 // 7 % 8", "x = 1 < 2 < 3", "x = #t + #'s'", "x = function(a, b, ...) end",
        "function a.b.c:d(e) self.f = e end", "function a:b.c() end", "function a() end", "function (x) end",
        "function a.b:c end", "if a then elseif b then else end", "if a then else elseif b then end",
        "if a then else if b then end end", "if a then", "if a", "if (a) then end;", "while a do end",
        "while a then end", "repeat until a", "repeat local x until x", "for a = 1, 2, 3 do end", "for a = 1 do end",
        "for a = 1, 2, 3, 4 do end", "for a, b = 1, 2 do end", "for a in b do end", "for a, b, c in d, e, f do end",
        "for a.b in c do end", "for (a) in c do end", "for a in do end", "do end", "do do end", "end", "until x",
        "else", "elseif x then", "::a", "::a:", ":: a ::", "::1::", "goto 1", "goto", "goto continue", "x = 0x",
        "x = 0xg", "x = 0x.p1", "x = 0x1p", "x = 0x1p+", "x = 0x1.8p-3", "x = 1e", "x = 1e+", "x = 1e+5", "x = 1.e5",
        "x = .5e-2", "x = .", "x = ..", "x = 1.2.3", "x = 08", "x = 1f", "x = 0b1", "x = 0x1e+1", "x = 3in",
        "x = 5and 6", "x = 0xfor", "x = 1//1", "x = '\\q'", "x = '\\x4'", "x = '\\300'", "x = '\\30'", "x = '\\u{}'",
        "x = '\\u{20AC}'", "x = '\\u{7FFFFFFF}'", "x = '\\u{80000000}'", "x = '\\u20AC'", "x = 'a\\\nb'",
        "x = 'a\nb'", "x = 'a", "x = '\\z \n a'", "x = [[a]]", "x = [==[a]]]=]]==]", "x = [=a", "x = [[a", "--[[a",
        "--[==[ ]] ]==] x = 1", "--[=x\nx = 1", "-- x", "--", "x = \"\\\r\n\"", "\u{00E9} = 1", "x = '\u{00E9}'",
        "x = $", "x = a ? b : c", "x != 1", "x = !y", "x += 1", "x++", "_ENV = 1", "local _ENV = {}; x = 1",
        "local function f(_ENV) return x end", "; ; ;", "local x; ; local y", "", "a.end = 1", "a.goto = 1",
        "goto = 1", "local goto = 1", "x = a.b.c.d.e.f", "x = function() return end", "x = function() return; end",
        "return function() end", "return (...)", "return (f(...))", "return not ...",
        "local a <const> = 5; return function() return a end", "x = a and function() end or {}",
        "for i = 1, 2 do local i = i end", "local x = x", "local function f() return f() end",
        "local f = function() return f() end", "x = { f = function() end }", "x = { function() end }", "x, y = y, x",
        "x.y.z = { [f()] = g() }", "f{...}", "f{ ... }", "while f() do break; end",

    ]
}
