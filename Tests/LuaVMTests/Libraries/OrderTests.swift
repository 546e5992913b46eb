import Diagnostics
import LuaVM
import Testing

/// What has no order in Lua has one here.
@Suite struct OrderTests {
    private func keys(_ table: String, _ loop: String = "for k, v in pairs(t) do") throws -> String {
        let m = try TestMachine()
        return try m.prints("local t = \(table) local s = {} \(loop) s[#s + 1] = tostring(k) .. '=' .. tostring(v) end print(table.concat(s, ' '))")
    }

    @Test(arguments: ["for k, v in pairs(t) do", "for k, v in next, t do"])
    func pairsGoesByNumbersThenBytes(loop: String) throws {
        #expect(try keys("{ z = 1, a = 2, B = 3, [10] = 4, [-1] = 5, [2.5] = 6, 'x', 'y', ['é'] = 7 }", loop)
            == "-1=5 1=x 2=y 2.5=6 10=4 B=3 a=2 z=1 é=7\n")
        #expect(try keys("{ 'a', 'b', 'c', n = 3 }", loop) == "1=a 2=b 3=c n=3\n")
        #expect(try keys("{}", loop) == "\n")
        #expect(try keys("{ nil, nil, 3 }", loop) == "3=3\n")
        // Beyond 2^53, where an integer is no double.
        #expect(try keys("{ [1 << 60] = 1, [2.0 ^ 60 * 1.5] = 2, [(1 << 60) + 1] = 3, [2.0 ^ 70] = 4 }", loop)
            == "1152921504606846976=1 1152921504606846977=3 1729382256910270464=2 1.1805916207174e+21=4\n")
    }

    @Test(arguments: ["for k, v in pairs(t) do", "for k, v in next, t do"])
    func otherKeysAreRefused(loop: String) throws {
        let m = try TestMachine()
        for key in ["true", "{}", "print", "coroutine.create(print)"] {
            let failure = m.failure("local t = { [\(key)] = 1 } \(loop) end")
            #expect(failure?.code == .wrongType)
            #expect(failure?.message.contains("without an order") == true)
        }
    }

    @Test func fieldsMayBeClearedMeanwhile() throws {
        let m = try TestMachine()
        #expect(try m.prints("local t = { 1, 2, 3, a = 1, b = 2 } for k in pairs(t) do t[k] = nil t.b = nil print(k) end") == "1\n2\n3\na\n")
    }

    @Test func pairsAsksTheMetatable() throws {
        let m = try TestMachine()
        #expect(try m.prints("for k in pairs(setmetatable({}, { __pairs = function() return function(_, k) if not k then return 7 end end end })) do print(k) end") == "7\n")
    }

    @Test func sortIsStable() throws {
        let m = try TestMachine()
        let printed = try m.prints(
            """
            local list = {}
            for i = 1, 1000 do list[i] = { key = (i * 7919) % 10, i = i } end
            table.sort(list, function(a, b) return a.key < b.key end)
            for i = 2, 1000 do
              local a, b = list[i - 1], list[i]
              assert(a.key < b.key or a.key == b.key and a.i < b.i)
            end
            print "stable"
            """)
        #expect(printed == "stable\n")
    }

    @Test(arguments: [
        "function() return true end", "function(a, b) return a <= b end", "function(a, b) return (a * 7 + b * 3) % 5 < 2 end",
        "function(a, b) return nil end", "function(a, b) list[1] = 0 list[#list + 1] = 1 return a < b end",
    ]) func anOrderThatContradictsItselfEnds(order: String) throws {
        let m = try TestMachine()
        let printed = try m.prints("local list = {} for i = 1, 500 do list[i] = (i * 31) % 101 end table.sort(list, \(order)) print(#list >= 500)")
        #expect(printed == "true\n")
    }

    @Test func anErrorInTheOrderLeavesTheTable() throws {
        let m = try TestMachine()
        #expect(try m.prints("local t = { 3, 1, 2 } pcall(table.sort, t, function() error('no', 0) end) print(table.concat(t))") == "312\n")
    }

    @Test func sortingManyIsExact() throws {
        let m = try TestMachine(instructions: 1_000_000_000)
        #expect(try m.prints(
            """
            local a, b, x = {}, {}, 1
            for i = 1, 5000 do x = (x * 16807) % 2147483647 a[i] = x / 7 b[i] = "k" .. x end
            table.sort(a) table.sort(b)
            for i = 2, 5000 do assert(a[i - 1] <= a[i] and b[i - 1] <= b[i]) end
            print "sorted"
            """) == "sorted\n")
    }
}
