internal import Engine

/// A site's hours under many paths of prices, each dispatched exactly.
package struct SiteYears: Sendable {
    /// Profit by path, USD.
    package let profits: [Double]

    /// - Parameters:
    ///   - problem: whose prices are replaced path by path.
    ///   - paths: at least 2.
    ///   - threads: results don't depend on it.
    /// - Throws: the error of the first path, by number, that has none.
    package init(
        _ problem: DispatchProblem, own peak: OwnPeak?, prices: PowerPrice, paths: Int, seed: UInt64, threads: Int
    ) throws(PowerError) {
        guard paths >= 2 else { throw PowerError("a run of site-years", "paths", Double(paths), mustBe: "at least 2") }
        var profits = [Double](repeating: .nan, count: paths)
        var errors = [PowerError?](repeating: nil, count: paths)
        profits.withUnsafeMutableBufferPointer { profits in
            errors.withUnsafeMutableBufferPointer { errors in
                nonisolated(unsafe) let profits = profits
                nonisolated(unsafe) let errors = errors
                @Sendable func run(_ path: Int) {
                    var year = problem
                    year.price = prices.path(path, hours: problem.hours, seed: seed)
                    do throws(PowerError) {
                        let cost = if let peak { try year.peakThreshold(peak).value } else { try year.leastCost() }
                        profits[path] = -cost
                    } catch { errors[path] = error }
                }
                // Every path writes its own place, so the order of threads can't be seen.
                let step = max(threads, 1)
                ThreadTeam.run(step) { member in
                    for path in stride(from: member, to: paths, by: step) { run(path) }
                }
                // Paths of a thread that could not be started.
                for path in 0..<paths where profits[path].isNaN && errors[path] == nil { run(path) }
            }
        }
        for case let error? in errors { throw error }
        self.profits = profits
    }

    package var mean: Double { profits.reduce(0, +) / Double(profits.count) }
    package var deviation: Double {
        let mean = mean
        return (profits.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(profits.count - 1)).squareRoot()
    }
    /// Standard error of the mean.
    package var error: Double { deviation / Double(profits.count).squareRoot() }

    /// The value that a share of paths is at most, between order statistics.
    package func quantile(_ share: Double) -> Double {
        let sorted = profits.sorted()
        let place = share * Double(sorted.count - 1)
        let low = min(Int(place), sorted.count - 2)
        return sorted[low] + (place - Double(low)) * (sorted[low + 1] - sorted[low])
    }
}
