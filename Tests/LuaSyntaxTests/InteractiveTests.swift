import Diagnostics
import LuaSyntax
import Testing

/// What a REPL asks of the parser.
@Suite struct InteractiveTests {
    private func error(_ text: String) -> SyntaxError? {
        do {
            _ = try parse(text, name: "stdin", interactive: true)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "if x then", "if x", "if", "local", "local x =", "x =", "f(", "f(1,", "t = {", "{ 1,", "x = 1 +", "1 +",
        "not", "function f()", "function", "local function f(a,", "for i = 1,", "for i = 1, 2",
        "for i = 1, 2 do print(i)", "while x do", "repeat x()", "repeat until", "return 1,", "a.b.", "a.b:", "a:b",
        "t[", "t[1", "[[text", "--[==[ comment ]]", "x = [=[", "'a\\z \n ", "do", "x, y =", "(", "(1",
        "x = function() return", "goto", "::a", "model 'a' {\n  x = 1,", "f {", "local x <", "local x <const",

    ])
    func unfinishedInputIsIncomplete(text: String) {
        #expect(error(text)?.isIncomplete == true)
        #expect(error(text + "\n")?.isIncomplete == true)
    }

    @Test func aStringThatGoesOnBehindABackslashIsIncomplete() {
        #expect(error("'a\\\n")?.isIncomplete == true)
        #expect(error("'a\\\nb")?.isIncomplete == false)
    }

    @Test(arguments: [
        "end", "x y", "x = = 1", "if x = 1 then", "'a", "\"a\nb", "1 +* 2", "f(]", "local 1", "x != 1", "{ 1 2",
        "goto x", "break", "x = 1e", "for i = 1 to 2 do", "if x then end end", "a b c", "f(a b",

    ])
    func wrongInputIsNotIncomplete(text: String) throws {
        let mistake = try #require(error(text))
        #expect(mistake.isIncomplete == false)
    }

    @Test(arguments: [
        ("1 + 2", true), ("x", true), ("f(x)", true), ("x.y:z()", true), ("1, 2", true), ("{ 1 }", true),
        ("not x", true), ("function() end", true), ("'a' .. 'b'", true), ("x == 1 -- same", true), ("-x", true),
        ("x = 1", false), ("local x = 1", false), ("return x", false), ("if x then end", false), ("", false),
        ("-- note", false), ("f(x); g(x)", false), ("f 'x'", true),

    ])
    func anExpressionAloneIsReturned(text: String, isExpression: Bool) throws {
        let chunk = try parse(text, name: "stdin", interactive: true)
        #expect(chunk.isExpression == isExpression)
        guard isExpression else { return }
        guard case .return = chunk.block.statements[0].form else {
            Issue.record("not a return")
            return
        }
        #expect(chunk.text(chunk.block.statements[0].range) == text.split(separator: " --")[0])
    }

    @Test func theErrorOfTheReadingThatGotFurtherIsReported() throws {
        #expect(try #require(error("local x = 1 +* 2")).location.column == 14)
        #expect(try #require(error("f(1, 2")).isIncomplete)
        #expect(try #require(error("1 + * 2")).location.column == 5)
    }
}
