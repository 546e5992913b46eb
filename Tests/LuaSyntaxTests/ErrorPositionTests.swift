import Diagnostics
import LuaSyntax
import Testing

@Suite struct ErrorPositionTests {
    /// What happens when a program runs guarded in stock Lua: the line of the error and its message.
    private static let driver = """
        local function refuse(what) return function() error(what .. " refused", 2) end end
        local bad = setmetatable({}, { __index = function(t) return t end })
        for _, event in ipairs { "add", "sub", "mul", "div", "idiv", "mod", "unm", "len", "concat", "lt", "le", "band",
          "bor", "bxor", "shl", "shr", "bnot" } do getmetatable(bad)["__" .. event] = refuse(event) end
        local uncertain = setmetatable({}, { __index = function(t) return t end })
        -- A native function, as the real guards are: only those keep their caller when they are called last.
        local function guard(name, body)
          return coroutine.wrap(function(a, b)
            while true do
              if a == uncertain or b == uncertain then error(name .. " refused", 0) end
              a, b = coroutine.yield(body(a, b))
            end
          end)
        end
        local function guards()
          return guard("test", function(a) return a end), guard("eq", function(a, b) return a == b end),
            guard("pow", function(a, b) return a ^ b end), guard("key", function(a) return a end)
        end
        local function f(...) return ... end
        local fail = setmetatable
        local ns = { fail = fail, [1] = 1 }
        ns.ns, ns.me = ns, function() return ns end
        local frozen = setmetatable({}, { __newindex = refuse "store" })
        for _, program in ipairs(programs) do
          local environment = setmetatable(
            { bad = bad, uncertain = uncertain, f = f, fail = fail, ns = ns, frozen = frozen, pairs = pairs,
              error = error, __guards = guards },
            { __index = function(_, name) error("global " .. name .. " refused", 2) end,
              __newindex = function(_, name) error("global " .. name .. " refused", 2) end })
          local chunk = assert(load(program, "=p", "t", environment))
          local fine, message = pcall(chunk)
          print(fine and "no error" or (message:gsub("\\n", " ")))
        end
        """

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func everyErrorIsReportedAtItsToken() throws {
        let lua = try #require(StockLua.installed)
        let marked = FailingPrograms.all
        let texts = try marked.map { program in
            guarded(try parse(program.filter { $0 != "@" }, name: "p"), sessionLocals: false)
        }
        let output = try lua.run(Self.driver, over: texts.map { Array($0.text.utf8) })
        #expect(output.count == marked.count)
        for ((program, text), message) in zip(zip(marked, texts), output) {
            let parts = message.split(separator: ":", maxSplits: 2)
            guard parts.count == 3, let line = Int(parts[1]) else {
                Issue.record("\(program): \(message)")
                continue
            }
            #expect(text.location(ofGeneratedLine: line) == Self.expected(program), "\(program): \(message)")
        }
    }

    /// The place of the mark.
    private static func expected(_ marked: String) -> Diagnostics.SourceLocation {
        let before = marked.prefix { $0 != "@" }
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        return Diagnostics.SourceLocation(file: "p", line: lines.count, column: (lines.last?.utf8.count ?? 0) + 1)
    }
}
