import LuaVM
import Testing

@Suite struct ValueTests {
    @Test func valuesCross() throws {
        let m = try TestMachine()
        m.vm.setGlobal("double", m.vm.makeFunction("double") { $0.push(($0.number(1) ?? 0) * 2) })
        let values = try m.run("return double(21), 1, 'a', {1,2,x={y=true}}, nil, print")
        #expect(show(values) == "42.0f 1 'a' {1=1, 2=2, 'x'={'y'=true}} nil function")
    }

    @Test func textNeverShowsAnAddress() throws {
        let m = try TestMachine()
        let text = try m.prints("print(1, 1.5, 'a', {}, print, function() end, nil, coroutine.create(print))")
        #expect(text == "1\t1.5\ta\ttable\tfunction: builtin\tfunction: function\tnil\tthread\n")
    }
}
