extension Mistakes {
    /// What is left open, what is out of place, names, labels and literals.
    static let grammar = #"""
        print 5
        @ 1:1 an expression alone isn't a statement; it is followed by the number `5`
          a call needs parentheses: `print(...)`
        ====
        print x
        @ 1:1 an expression alone isn't a statement; it is followed by the name `x`
          a call needs parentheses: `print(...)`
        ====
        let x = 5
        @ 1:1 found `let` where a statement should begin
          write `local` instead of `let`
        ====
        for i = 1 to 10 do end
        @ 1:11 found the name `to` where `,` and the last value should be
          write a comma between the first and the last value: `for i = 1, 10 do`
        ====
        for (i = 1, 10) do end
        @ 1:5 found `(` where a name should be
          write `for i = 1, 10 do` to count, or `for key, value in pairs(t) do` to go through a table
        ====
        for i do end
        @ 1:7 found `do` where `=` or `in` should be
          write `for i = 1, 10 do` to count, or `for key, value in pairs(t) do` to go through a table
        ====
        function f(a b) end
        @ 1:14 found the name `b` where `,` or `)` should be
          put a comma before it
        ====
        function f(a = 1) end
        @ 1:14 found `=` where `,` or `)` should be
          give the default inside: `if a == nil then a = ... end`
        ====
        local t = { 1, 2
        @ 1:17 found the end of the text where `}` should be
          note: `}` is to close the `{` of line 1
          write `}`
        ====
        f(1, 2
        @ 1:7 found the end of the text where `)` should be
          note: `)` is to close the `(` of line 1
          write `)`
        ====
        x = (1 + 2
        @ 1:11 found the end of the text where `)` should be
          note: `)` is to close the `(` of line 1
          write `)`
        ====
        x = t[1
        @ 1:8 found the end of the text where `]` should be
          note: `]` is to close the `[` of line 1
          write `]`
        ====
        x =
        @ 1:4 found the end of the text where a value after `=` should be
        ====
        x = 2 ** 3
        @ 1:7 found `**` where an operator should be
          write `^` for a power
        ====
        if a <> b then end
        @ 1:6 found `<>` where an operator should be
          write `~=` for "not equal"
        ====
        if a === b then end
        @ 1:6 found `===` where an operator should be
          to compare, write `==`, or `~=` for "not equal"
        ====
        goto nowhere
        @ 1:1 no label `nowhere` can be seen from here
          write `::nowhere::` in the same or an enclosing block of the same function
        ====
        for i = 1, 2 do goto continue end
        @ 1:17 no label `continue` can be seen from here
          put `::continue::` before the `end` of the loop
        ====
        while true do
         goto continu
         ::continue::
        end
        @ 2:2 no label `continu` can be seen from here
          did you mean `continue`?
        ====
        goto a
        local x
        ::a::
        x = 1
        @ 1:1 `goto a` jumps into the scope of local `x`
          put `local x` and what follows between `do` and `end`, or declare it before the `goto`
        ====
        break
        @ 1:1 `break` stands outside of every loop
          `break` leaves a `for`, `while` or `repeat`; to leave a function, write `return`
        ====
        local x <const> = 1
        x = 2
        @ 2:1 `x` is constant and can't be assigned
          declare it without `<const>` or `<close>`, or assign to another name
        ====
        local x <fixed> = 1
        @ 1:10 `<fixed>` is not an attribute of a local
          the attributes are `<const>` and `<close>`
        ====
        local function f() return ... end
        @ 1:27 `...` stands in a function without `...` among its parameters
          add `...` to the parameters
        ====
        local __test = 1
        @ 1:7 the name `__test` is kept for Headroom itself
          choose another name
        ====
        --[[ never closed
        x = 1
        @ 1:1 this comment isn't closed
          close it with `]]`
        ====
        x = "\q"
        @ 1:6 `\q` is not an escape that Lua knows
          the escapes are \n \t \r \a \b \f \v \\ \" \' \z \xXX \ddd \u{XXX}; a plain backslash is \\
        ====
        x = "\x4g"
        @ 1:6 `\x` is not an escape that Lua knows
          \x is followed by exactly two hexadecimal digits
        ====
        x = 0x
        @ 1:5 `0x` is not a number
          write numbers like `42`, `0.5`, `1.5e6` or `0xFF`
        ====
        x = @
        @ 1:5 Lua has no use for `@` here
        ====
        try x() catch end
        @ 1:1 found `try` where a statement should begin
          write `local ok, problem = pcall(f)`
        ====
        elif x then end
        @ 1:1 found `elif` where a statement should begin
          write `elseif`
        ====
        f(
          a,
          b
        print(1)
        @ 4:1 found the name `print` where `,` or `)` should be
          put a comma before it, or `)` if nothing more belongs here
        ====
        local cost = it_load * 
        local y = 2
        @ 2:1 found `local` where a value after `*` should be
        ====
        f() = 3
        @ 1:5 found `=` after something that can't be assigned to
          only names and fields such as `t.x` or `t[i]` can be assigned to
        ====
        a + b = c
        @ 1:1 an expression alone isn't a statement; it is followed by `+`
          assign it with `=`, call it, or put `print(...)` around it
        ====
        1 + 2
        @ 1:1 found the number `1` where a statement should begin
          assign it to a name, or put `print(...)` around it
        ====
        then
        @ 1:1 found `then` where a statement should begin
        ====
        if x
          y()
        end
        @ 2:3 found the name `y` where `then` should be
        ====
        repeat x() end
        @ 1:12 found `end` where `until` should be
          note: `until` is to close the `repeat` of line 1
          write `until`
        ====
        model "a" { run = function(s)
          if s.x then
            s.y = 1
          s.z = 2
        end }
        print(1)
        @ 5:5 found `}` where `end` should be
          note: `end` is to close the `function` of line 1
          note: the `end` of line 5 closes the `if` of line 2, but its indentation differs
          write `end`
        ====
        x = y z = 3 w
        @ 1:13 found the name `w` where a statement should begin
          a unit is multiplied: `3 * w`
        ====
        else:
         x = 1
        @ 1:1 found `else` where a statement should begin
        ====
        if a then b() else: c() end
        @ 1:19 found `:` where a statement should begin
          remove the colon; a block ends with `end`
        ====
        import math
        @ 1:1 an expression alone isn't a statement; it is followed by the name `math`
          a call needs parentheses: `import(...)`
        ====
        x = not
        @ 1:8 found the end of the text where a value after `not` should be
        """#
}
