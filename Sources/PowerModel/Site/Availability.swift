/// How often capacity stands, in closed form, for independent units and for paths with a common cause.
package enum Availability {
    /// MTBF/(MTBF + MTTR), both in one unit of time.
    package static func unit(meanTimeBetweenFailures mtbf: Double, meanTimeToRepair mttr: Double) throws(PowerError) -> Double {
        let check = InputCheck("availability")
        try check.positive("mtbf", mtbf)
        try check.notNegative("mttr", mttr)
        return mtbf / (mtbf + mttr)
    }

    /// P(at least `needed` of `count` independent units stand).
    package static func atLeast(_ needed: Int, of count: Int, unit: Double) throws(PowerError) -> Double {
        let check = InputCheck("redundancy")
        try check.within("availability", unit, 0...1)
        if needed < 0 || count < needed {
            throw PowerError(
                .invalid, "\(needed) of \(count) units can't be had",
                [("needed", "\(needed)"), ("units", "\(count)")], remedy: "have at least as many units as are needed")
        }
        // The rarer side is summed, so that 1 − a keeps its digits.
        var missing = 0.0
        var term = 1.0
        let down = 1 - unit
        guard unit > 0 else { return needed == 0 ? 1 : 0 }
        for failed in 0...count {
            if failed > 0 { term *= Double(count - failed + 1) / Double(failed) }
            if failed > count - needed {
                missing += term * power(down, failed) * power(unit, count - failed)
            }
        }
        return 1 - missing
    }

    /// Two paths of which one is enough; a share `commonCause` of a path's unavailability strikes both at once.
    package static func twoPaths(_ path: Double, commonCause beta: Double) throws(PowerError) -> Double {
        let check = InputCheck("2N redundancy")
        try check.within("availability", path, 0...1)
        try check.within("common_cause", beta, 0...1)
        let down = 1 - path
        let alone = (1 - beta) * down
        return 1 - alone * alone - beta * down
    }

    /// Utility power behind generators: down only where the utility fails and generators don't carry.
    package static func backed(utility: Double, by generators: Double) -> Double {
        1 - (1 - utility) * (1 - generators)
    }

    private static func power(_ x: Double, _ n: Int) -> Double {
        var result = 1.0
        for _ in 0..<n { result *= x }
        return result
    }
}
