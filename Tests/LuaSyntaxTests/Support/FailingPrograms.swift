/// Programs that fail when they run, with `@` before the token that is to be blamed. In their environment `bad` has
/// metamethods that raise, `uncertain` is refused by the guards, `fail` is a native function that always fails, `ns`
/// has `fail`, itself as `ns` and `me` that returns it, `frozen` refuses new fields, `f` returns its arguments, and
/// other globals are refused.
enum FailingPrograms {
    static let operators = [
        "local a return 1 @+ a", "local a return a @+ 1", "local a, b = 1 return b\n @- a",
        "local t = {} return 2 * (t.x @/ 2)", "local t = {} return t.x @// t.y", "local t = {} return 5 @% t.x",
        "local t = {} return t.x @* t.y + 1", "local t = {} return t.a @+ 1 + t.b",
        "local t = { a = 1 } return t.a + 1 @+ t.b", "local a return @- a", "local t = {} return 1 + @-t.x",
        "local a return @#a", "local a return @~a", "local a return 1 @& a", "local a return 1 @| a",
        "local a return 1 @~ a", "local a return 1 @<< a", "local a return a @>> 1", "local a return 1 @< a",
        "local a return a @<= 1", "local a return 1 @> a", "local a return a @>= 1", "local a return 'x' @.. a",
        "local a return a @.. 'x'", "local t = {} return t.x @.. t.y", "local a return 1 .. 2 @.. a",
        "return bad @+ 1", "return 1 @+ bad", "return bad.x @+ bad.y", "return 1 @< bad", "return bad.x @< bad.y",
        "return bad @>= bad", "return 1 @< bad.x", "return 1 @> bad == true", "local t = {} t.x = 1 @< bad.x",
        "return (1 @< bad), bad @>\nf(bad)", "if bad @< 2 then end", "local t = {} t.x = f(1 @<= bad)",
        "return bad @// 2", "return @-bad", "return @#bad", "return bad @.. 'x'", "return 'x' @.. bad",
        "return bad @& 1", "return @~bad", "return bad @<< 1", "return 1 +\n2 * (bad\n@* 2) - 3",
        "return (function(...) return ... @+ 1 end)({})", "local a <const> = 2 return a @+ bad",

    ]

    static let guards = [
        "local x = 1 return uncertain @== x", "return uncertain.x @~= uncertain.y", "return 2 @^ uncertain",
        "return 1 + 2 *\nuncertain.x @^ 2 ^ 3", "return 2 ^ uncertain.x @^ 3", "if @uncertain then end",
        "while @uncertain.x do end", "repeat local u = uncertain until\n@u", "return @uncertain and 1",
        "return 1 and @uncertain or 2", "return not @uncertain", "return not (1 == 2 or not @uncertain.x)",
        "if 1 < 2 and (@uncertain) then end", "local t = {} return t[@uncertain]", "return { [@uncertain.x] = 1 }",
        "local t = {} t.x = 1 t[@uncertain] = 2", "if false then elseif\n@uncertain then end",
        "return (1 @== uncertain) == 2", "return 1 == (2 @== uncertain)", "local x = 1 return x @~= uncertain",
        "local t = {} t.x = 1 @== uncertain", "local t = {} t.x = 2 @^ uncertain.x",
        "local t = {} t.x = not @uncertain",

    ]

    static let fields = [
        "local t return t.@x", "local t = {} return t.x.@y", "local t = {} return t.x\n.@y.z", "local t return t@[1]",
        "local t = {} return t.x@[t.y]", "local t = { x = {} } return t.x[1]@[2]", "local t = {} return 1 + t.x.@y",
        "local t = {} return t.x.@y + 1", "local t = {} return f(t.x.@y, 2)", "local t = {} return f(2, t.x.@y)",
        "local t = {} return { 1, t.x.@y }", "local t = {} return { t.x.@y, 1 }",
        "local t = {} return { k = t.x.@y }", "local t = {} local a, b = t.x.@y, 1",
        "local t = {} return t.x.@y == 1", "local t = {} return t.x.@y == nil", "local t = {} return t.x.@y and 1",
        "local t = {} return t.x.@y .. 'a'", "local t = {} if t.x.@y then end", "local t = {} return -t.x.@y",
        "local t = {} return #t.x@[1]", "local t = {} for i = 1, t.x.@y do end",
        "local t = {} for k in t.x.@y do end", "local t = {} return (t.x.@y)", "local t = {} return t.x.@y < 1",
        "local t = {} t.a = t.x.@y", "local t = {} t.a = 1 + t.x.@y", "local t = {} t.a = f(t.x.@y)",
        "local t = {} t.a = (t.x.@y)", "local t = {} t.a = { t.x.@y }", "local t = {} t.a = t.x.@y and 1",
        "local t = {} t.a = 1 and t.x.@y", "local t = {} t.a = not t.x.@y", "local t = {} t.a = -t.x.@y",
        "local t = {} t.a = t.x.@y == 1", "local t = {} t.a = 1 == t.x.@y", "local t = {} t.a = 2 ^ t.x.@y",
        "local t = {} return t.x.@y:m()", "local t = {} return t:@m()", "local t return t:@m()",
        "local t = {} return t.x:@m()", "local t = {} return t[t.x.@y]", "local t = {} t[t.x.@y] = 1",

    ]

    static let globals = [
        "return @unknown", "return 1 + @unknown", "return @unknown + 1", "return @unknown.x",
        "return @unknown.x.y + 1", "return f(@unknown)", "return f(@unknown, 1)", "return f(1,\n@unknown)",
        "return { @unknown }", "return { 1, @unknown }", "return @unknown .. 'x'", "return 'x' .. @unknown",
        "return 'x' .. @unknown .. 'y'", "return @unknown == 1", "return 1 == @unknown", "return @unknown == nil",
        "return nil ~= @unknown", "return @unknown < 1", "return not @unknown", "return -@unknown",
        "return @unknown()", "return @unknown.x()", "return @unknown:x()", "return @unknown 'x'", "return (@unknown)",
        "return @unknown and 1", "return 1 and @unknown", "if @unknown then end", "local a = @unknown",
        "local a, b = @unknown, 1", "local a, b = 1, @unknown", "local t = {} t.x = @unknown",
        "local t = {} t.x = @unknown + 1", "local t = {} t.x = 1 + @unknown", "local t = {} t[@unknown] = 1",
        "local t = {} t.x = f(@unknown)", "local t = {} t.x = f(1, @unknown)", "local t = {} t.x = { @unknown }",
        "local t = {} t.x = (@unknown)", "local t = {} t.x, t.y = 1, @unknown", "for i = @unknown, 2 do end",
        "for i = 1, @unknown do end", "for i = 1, 2, @unknown do end", "for k in @unknown do end",
        "for k in pairs(@unknown) do end", "while @unknown do end", "repeat until @unknown",
        "function @unknown.f() end", "return 2 ^ @unknown", "return @unknown ^ 2", "@unknown.x = 1",
        "@unknown.x.y = 1", "local t = {} return t[@unknown]", "return f(@unknown).x", "return ns:me(@unknown)",
        "local a = 1 + 2 * (3 - @unknown) / 4", "local a <close> = @unknown", "return function() end, @unknown",

    ]

    static let stores = [
        "@unknown = 1", "@unknown = f(1)", "@unknown = f()", "@unknown = 'a' .. 'b'", "@unknown = { 1 }",
        "@unknown = f", "@function unknown() end", "local t t.@x = 1", "local t t.@x = f(1)", "local t t.@x = f()",
        "local t t.@x = 1 + 2", "local t, u = nil, {} t.@x = u.y", "local t, u = nil, {} t.@x = u[1]",
        "local t t@[1] = 2", "local t t@[1] = function() end", "local t t.@x = 'a'", "local t t.@x = { 1, 2, f(1) }",
        "local t t.@x = not 1", "local t t.@x = -2", "local t t.@x = (3)", "local t t.@x = 1 == 2",
        "local t t.@x = f(1) == 2", "local t t.@x = 2 ^ 3", "local t t.@x = 1 and f", "local t t.@x = f 'a'",
        "local t t.@x = f { 1 }", "local t t.@x = ns:me()", "local t t.@x = ns.ns", "local t = {} t.x.@y = f",
        "local t t.@x = 1 < 2", "local t t.@x = nil == f(1)", "local t t.@x = not f(1)", "local t t.@x = f(f)",
        "local a, t a, t.@x = f(1, 2)", "frozen.@x = 1", "frozen.@x = f(1) + 2", "frozen@[1 + 1] = 2",
        "local a, t a, t.@x = 1, 2", "local t t.x, t.y @= 1, 2", "local t @function t.f() end",
        "@function frozen.f() end", "@function frozen:f() end", "local t return (function(...) t.@x = ... end)(1)",

    ]

    static let calls = [
        "@fail()", "return @fail()", "return 1 + @fail(1)", "return @fail(1) + 1",
        "local t = { f = fail } return t.@f(1)", "return ns.@fail(1)", "return ns.ns.@fail(1) + 2",
        "return ns:@fail(1)", "return ns.ns:@fail(1)", "return ns.me().@fail(1)", "return ns.me():me():@fail()",
        "return ns:me():@fail():me()", "return ns:me().me().@fail()", "return @fail 'x'", "return @fail { 1 }",
        "return ns:@fail 'x'", "return ns.@fail { 1 }", "return ns\n  :me()\n  :@fail(1)\n  :me()",
        "return ns['ns']@['fail'](1)", "return @(fail)(1)", "return f(@fail())", "return f(1, @fail())",
        "return { @fail() }", "return #@fail()", "if @fail() then end", "local a <const> = @fail()",
        "for i = 1, @fail() do end", "for k in @fail() do end", "local t = {} t.x = @fail()",
        "local t = {} t.x = 1 + @fail(f(1))", "return f(f(f(@fail(f(1)))))", "return ns.me(ns.me(@fail(1)).ns).ns",
        "return ns.@nothing()", "return ns:@nothing()", "local t return @t()", "return ns.me().nothing.@x()",
        "local s = 'x' return s:@nothing()", "return ('x'):rep(2):@nothing()",
        "local function g() return @fail() end return g() + 1", "local t = {} return t.x == @fail()",
        "return @fail() == 1", "return @fail() and 1", "return 2 ^ @fail()", "return { [@fail()] = 1 }",
        "ns.ns.x = @fail()", "return not @fail()", "return (@fail())", "local a, b = 1, @fail()", "; (f)(@fail())",
        "local a = f\n;@(fail)()", "local x <const>, y <close> = @fail()",

    ]

    static let heads = [
        "@for i = 1, 'x' do end", "@for i = {}, 2 do end", "local a\n\n@for i = 1, 2, 0 do\n local b = 1\nend",
        "for k in @3 do end", "for k in @'x', 1 do end", "@for k in f, nil, nil, 3 do end", "local @a <close> = 3",
        "local b, @a <close> = f, 3 + 4", "local @a <close> = f(1)", "local @a <close> = f 'x'",
        "local @a <close> = ns.ns",

    ]

    static let all = operators + guards + fields + globals + stores + calls + heads
}
