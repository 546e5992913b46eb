import Diagnostics
import LuaSyntax
import Testing

@Suite struct CheckerTests {
    private func findings(_ source: String, session: Set<String>? = nil) throws -> [String] {
        let checker = Checker(globals: ["print", "MW", "USD", "math", "lognormal", "s"], session: session)
        return checker.check(try parse(source, name: "p")).map { found in
            "\(found.location?.line ?? 0):\(found.location?.column ?? 0) \(found.code): \(found.message)"
                + (found.severity == .error ? found.remedy.map { " = \($0)" } ?? "" : "")
                + found.notes.map { " (\($0))" }.joined()
        }
    }

    @Test(arguments: [
        ("print(5 * Mw)", ["1:11 undeclared-name: nothing declares the name `Mw` = did you mean `MW`?"]),
        (
            "local tariff = 42\nprint(tarif * 2)\nprint(tarif, tarif,\ntarif + tariff)",
            [
                "2:7 undeclared-name: nothing declares the name `tarif` = did you mean `tariff`? "
                    + "(it is also read at lines 3, 4)"
            ]
        ),
        ("print(null)", ["1:7 undeclared-name: nothing declares the name `null` = did you mean `nil`?"]),
        ("print(zzzz)", ["1:7 undeclared-name: nothing declares the name `zzzz` = declare it with `local zzzz = ...`"]),
        (
            "do local y = 1 print(y) end print(y)",
            [
                "1:35 undeclared-name: nothing declares the name `y` = declare it in a block around both places "
                    + "(a local of this name is declared in another block, at line 1)"
            ]
        ),
        (
            "local function f() return later end\nlocal later = f",
            [
                "1:27 undeclared-name: nothing declares the name `later` = declare it before it is read "
                    + "(a local of this name is declared later, at line 2)",
                "2:7 unused-name: `later` is never read",
            ]
        ),
        (
            "return unknown.x.y",
            ["1:8 undeclared-name: nothing declares the name `unknown` = declare it with `local unknown = ...`"]
        ),
    ])
    func undeclaredNamesAreFound(source: String, expected: [String]) throws {
        #expect(try findings(source) == expected)
    }

    @Test(arguments: [
        (
            "load = 1",
            [
                "1:1 assignment-to-global: `load` is assigned but nowhere declared "
                    + "= write `local load = ...` to declare it"
            ]
        ),
        (
            "load = 1\nload = load + 1",
            [
                "1:1 assignment-to-global: `load` is assigned but nowhere declared "
                    + "= write `local load = ...` to declare it"
            ]
        ),
        (
            "MW = 1",
            [
                "1:1 assignment-to-global: `MW` is one of Headroom's own names and can't be changed "
                    + "= choose another name, or write `local MW` to have your own in this file"
            ]
        ),
        (
            "function build() end build()",
            [
                "1:10 assignment-to-global: `build` is assigned but nowhere declared "
                    + "= write `local function build` to declare it"
            ]
        ),
        (
            "local tariff = 1 tarif = tariff",
            [
                "1:18 assignment-to-global: `tarif` is assigned but nowhere declared "
                    + "= did you mean `tariff`? Else write `local tarif = ...` to declare it"
            ]
        ),
    ])
    func assignmentsToGlobalsAreFound(source: String, expected: [String]) throws {
        #expect(try findings(source) == expected)
    }

    @Test(arguments: [
        (
            "local x = 1",
            ["1:7 unused-name: `x` is never read"]
        ),
        (
            "local x x = 1",
            [
                "1:7 unused-name: `x` is assigned but never read"
            ]
        ),
        (
            "local function f() end",
            [
                "1:16 unused-name: the local function `f` is never used"
            ]
        ),
        ("local a, b = print() print(b)", []),
        (
            "local a, b = 1, 2 print(b)",
            ["1:7 unused-name: `a` is never read"]
        ),
        ("local _x = 1", []), ("local _ = 1", []), ("local x <close> = nil", []), ("for i = 1, 2 do end", []),
        ("for k, v in print do end", []), ("print(function(s, f, t) end)", []),
        ("local x = 1 print(function() return x end)", []),
        ("local t = {} t.x = 1", []), ("local s = 3 print(s)", []), ("local x = 1 local x = x print(x)", []),
        ("goto a ::a::", []), ("local _ENV = {} x = y", []), ("print(_ENV)", []),
    ])
    func unreadLocalsAreFound(source: String, expected: [String]) throws {
        #expect(try findings(source) == expected)
    }

    @Test func sessionsKeepTheirLocals() throws {
        #expect(try findings("local x = 1 local function f() local y end", session: []).count == 1)
    }

    @Test func theRemedyForAnUnreadLocalNamesIt() throws {
        let found = Checker(globals: []).check(try parse("local cooling = 1", name: "p"))
        #expect(found.map(\.remedy) == ["use it, remove it, or call it `_cooling` if it only has to be there"])
    }

    @Test func findingsAreWarningsOrErrors() throws {
        let found = Checker(globals: []).check(try parse("local x = y z = 1", name: "p"))
        #expect(found.map(\.severity) == [.warning, .error, .error])
    }
}
