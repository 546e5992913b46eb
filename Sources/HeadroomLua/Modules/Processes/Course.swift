import Diagnostics
import Engine
import LuaVM
import Quantities

/// A known course of levels: a constant, a function of `t`, or a list.
enum Course {
    case level(LevelSource)
    case list([Operand])

    func text(in session: Session) -> String {
        switch self {
        case .level(let source): source.text(in: session)
        case .list(let amounts): "a list of \(amounts.count)"
        }
    }

    /// The unit of its levels, by number. A function is asked for its first level, with steps of a month.
    func unit(in session: Session) throws -> Int32 {
        switch self {
        case .level(.amount(let amount)): return amount.unit
        case .level(.curve(let curve)): return curve.unit
        case .list(let amounts): return (amounts.first { !$0.isPlain } ?? amounts.first)?.unit ?? UnitTable.none
        case .level(.function):
            let month = session.units.number(of: try .init(parsing: "month"))
            let clock = ModelClock(steps: 1, step: Operand(1, unit: month), dtYears: 1.0 / 12)
            return try amounts(clock, in: session, upTo: 0)[0].unit
        }
    }

    /// The level at time 0 and at the end of each step.
    func amounts(_ clock: ModelClock, in session: Session, upTo last: Int? = nil) throws -> [Operand] {
        let last = last ?? clock.steps
        switch self {
        case .level(let source):
            return try (0...last).map { try source.amount($0, of: "deterministic", clock, in: session) }
        case .list(let amounts):
            guard amounts.count > last else {
                throw Diagnostic(
                    .outOfRange, "a list of \(amounts.count) levels is too short for a model of \(clock.steps) steps",
                    remedy: "give \(clock.steps + 1): the level at time 0 and at the end of each step")
            }
            return Array(amounts.prefix(last + 1))
        }
    }
}

extension Kind where Value == Course {
    static var course: Kind {
        Kind(
            "an amount, a curve, a function of t, or a list of amounts",
            annotation: "headroom.amount|headroom.curve|headroom.amount[]|fun(t: table): headroom.amount"
        ) { value, session in
            if case .table = value {
                let amounts = try Kind<[Operand]>.list(of: .certain, "levels such as { 42 * USD/MWh, 43 * USD/MWh }")
                    .decode(value, session)
                guard !amounts.isEmpty else { throw KindMismatch(remedy: "give at least the level at time 0") }
                return .list(amounts)
            }
            if case .function(let function) = value { return .level(.function(function)) }
            if let curve = Curve.made(value, in: session) { return .level(.curve(curve)) }
            return .level(.amount(try Kind<Operand>.certain.decode(value, session)))
        }
    }
}
