import Diagnostics
import LuaSyntax
import Testing

@Suite struct NamingTests {
    /// The location of `@` in a text, and the text without it.
    private func marked(_ text: String) throws -> (chunk: Chunk, place: Diagnostics.SourceLocation) {
        let before = text.prefix { $0 != "@" }
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        let column = (lines.last?.utf8.count ?? 0) + 1
        let chunk = try parse(text.filter { $0 != "@" }, name: "p")
        return (chunk, Diagnostics.SourceLocation(file: "p", line: lines.count, column: column))
    }

    @Test(
        arguments: [
            ("return it_load @+ tariff", "+", "it_load", "tariff"),
            ("return a.b  *\n c @+ d[1]", "+", "a.b * c", "d[1]"),
            ("return 1 @+ x", "+", nil, "x"), ("return x @== 'a'", "==", "x", nil), ("return @-x", "-", "x", nil),
            ("return y - @-x", "-", "x", nil), ("return y @- -x", "-", "y", "-x"), ("return -1 @< x", "<", nil, "x"),
            ("return @#t.x", "#", "t.x", nil), ("return a .. b @.. c", "..", nil, nil),
            ("return a @.. c", "..", "a", "c"), ("return (a @.. b) .. c", "..", "a", "b"),
            ("return x.@y", "index", "x", "y"), ("return x.y@[k]", "index", "x.y", "k"),
            ("return x:@y(1)", "index", "x", "y"), ("return x.@y(1)", "call", "x.y", nil),
            ("return @f(1)", "call", "f", nil), ("if @a.b then end", "test", "a.b", nil),
            ("return @a + 1 and b", "test", "a + 1", nil), ("return t[@k + 1]", "key", "k + 1", nil),
            ("return { [@k] = 1 }", "key", "k", nil), ("return a @^ b", "^", "a", "b"),
            ("return a + @b", "+", nil, nil),
            ("return aaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbb @+ x", "+", nil, "x"),
            ("return f(a @+ b)", "+", "a", "b"), ("local function f() return a @// b end", "//", "a", "b"),
            ("return a @// b", "/", nil, nil),

        ] as [(String, String, String?, String?)])
    func operandsAreNamedAsTheyAreWritten(source: String, operation: String, left: String?, right: String?) throws {
        let (chunk, place) = try marked(source)
        let names = chunk.operandNames(at: place, operator: operation)
        #expect(names.left == left)
        #expect(names.right == right)
    }

    @Test(
        arguments: [
            ("if @x then end", "if"), ("if y then elseif @x then end", "elseif"), ("while @x do end", "while"),
            ("repeat until @x", "until"), ("return not @x", "not"), ("return @x and y", "and"),
            ("return @x or y", "or"),
            ("if y and @x then end", "if"), ("if @x and y then end", "and"), ("while (y or (@x)) do end", "while"),
            ("return y and @x", nil), ("return @x", nil),

        ] as [(String, String?)])
    func theWordThatAsksForTruthIsKnown(source: String, word: String?) throws {
        let (chunk, place) = try marked(source)
        #expect(chunk.testKeyword(at: place) == word)
    }

    @Test(
        arguments: [
            ("local x = 1\nlocal y = 2\nreturn x @+ y", "x", "1:7"), ("local x = 1\nx = 2\nreturn x @+ 1", "x", "2:1"),
            ("local x = 1\nx = x @+ 1", "x", "1:7"), ("local x = 1\nlocal x = x @+ 1", "x", "1:7"),
            ("local x\nreturn x @+ 1", "x", "1:7"), ("local function f(a, x)\nreturn x @+ 1 end", "x", "1:21"),
            ("for x = 1, 2 do\nprint(x @+ 1) end", "x", "1:5"), ("for i, x in f do\nprint(x @+ 1) end", "x", "1:8"),
            ("local x = 1\ndo local x = 2 end\nreturn x @+ 1", "x", "1:7"),
            ("local x = 1\nlocal function f()\nx = 5 end\nreturn x @+ 1", "x", "3:1"), ("return x @+ 1", "x", nil),
            ("local s = { power = 1,\n cost = 2 }\nreturn s.cost @+ 1", "s.cost", "2:2"),
            ("local s = site 'A' { a = { b = 1 } }\nreturn s.a.b @+ 1", "s.a.b", "1:28"),
            ("local s = {}\ns.x = 1\nreturn s.x @+ 1", "s.x", "2:3"),
            ("local s = {}\ns.x = { y = 2 }\nreturn s.x.y @+ 1", "s.x.y", "2:9"),
            ("local s = { x = 1 }\nreturn s.y @+ 1", "s.y", nil), ("local s = {}\nreturn s.x @+ 1\n, s", "a + b", nil),
            ("local x = 1\nwhile x @< 5 do\nx = x + 1 end", "x", "1:7"),
            ("local f = 1\nlocal function g() return f @+ 1 end", "f", "1:7"),

        ] as [(String, String, String?)])
    func theLastAssignmentBeforeAPlaceIsFound(source: String, name: String, expected: String?) throws {
        let (chunk, place) = try marked(source)
        let origin = chunk.assignments(ofLocal: name, before: place)
        #expect(origin.map { "\($0.line):\($0.column ?? 0)" } == expected)
    }

    @Test func functionsHavePaths() throws {
        let source = """
            local site = {}
            function site.build(p)
              local function cost() return function() end end
              return cost, function() end, function() end
            end
            function site:run() end
            local m = { step = function() end, [1] = function() end }
            site.late = function() end
            local function again() end
            do local function again() end end
            f(function() end)
            model "x" { run = function() end }
            """
        let chunk = try parse(source, name: "p")
        #expect(
            chunk.functions.map(\.path) == [
                "main", "site.build", "site.build/cost", "site.build/cost/function", "site.build/function",
                "site.build/function#2", "site:run", "m.step", "function", "site.late", "again", "again#2",
                "function#2", "run",
            ])
        #expect(chunk.functionPath(atLine: 1) == "main")
        #expect(chunk.functionPath(atLine: 4) == "site.build/function#2")
        #expect(chunk.functionPath(atLine: 2) == "site.build")
        #expect(chunk.functionPath(atLine: 6) == "site:run")
        let place = Diagnostics.SourceLocation(file: "p", line: 4, column: 10)
        #expect(chunk.function(at: place).path == "site.build")
        #expect(chunk.body(ofFunction: 2)?.range.start.line == 3)
        #expect(chunk.body(ofFunction: 99) == nil)
    }

    @Test func namesAreResolved() throws {
        let source = "local a, b = 1, 2 local function f(c) b = a + c + d return f end"
        let chunk = try parse(source, name: "p")
        #expect(chunk.functions[1].upvalues.map(\.name) == ["b", "a", "_ENV", "f"])
        let a = chunk.locals[0]
        #expect(a.isCaptured && a.reads == 1 && !a.isChangedByClosure)
        #expect(chunk.locals[1].isChangedByClosure)
        #expect(chunk.locals.map(\.name) == ["a", "b", "f", "c"])
        #expect(chunk.locals.map(\.kind) == [.local, .local, .function, .parameter])
    }
}
