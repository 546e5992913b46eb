import Diagnostics
import LuaVM
import Quantities

extension Session {
    /// Where a function of the language was called from.
    func site(of call: Call) -> CallSite { CallSite(of: call) }

    /// Runs the body of a call; an error that knows no place gets the call's.
    func locating<Value>(_ site: CallSite, _ body: () throws -> Value) throws -> Value {
        let outer = callUnderWay
        callUnderWay = site
        defer { callUnderWay = outer }
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: site.location)
        } catch let convertible as any DiagnosticConvertible {
            throw convertible.diagnostic.located(at: site.location)
        }
    }

    /// Warns of a share that was probably meant in per cent: 35 for 35 %. Once for each place and value.
    func warnOfLargeShare(_ what: String, _ name: String, _ amount: Operand, above limit: Double) {
        guard amount.isPlain, let share = amount.certain, share > limit, share.isFinite else { return }
        let percent = NumberFormat.g(share * 100, digits: 6)
        let warning = Diagnostic(
            .unlikelyValue, "\(what) of \(percent) % a year", operands: [shown(amount, name: name)],
            remedy: "if \(text(of: amount)) % is meant, write \(text(of: amount)) * percent", severity: .warning
        ).located(at: callUnderWay?.location)
        guard warned.insert("\(warning.location.map { "\($0)" } ?? "") \(warning.message)").inserted else { return }
        warn(warning)
    }
}
