import DataFiles
import Engine

/// Runs the Monte Carlo checks of cases over several seeds and prints a line for each.
struct MonteCarloRunner {
    let groups: [String]
    let seeds: Int
    let trials: Int

    /// P(|z| > 4) of a standard normal.
    private static let falseAlarm = 6.334e-5

    struct Report {
        var failed = 0
        var run = 0
    }

    func run(_ cases: [JSON]) -> Report {
        var report = Report()
        var tests = 0
        var without = 0
        for json in cases {
            guard let one = ReferenceCase(json), groups.isEmpty || groups.contains(one.group) else { continue }
            let checks: [MonteCarloCheck]
            do {
                checks = try MonteCarloChecks.of(one)
            } catch {
                report.failed += 1
                print("\(one.id)  fail  \(error)")
                continue
            }
            if checks.isEmpty { without += 1 }
            for check in checks {
                report.run += 1
                let (worst, mean, failures) = line(check)
                tests += seeds
                if failures > 0 { report.failed += 1 }
                print(
                    "\(one.id)  \(check.label)  \(failures == 0 ? "pass" : "fail")  closed \(check.expected)"
                        + "  mean difference \(mean)  bias allowed \(check.bias)  worst |z| \(worst)")
            }
        }
        let expected = Double(tests) * Self.falseAlarm
        print(
            "\(report.run) estimates, \(report.failed) failed; \(tests) tests of |z| <= 4 after the bias, of which "
                + "\((expected * 1000).rounded() / 1000) fail by chance; \(without) cases have nothing to simulate")
        return report
    }

    private func line(_ check: MonteCarloCheck) -> (worst: Double, mean: Double, failures: Int) {
        var (worst, sum, failures) = (0.0, 0.0, 0)
        for seed in 1...max(seeds, 1) {
            guard let (z, difference) = try? check.deviation(seed: UInt64(seed), trials: trials) else {
                failures += 1
                worst = .nan
                continue
            }
            sum += difference
            worst = max(worst, z)
            if !(z <= 4) { failures += 1 }
        }
        let rounded = { (x: Double, digits: Double) in (x * digits).rounded() / digits }
        return (rounded(worst, 100), rounded(sum / Double(seeds), 1e8), failures)
    }
}
