/// Finds where a function changes sign.
package enum Bisection {
    /// A root between `from` and `to`, or nil if the function has the same sign at both. Illinois steps (Dowell and
    /// Jarratt 1971) inside a shrinking bracket, then bisection, to neighbouring doubles.
    @inline(__always)
    package static func root(from: Double, to: Double, _ f: (Double) -> Double) -> Double? {
        var a = from
        var b = to
        var fa = f(a)
        var fb = f(b)
        if fa == 0 { return a }
        if fb == 0 { return b }
        guard fa.isFinite, fb.isFinite, (fa < 0) != (fb < 0) else { return nil }
        var stale = 0
        for step in 0..<300 {
            var x = step % 3 == 2 ? a + 0.5 * (b - a) : b - fb * ((b - a) / (fb - fa))
            if !(x > Swift.min(a, b) && x < Swift.max(a, b)) { x = a + 0.5 * (b - a) }
            if x == a || x == b { return fb.magnitude < fa.magnitude ? b : a }
            let fx = f(x)
            if fx == 0 { return x }
            if (fx < 0) == (fb < 0) {
                b = x
                fb = fx
                // The end that did not move loses weight, so that it moves next.
                if stale == -1 { fa *= 0.5 }
                stale = -1
            } else {
                a = x
                fa = fx
                if stale == 1 { fb *= 0.5 }
                stale = 1
            }
        }
        return fb.magnitude < fa.magnitude ? b : a
    }
}
