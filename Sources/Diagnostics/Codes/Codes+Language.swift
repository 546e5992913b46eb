extension DiagnosticCode {
    /// The text isn't Lua.
    public static let syntax = Self("syntax")
    /// A name is read that nothing declares.
    public static let undeclaredName = Self("undeclared-name")
    /// A local is never read (a warning).
    public static let unusedName = Self("unused-name")
    /// A script assigns to a global.
    public static let assignmentToGlobal = Self("assignment-to-global")
    /// A script writes to something frozen: a built-in table, an imported value, a result.
    public static let readOnly = Self("read-only")
    /// Lua itself refused an operation on ordinary values: calling nil, indexing a number.
    public static let runtime = Self("runtime")
    /// A script called `error` itself.
    public static let scriptError = Self("script-error")
    /// A step function does what can't be compiled.
    public static let stepRefused = Self("step-refused")
    /// A path of a model met an error of its own step function.
    public static let pathError = Self("path-error")
    /// A name that the guards of the front end use for themselves.
    public static let reservedName = Self("reserved-name")
}

extension DiagnosticCode.Article {
    static let language: [Self] = [
        Self(
            .stepRefused, "a step function does what can't be compiled",
            """
            The functions of a model (`start`, `run`, `finish`) are ordinary Lua, compiled once and then run on every path \
            at the speed of the machine. What would have to run differently path by path outside of that is refused, never \
            silently run as something else: loops whose number of turns differs by path, text made from uncertain numbers, \
            writing to variables that all paths share, `pcall`, coroutines and `print`. The message says what to write instead.
            """,
            wrong: """
                run = function(s, f, t)
                  while s.debt > 0 * MUSD do s.debt = s.debt - pay_down(s) end
                end
                """,
            right: """
                run = function(s, f, t)
                  for i = 1, 12 do
                    if s.debt <= 0 then break end
                    s.debt = s.debt - pay_down(s)
                  end
                end
                """),
        Self(
            .pathError, "a path met an error of its own step function",
            """
            On at least one path, in one step, the step function did what plain Lua would refuse too: it computed with nil, \
            called `error`, asserted what does not hold, or gave a probability outside 0 to 1. The path and the step are \
            named, so that `r:path(k)` or a look at the inputs shows why; the other side of an `if` never counts.
            """,
            wrong: """
                local rate                       -- nil unless the first branch is taken
                if s.cash > 0 then rate = 0.05 end
                s.debt = s.debt * (1 + rate)
                """,
            right: """
                local rate = s.cash > 0 and 0.05 or 0.09
                s.debt = s.debt * (1 + rate)
                """),
        Self(
            .syntax, "the text isn't valid Lua",
            """
            A script is ordinary Lua 5.4, and nothing of it runs before all of it can be read. The place shown is \
            where reading had to stop; what is missing is often a little earlier: an `end`, a comma between two \
            fields, or a closing quote or bracket.
            """,
            wrong: """
                local site = { power = 750 * MW
                               pue = 1.2 }
                """,
            right: """
                local site = { power = 750 * MW,
                               pue = 1.2 }
                """),
        Self(
            .undeclaredName, "a name that nothing declares",
            """
            The script reads a name which is neither one of its locals nor one of Headroom's own. In plain Lua it \
            would silently be nil, and a mistyped input would vanish from the sum. Declare it with `local` above \
            its first use, or correct the spelling; case matters, so `mw` is not `MW`.
            """,
            wrong: """
                local tariff = 42 * USD/MWh
                print(750 * MW * tarif * year)
                """,
            right: """
                local tariff = 42 * USD/MWh
                print(750 * MW * tariff * year)
                """),
        Self(
            .unusedName, "a local that is never read",
            """
            Something is computed or declared and then nowhere used. Often it is a term that was meant to go into a \
            sum and didn't. This is a warning: the script still runs. If the name is only there to take a place, \
            call it `_`.
            """,
            wrong: """
                local cooling = 120 * MW
                local load = 630 * MW
                print(load)
                """,
            right: """
                local cooling = 120 * MW
                local load = 630 * MW + cooling
                print(load)
                """),
        Self(
            .assignmentToGlobal, "a global can't be assigned",
            """
            Every name that a script introduces is local to it, so that no file can change the meaning of another. \
            Headroom's own names, units among them, are read-only. Put `local` before the first assignment.
            """,
            wrong: "load = 630 * MW",
            right: "local load = 630 * MW"),
        Self(
            .readOnly, "this can't be changed",
            """
            What a script gets from outside is frozen: Headroom's tables, values that `import` returns, catalogue \
            entries and results. Then two parts of a model can share them without one changing what the other sees. \
            Make a value of your own and change that.
            """,
            wrong: """
                local plan = import "plan.lua"
                plan.power = 800 * MW
                """,
            right: """
                local plan = import "plan.lua"
                local power = 800 * MW
                local larger = { power = power, pue = plan.pue }
                """),
        Self(
            .runtime, "Lua can't do this with these values",
            """
            Lua itself refused: a nil was called or indexed, two tables were compared, a loop has no number to \
            count to. Usually a name or a field holds nil because something above didn't set it. The message names \
            the value.
            """,
            wrong: """
                local site = {}
                print(site.grid.power)
                """,
            right: """
                local site = { grid = { power = 750 * MW } }
                print(site.grid.power)
                """),
        Self(
            .scriptError, "the script stopped itself",
            """
            The script called `error` or `assert` with a message of its own, which is what you see. Nothing is \
            wrong with Headroom or with Lua; read the message as its author meant it.
            """,
            wrong: """
                local share = 1.4
                assert(share <= 1, "the share can't exceed 1")
                """,
            right: """
                local share = 0.4
                assert(share <= 1, "the share can't exceed 1")
                """),
        Self(
            .reservedName, "this name is kept for Headroom itself",
            """
            Names that begin with two underscores carry Headroom's own checks into a script. A script that declared \
            one of them could switch such a check off without noticing. Choose any other name.
            """,
            wrong: "local __test = 3",
            right: "local test = 3"),
    ]
}
