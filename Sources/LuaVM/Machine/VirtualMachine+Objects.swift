import CHeadroomLua

extension VirtualMachine {
    /// A value that stands for a Swift object. Lua keeps the object alive as long as it can reach the value.
    ///
    /// An object made while Lua calls Swift, which has not reached Lua when that call ends, is let go then.
    public func makeObject(_ object: AnyObject, type: TypeID) -> LuaValue {
        .payload(handle(for: object, type: type))
    }

    /// The object behind a payload of an object type; nil after Lua has given it up, and for plain payloads.
    public func object(_ payload: Payload) -> AnyObject? {
        let slot = hr_handle_slot(host, hr_payload(payload))
        guard slot >= 0, payload.generation > 0, objects.indices.contains(Int(slot)) else { return nil }
        return objects[Int(slot)]
    }

    /// What went wrong, where a payload is an error that a script has caught.
    public func failure(behind payload: Payload) -> LuaFailure? { (object(payload) as? ScriptError)?.failure }

    /// How many objects Lua can still reach, or has not yet been asked about.
    public var liveObjects: Int { Int(hr_handles_alive(host)) }

    func handle(for object: AnyObject, type: TypeID) -> Payload {
        releaseDeadObjects()
        let payload = hr_handle_new(host, type.raw)
        while objects.count <= Int(payload.a) { objects.append(nil) }
        objects[Int(payload.a)] = object
        return Payload(payload)
    }

    /// Lets go of objects that the collector has given up: at a moment of ours, as their deinit may do anything.
    func releaseDeadObjects() {
        while true {
            let slot = hr_handle_take_dead(host)
            guard slot >= 0 else { return }
            objects[Int(slot)] = nil
        }
    }

    /// How many Swift objects are held for Lua, dead ones included (for tests).
    package var heldObjects: Int { objects.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }
}
