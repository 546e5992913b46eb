import Diagnostics
import Engine
import LuaVM

/// Processes whose volatility moves itself.
extension Function {
    static let heston = Function.declare(
        "heston", "Stochastic volatility after Heston: the variance returns to a level and moves with the price.", style: .named
    ) { f in
        let start = f.parameter("start", .amount, "The level at time 0, above 0.")
        let drift = f.parameter("drift", .amount, "Growth of the mean per time.")
        let volatility = f.parameter("volatility", .amount, "The volatility at time 0, annualised.")
        let long = f.optional(
            "long_volatility", .amount, "The volatility that the variance returns to, annualised.", default: "volatility")
        let reversion = f.parameter("reversion", .amount, "How fast the variance returns, per time, such as 2 / year.")
        let spread = f.parameter(
            "vol_of_variance", .number, "The volatility of the variance, annualised: ξ in dv = reversion·(level - v) dt + ξ·√v dB.")
        let leverage = f.optional(
            "leverage", .number("a number from -1 to 1") { $0 >= -1 && $0 <= 1 },
            "The correlation of price and variance, usually below 0.", default: "0")
        f.returns(.process, "A process for `market`.")
        f.details(
            "Stepped by Andersen's quadratic-exponential scheme (2008) with his martingale correction: an approximation whose "
                + "error falls with the step. The market correlates the part of the return that the variance does not explain.")
        f.example(
            "print(heston { start = 100, drift = 0, volatility = 60 * percent, reversion = 2 / year, vol_of_variance = 0.8, leverage = -0.4 }.kind)",
            prints: "heston")
        return { a, i in
            let s = i.session
            var fields = ProcessFields("heston", unit: a[start].unit, in: s)
            try fields.refuseTemperaturePoint(a[start])
            let process = Heston(
                start: try fields.level("start", a[start]), drift: try fields.rate("drift", a[drift]),
                volatility: try fields.volatility("volatility", a[volatility]),
                longVolatility: try fields.volatility("long_volatility", a[long] ?? a[volatility]),
                reversion: try fields.rate("reversion", a[reversion]),
                volatilityOfVariance: try fields.volatility("vol_of_variance", Operand(a[spread])),
                leverage: try fields.volatility("leverage", Operand(a[leverage] ?? 0)))
            return [try s.process(fields, prototype: .heston(process))]
        }
    }

    static let garch = Function.declare(
        "garch", "GARCH(1,1): after a large move the next ones are large, too.", style: .named
    ) { f in
        let start = f.parameter("start", .amount, "The level at time 0, above 0.")
        let drift = f.parameter("drift", .amount, "Growth of the mean per time.")
        let volatility = f.parameter("volatility", .amount, "The long-run volatility, annualised.")
        let first = f.optional("start_volatility", .amount, "The volatility of the first step, annualised.", default: "volatility")
        let alpha = f.parameter("alpha", .number, "The weight of the last squared surprise, per step of the model.")
        let beta = f.parameter("beta", .number, "The weight of the last variance, per step of the model; alpha + beta is below 1.")
        let df = f.optional("df", .number, "Degrees of freedom of t-distributed surprises, above 2; normal ones without it.")
        f.returns(.process, "A process for `market`.")
        f.details(
            "r = drift·dt - h/2 + √h·z and h' = (1 - alpha - beta)·mean + alpha·h·z² + beta·h, once per step: alpha and beta "
                + "belong to the length of the step.")
        f.example(
            "print(garch { start = 100, drift = 0, volatility = 50 * percent, alpha = 0.1, beta = 0.85 }.kind)", prints: "garch")
        return { a, i in
            let s = i.session
            var fields = ProcessFields("garch", unit: a[start].unit, in: s)
            try fields.refuseTemperaturePoint(a[start])
            let process = Garch(
                start: try fields.level("start", a[start]), drift: try fields.rate("drift", a[drift]),
                volatility: try fields.volatility("volatility", a[volatility]),
                startVolatility: try fields.volatility("start_volatility", a[first] ?? a[volatility]),
                alpha: try fields.volatility("alpha", Operand(a[alpha])),
                beta: try fields.volatility("beta", Operand(a[beta])), degrees: a[df])
            if let degrees = a[df] { fields.note("df", s.text(of: Operand(degrees))) }
            return [try s.process(fields, prototype: .garch(process))]
        }
    }
}
