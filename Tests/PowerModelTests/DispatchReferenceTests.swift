import DispatchCases
import PowerModel
import Testing

/// Where `../shared/reference/dispatch` lies; nil when it is not there.
let dispatchFolder: String? = sharedFolder("reference/dispatch", holding: "params_168.json")

@Suite(.enabled(if: dispatchFolder != nil, "../shared/reference/dispatch is not there"))
struct DispatchReferenceTests {
    private func read(_ name: String, _ mode: DispatchCase.Mode) throws -> DispatchCase {
        try DispatchCase((dispatchFolder ?? "") + "/params_\(name).json", mode: mode)
    }

    /// The README's five objectives, and the variants it formulates, which HiGHS solved.
    @Test(arguments: [
        ("168", DispatchCase.Mode.nocp, 4784.854368421051), ("168", .coinc, 7224.254368421053),
        ("168", .own_top4, 13653.512387811636), ("750", .nocp, -75458188.15778556),
        ("750", .coinc, -59658056.61096689), ("168", .nocp_full, -706.2456315789641),
        ("168", .coinc_full, -266.84563157896264), ("168", .own_top4_full, 7713.995408785107),
        ("750", .nocp_full, -87202699.24415459), ("750", .coinc_full, -78851792.69733915),
        ("750", .own_top4, -23953115.0276398), ("750", .own_top4_full, -37398348.59247595),
    ])
    func reachesTheOptimumAndRunsAccordingly(name: String, mode: DispatchCase.Mode, objective: Double) throws {
        let found = try read(name, mode)
        let solution = try found.problem.optimum(found.peak)
        #expect((solution.objective - objective).magnitude <= 1e-9 * objective.magnitude)
        let recomputed = found.problem.cost(of: solution) + solution.peakCost
        #expect((recomputed - objective).magnitude <= 1e-9 * objective.magnitude)
        #expect(found.problem.violation(of: solution).size <= 1e-6)
    }

    @Test func findsTheReferencesThreshold() throws {
        let found = try read("168", .own_top4)
        let threshold = try found.problem.optimum(found.peak).peakThreshold ?? .nan
        #expect((threshold - 8.43421052631579).magnitude <= 1e-9)
    }
}
