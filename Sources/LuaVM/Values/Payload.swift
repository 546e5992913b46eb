/// A type of userdata, as ``VirtualMachine/register(_:)`` numbers them. Belongs to one machine.
public struct TypeID: Hashable, Sendable {
    package let raw: UInt32
}

/// The content of a userdata: plain data, which Lua copies and frees without asking.
///
/// What the fields mean is the type's affair. For object types, `a` is the object's slot and `generation` tells its
/// tenants apart, so that a payload which outlives its object is recognised (see ``VirtualMachine/object(_:)``).
public struct Payload: Hashable, Sendable {
    public var type: TypeID
    public var generation: UInt32
    public var a: Int32
    public var b: Int32
    public var x: Double

    /// Creates a payload; plain types leave `generation` at 0.
    public init(type: TypeID, generation: UInt32 = 0, a: Int32 = 0, b: Int32 = 0, x: Double = 0) {
        self.type = type
        self.generation = generation
        self.a = a
        self.b = b
        self.x = x
    }
}
