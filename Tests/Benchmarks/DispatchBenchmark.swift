import Foundation
internal import DispatchCases
internal import PowerModel

/// `Benchmarks dispatch --case FOLDER/params.json --mode own_top4`: the optimum to 17 digits.
enum DispatchCommand {
    static func run(_ arguments: [String]) throws {
        var path: String?
        var mode: DispatchCase.Mode?
        var rest = arguments[...]
        while let word = rest.popFirst() {
            switch (word, rest.popFirst()) {
            case ("--case", let value?): path = value
            case ("--mode", let value?): mode = DispatchCase.Mode(rawValue: value)
            default: throw usage
            }
        }
        guard let path, let mode else { throw usage }
        let found = try DispatchCase(path, mode: mode)
        let solution = try found.problem.optimum(found.peak)
        print(String(format: "%.17g", solution.objective))
    }

    private static var usage: UsageError {
        UsageError(
            text: "dispatch --case FOLDER/params.json --mode "
                + DispatchCase.Mode.allCases.map(\.rawValue).joined(separator: "|"))
    }
}

/// A year of dispatch: hours whose prices and coincident peaks are known, own peaks, and many years of other prices.
struct DispatchBenchmark: Benchmark {
    let name = "dispatch"

    func measure(_ references: References?) throws -> [Measurement] {
        let path = References.shared("reference/dispatch/params_750.json")
        guard FileManager.default.fileExists(atPath: path) else {
            print("note: dispatch skipped: ../shared/reference/dispatch is not there")
            return []
        }
        let coincident = try DispatchCase(path, mode: .coinc)
        let own = try DispatchCase(path, mode: .own_top4)
        let ownFull = try DispatchCase(path, mode: .own_top4_full)
        return [
            try line("dispatch-coincident-year", goal: 0.95e6, turns: 50) { _ in _ = try coincident.problem.leastCost() },
            try line("dispatch-own-top-4-year", goal: 100e6, turns: 3) { _ in
                _ = try own.problem.optimum(own.peak)
            },
            try line("dispatch-own-top-4-full-year", goal: 100e6, turns: 3) { _ in
                _ = try ownFull.problem.optimum(ownFull.peak)
            },
            try line("dispatch-price-year", goal: 1e6, turns: 200) { turn in
                var problem = coincident.problem
                // Another year: the same prices, each day moved by `turn` days.
                for hour in 0..<problem.hours {
                    problem.price[hour] = coincident.problem.price[(hour + 24 * turn) % problem.hours]
                }
                _ = try problem.leastCost()
            },
        ]
    }

    /// CPU time of one dispatch, the least of nine rounds' means: others use this machine too.
    private func line(
        _ name: String, goal: Double, turns: Int, _ body: (Int) throws -> Void
    ) throws -> Measurement {
        var least = Double.infinity
        for _ in 0..<9 {
            let start = ChildProcess.ownCPUSeconds
            for turn in 0..<turns { try body(turn) }
            least = min(least, (ChildProcess.ownCPUSeconds - start) / Double(turns) * 1e9)
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Measurement(
            name: name, cpuNanoseconds: least, reference: "goal of \(goal / 1e6) ms", referenceNanoseconds: goal,
            ratio: least / goal, goal: "ratio <= 1, peak_mb <= 60", peakMegabytes: Double(usage.ru_maxrss) / 1024,
            load: ChildProcess.load)
    }
}
