import LuaVM

/// The userdata types of a session.
struct SessionTypes {
    var quantity: TypeID
    var uncertain: TypeID
    var date: TypeID
    var model: TypeID
    var measure: TypeID
    var result: TypeID
    var output: TypeID
    var histogram: TypeID
    var drivers: TypeID
    var correlation: TypeID
    var entity: TypeID
    var fan: TypeID
    var yearly: TypeID
    var headroom: TypeID
    var credit: TypeID
    var path: TypeID
}
