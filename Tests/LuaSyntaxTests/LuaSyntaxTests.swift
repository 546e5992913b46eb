import LuaSyntax
import Testing

@Test func operandsOfEqualityGoThroughTheGuard() throws {
    let chunk = try parse("return a == b", name: "deal.lua")
    let text = guarded(chunk, sessionLocals: false)
    let line = text.text.split(separator: "\n").firstIndex { $0.contains("__eq(") }
    let location = text.location(ofGeneratedLine: try #require(line) + 1)
    #expect(location.description == "deal.lua:1:10")
}
