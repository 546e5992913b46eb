/// The likelihood of a GARCH(1,1): xₜ = μ + eₜ, eₜ = √hₜ·zₜ, hₜ = ω + α·e²ₜ₋₁ + β·hₜ₋₁ (Bollerslev, Journal of
/// Econometrics 31, 1986), with z normal or Student's t scaled to variance 1 (Bollerslev, Review of Economics and
/// Statistics 69, 1987). h₁ is the sample's variance.
struct GARCHLikelihood {
    /// Standardised, so that the sample's variance is 1.
    let values: [Double]
    let hasStudentT: Bool

    /// Natural parameters: μ, ω, α, β and, with Student's t, its degrees of freedom.
    var dimension: Int { hasStudentT ? 5 : 4 }

    /// The log-likelihood and its gradient; nil outside ω > 0, α, β >= 0, ν > 2.
    func callAsFunction(_ p: [Double]) -> (value: Double, gradient: [Double])? {
        evaluate(p) { _, _, _, _, _ in }
    }

    /// Σ of the outer products of each observation's score with itself.
    func outerProduct(_ p: [Double]) -> [[Double]]? {
        let n = dimension
        var sums = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
        var (earlier, total) = ([Double](repeating: 0, count: 5), [Double](repeating: 0, count: 5))
        let perObservation = hasStudentT ? Self.constantSlope(p[4]) : 0
        let done = evaluate(p) { mu, omega, alpha, beta, nu in
            (total[0], total[1], total[2], total[3], total[4]) = (mu, omega, alpha, beta, nu)
            for i in 0..<n {
                let first = total[i] - earlier[i] + (i == 4 ? perObservation : 0)
                for j in 0...i { sums[i][j] += first * (total[j] - earlier[j] + (j == 4 ? perObservation : 0)) }
            }
            swap(&earlier, &total)
        }
        guard done != nil else { return nil }
        for i in 0..<n { for j in 0..<i { sums[j][i] = sums[i][j] } }
        return sums
    }

    /// - Parameter each: Receives the sums of the scores after each observation, that of ν without its constant part.
    @inline(__always)
    private func evaluate(
        _ p: [Double], each: (Double, Double, Double, Double, Double) -> Void
    ) -> (value: Double, gradient: [Double])? {
        let (mu, omega, alpha, beta) = (p[0], p[1], p[2], p[3])
        guard omega > 0, alpha >= 0, beta >= 0 else { return nil }
        let nu = hasStudentT ? p[4] : 0
        if hasStudentT, !(nu > 2.01) || nu > 1e6 { return nil }
        var value = 0.0
        var (gMu, gOmega, gAlpha, gBeta, gNu) = (0.0, 0.0, 0.0, 0.0, 0.0)
        var (h, dMu, dOmega, dAlpha, dBeta) = (1.0, 0.0, 0.0, 0.0, 0.0)
        // The product of many variances is within a double's range for a while: one logarithm for 16 of them.
        var product = 1.0
        for (t, x) in values.enumerated() {
            let e = x - mu
            let square = e * e
            product *= h
            if t & 15 == 15 {
                value -= 0.5 * ScalarMath.log(product)
                product = 1
            }
            let z = square / h
            // d l/d h = (weight·z - 1)/(2h), d l/d μ directly = weight·e/h
            let weight: Double
            if hasStudentT {
                let ratio = z / (nu - 2)
                let logarithm = ScalarMath.log1p(ratio)
                weight = (nu + 1) / (nu - 2) / (1 + ratio)
                value -= 0.5 * (nu + 1) * logarithm
                gNu -= 0.5 * logarithm
                gNu += 0.5 * (nu + 1) * ratio / ((1 + ratio) * (nu - 2))
            } else {
                weight = 1
                value -= 0.5 * z
            }
            let slope = 0.5 * (weight * z - 1) / h
            gMu += slope * dMu + weight * e / h
            gOmega += slope * dOmega
            gAlpha += slope * dAlpha
            gBeta += slope * dBeta
            each(gMu, gOmega, gAlpha, gBeta, gNu)
            dMu = beta * dMu - 2 * alpha * e
            dOmega = 1 + beta * dOmega
            dAlpha = square + beta * dAlpha
            dBeta = h + beta * dBeta
            h = omega + alpha * square + beta * h
            if !(h < 1e18) { return nil }
        }
        value -= 0.5 * ScalarMath.log(product)
        let n = Double(values.count)
        if hasStudentT {
            value += n * Self.constant(nu)
            gNu += n * Self.constantSlope(nu)
        } else {
            value -= 0.5 * n * 1.8378770664093453
        }
        guard value.isFinite else { return nil }
        return (value, hasStudentT ? [gMu, gOmega, gAlpha, gBeta, gNu] : [gMu, gOmega, gAlpha, gBeta])
    }

    /// ln Γ((ν+1)/2) - ln Γ(ν/2) - ½ ln(π(ν-2)).
    private static func constant(_ nu: Double) -> Double {
        StudentT.logNormaliser(nu) + 0.5 * ScalarMath.log(nu / (nu - 2))
    }

    private static func constantSlope(_ nu: Double) -> Double {
        let step = 1e-5 * nu
        return (constant(nu + step) - constant(nu - step)) / (2 * step)
    }

    /// zₜ, for judging the fit: as they would be were the innovations normal.
    func normalScores(_ p: [Double]) -> [Double] {
        var h = 1.0
        let nu = hasStudentT ? p[4] : 0
        return values.map { x in
            let e = x - p[0]
            let z = e / h.squareRoot()
            h = p[1] + p[2] * e * e + p[3] * h
            guard hasStudentT else { return z }
            let tails = StudentT.tails(nu, z * (nu / (nu - 2)).squareRoot())
            let near = max(min(tails.lower, tails.upper), 1e-300)
            let size = -ScalarMath.inverseNormal(near)
            return tails.lower < tails.upper ? -size : size
        }
    }
}
