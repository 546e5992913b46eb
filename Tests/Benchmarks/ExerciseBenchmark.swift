internal import Engine
internal import FinanceModel
import Foundation

/// A cell of Longstaff and Schwartz's table 1: an American put of 40, priced on 100,000 paths of 50 dates.
struct ExerciseBenchmark: Benchmark {
    let name = "least-squares-exercise"
    private let paths = 100_000

    func measure(_ references: References?) throws -> [Measurement] {
        let option = try VanillaOption(.put, strike: 40, maturity: 1)
        let (rate, volatility, dates) = (0.06, 0.2, 50)
        let step = 1.0 / Double(dates)
        let key = StreamKey(seed: 1, name: "exercise")
        var prices: [[Double]] = []
        var logs = [Double](repeating: ScalarMath.log(36), count: paths)
        for date in 0..<dates {
            for path in 0..<paths {
                let z = ScalarMath.inverseNormal(key.uniform(path: UInt64(path), step: UInt32(date)))
                logs[path] += (rate - volatility * volatility / 2) * step + volatility * step.squareRoot() * z
            }
            prices.append(logs.map { ScalarMath.exp($0) })
        }
        let discount = ScalarMath.exp(-rate * step)
        var least = Double.infinity
        var price = 0.0
        for _ in 0..<5 {
            let start = ChildProcess.ownCPUSeconds
            let rule = try LeastSquaresExercise(option, prices: prices, discount: discount, basis: .laguerre(count: 3, scale: 40))
            price = rule.price(prices).value
            least = min(least, ChildProcess.ownCPUSeconds - start)
        }
        precondition((price - 4.478).magnitude < 0.05, "the put is priced at \(price)")
        return [
            Measurement(
                name: "least-squares-cell-100000", cpuNanoseconds: least * 1e9, reference: "goal of 1 s", referenceNanoseconds: 1e9,
                ratio: least, goal: "ratio <= 1", load: ChildProcess.load)
        ]
    }
}
