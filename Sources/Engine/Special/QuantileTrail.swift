/// The last two quantiles found, from which the next is guessed: quantiles are nearly straight in ln x against ln p.
struct QuantileTrail {
    private var isUpper = false
    private var last: (logP: Double, logX: Double)?
    private var before: (logP: Double, logX: Double)?

    /// A guess for the quantile at `p`, or nil if nothing near is known.
    func guess(_ p: TailProbability) -> Double? {
        guard let last, p.isUpper == isUpper else { return nil }
        let logP = ScalarMath.log(p.probability)
        guard (logP - last.logP).magnitude < 1, let before, before.logP != last.logP else { return nil }
        let slope = (last.logX - before.logX) / (last.logP - before.logP)
        return ScalarMath.exp(last.logX + slope * (logP - last.logP))
    }

    mutating func add(_ p: TailProbability, _ x: Double) {
        guard x > 0 else {
            last = nil
            before = nil
            return
        }
        if p.isUpper != isUpper {
            isUpper = p.isUpper
            last = nil
        }
        before = last
        last = (ScalarMath.log(p.probability), ScalarMath.log(x))
    }
}
