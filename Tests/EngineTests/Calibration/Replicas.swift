import Engine
import Glibc
import Testing

/// Repeated fits to simulated series: how often the truth is found. `HEADROOM_REPLICAS=1000` repeats what
/// `Docs/Calibration.md` reports; by default a quick sample, whose limits a correct fit misses less than once in 3,000 times.
enum Replicas {
    private static let asked = getenv("HEADROOM_REPLICAS").flatMap { Int(String(cString: $0)) }
    static var isFull: Bool { (asked ?? 0) >= 1000 }

    static func count(quick: Int) -> Int { asked ?? quick }

    /// A standard normal draw.
    static func normal(_ key: StreamKey, path: Int, step: Int, draw: Int = 0) -> Double {
        ScalarMath.inverseNormal(key.uniform(path: UInt64(path), step: UInt32(step), draw: UInt32(draw)))
    }

    struct Tally {
        var fitted = 0
        var refused = 0
        /// By parameter: truths within 3 standard errors, and within the interval.
        var near: [Int]
        var inside: [Int]

        init(_ count: Int) {
            near = [Int](repeating: 0, count: count)
            inside = near
        }

        mutating func count(_ estimates: [ParameterEstimate?], _ truth: [Double]) {
            fitted += 1
            for (i, estimate) in estimates.enumerated() {
                guard let estimate else { continue }
                if (estimate.value - truth[i]).magnitude <= 3 * estimate.standardError { near[i] += 1 }
                if estimate.low <= truth[i], truth[i] <= estimate.high { inside[i] += 1 }
            }
        }
    }

    /// Within 3 standard errors in 99 % of a full run. A quick run allows the misses of 99 % and 3.5 deviations more.
    static func expectNear(_ tally: Tally, _ names: [String], _ what: String) {
        let n = Double(tally.fitted)
        let allowed = isFull ? 0.01 * n : 0.01 * n + 3.5 * (0.01 * n).squareRoot() + 1
        for (name, near) in zip(names, tally.near) {
            #expect(n - Double(near) <= allowed, "\(what): \(name) within 3 standard errors in \(near) of \(tally.fitted)")
            if isFull { print("\(what): \(name) within 3 standard errors in \(near) of \(tally.fitted), \(tally.refused) refused") }
        }
    }

    /// Coverage from 93 to 97 % in a full run, within 3.6 deviations of 95 % in a quick one.
    static func expectCovered(_ tally: Tally, _ names: [String], _ what: String) {
        let n = Double(tally.fitted)
        let reach = isFull ? 0.02 : 3.6 * (0.95 * 0.05 / n).squareRoot() + 0.5 / n
        for (name, inside) in zip(names, tally.inside) {
            let share = Double(inside) / n
            #expect(share >= 0.95 - reach && share <= 0.95 + reach, "\(what): \(name) inside in \(inside) of \(tally.fitted)")
            if isFull { print("\(what): \(name) inside its interval in \(inside) of \(tally.fitted), \(tally.refused) refused") }
        }
    }
}
