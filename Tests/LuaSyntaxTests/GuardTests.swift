import LuaSyntax
import Testing

/// Which operations are guarded.
@Suite struct GuardTests {
    /// The guarded statement on one line, blanks thinned out.
    private func statement(_ source: String, session: Bool = false) throws -> String {
        let text = guarded(try parse(source, name: "p"), sessionLocals: session).text
        let body = text.dropFirst("local __test,__eq,__pow,__key=__guards()".count + 1)
        return body.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(arguments: [
        ("return a == b", "return __eq( a , b )"), ("return a ~= b", "return not __eq( a , b )"),
        ("return a == nil", "return ( a ) == nil"), ("return 'x' ~= a", "return \"x\" ~= a"),
        ("return a == 1", "return __eq( a , 1 )"), ("return a == true", "return __eq( a , true )"),
        ("return a == f()", "return __eq( a , ( f ( ) ) )"), ("return a ^ b", "return __pow( a , b )"),
        ("return -a ^ 2", "return - __pow( a , 2 )"), ("return a ^ b ^ c", "return __pow( a , __pow( b , c ) )"),
        ("return 2 ^ -a", "return __pow( 2 , - a )"), ("return not a", "return not __test( a )"),
        ("return not (a < b)", "return not ( ( a ) < (( b ) ) )"), ("return a and b", "return __test( a ) and b"),
        ("return a or b or c", "return __test( a ) or __test( b ) or c"),
        ("return a and b or c", "return __test( a ) and __test( b ) or c"),
        ("return a == b and c", "return __eq( a , b ) and c"), ("return not a and b", "return not __test( a ) and b"),
        ("return (a or b) and c", "return ( __test( a ) or __test( b ) ) and c"),
        ("return {} and 1 and 'x' and nil and true", "return { } and 1 and \"x\" and nil and true"),
        ("if a then end", "if __test( a ) then end"),
        ("if a and b then end", "if __test( a ) and __test( b ) then end"),
        ("if a then elseif f() then end", "if __test( a ) then elseif __test( ( f ( ) ) ) then end"),
        ("while true do end", "while true do end"), ("while a do end", "while __test( a ) do end"),
        ("repeat until a", "repeat until __test( a )"), ("if not not a then end", "if not not __test( a ) then end"),
        ("local t return t[a]", "local t return t [ __key( a ) ]"), ("local t return t[1]", "local t return t [ 1 ]"),
        ("local t return t['a'].b", "local t return t [ \"a\" ] .b"),
        ("local t return t[-1]", "local t return t [ - 1 ]"),
        ("local t return t[t + 1]", "local t return t [ __key( t + 1 ) ]"),
        ("local t return t[f()]", "local t return t [ __key( ( f ( ) ) ) ]"),
        ("return { [a] = 1 }", "return { [ __key( a ) ] = 1 }"),
        ("local t for i = 1, 2 do t[i] = 1 end", "local t for i = 1 , 2 do t [ i ] = 1 end"),
        ("local t for i = 1, 2 do i = a t[i] = 1 end", "local t for i = 1 , 2 do i = a t [ __key( i ) ] = 1 end"),
        ("local t local k <const> = 'x' return t[k]", "local t local k <const> = \"x\" return t [ k ]"),
        ("local t, k = f, 1 return t[k]", "local t,k = f , 1 return t [ k ]"),
        ("local t, k = f, 1 k = a return t[k]", "local t,k = f , 1 k = a return t [ __key( k ) ]"),
        ("return (f())", "return ( f ( ) )"), ("return f(), (...)", "return f ( ) , ( ... )"),

    ])
    func guardsStandWhereValuesMayBeUncertain(source: String, expected: String) throws {
        #expect(try statement(source) == expected)
    }

    @Test func sessionLocalsBecomeGlobals() throws {
        let source =
            "local x = 1 local a, b local function f() return x end do local x = 2 print(x) end local c <const> = 3"
        let text = guarded(try parse(source, name: "p"), sessionLocals: true)
        #expect(text.sessionGlobals == ["x", "a", "b", "f"])
        #expect(
            try statement(source, session: true)
                == "x = 1 a,b = nil function f () return x end do local x = 2 print ( x ) end local c <const> = 3")
    }

    @Test func keysThatLaterInputsMayChangeAreGuarded() throws {
        #expect(try statement("local k = 1 return t[k]", session: true) == "k = 1 return t [ __key( k ) ]")
    }

    @Test func aStatementThatBeginsWithAParenthesisStaysOne() throws {
        #expect(try statement("local a = f; (g)()") == "local a = f ; ( g ) ( )")
        #expect(try statement("local a = f; g.h().i()").contains("; ( ( g ) .h ( ) ) .i"))
    }

    @Test func functionsAreFoundByTheLineTheyAreDefinedAt() throws {
        let source = "local f = function() end local function g() end function h() return function() end end"
        let chunk = try parse(source, name: "p")
        let text = guarded(chunk, sessionLocals: false)
        let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
        var numbers: [Int] = []
        for (index, line) in lines.enumerated() where line.contains(" function") {
            numbers.append(text.function(definedAtGeneratedLine: index + 1))
        }
        #expect(numbers == [1, 2, 3, 4])
        #expect(text.function(definedAtGeneratedLine: 1) == 0)
        #expect(text.function(definedAtGeneratedLine: 0) == 0)
        #expect(chunk.functions.map(\.path) == ["main", "f", "g", "h", "h/function"])
    }
}
