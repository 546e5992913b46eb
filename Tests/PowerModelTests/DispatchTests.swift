import PowerModel
import Testing

@Suite struct DispatchTests {
    @Test func firmLoadThatCantBeMetIsNamedWithItsHour() {
        var problem = DispatchProblem(price: [20, 30, 40], firm: [5, 12, 5], grid: 10)
        do {
            _ = try problem.course()
            Issue.record("12 MW behind 10 MW have no dispatch")
        } catch {
            #expect(error.kind == .infeasible)
            #expect(error.message == "firm load can't be met: short 2 MW at hour 1")
        }
        problem.lostLoad = 5000
        #expect((try? problem.course().lost) == [0, 2, 0])
    }

    @Test func aBatteryCoversWhatTheGridCant() throws {
        var problem = DispatchProblem(price: [20, 21, 20], firm: [5, 12, 5], grid: 10)
        problem.battery = .init(power: 3, energy: 4, chargeEfficiency: 0.9, dischargeEfficiency: 0.9, start: 0, wear: 0)
        let course = try problem.course()
        #expect((course.discharge[1] - 2).magnitude < 1e-12)
        #expect((course.charge[0] - 2 / 0.81).magnitude < 1e-12)
        #expect((course.objective - (20 * (5 + 2 / 0.81) + 21 * 10 + 20 * 5)).magnitude < 1e-9)
    }

    @Test func aBatteryThatCantReturnIsRefused() {
        var problem = DispatchProblem(price: [20], firm: [0], grid: 10)
        problem.battery = .init(power: 1, energy: 10, chargeEfficiency: 1, dischargeEfficiency: 1, start: 2, wear: 0)
        problem.finalEnergy = 9
        #expect(throws: PowerError.self) { try problem.course() }
        problem.battery.start = 11
        #expect(throws: PowerError.self) { try problem.check() }
    }

    @Test func minersStopAtTheirThresholdAndTheReasonSaysSo() throws {
        var problem = DispatchProblem(price: [20, 90, 30], firm: [1, 1, 1], grid: 10)
        problem.importAdder = 4
        problem.tiers = [.init("S21", power: 3, value: 80)]
        let course = try problem.course()
        #expect(course.tiers[0] == [3, 0, 3])
        let reason = try problem.reason(1, in: course)
        #expect(reason.marginal == 94 && reason.tiers[0].threshold == 80 && reason.bindings == [.nothing])
        #expect(throws: PowerError.self) { try problem.reason(3, in: course) }
    }

    @Test func aBatteryWastesOnlyWhenPowerIsCheapEnough() throws {
        var problem = DispatchProblem(price: [-100, 50], firm: [0, 0], grid: 5)
        problem.battery = .init(power: 2, energy: 2, chargeEfficiency: 0.9, dischargeEfficiency: 0.9, start: 0, wear: 2)
        let linear = try problem.linearProgram()
        let course = try problem.course()
        #expect((course.objective - linear.objective).magnitude <= 1e-9)
        #expect(course.charge[0] > 0 && course.discharge[0] > 0)
    }

    @Test func aRollingHorizonNeverBeatsForesight() throws {
        var random = Dice(seed: 3)
        for _ in 0..<10 {
            let problem = random.site(hours: 96)
            let best = try problem.leastCost()
            #expect(try problem.rollingCost(window: 24, step: 24) >= best - 1e-9 * best.magnitude)
            #expect((try problem.rollingCost(window: 96, step: 96) - best).magnitude <= 1e-9 * best.magnitude)
        }
    }

    @Test func peaksOfMonthsAreFound() throws {
        var load = [Double](repeating: 1, count: 8760)
        load[4240] = 2
        let peak = try CoincidentPeak(months: [6], rate: 100)
        #expect(try peak.hours(ofLoad: load) == [4240])
        #expect(throws: PowerError.self) { try CoincidentPeak(months: [13], rate: 1) }
        #expect(throws: PowerError.self) { try peak.hours(ofLoad: [1]) }
    }
}
