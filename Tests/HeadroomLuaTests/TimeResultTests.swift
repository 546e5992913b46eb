import Foundation
import HeadroomLua
import Testing

/// Answers about time, asserted in the language itself: each script has one fixed seed, and its statistical assertions
/// hold within 4 standard errors (about 6 in 100,000 false alarms each).
@Suite struct TimeResultTests {
    /// A default hazard by year and its credit figures; fans and limits of a walk; who breaks first in a firm; single paths
    /// against their own uniforms; payments asked about later.
    @Test(arguments: ["loan", "walk", "firm", "path", "later"]) func theAssertionsOfTheScriptHold(name: String) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Scripts/\(name).lua")
        _ = try printed(try String(contentsOf: script, encoding: .utf8))
    }
}
