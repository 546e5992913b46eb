extension DiagnosticCode {
    /// A simulation of no paths.
    public static let zeroTrials = Self("zero-trials")
    /// More paths than is allowed without saying so.
    public static let tooManyTrials = Self("too-many-trials")
    /// Statistics of an event that happens on no path.
    public static let noPaths = Self("no-paths")
    /// The script ran longer than its instruction budget.
    public static let instructionBudget = Self("instruction-budget")
    /// The script needed more memory than its budget.
    public static let memoryBudget = Self("memory-budget")
    /// The user stopped it.
    public static let interrupted = Self("interrupted")
    /// A run that doesn't repeat its record.
    public static let recordDiffers = Self("record-differs")
    /// The command line isn't understood.
    public static let usage = Self("usage")
    /// A mistake of Headroom's own.
    public static let `internal` = Self("internal")
}

extension DiagnosticCode.Article {
    static let running: [Self] = [
        Self(
            .zeroTrials, "a simulation needs paths",
            """
            `trials` is the number of paths, a whole number of at least 1. The error of a mean shrinks with its \
            square root: 1e4 is enough for a first look, 1e6 for a tail of one per cent.
            """,
            wrong: "local r = simulate { trials = 0, outputs = { x = normal { mean = 0, sd = 1 } } }",
            right: "local r = simulate { trials = 1e5, outputs = { x = normal { mean = 0, sd = 1 } } }"),
        Self(
            .tooManyTrials, "more paths than you probably meant",
            """
            Above 1e10 paths a run takes hours to days, and a number like 1e12 is nearly always a slip. If you mean \
            it, say so with `--allow-long`. To reach a given accuracy, state that accuracy instead of a number of \
            paths.
            """,
            wrong: "local r = simulate { trials = 1e12, outputs = { x = normal { mean = 0, sd = 1 } } }",
            right: "local r = simulate { trials = 1e6, outputs = { x = normal { mean = 0, sd = 1 } } }"),
        Self(
            .noPaths, "statistics of what never happened",
            """
            `r:given(event)` is about the paths on which the event happens. Here it happens on none, so there is no \
            mean, no quantile and no histogram to give. `.n` says how many paths there are, and the event's probability \
            has an error that doesn't claim certainty: with k of n paths, (k + ½)/(n + 1) is its center.
            """,
            wrong: """
                local x = normal "x" { mean = 0, sd = 1 }
                local r = simulate { trials = 1000, outputs = { x = x } }
                print(r:given(gt(x, 9)).x.mean)
                """,
            right: """
                local x = normal "x" { mean = 0, sd = 1 }
                local r = simulate { trials = 1e6, outputs = { x = x } }
                local far = r:given(gt(x, 4))
                if far.n > 0 then print(far.x.mean) end
                """),
        Self(
            .instructionBudget, "the script runs too long",
            """
            A script describes a model; the heavy work is the engine's and isn't counted. A script that uses up its \
            budget of Lua instructions is in most cases a loop that never ends. No `pcall` can catch this.
            """,
            wrong: """
                local n = 0
                while n >= 0 do n = n + 1 end
                """,
            right: """
                local n = 0
                while n < 100 do n = n + 1 end
                """),
        Self(
            .memoryBudget, "the script needs too much memory",
            """
            The tables and strings of a script must fit into its memory budget. Large data belongs into a file, and \
            large samples into `simulate`, which doesn't keep them in Lua. No `pcall` can catch this.
            """,
            wrong: """
                local text = "x"
                while #text > 0 do text = text .. text end
                """,
            right: """
                local text = string.rep("x", 1000)
                """),
        Self(
            .interrupted, "stopped by the user",
            """
            Ctrl-C, or the end of the terminal, stopped the run. Nothing was written: output files appear only when \
            they are complete. In the session your variables are still there.
            """,
            wrong: "headroom run deal.lua --trials 1e10      # and then Ctrl-C",
            right: "headroom run deal.lua --trials 1e6"),
        Self(
            .recordDiffers, "the run doesn't repeat its record",
            """
            `headroom verify` repeats a recorded run and compares every bit. The script, an input, the seed or the \
            engine's version has changed since; the message names the first difference. If the change is meant, \
            record anew.
            """,
            wrong: "headroom verify record/      # after deal.lua was edited",
            right: "headroom run deal.lua --record record-2/"),
        Self(
            .usage, "the command line isn't understood",
            """
            An option is unknown, lacks its value, or its value can't be read. `headroom help COMMAND` lists them. \
            Values of `--set` are what a script would write, in quotes where they hold a space.
            """,
            wrong: "headroom run deal.lua --trails 1e6",
            right: #"headroom run deal.lua --trials 1e6 --set capex="1.5 BUSD""#),
        Self(
            .internal, "a mistake of Headroom's own",
            """
            Headroom has contradicted itself. It is not your script's fault, and a result that came with this \
            message must not be used. Please report the message together with the shortest script that shows it.
            """,
            wrong: "any script that shows this message",
            right: "the same script in a version where the mistake is mended"),
    ]
}
