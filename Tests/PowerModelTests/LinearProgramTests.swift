import DispatchCases
import PowerModel
import TestSupport
import Testing

@Suite struct LinearProgramTests {
    @Test func solvesASmallProgramWithItsPrices() throws {
        // Maximise 3x + 5y under x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18 (Hillier and Lieberman): 36 at (2, 6), prices 0, 3/2, 1.
        var program = LinearProgram()
        let rows = [4.0, 12, 18].map { program.addRow($0) }
        _ = program.addVariable(cost: -3, 0, .infinity, [(rows[0], 1), (rows[2], 3)])
        _ = program.addVariable(cost: -5, 0, .infinity, [(rows[1], 2), (rows[2], 2)])
        for row in rows { _ = program.addVariable(cost: 0, 0, .infinity, [(row, 1)]) }
        let solution = try program.solved()
        #expect((solution.objective + 36).magnitude < 1e-12)
        #expect((solution.values[0] - 2).magnitude < 1e-12 && (solution.values[1] - 6).magnitude < 1e-12)
        for (price, expected) in zip(solution.rowPrices, [0, -1.5, -1]) { #expect((price - expected).magnitude < 1e-12) }
    }

    @Test func saysWhenConstraintsContradictOrNothingBounds() {
        var impossible = LinearProgram()
        let row = impossible.addRow(5)
        _ = impossible.addVariable(cost: 1, 0, 2, [(row, 1)])
        #expect(throws: PowerError.self) { try impossible.solved() }
        var boundless = LinearProgram()
        let free = boundless.addRow(0)
        _ = boundless.addVariable(cost: -1, 0, .infinity, [(free, 1)])
        _ = boundless.addVariable(cost: 0, 0, .infinity, [(free, -1)])
        #expect(throws: PowerError.self) { try boundless.solved() }
    }

    /// Random sites with negative prices, lossy batteries, solar, gas, exports and own peaks: two methods, one optimum.
    @Test func agreesWithTheDynamicProgramOnRandomSites() throws {
        var random = Dice(seed: 20)
        for trial in 0..<60 {
            let problem = random.site(hours: 12 + trial % 40)
            let peak = trial % 3 == 0 ? OwnPeak(count: 1 + trial % 5, rate: 400 * random.uniform()) : nil
            let exact = try problem.optimum(peak)
            let linear = try problem.linearProgram(peak)
            let scale = max(1, linear.objective.magnitude)
            #expect((exact.objective - linear.objective).magnitude <= 1e-9 * scale, "trial \(trial)")
            #expect((problem.cost(of: exact) + exact.peakCost - exact.objective).magnitude <= 1e-8 * scale, "trial \(trial)")
            #expect(problem.violation(of: exact).size <= 1e-6, "trial \(trial)")
        }
    }

    @Test func aRampLimitOrABudgetCostsSomething() throws {
        var random = Dice(seed: 7)
        let problem = random.site(hours: 30)
        let free = try problem.linearProgram().objective
        let used = try problem.course().imports.reduce(0, +)
        #expect(try problem.linearProgram(rampLimit: 0.5).objective > free)
        #expect(try problem.linearProgram(energyBudget: 0.8 * used).objective > free)
        #expect((try problem.linearProgram(rampLimit: 1e6, energyBudget: 1e9).objective - free).magnitude <= 1e-9 * free.magnitude)
    }

    @Test(.enabled(if: dispatchFolder != nil, "../shared/reference/dispatch is not there"), arguments: DispatchCase.Mode.allCases)
    func reachesTheReferenceOptimum(mode: DispatchCase.Mode) throws {
        let found = try DispatchCase((dispatchFolder ?? "") + "/params_168.json", mode: mode)
        let exact = try found.problem.optimum(found.peak).objective
        #expect((try found.problem.linearProgram(found.peak).objective - exact).magnitude <= 1e-9 * exact.magnitude)
    }
}

/// Numbers for tests, the same in every run.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func uniform() -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Double(state >> 11) * 0x1p-53
    }

    mutating func site(hours: Int) -> DispatchProblem {
        var problem = DispatchProblem(
            price: (0..<hours).map { _ in 120 * uniform() - 45 }, firm: (0..<hours).map { _ in 4 * uniform() }, grid: 6)
        problem.importAdder = 4
        problem.tiers = [.init("a", power: 3, value: 60), .init("b", power: 2, value: 35)]
        problem.battery = .init(
            power: 1 + uniform(), energy: 2 + 4 * uniform(), chargeEfficiency: 0.8 + 0.2 * uniform(),
            dischargeEfficiency: 0.8 + 0.2 * uniform(), start: 1, wear: 3 * uniform())
        problem.exportLimit = uniform() < 0.5 ? 2 : 0
        problem.exportFee = 1
        problem.gasPower = uniform() < 0.5 ? 1 : 0
        problem.gasCost = 45
        problem.solar = uniform() < 0.5 ? (0..<hours).map { _ in 2 * uniform() } : []
        problem.lostLoad = 3000
        return problem
    }
}
