import CHeadroomLua

/// A Swift closure that Lua may call.
final class FunctionBox {
    unowned(unsafe) let vm: VirtualMachine
    let body: NativeBody

    init(vm: VirtualMachine, body: @escaping NativeBody) {
        self.vm = vm
        self.body = body
    }

    func invoke(_ state: OpaquePointer, _ count: Int32) -> Int32 {
        let mark = vm.box.mark
        var call = Call(vm: vm, state: state, count: Int(count))
        do {
            try body(&call)
            return Int32(call.results)
        } catch {
            vm.box.cut(to: mark)
            return vm.pushError(error, in: state)
        }
    }
}

extension VirtualMachine {
    /// A function for scripts. It lives as long as the machine; equal functions are equal in Lua.
    ///
    /// Whatever `body` throws becomes an error in Lua, located at the caller unless it knows better: the diagnostic of a
    /// `DiagnosticConvertible`, else one with the code `internal`.
    public func makeFunction(_ name: String, _ body: @escaping NativeBody) -> LuaValue {
        .function(FunctionReference(native: function(name, body)))
    }

    /// Defines a global of all scripts, also of those that run already. Tables become read-only, with all that is in them.
    ///
    /// In an attached machine there are no globals of ours; use ``pushModule(_:onto:)``.
    public func setGlobal(_ name: String, _ value: LuaValue) {
        precondition(!isAttached, "an attached machine has no globals of its own")
        let mark = box.mark
        box.push(value)
        let done = name.withCString { hr_set_global(host, mark, $0) }
        precondition(done, "a global could not be defined")
    }

    /// What `a ^ b` is for two plain numbers; the C library's `pow` unless set, which differs between processors.
    public func setPower(_ power: @escaping @convention(c) (Double, Double) -> Double) { hr_set_power(host, power) }

    /// The names that every script may read, in order.
    public var globalNames: [String] { names(session: false) }

    /// The globals that a session has made, in order.
    public var sessionNames: [String] { isAttached ? [] : names(session: true) }

    private func names(session: Bool) -> [String] {
        let mark = box.mark
        _ = hr_global_names(host, session)
        return box.take(above: mark, pool: references).compactMap { value in
            guard case .string(let name) = value, !name.isEmpty, !name.hasPrefix("__") else { return nil }
            return name
        }
    }

    /// Registers a type of userdata. Types can't be removed.
    public func register(_ type: TypeDescription) -> TypeID {
        let events = type.events.map { ($0.event.rawValue, function("\(type.name) \($0.event)", $0.body)) }
        let methods = type.methods.map { ($0.name, function($0.name, $0.body)) }
        let index = type.index.map { function("\(type.name) field", $0) }
        let id = withNames(events.map(\.0)) { eventNames in
            withNames(methods.map(\.0)) { methodNames in
                events.map(\.1).withUnsafeBufferPointer { eventFunctions in
                    methods.map(\.1).withUnsafeBufferPointer { methodFunctions in
                        type.name.withCString { name in
                            var description = hr_type(
                                name: name, isObject: type.isObject, index: index, events: eventNames,
                                eventFunctions: eventFunctions.baseAddress, eventCount: events.count,
                                methods: methodNames, methodFunctions: methodFunctions.baseAddress,
                                methodCount: methods.count)
                            return hr_register_type(host, &description)
                        }
                    }
                }
            }
        }
        precondition(id != .max, "a type could not be registered")
        return TypeID(raw: id)
    }

    private func function(_ name: String, _ body: @escaping NativeBody) -> OpaquePointer {
        let box = Unmanaged.passRetained(FunctionBox(vm: self, body: body))
        bodies.append(box)
        return name.withCString { hr_function_new(host, $0, box.toOpaque()) }
    }

    /// The value on top of an attached state's stack, as a module returns it to `require`. False: there was no memory.
    ///
    /// Called with Lua below and Swift above; the caller must be C again before anything raises.
    public func pushModule(_ entries: [(name: String, value: LuaValue)], onto state: OpaquePointer) -> Bool {
        let mark = box.mark
        box.push(.table(TableSnapshot(entries: entries.map { (key: .string($0.name), value: $0.value) })))
        let done = hr_push_result(host, mark, state)
        box.cut(to: mark)
        return done
    }
}

/// C strings that live while `body` runs.
private func withNames<Result>(
    _ names: [String], _ body: (UnsafePointer<UnsafePointer<CChar>>?) -> Result
) -> Result {
    let copies = names.map { name -> UnsafeMutablePointer<CChar> in
        let bytes = name.utf8CString
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        _ = bytes.withUnsafeBufferPointer { UnsafeMutableBufferPointer(start: copy, count: $0.count).initialize(from: $0) }
        return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    return copies.map { UnsafePointer($0) }.withUnsafeBufferPointer { body($0.baseAddress) }
}
