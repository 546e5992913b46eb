/// Densities and distribution functions of the Archimedean copulas, in logarithms where powers would overflow.
enum Archimedean {
    // MARK: Clayton

    /// ln(u^−θ + v^−θ − 1); −∞ or NaN where a negative θ leaves no mass.
    private static func claytonLog(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let a = -theta * ScalarMath.log(u)
        let b = -theta * ScalarMath.log(v)
        let m = Swift.max(a, b)
        if m < 1 {
            let sum = ScalarMath.expm1(a) + ScalarMath.expm1(b)
            return sum <= -1 ? -.infinity : ScalarMath.log1p(sum)
        }
        return m + ScalarMath.log(ScalarMath.exp(a - m) + ScalarMath.exp(b - m) - ScalarMath.exp(-m))
    }

    static func claytonCDF(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let log = claytonLog(theta, u, v)
        return log == -.infinity ? 0 : ScalarMath.exp(-log / theta)
    }

    static func claytonDensity(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let log = claytonLog(theta, u, v)
        if log == -.infinity { return 0 }
        return (1 + theta)
            * ScalarMath.exp(-(1 + theta) * (ScalarMath.log(u) + ScalarMath.log(v)) - (2 + 1 / theta) * log)
    }

    // MARK: Gumbel

    /// ln s with s = ((−ln u)^θ + (−ln v)^θ)^(1/θ).
    private static func gumbelLog(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let a = ScalarMath.log(-ScalarMath.log(u))
        let b = ScalarMath.log(-ScalarMath.log(v))
        let m = Swift.max(a, b)
        return m + ScalarMath.log1p(ScalarMath.exp(theta * (Swift.min(a, b) - m))) / theta
    }

    static func gumbelCDF(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        ScalarMath.exp(-ScalarMath.exp(gumbelLog(theta, u, v)))
    }

    static func gumbelDensity(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let x = -ScalarMath.log(u)
        let y = -ScalarMath.log(v)
        let log = gumbelLog(theta, u, v)
        let s = ScalarMath.exp(log)
        // C/(uv)·(xy)^(θ−1)·s^(2−2θ)·(1 + (θ−1)/s)
        let exponent = x + y - s + (theta - 1) * (ScalarMath.log(x) + ScalarMath.log(y) - 2 * log)
        return ScalarMath.exp(exponent) * (1 + (theta - 1) / s)
    }

    // MARK: Frank

    static func frankCDF(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        if theta < 0 {
            // Reflection keeps the exponentials bounded.
            return u - frankCDF(-theta, u, 1 - v)
        }
        let product = ScalarMath.expm1(-theta * u) * ScalarMath.expm1(-theta * v) / ScalarMath.expm1(-theta)
        return -ScalarMath.log1p(product) / theta
    }

    static func frankDensity(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        if theta < 0 { return frankDensity(-theta, u, 1 - v) }
        let whole = -ScalarMath.expm1(-theta)
        let root = whole - ScalarMath.expm1(-theta * u) * ScalarMath.expm1(-theta * v)
        return theta * whole * ScalarMath.exp(-theta * (u + v)) / (root * root)
    }

    /// 1 − (4/θ)(1 − D₁(θ)), D₁ the Debye function.
    static func frankTau(_ theta: Double) -> Double {
        let size = theta.magnitude
        if size < 1e-3 {
            // θ/9 − θ³/900 + θ⁵/52920
            let square = theta * theta
            return theta * (1.0 / 9 - square * (1.0 / 900 - square / 52920))
        }
        // 1 − D₁ by its own integrand 1 − t/(e^t − 1), which does not cancel for small θ.
        let defect = DoubleExponential.integral { point in
            let t = size * point.lower
            return t < 1e-4 ? t / 2 - t * t / 12 : 1 - t / ScalarMath.expm1(t)
        }
        let tau = 1 - 4 / size * defect.value
        return theta < 0 ? -tau : tau
    }

    // MARK: Joe

    /// ln of ū^θ + v̄^θ − ū^θ·v̄^θ with ū = 1 − u.
    private static func joeLog(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let a = ScalarMath.exp(theta * ScalarMath.log1p(-u))
        let b = ScalarMath.exp(theta * ScalarMath.log1p(-v))
        return ScalarMath.log(a + b * (1 - a))
    }

    static func joeCDF(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        -ScalarMath.expm1(joeLog(theta, u, v) / theta)
    }

    static func joeDensity(_ theta: Double, _ u: Double, _ v: Double) -> Double {
        let log = joeLog(theta, u, v)
        let exponent = (1 / theta - 2) * log + (theta - 1) * (ScalarMath.log1p(-u) + ScalarMath.log1p(-v))
        return ScalarMath.exp(exponent) * (theta - 1 + ScalarMath.exp(log))
    }

    /// 1 − 4 Σ 1/(k(θk+2)(θ(k−1)+2)), k from 1.
    static func joeTau(_ theta: Double) -> Double {
        // The terms fall like 1/(θ²k³): sum many, then the tail by its integral.
        var sum = 0.0
        let last = 20_000.0
        var k = last
        while k >= 1 {
            sum += 1 / (k * (theta * k + 2) * (theta * (k - 1) + 2))
            k -= 1
        }
        // Σ_{k>K} ≈ ∫_{K+½}^∞ dk/(θ²k³)·(1 + (θ − 4)/(θk)).
        let x = last + 0.5
        sum += 1 / (2 * theta * theta * x * x) * (1 + 2.0 / 3 * (theta - 4) / (theta * x))
        return 1 - 4 * sum
    }
}
