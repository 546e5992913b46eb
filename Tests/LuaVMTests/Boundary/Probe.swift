import LuaVM

/// Something that can be counted: whoever jumps over a frame that holds one leaves it behind.
final class Probe {
    nonisolated(unsafe) static var alive = 0

    init() { Self.alive += 1 }
    deinit { Self.alive -= 1 }
}

/// An error of nobody's.
struct Refusal: Error {}

extension TestMachine {
    /// Functions that hold Swift objects in every way while they talk to Lua.
    func defineProbes() {
        let type = vm.register(
            TypeDescription(
                name: "probe", isObject: true,
                events: [
                    (.add, { call in call.push(try call[1]) }),
                    (.text, { call in
                        let probe = Probe()
                        call.push("a probe")
                        withExtendedLifetime(probe) {}
                    }),
                ],
                methods: [("fail", { _ in
                    let probe = Probe()
                    defer { withExtendedLifetime(probe) {} }
                    throw Refusal()
                })]))
        let plain = vm.register(
            TypeDescription(
                name: "plain", events: [(.add, { call in call.push(call.payload(1)!) })]))
        vm.setGlobal("probe", vm.makeFunction("probe") { call in call.push(call.vm.makeObject(Probe(), type: type)) })
        vm.setGlobal("plain", vm.makeFunction("plain") { call in
            let probe = Probe()
            call.push(Payload(type: plain, a: 1, x: 2))
            withExtendedLifetime(probe) {}
        })
        vm.setGlobal("refuse", vm.makeFunction("refuse") { call in
            let probe = Probe()
            _ = call.vm.makeObject(Probe(), type: type)
            call.push("lost")
            defer { withExtendedLifetime(probe) {} }
            throw Refusal()
        })
        vm.setGlobal("echo", vm.makeFunction("echo") { call in
            let probe = Probe()
            for value in try call.arguments { call.push(value) }
            withExtendedLifetime(probe) {}
        })
        vm.setGlobal("apply", vm.makeFunction("apply") { call in
            let probe = Probe()
            defer { withExtendedLifetime(probe) {} }
            guard case .function(let function) = try call[1] else { throw Refusal() }
            for value in try call.vm.call(function, [.integer(1), .table(TableSnapshot(entries: [(.string("x"), .integer(2))]))]) {
                call.push(value)
            }
        })
        vm.setGlobal("describe", vm.makeFunction("describe") { call in
            let probe = Probe()
            call.push(try call.text(of: 1))
            withExtendedLifetime(probe) {}
        })
    }
}
