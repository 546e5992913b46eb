import Foundation
import LuaSyntax
import Testing

/// Lua written by others is read, guarded and still does its work.
@Suite(.enabled(if: StockLua.isInstalled && RealFiles.areThere, "lua5.4 or Lua files are not installed"))
struct RealFileTests {
    @Test func guardedFilesLoad() throws {
        let driver = """
            for _, program in ipairs(programs) do
              local chunk, problem = load(program, "=p", "t")
              print(chunk and "fine" or (problem:gsub("[\\n\\r]", " ")))
            end
            """
        let lua = try #require(StockLua.installed)
        let texts = try RealFiles.all.map { file in
            let chunk = try parse(bytes: Array(try Data(contentsOf: file)), name: file.lastPathComponent)
            return Array(guarded(chunk, sessionLocals: false).text.utf8)
        }
        for (file, verdict) in zip(RealFiles.all, try lua.run(driver, over: texts)) {
            #expect(verdict == "fine", "\(file.path())")
        }
    }

    /// A program that reads, parses and rewrites Lua, itself guarded, gives the same text as unguarded.
    @Test(.enabled(if: RealFiles.all.contains { $0.path().hasSuffix("5.1/luacheck/parser.lua") }, "luacheck is not installed"))
    func aGuardedParserParsesAllFilesAlike() throws {
        let parser = try #require(
            RealFiles.all.first { $0.path().hasSuffix("5.1/luacheck/parser.lua") }, "luacheck is not installed")
        let root = parser.deletingLastPathComponent().deletingLastPathComponent()
        let driver = """
            local root = "\(root.path())"
            local function loader(isGuarded)
              local loaded = {}
              local environment = setmetatable({}, { __index = _G })
              function environment.require(name)
                if loaded[name] == nil then
                  local text = sources[name] and sources[name][isGuarded and 2 or 1]
                  if not text then return require(name) end
                  loaded[name] = assert(load(text, "=" .. name, "t", environment))(name) or true
                end
                return loaded[name]
              end
              return environment.require
            end
            sources = {}
            for i = 1, #programs, 3 do sources[programs[i]] = { programs[i + 1], programs[i + 2] } end
            local function digest(value, seen)
              if type(value) ~= "table" then return type(value) == "function" and "function" or tostring(value) end
              if seen[value] then return "seen" end
              seen[value] = true
              local keys = {}
              for key in pairs(value) do keys[#keys + 1] = key end
              table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
              local parts = {}
              for i, key in ipairs(keys) do parts[i] = digest(key, seen) .. "=" .. digest(value[key], seen) end
              return "{" .. table.concat(parts, ",") .. "}"
            end
            local function work(isGuarded)
              local require = loader(isGuarded)
              local decoder, parser = require "luacheck.decoder", require "luacheck.parser"
              local results = {}
              for _, source in pairs(sources) do
                local tree = { pcall(parser.parse, decoder.decode(source[1])) }
                results[#results + 1] = digest(tree, {})
              end
              table.sort(results)
              return table.concat(results, "\\n")
            end
            local plain, guarded = work(false), work(true)
            print(plain == guarded and "same" or "differs", #plain > 100000 and "long" or "short")
            """
        var programs: [[UInt8]] = []
        for file in RealFiles.all where file.path().hasPrefix(root.appending(path: "luacheck").path()) {
            let name = file.deletingPathExtension().path().dropFirst(root.path().count).split(separator: "/").joined(
                separator: ".")
            let bytes = Array(try Data(contentsOf: file))
            programs += [
                Array(name.utf8), bytes,
                Array(guarded(try parse(bytes: bytes, name: name), sessionLocals: false).text.utf8),
            ]
        }
        let lua = try #require(StockLua.installed)
        #expect(try lua.run(driver, over: programs) == ["same\tlong"])
    }
}
