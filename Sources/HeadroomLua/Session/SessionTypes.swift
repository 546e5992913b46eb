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
    var sources: TypeID
    var correlation: TypeID
    var entity: TypeID
    var process: TypeID
    var jumps: TypeID
    var market: TypeID
    var table: TypeID
    var series: TypeID
    var curve: TypeID
    var fit: TypeID
    var correlationFit: TypeID
    var comparison: TypeID
    var scenario: TypeID
    var scenarioOutput: TypeID
    var bridge: TypeID
    var range: TypeID
    var sweep: TypeID
    var solution: TypeID
    var odds: TypeID
    var scores: TypeID
    var fan: TypeID
    var yearly: TypeID
    var headroom: TypeID
    var credit: TypeID
    var path: TypeID
    var site: TypeID
    var sitePart: TypeID
    var fleet: TypeID
    var dispatch: TypeID
    var powerPrice: TypeID
    var siteYears: TypeID
    var strategies: TypeID
}
