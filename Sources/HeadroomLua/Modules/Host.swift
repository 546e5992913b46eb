extension Module {
    /// Lua's own functions, as the host provides them.
    static let host = Module(
        "lua", "Lua's own functions, as far as scripts have them.",
        hostFunctions: [
            HostFunction("_VERSION", "_VERSION", "The version of Lua: \"Lua 5.4\"."),
            HostFunction("assert", "assert(condition, message)", "Raises an error where the condition is false or nil."),
            HostFunction("error", "error(message, level)", "Ends the script with an error, unless pcall catches it."),
            HostFunction("getmetatable", "getmetatable(value)", "The metatable of a table; false for protected ones."),
            HostFunction("import", "import(path)", "Runs another file below the script's folder and returns its value, frozen."),
            HostFunction("ipairs", "ipairs(list)", "Goes through 1, 2, … up to the first nil."),
            HostFunction("next", "next(table, key)", "The key and value after a key, in the order of pairs."),
            HostFunction("pairs", "pairs(table)", "Goes through a table in order: numbers ascending, then strings by bytes."),
            HostFunction("pcall", "pcall(f, ...)", "Calls f and gives true and its results, or false and the error."),
            HostFunction("print", "print(...)", "Writes its arguments as text, separated by tabs."),
            HostFunction("rawequal", "rawequal(a, b)", "Whether two values are the same, without metamethods."),
            HostFunction("rawget", "rawget(table, key)", "A table's own field, without metamethods."),
            HostFunction("rawlen", "rawlen(value)", "The length of a table or string, without metamethods."),
            HostFunction("select", "select(n, ...)", "The arguments from the n-th on; `select(\"#\", ...)` counts them."),
            HostFunction("setmetatable", "setmetatable(table, metatable)", "Gives a table a metatable; `__gc` and `__mode` are refused."),
            HostFunction("tonumber", "tonumber(value, base)", "Text as a number, or nil."),
            HostFunction("tostring", "tostring(value)", "Any value as text; never an address."),
            HostFunction("type", "type(value)", "\"number\", \"string\", \"table\", …; quantities and uncertain values are \"userdata\"."),
            HostFunction("xpcall", "xpcall(f, handler, ...)", "As pcall, with a function that sees the error first."),
            HostFunction("string", "string", "Functions of text: byte char find format gmatch gsub len lower match rep reverse sub upper."),
            HostFunction("table", "table", "Functions of lists: concat insert move pack remove sort unpack; sort is stable."),
            HostFunction("utf8", "utf8", "Functions of UTF-8 text: char charpattern codepoint codes len offset."),
            HostFunction("coroutine", "coroutine", "Coroutines: create isyieldable resume running status wrap yield close."),
        ])
}
