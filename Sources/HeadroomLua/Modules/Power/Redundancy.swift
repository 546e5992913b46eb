import Diagnostics
import LuaVM
import PowerModel

extension Function {
    static let nPlus = Function.declare("n_plus", "So many units more than are needed.") { f in
        let spare = f.parameter("spare", .integer(0...1000, "a whole number of spare units"), "0 for plain N.")
        f.returns(.sitePart("n_plus(1)"), "For a site's field `redundancy`, and for `availability`.")
        f.example("print(n_plus(1).kind)", prints: "redundancy")
        return { a, i in [i.session.sitePart(.redundancy(.spare(a[spare])), SitePart.Redundancy.spare(a[spare]).text)] }
    }

    static let twoN = Function.declare("two_n", "Two whole paths, of which one is enough.", style: .named) { f in
        let beta = f.optional("common_cause", .probability, "Share of a path's outages that strikes both.", default: "0")
        f.returns(.sitePart("two_n { common_cause = 2 * percent }"), "For a site's field `redundancy`, and for `availability`.")
        f.example("print(two_n { common_cause = 2 * percent }.kind)", prints: "redundancy")
        return { a, i in
            let redundancy = SitePart.Redundancy.twoPaths(commonCause: a[beta] ?? 0)
            return [i.session.sitePart(.redundancy(redundancy), redundancy.text)]
        }
    }

    static let availability = Function.declare(
        "availability", "How often capacity stands, in closed form.", style: .named
    ) { f in
        let unit = f.optional("unit", .probability, "Availability of one unit or path.")
        let mtbf = f.optional("mtbf", .quantity("hour", "time"), "Mean time between failures of a unit; with `mttr`, instead of `unit`.")
        let mttr = f.optional("mttr", .quantity("hour", "time"), "Mean time to repair.")
        let needed = f.optional("needed", .integer(1...100_000, "a whole number of units"), "Units needed.", default: "1")
        let redundancy = f.optional("redundancy", .sitePart("n_plus(1)"), "Spare units, or two paths.", default: "n_plus(0)")
        let utility = f.optional("utility", .probability, "Availability of the utility that the units, as generators, back up.")
        f.returns(.number, "From 0 to 1.")
        f.details(
            "MTBF/(MTBF+MTTR) for a unit; k of n independent units by the binomial; two paths with common cause β: "
                + "1 − ((1−β)u)² − βu with u a path's unavailability; behind a utility 1 − (1−utility)(1−units).")
        f.example("print(availability { unit = 0.99900031, redundancy = two_n { common_cause = 2 * percent } })", prints: "0.99997904639536")
        f.example("print(availability { unit = 0.9751, needed = 10, redundancy = n_plus(2), utility = 0.9995 })", prints: "0.99999856554269")
        return { a, i in
            let s = i.session
            let one: Double
            if let unit = a[unit] { one = unit } else if let between = a[mtbf], let repair = a[mttr] {
                one = try Availability.unit(
                    meanTimeBetweenFailures: s.magnitude(between, "hour", of: "availability: mtbf"),
                    meanTimeToRepair: s.magnitude(repair, "hour", of: "availability: mttr"))
            } else {
                throw Diagnostic(.missingField, "availability needs `unit`, or `mtbf` and `mttr`", remedy: "write unit = 0.9995")
            }
            var kind = SitePart.Redundancy.spare(0)
            if let part = a[redundancy] {
                guard case .redundancy(let given) = part.content else {
                    throw Diagnostic(.wrongType, "availability: `redundancy` is a \(part.kindName)", remedy: "write n_plus(1) or two_n { }")
                }
                kind = given
            }
            var whole: Double
            switch kind {
            case .spare(let spare): whole = try Availability.atLeast(a[needed] ?? 1, of: (a[needed] ?? 1) + spare, unit: one)
            case .twoPaths(let beta): whole = try Availability.twoPaths(one, commonCause: beta)
            }
            if let utility = a[utility] { whole = Availability.backed(utility: utility, by: whole) }
            return [.number(whole)]
        }
    }
}
