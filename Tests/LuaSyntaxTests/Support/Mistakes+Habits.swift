extension Mistakes {
    /// Habits from other languages, missing words and signs.
    static let habits = #"""
        if x = 5 then
          print(x)
        end
        @ 1:6 found `=` where `then` should be
          to compare, write `==`; a single `=` assigns
        ====
        while (x = 5) do end
        @ 1:10 found `=` where `)` should be
          note: `)` is to close the `(` of line 1
          to compare, write `==`; a single `=` assigns
        ====
        local function build(p)
          if p > 3 then
            print(p)

          return p
        end

        local y = 2
        print(y)
        @ 9:9 found the end of the text where `end` should be
          note: `end` is to close the `function` of line 1
          note: the `end` of line 6 closes the `if` of line 2, but its indentation differs
          write `end`
        ====
        if x ~= 3 then
          y()
        else if z then
          q()
        end
        @ 5:4 found the end of the text where `end` should be
          note: `end` is to close the `if` of line 1
          note: `else if` at line 3 opens an `if` that needs an `end` of its own; `elseif` doesn't
          write `end`
        ====
        if a != b then end
        @ 1:6 Lua has no use for `!=` here
          write `~=` for "not equal"
        ====
        x += 1
        @ 1:3 found `+=` where `=` should be
          Lua has no `+=`; write `x = x + ...`
        ====
        x.y ..= "a"
        @ 1:5 found `..=` where `=` should be
          Lua has no `..=`; write `x.y = x.y .. ...`
        ====
        x++
        @ 1:2 found `++` where `=` should be
          Lua has no `++`; write `x = x + 1`
        ====
        if a && b then end
        @ 1:6 found `&&` where an operator should be
          write `and`
        ====
        if a || b then end
        @ 1:6 found `||` where an operator should be
          write `or`
        ====
        local t = {
          power = 750 * MW
          pue = 1.2
        }
        @ 3:3 found the name `pue` where `,` or `}` should be
          put a comma before it, or `}` if nothing more belongs here
        ====
        f(a b)
        @ 1:5 found the name `b` where `,` or `)` should be
          put a comma before it
        ====
        local s = "abc
        print(s)
        @ 1:11 this string isn't closed on its line
          close it with `"`, or write long text between `[[` and `]]`
        ====
        local s = 'don't'
        @ 1:17 this string isn't closed on its line
          put text with an apostrophe between double quotes: "don't"
        ====
        if x > 5:
          print(x)
        @ 1:9 found `:` where `then` should be
          write `then` instead of the colon, and close the block with `end`
        ====
        if x:
          y = 1
        end
        @ 1:5 found `:` where `then` should be
          write `then` instead of the colon, and close the block with `end`
        ====
        def f(x):
          return x
        @ 1:1 found `def` where a statement should begin
          write `function` instead of `def`, and close it with `end`
        ====
        for i in range(10):
          print(i)
        @ 1:19 found `:` where `do` should be
          write `do` instead of the colon, and close the block with `end`
        ====
        for x in list:
          y = 2
        @ 1:14 found `:` where `do` should be
          write `do` instead of the colon, and close the block with `end`
        ====
        while x > 2 {
        }
        @ 1:13 found `{` where `do` should be
          blocks have no braces: write `do`, and close the block with `end`
        ====
        if ready {
         print("a")
        }
        @ 3:2 found the end of the text where `then` should be
          blocks have no braces: write `then`, and close the block with `end`
        ====
        local p = 50 MW
        @ 1:14 found the name `MW` where a statement should begin
          a unit is multiplied: `50 * MW`
        ====
        local p = 50MW
        @ 1:11 `50MW` is not a number
          a unit is multiplied: `50 * MW`
        ====
        f(50 MW)
        @ 1:6 found the name `MW` where `,` or `)` should be
          a unit is multiplied: `50 * MW`
        ====
        local q = 5%
        @ 1:13 found the end of the text where a value after `%` should be
        ====
        f(5%)
        @ 1:4 found `%)` where an operator should be
          write `* percent`; the sign `%` is the remainder of a division
        ====
        local v = 10k
        @ 1:11 `10k` is not a number
          write `10e3`, or multiply by a unit such as `10 * kUSD`
        ====
        local v = 1_000_000
        @ 1:11 `1_000_000` is not a number
          write the digits without separators: `1000000`
        ====
        f(x = 5)
        @ 1:5 found `=` where `,` or `)` should be
          named arguments go in braces: `f { name = value }`
        ====
        local t = { a: 5 }
        @ 1:14 found `:` where `=`, `,` or `}` should be
          write `=` between a key and its value: `{ power = 750 * MW }`
        ====
        local t = { "a": 5 }
        @ 1:16 found `:` where `,` or `}` should be
          write `=` between a key and its value: `{ power = 750 * MW }`
        ====
        local t = { "a" = 5 }
        @ 1:17 found `=` where `,` or `}` should be
          put the key in brackets: `["a"] = value`
        ====
        local x == 5
        @ 1:9 found `==` where `=` should be
          to assign, write `=`; `==` compares
        ====
        x == 5
        @ 1:1 an expression alone isn't a statement; it is followed by `==`
          to assign, write `=`; `==` compares
        ====
        return 5 return 6
        @ 1:10 found `return` where the end of the block should be
          `return` must be the last statement of its block; to leave early, write `do return end`
        ====
        print(1)
        end
        print(2)
        @ 2:1 found `end` where a statement should begin
          remove it, or look above for a block that is closed too early
        ====
        local function a.b() end
        @ 1:17 found `.` where `(` should be
          write `function` without `local` to set a field of a table
        ====
        local end = 5
        @ 1:7 found `end` where a name should be
          `end` is a word of the language; choose another name, or write `["end"]` for a key
        ====
        t.end = 5
        @ 1:3 found `end` where the name of a field should be
          `end` is a word of the language; choose another name, or write `["end"]` for a key
        ====
        local t = { end = 4 }
        @ 1:13 found `end` where a value should be
          `end` is a word of the language; choose another name, or write `["end"]` for a key
        ====
        x = a ? b : c
        @ 1:7 Lua has no use for `?` here
          to choose between two values, write `condition and a or b`
        ====
        local l = [1, 2, 3]
        @ 1:11 found `[` where a value after `=` should be
          a list is written in braces: `{ 1, 2, 3 }`
        ====
        // comment
        @ 1:1 found `//` where a statement should begin
          a comment begins with `--`
        ====
        x = “abc”
        @ 1:5 Lua has no use for `“` here
          replace “ by a straight double quote
        ====
        local größe = 3
        @ 1:9 Lua has no use for `ö` here
          names are made of the letters a to z, digits and `_`; other letters belong into strings
        ====
        x = $5
        @ 1:5 Lua has no use for `$` here
          money is a number times a unit: `42 * USD`, `9.7 * BUSD`
        ====
        x = 5 − 3
        @ 1:7 Lua has no use for `−` here
          replace − by `-`
        ====
        local x = 3
        @ 1:6 Lua has no use for `U+A0` here
          there is an invisible character here, often copied from a web page; replace it by a space
        ====
        local f = (x) => x + 1
        @ 1:15 found `=` where a statement should begin
          write a function as `function(x) return ... end`
        ====
        local f = x -> x
        @ 1:13 found `->` where an operator should be
          write a function as `function(x) return ... end`
        """#
}
