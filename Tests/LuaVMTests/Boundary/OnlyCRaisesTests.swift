import LuaVM
import Testing
import TestSupport

#if canImport(Glibc)
import Glibc
#endif

extension CountedTests {
    /// Rules 1 and 2: a Lua error never passes a Swift frame.
    @Suite struct OnlyCRaises {
        @Test func errorsLeaveNoObjectBehind() throws {
            let before = Probe.alive
            let m = try TestMachine(instructions: 1_000_000_000)
            m.defineProbes()
            let count = 2_000
            try m.run(
                """
                local cycle = {} cycle[1] = cycle
                for i = 1, \(count) do
                  assert(not pcall(refuse))
                  assert(not pcall(probe().fail))
                  assert(not pcall(echo, cycle))
                  assert(not pcall(echo, coroutine.create(print)))
                  assert(not pcall(apply, function() error("x") end))
                  assert(not pcall(apply, function() return nil + 1 end))
                  assert(not pcall(apply, function() refuse() end))
                  assert(not pcall(apply, 5))
                  assert(not pcall(describe, setmetatable({}, { __tostring = function() error("y") end })))
                  assert(not pcall(function() return probe().x end))
                end
                """)
            m.vm.collectGarbage()
            #expect(Probe.alive == before)
            #expect(m.vm.liveObjects == 0)
        }

        /// The API that Swift may call. None of these can raise or needs memory.
        private static let harmless: Set<String> = ["lua_toboolean", "lua_tonumberx", "lua_tointegerx"]

        @Test func swiftCallsOnlyWhatCannotRaise() throws {
            var seen: Set<String> = []
            for folder in ["LuaVM", "HeadroomLua", "HeadroomModule", "HeadroomCommands", "Headroom"] {
                for path in swiftFiles(below: sourceFolder + folder) {
                    for name in luaNames(in: try text(of: path)) {
                        seen.insert(name)
                        #expect(Self.harmless.contains(name), "\(path) calls \(name)")
                    }
                }
            }
            // If nothing is found at all, the test looks in the wrong place.
            #expect(seen == Self.harmless)
        }

        private var sourceFolder: String {
            let parts = #filePath.split(separator: "/").dropLast(4)
            return "/" + parts.joined(separator: "/") + "/Sources/"
        }

        /// Every `lua_...` and `luaL_...` outside of comments.
        private func luaNames(in text: String) -> [String] {
            text.split(separator: "\n").flatMap { line -> [String] in
                let code = line.prefix { _ in true }.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)[0]
                return code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
                    .filter { $0.hasPrefix("lua_") || $0.hasPrefix("luaL_") || $0.hasPrefix("luaopen_") }.map(String.init)
            }
        }

        private func swiftFiles(below folder: String) -> [String] {
            guard let entries = opendir(folder) else { return [] }
            defer { closedir(entries) }
            var found: [String] = []
            while let entry = readdir(entries) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name.hasPrefix(".") { continue }
                if name.hasSuffix(".swift") { found.append(folder + "/" + name) } else { found += swiftFiles(below: folder + "/" + name) }
            }
            return found.sorted()
        }

        private func text(of path: String) throws -> String {
            let file = try #require(fopen(path, "r"))
            defer { fclose(file) }
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}

/// Tests that count the probes alive, one after the other.
@Suite(.serialized) struct CountedTests {}
