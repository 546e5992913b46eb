import Diagnostics
import LuaSyntax
import Testing

/// Large and deep texts are read, or refused with a reason; they never exhaust the stack.
@Suite struct LimitTests {
    private func problem(_ text: String) -> SyntaxError.Problem? {
        do {
            _ = try parse(text, name: "p")
            return nil
        } catch {
            return error.problem
        }
    }

    private func isTooDeep(_ text: String) -> Bool {
        switch problem(text) {
        case .tooDeep, .tooLong, .tooManyLocals: true
        default: false
        }
    }

    @Test(arguments: [
        ("x = ", "(", "1", ")"), ("x = ", "{", "1", "}"), ("x = ", "f(", "1", ")"), ("x = ", "t[", "1", "]"),
        ("x = ", "not ", "1", ""), ("x = ", "- ", "1", ""), ("x = ", "1 .. ", "1", ""), ("x = ", "1 ^ ", "1", ""),
        ("x = ", "function() return ", "1", " end"), ("", "do ", "", " end"), ("", "if x then ", "", " end"),
        ("", "while x do ", "", " end"), ("", "repeat ", "", " until x"), ("", "for i = 1, 2 do ", "", " end"),
        ("", "function f() ", "", " end"), ("", "local function f() ", "", " end"), ("x = ", "{ a = ", "1", "}"),
        ("x = ", "{ [", "1", "] = 1 }"), ("x = ", "1 + (", "1", ")"), ("x = f", "", "", "()"), ("x = f", "", "", ".a"),
        ("x = f", "", "", "[1]"), ("x = f", "", "", ":m()"), ("f", "", "", "{}"), ("x = 1", "", "", " + 1"),
        ("x = 1", "", "", " == 1"), ("x = 1", "", "", " and 1"), ("x = 1", "", "", " or 1 - 1"),
    ])
    func aHundredThousandLevelsAreRefused(prefix: String, open: String, inside: String, close: String) {
        let text = prefix + String(repeating: open, count: 100_000) + inside + String(repeating: close, count: 100_000)
        #expect(isTooDeep(text))
    }

    @Test func unclosedParenthesesAreTooDeepAndNotIncomplete() {
        let text = "x = " + String(repeating: "(", count: 100_000)
        do {
            _ = try parse(text, name: "p")
            Issue.record("accepted")
        } catch {
            #expect(error.isIncomplete == false)
            #expect(error.diagnostic.remedy == "at most 190 levels; give inner parts names of their own")
        }
    }

    @Test func wideTextsAreFine() throws {
        #expect(problem("x = { " + String(repeating: "1, ", count: 100_000) + "}") == nil)
        #expect(problem(String(repeating: "x = 1\n", count: 50_000)) == nil)
        #expect(problem("if x then " + String(repeating: "elseif x then ", count: 5_000) + "end") == nil)
        #expect(problem("f(" + String(repeating: "1, ", count: 10_000) + "1)") == nil)
        #expect(problem("-- " + String(repeating: "[", count: 100_000)) == nil)
    }

    @Test func tooManyBytesAreRefused() {
        let text = String(repeating: " ", count: 16 << 20)
        #expect(problem(text) == nil)
        #expect(problem(text + " ") == .tooLarge(bytes: (16 << 20) + 1))
    }

    /// What is just within the limits can be walked, guarded and loaded.
    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func whatIsAcceptedLoadsGuarded() throws {
        let texts = [
            "return 1" + String(repeating: " + 1", count: 990),
            "local x = 1 return x" + String(repeating: " + x", count: 200),
            "return ''" + String(repeating: " .. ''", count: 150),
            "local f f = function() return f end return f"
                + String(repeating: "()", count: 900),
            "local t = {} t.t = t return t" + String(repeating: ".t", count: 900),
            "local t = {} function t:m() return self end return t" + String(repeating: ":m()", count: 300),
            "return " + String(repeating: "(", count: 150) + "1" + String(repeating: ")", count: 150),
            String(repeating: "do ", count: 150) + String(repeating: " end", count: 150),
            "return " + String(repeating: "{", count: 80) + String(repeating: "}", count: 80),
            "local x = 1 return x" + String(repeating: " and x", count: 400),
            "local x = 1 return x" + String(repeating: " or x == 2", count: 200), locals(200), locals(196), locals(197),
            "local t = {} return t" + String(repeating: "[1]", count: 1),
            "if 1 then " + String(repeating: "elseif 1 then ", count: 150) + "end",
        ]
        let sources = try texts.map { Array(guarded(try parse($0, name: "p"), sessionLocals: false).text.utf8) }
        let lua = try #require(StockLua.installed)
        let driver = """
            for _, program in ipairs(programs) do
              local chunk, problem = load(program)
              print(chunk and pcall(chunk) and "fine" or problem or "failed")
            end
            """
        for (text, verdict) in zip(texts, try lua.run(driver, over: sources)) {
            #expect(verdict == "fine", "\(text.prefix(60))")
        }
    }

    private func locals(_ count: Int) -> String {
        (1...count).map { "local a\($0) = \($0) == 1\n" }.joined()
    }

    @Test func localsAndUpvaluesAreLimitedAsInLua() {
        #expect(problem(locals(200)) == nil)
        #expect(problem(locals(201)) == .tooManyLocals(function: "the chunk", line: 0))
        let blocks = (1...300).map { "do local a\($0) end\n" }.joined()
        #expect(problem(blocks) == nil)
        let loops = "function deep() \(locals(197)) for i = 1, 2 do end end"
        #expect(problem(loops) == .tooManyLocals(function: "the function `deep`", line: 1))
        let outer = (1...2).map { level in
            "local function f\(level)() " + (1...130).map { "local a\(level)_\($0) " }.joined()
        }
        let uses = (1...2).flatMap { level in (1...130).map { "a\(level)_\($0)" } }.joined(separator: ", ")
        let many = outer.joined() + "local function f() return \(uses) end end end"
        #expect(problem(many) == .tooManyUpvalues(function: "the function `f`", line: 1))
    }

    @Test func aTreeOfTheGreatestHeightCanBeWalked() throws {
        let chunk = try parse("return 1" + String(repeating: " + 1", count: 990), name: "p")
        var counter = Counter()
        counter.walk(chunk.block)
        #expect(counter.expressions == 1_981)
        #expect(Checker(globals: []).check(chunk).isEmpty)
    }

    private struct Counter: SyntaxVisitor {
        var expressions = 0
        mutating func visit(_ expression: Expression) -> Bool {
            expressions += 1
            return true
        }
    }
}
