import CHeadroomLua
import Diagnostics
import LuaVM
import Testing

/// A stock interpreter, as a host program has it.
private final class StockLua {
    let state: OpaquePointer

    init() {
        state = luaL_newstate()
        luaL_openlibs(state)
    }

    /// Runs a script and gives its first result, or the error, as text.
    func run(_ source: String) -> String {
        if luaL_loadstring(state, source) != LUA_OK || lua_pcallk(state, 0, 1, 0, 0, nil) != LUA_OK {
            return "error: " + text()
        }
        return text()
    }

    private func text() -> String {
        defer { lua_settop(state, 0) }
        return luaL_tolstring(state, -1, nil).map { String(cString: $0) } ?? ""
    }

    /// Makes a module of `entries` the global `hr`.
    func define(_ vm: VirtualMachine, _ entries: [(name: String, value: LuaValue)]) {
        #expect(vm.pushModule(entries, onto: state))
        lua_setglobal(state, "hr")
    }

    func close() { lua_close(state) }
}

extension CountedTests {
    @Suite struct Attached {
        private func defined(_ lua: StockLua) throws -> VirtualMachine {
            let vm = try VirtualMachine(attachedTo: lua.state)
            let type = vm.register(
                TypeDescription(
                    name: "metre", events: [
                        (.add, { call in
                            guard let a = call.payload(1), let b = call.payload(2) else { throw Refusal() }
                            call.push(Payload(type: a.type, x: a.x + b.x))
                        }),
                        (.text, { call in call.push("\(call.payload(1)?.x ?? 0) m") }),
                    ], methods: [("value", { call in call.push(call.payload(1)?.x ?? 0) })]))
            let object = vm.register(TypeDescription(name: "probe", isObject: true))
            lua.define(vm, [
                ("metre", .payload(Payload(type: type, x: 1))),
                ("refuse", vm.makeFunction("refuse") { _ in
                    let probe = Probe()
                    defer { withExtendedLifetime(probe) {} }
                    throw Diagnostic(.wrongType, "no", remedy: "yes")
                }),
                ("probe", vm.makeFunction("probe") { $0.push($0.vm.makeObject(Probe(), type: object)) }),
                ("apply", vm.makeFunction("apply") { call in
                    let probe = Probe()
                    defer { withExtendedLifetime(probe) {} }
                    guard case .function(let function) = try call[1] else { throw Refusal() }
                    for value in try call.vm.call(function, [.integer(1)]) { call.push(value) }
                }),
                ("echo", vm.makeFunction("echo") { call in call.push(try call[1]) }),
            ])
            return vm
        }

        @Test func typesAndFunctionsWork() throws {
            let lua = StockLua()
            let vm = try defined(lua)
            #expect(lua.run("return hr.metre + hr.metre + hr.metre") == "3.0 m")
            #expect(lua.run("return (hr.metre + hr.metre):value()") == "2.0")
            #expect(lua.run("return hr.echo({ 1, 2, { x = 'y' } })[3].x") == "y")
            #expect(lua.run("return hr.apply(function(n) return n + 1 end)") == "2")
            #expect(vm.isAttached)
            lua.close()
        }

        @Test func errorsCrossNoSwiftFrame() throws {
            let before = Probe.alive
            let lua = StockLua()
            _ = try defined(lua)
            #expect(lua.run("hr.refuse()") == "error: script:1: no")
            #expect(lua.run("local ok, e = pcall(hr.refuse) return e.code .. e.remedy .. tostring(ok)") == "wrong-typeyesfalse")
            #expect(lua.run("return hr.metre + io.stdout").hasPrefix("error: "))
            #expect(lua.run("return hr.metre + 1").hasPrefix("error: "))
            #expect(lua.run("return hr.metre.nothing").contains("no field `nothing`"))
            #expect(lua.run("hr.metre.x = 1").contains("can't be changed"))
            #expect(lua.run("return getmetatable(hr.metre)") == "false")
            _ = lua.run(
                """
                for i = 1, 1000 do
                  pcall(hr.refuse) pcall(hr.apply, function() error('x') end) pcall(hr.apply, function() return nil + 1 end)
                  pcall(hr.apply, function() error({}) end) pcall(hr.echo, coroutine.create(print)) hr.probe()
                end
                collectgarbage()
                """)
            lua.close()
            #expect(Probe.alive == before)
        }

        @Test func theStateKeepsTheMachineAndLetsItGo() throws {
            let lua = StockLua()
            weak var machine: VirtualMachine?
            do { machine = try defined(lua) }
            #expect(machine != nil)
            #expect(lua.run("return hr.metre") == "1.0 m")
            let before = Probe.alive
            _ = lua.run("kept = hr.probe()")
            lua.close()
            #expect(machine == nil)
            #expect(Probe.alive == before)
        }

        @Test func twoStatesDoNotTakeEachOthersValues() throws {
            let first = StockLua(), second = StockLua()
            _ = try defined(first)
            _ = try defined(second)
            #expect(second.run("return hr.metre + hr.metre") == "2.0 m")
            first.close()
            #expect(second.run("return hr.metre + hr.metre") == "2.0 m")
            second.close()
        }
    }
}
