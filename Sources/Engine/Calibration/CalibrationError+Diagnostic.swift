public import Diagnostics

extension CalibrationError: DiagnosticConvertible {
    package var diagnostic: Diagnostic {
        switch self {
        case .tooFew(let found, let needed):
            refusal("\(found) observations are too few to fit a process", "give at least \(needed)")
        case .notFinite(let index, let value):
            refusal("observation \(index + 1) is \(value)", "remove it or fill it in the data")
        case .notPositive(let index, let value):
            refusal(
                "observation \(index + 1) is \(short(value)), and only positive values have logarithms",
                "fit.ou takes `{ additive = true }` for series that may be zero or negative")
        case .constant(let value):
            refusal("the series does not move: every value or return is the same (\(short(value)) at the start)",
                "fit a series that varies")
        case .reversionUnclear(let product):
            refusal(
                "the series can't be told from one that never returns: reversion × span is about \(short(product)), "
                    + "and 0 can't be excluded",
                "give a longer span, or describe it by fit.gbm; about 15 returns to the level are needed")
        case .reversionTooFast(let correlation):
            refusal(
                "neighbouring values are hardly related (correlation \(short(correlation))): the series returns to its level "
                    + "faster than its step can show",
                "give a series with a shorter step")
        case .noClustering(let gain):
            refusal(
                "its volatility does not cluster: garch improves the log-likelihood over constant volatility by "
                    + "\(short(gain)) only",
                "use fit.gbm")
        case .normalTails(let freedom):
            refusal(
                "its innovations are as good as normal: more than \(short(freedom)) degrees of freedom",
                "use fit.garch(series) with normal innovations")
        case .persistenceAtOne(let persistence):
            refusal(
                "its volatility has no long-run level: alpha + beta = \(persistence)",
                "fit a span without a break in volatility, or use fit.regimes")
        case .regimeTooShort(let regime, let dwell):
            refusal(
                "regime \(regime) lasts \(short(dwell)) steps on average, and fewer than 20 can't be told from single jumps",
                "use fit.garch with { distribution = \"t\" }, or a series with a shorter step")
        case .tooFewSwitches(let count):
            refusal("only \(count) switches between regimes were seen, and 10 are needed to say how often they come",
                "give a longer series")
        case .regimesAlike(let why):
            refusal("the regimes can't be told apart: \(why)", "use fewer regimes, or fit.gbm")
        case .noMaximum(let process):
            refusal("the likelihood of \(process) has no maximum on this series", "try a longer series or another process")
        case .differentLengths(let counts):
            refusal("series of different lengths: \(counts.map(String.init).joined(separator: ", "))",
                "give series with common dates")
        }
    }

    private func refusal(_ message: String, _ remedy: String) -> Diagnostic {
        Diagnostic(.fitRefused, message, remedy: remedy)
    }

    private func short(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        let scale = value.magnitude >= 100 ? 1.0 : value.magnitude >= 1 ? 100 : 10000
        let rounded = (value * scale).rounded() / scale
        return rounded == rounded.rounded() && rounded.magnitude < 1e15 ? "\(Int(rounded))" : "\(rounded)"
    }
}
