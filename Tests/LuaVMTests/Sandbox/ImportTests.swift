import Diagnostics
import Foundation
import LuaVM
import Testing

/// A folder of files for one test.
final class TestFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = NSTemporaryDirectory() + "headroom-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path + "/script/sub", withIntermediateDirectories: true)
        for (name, text) in files { try write(name, Data(text.utf8)) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var script: String { path + "/script" }

    func write(_ name: String, _ data: Data) throws {
        try data.write(to: URL(fileURLWithPath: script + "/" + name))
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: script + "/" + name, withDestinationPath: target)
    }

    func machine() throws -> TestMachine {
        let m = try TestMachine()
        m.vm.files.root = script
        return m
    }
}

@Suite struct ImportTests {
    @Test func valuesAreSharedAndFrozen() throws {
        let folder = try TestFolder([
            "lib.lua": "print 'loading' local lib = { rate = 5, list = { 10, 20, 30 }, deep = { { name = 'x' } } } function lib.twice(x) return x * 2 end return lib"
        ])
        let m = try folder.machine()
        #expect(try m.prints("local a, b = import 'lib.lua', import './lib.lua' print(rawequal(a, b), a.rate, a.twice(4), #a.list, a.deep[1].name)")
            == "loading\ntrue\t5\t8\t3\tx\n")
        #expect(try m.prints("local a = import 'lib.lua' for i, v in ipairs(a.list) do print(i, v) end for k in pairs(a) do print(k) end print(next(a), table.concat(a.list, '-'), table.unpack(a.list))")
            == "1\t10\n2\t20\n3\t30\ndeep\nlist\nrate\ntwice\ndeep\t10-20-30\t10\t20\t30\n")
        for change in ["a.x = 1", "a.rate = 6", "a.list[1] = 5", "a.deep[1].name = 'y'", "table.insert(a.list, 1)", "table.sort(a.list)",
                       "table.remove(a.list)", "table.move({ 1 }, 1, 1, 1, a.list)", "setmetatable(a, {})", "a.twice = nil", "a[1] = 1"] {
            #expect(m.failure("local a = import 'lib.lua' \(change)")?.code == .readOnly, "\(change)")
        }
        #expect(show(try m.run("return import('lib.lua').list")) == "{1=10, 2=20, 3=30}")
        #expect(show(try m.run("local a = import 'lib.lua' return rawget(a, 'rate'), rawlen(a.list), getmetatable(a)")) == "5 3 false")
    }

    @Test func whatFunctionsHoldIsFrozenToo() throws {
        let folder = try TestFolder([
            "counter.lua": "local state = { n = 0 } return { bump = function() state.n = state.n + 1 return state.n end, read = function() return state.n end }"
        ])
        let m = try folder.machine()
        #expect(show(try m.run("return import('counter.lua').read()")) == "0")
        #expect(m.failure("import('counter.lua').bump()")?.code == .readOnly)
    }

    @Test func objectsWithMetatablesGoOnWorking() throws {
        let folder = try TestFolder([
            "point.lua": """
                local Point = {}
                Point.__index = Point
                Point.__add = function(a, b) return Point.new(a.x + b.x) end
                Point.__tostring = function(p) return "P" .. p.x end
                function Point.new(x) return setmetatable({ x = x }, Point) end
                function Point:twice() return self.x * 2 end
                return { Point = Point, origin = Point.new(1), lazy = setmetatable({}, { __index = function(t, k) t.seen = k return k .. "!" end }) }
                """
        ])
        let m = try folder.machine()
        #expect(try m.prints("local p = import 'point.lua' print(p.origin + p.Point.new(2), p.origin:twice(), (p.origin + p.origin):twice())") == "P3\t2\t4\n")
        #expect(show(try m.run("local p = import 'point.lua' local q = p.Point.new(1) return rawequal(getmetatable(q), p.Point)")) == "true")
        #expect(m.failure("local p = import 'point.lua' getmetatable(p.Point.new(1)).twice = nil")?.code == .readOnly)
        #expect(m.failure("local p = import 'point.lua' local q = p.Point.new(1) q.x = 2 q.Point.x = 1")?.code == .runtime)
        #expect(m.failure("local p = import 'point.lua' return p.lazy.anything")?.code == .readOnly, "the handler gets the view, not the table behind it")
    }

    @Test func cyclesAreRefused() throws {
        let folder = try TestFolder(["a.lua": "return import 'b.lua'", "b.lua": "return { import 'a.lua' }", "self.lua": "return import 'self.lua'"])
        let m = try folder.machine()
        let failure = m.failure("import 'a.lua'")
        #expect(failure?.message == "these files import each other: `a.lua` imports `b.lua` imports `a.lua`")
        #expect(failure?.location == SourceLocation(file: "b.lua", line: 1, column: 10))
        #expect(m.failure("import 'self.lua'")?.message.contains("`self.lua` imports `self.lua`") == true)
        #expect(m.failure("import 'a.lua'")?.message.contains("each other") == true, "also the second time")
    }

    @Test(arguments: [
        ("missing.lua", DiagnosticCode.unreadableFile), ("../outside.lua", .pathOutside), ("sub/../../outside.lua", .pathOutside), ("/etc/passwd", .pathOutside),
        ("", .pathOutside), (".", .pathOutside), ("sub", .unreadableFile), ("binary.lua", .binaryChunk), ("broken.lua", .syntax), ("nothing.lua", .runtime),
        ("link-out.lua", .pathOutside), ("link-folder/outside.lua", .pathOutside), ("link-nowhere.lua", .pathOutside), ("pipe.lua", .unreadableFile),
        ("large.lua", .unreadableFile), ("input:prices", .pathOutside), ("a\\0b.lua", .pathOutside), ("global.lua", .assignmentToGlobal), ("thread.lua", .wrongType),
        ("gc.lua", .readOnly),
    ]) func badFilesAreRefused(name: String, code: DiagnosticCode) throws {
        let folder = try TestFolder([
            "broken.lua": "return (", "nothing.lua": "local x = 1", "global.lua": "x = 1", "thread.lua": "return { coroutine.create(print) }",
            "gc.lua": "return setmetatable({}, { __gc = print })",
        ])
        try folder.write("binary.lua", Data([0x1B, 0x4C, 0x75, 0x61, 0x54, 0x00, 0x19, 0x93]))
        try folder.write("large.lua", Data(repeating: 0x20, count: SandboxedFiles.largestScript + 1))
        try folder.write("../outside.lua", Data("return 1".utf8))
        try folder.link("link-out.lua", to: folder.path + "/outside.lua")
        try folder.link("link-folder", to: folder.path)
        try folder.link("link-nowhere.lua", to: "nowhere.lua")
        mkfifo(folder.script + "/pipe.lua", 0o600)
        let failure = try folder.machine().failure("import '\(name)'")
        #expect(failure?.code == code, "\(String(describing: failure))")
        #expect(failure?.location != nil)
    }

    @Test func linksInsideAreFollowed() throws {
        let folder = try TestFolder(["sub/real.lua": "return 7"])
        try folder.link("link.lua", to: "sub/real.lua")
        try folder.link("folder", to: "sub")
        let m = try folder.machine()
        #expect(show(try m.run("return import 'link.lua', import 'folder/real.lua', import 'sub/real.lua'")) == "7 7 7")
    }

    @Test func inputsMayLieAnywhere() throws {
        let folder = try TestFolder()
        try folder.write("../prices.lua", Data("return 9".utf8))
        let m = try folder.machine()
        m.vm.files.inputs["prices"] = folder.path + "/prices.lua"
        #expect(show(try m.run("return import 'input:prices'")) == "9")
        #expect(try m.vm.files.read("input:prices") == Array("return 9".utf8))
        #expect(m.failure("import 'input:price'")?.remedy == "the inputs are prices")
    }

    @Test func withoutAFolderNothingIsRead() throws {
        #expect(try TestMachine().failure("import 'a.lua'")?.code == .pathOutside)
    }

    @Test func errorsNameTheImportedFile() throws {
        let folder = try TestFolder(["bad.lua": "local t = {}\nreturn t.x.y"])
        let m = try folder.machine()
        #expect(m.failure("local x = 1\nimport 'bad.lua'")?.location == SourceLocation(file: "bad.lua", line: 2, column: 12))
        #expect(m.failure("import 'bad.lua'")?.location?.file == "bad.lua", "it can be tried again")
    }

    @Test func readsOfManyFilesAreBudgeted() throws {
        let folder = try TestFolder(["loop.lua": "while true do end"])
        let m = try folder.machine()
        #expect(m.failure("while true do pcall(import, 'loop.lua') end")?.code == .instructionBudget)
        #expect(m.failure("import 'loop.lua'")?.code == .instructionBudget)
    }
}
