import ClusterModel
import Testing

/// Failures, checkpoints, spares and repair.
@Suite struct OperationTests {
    static func operation(
        units: Int = 12_500, spares: Int = 200, hours: Double = 50_677, hardware: Double = 0.78, planned: Double = 0, write: Double = 20,
        restart: Double = 300, repair: Double = 86400, days: Double = 90, interval: Double? = nil
    ) throws -> ClusterModel.Operation {
        var made = try ClusterModel.Operation(
            units: units, spares: spares, chipsPerUnit: 8, horizon: days * 86400,
            failures: FailureRecord(
                name: "test", hoursPerInterruption: hours, hardwareShare: hardware, plannedPerUnexpected: planned, source: "test"),
            write: write, interval: 1, restart: restart, repair: repair)
        made.interval = try interval ?? made.interval(.optimal)
        return made
    }

    static func mean(_ x: [Double]) -> Double { x.reduce(0, +) / Double(x.count) }

    static func effective(_ o: ClusterModel.Operation, replicas: Int, seed: UInt64 = 1) throws -> Double {
        let all = try OperationSimulation(o, seed: seed).run(replicas: replicas, threads: 2)
        return mean(all.map { Double($0.useful) / (o.horizon * 1e6) })
    }

    /// Productive, discarded, blocked and unavailable are each accumulated by themselves; together they are the time of all units.
    @Test(arguments: [0, 3, 60, 200], [0.0, 0.5])
    func everyUnitSecondIsCountedOnce(_ spares: Int, _ planned: Double) throws {
        let o = try Self.operation(spares: spares, planned: planned)
        for replica in try OperationSimulation(o, seed: 3).run(replicas: 20, threads: 1) {
            #expect(replica.time.total == Int64(o.units + o.spares) * Int64(o.horizon) * 1_000_000)
            let t = replica.time
            for part in [t.productive, t.discarded, t.checkpoint, t.restart, t.waiting, t.standby, t.unavailable] { #expect(part >= 0) }
            #expect(t.productive == replica.useful * Int64(o.units))
        }
    }

    @Test func theBitsDoNotDependOnThreads() throws {
        let simulation = try OperationSimulation(try Self.operation(), seed: 5)
        let one = simulation.run(replicas: 41, threads: 1)
        for threads in [2, 3, 7, 64] { #expect(simulation.run(replicas: 41, threads: threads) == one) }
        #expect(try OperationSimulation(try Self.operation(), seed: 6).run(replicas: 41, threads: 1) != one)
    }

    /// Enough futures that the standard error is below a tenth of a percent: 1 % is more than ten standard errors.
    @Test(arguments: [
        (12_500, 300, 0.0, 20.0, 300.0), (2048, 64, 0.112, 5.0, 600), (2048, 1, 0, 60, 900), (12_500, 20, 0, 20, 300), (2048, 0, 0.3, 5, 600),
    ])
    func closedFormAndSimulationAgree(_ units: Int, _ spares: Int, _ planned: Double, _ write: Double, _ restart: Double) throws {
        // A year: the beginning, when nothing is in repair yet, weighs little.
        let o = try Self.operation(units: units, spares: spares, planned: planned, write: write, restart: restart, days: 365)
        let g = Goodput(o)
        let all = try OperationSimulation(o, seed: 9).run(replicas: 200, threads: 2)
        let useful = Self.mean(all.map { Double($0.useful) }) / (o.horizon * 1e6)
        #expect(abs(useful / g.productive - 1) < 0.01, "\(useful) against \(g.productive)")
        let count = Self.mean(all.map { Double($0.unexpected) }) / o.horizon
        #expect(abs(count / g.unexpected - 1) < 0.01, "\(count) against \(g.unexpected)")
        #expect(abs(g.productive + g.discarded + g.checkpoint + g.restart + g.waiting - 1) < 1e-12)
        let lost = Self.mean(all.map { Double($0.time.discarded) }) / (o.horizon * 1e6 * Double(units))
        #expect(abs(lost / g.discarded - 1) < 0.02)
    }

    /// Without spares, planned stops and repair this is Daly's complete model, written down here once more.
    @Test func theClosedFormIsDalysModel() throws {
        let o = try Self.operation(hardware: 0, write: 120, restart: 200, interval: 900)
        let m = 1 / o.unexpected
        let share = 900 / (m * Smoothed.exp(200 / m) * (Smoothed.exp((900 + 120) / m) - 1))
        #expect(abs(Goodput(o).productive / share - 1) < 1e-12)
    }

    @Test func theBestIntervalIsTheBestAndNearYoungAndDaly() throws {
        let o = try Self.operation(write: 10)
        let best = Goodput(o).productive
        for factor in [0.5, 0.8, 0.95, 1.05, 1.25, 2] {
            var other = o
            other.interval = o.interval * factor
            #expect(Goodput(other).productive < best)
        }
        let daly = try o.interval(.daly)
        #expect(abs(daly / o.interval - 1) < 0.02)
        #expect(try o.interval(.young) == (2 * 10 / o.unexpected).squareRoot())
    }

    /// A job without failures computes all the time that it does not write.
    @Test func withoutFailuresOnlyCheckpointsCost() throws {
        let o = try Self.operation(hours: .infinity, write: 50, interval: 950)
        let replica = try OperationSimulation(o, seed: 1).run(replicas: 1, threads: 1)[0]
        #expect(replica.unexpected == 0)
        #expect(abs(Double(replica.useful) / (o.horizon * 1e6) - 0.95) < 1e-4)
        #expect(Goodput(o).productive == 0.95)
    }

    @Test func badInputIsRefused() throws {
        #expect(throws: ClusterError.self) { try Self.operation(hours: 0) }
        #expect(throws: ClusterError.self) { try Self.operation(hours: .nan) }
        #expect(throws: ClusterError.self) { try Self.operation(write: 0) }
        #expect(throws: ClusterError.self) { try OperationSimulation(try Self.operation(restart: -1), seed: 1) }
        #expect(throws: ClusterError.self) { try OperationSimulation(try Self.operation(repair: .infinity), seed: 1) }
        #expect(throws: ClusterError.self) { try OperationSimulation(try Self.operation(hours: 1e-9), seed: 1) }
    }
}

/// The exponential by its definition, so that the test does not lean on the engine's.
private enum Smoothed {
    static func exp(_ x: Double) -> Double {
        var (sum, term) = (1.0, 1.0)
        for n in 1...40 {
            term *= x / Double(n)
            sum += term
        }
        return sum
    }
}
