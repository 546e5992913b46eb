import Diagnostics
import LuaVM
import Quantities

/// `curve { ["2026-01-01"] = 42 * USD/MWh, ... }`: a value at every date or time.
final class Curve {
    enum Axis: Sendable {
        /// Positions are seconds since 1970.
        case dates
        /// Positions are in this unit of time.
        case times
    }

    let axis: Axis
    /// Rising.
    let positions: [Double]
    let values: [Double]
    let unit: Int32
    /// Whether the value of a point holds until the next, rather than a straight line to it.
    let isStep: Bool

    init(axis: Axis, positions: [Double], values: [Double], unit: Int32, isStep: Bool) {
        self.axis = axis
        self.positions = positions
        self.values = values
        self.unit = unit
        self.isStep = isStep
    }

    /// The value at a position; before the first point that point's, after the last that one's.
    func value(at position: Double) -> Double {
        guard let next = positions.firstIndex(where: { $0 > position }) else { return values[values.count - 1] }
        guard next > 0 else { return values[0] }
        if isStep { return values[next - 1] }
        let share = (position - positions[next - 1]) / (positions[next] - positions[next - 1])
        return values[next - 1] + share * (values[next] - values[next - 1])
    }

    /// A curve that the script has made; nil for any other value.
    static func made(_ value: LuaValue, in session: Session) -> Curve? {
        guard case .payload(let payload) = value else { return nil }
        return session.vm.object(payload) as? Curve
    }

    func text(in session: Session) -> String {
        func place(_ x: Double) -> String {
            axis == .dates ? Instant(seconds: Int(x)).text : Quantity(x, .second).formatted()
        }
        let ends = [0, values.count - 1].map { "\(session.text(of: Operand(values[$0], unit: unit))) at \(place(positions[$0]))" }
        return "curve of \(values.count) points, \(isStep ? "in steps" : "in straight lines"): \(ends[0]) to \(ends[1])"
    }
}

extension Unit {
    fileprivate static var second: Unit {
        guard let unit = Unit.named("s") else { preconditionFailure("the second is in the catalogue") }
        return unit
    }
}

extension Function {
    static let curve = Function.declare("curve", "A value that changes over time, through given points.") { f in
        let points = f.parameter(
            "points", .table("a table such as { [\"2026-01-01\"] = 42 * USD/MWh, [\"2027-01-01\"] = 45 * USD/MWh }"),
            "Values by date, or a list of { date or time, value }, rising; `interpolation = \"step\"` holds each value until the next.")
        f.returns(annotation: "headroom.curve", "A curve; `c:at(t)` reads it.")
        f.details("Straight lines between points unless told otherwise. Before the first point and after the last it is constant.")
        f.example(
            #"""
            local c = curve { ["2026-01-01"] = 42 * USD/MWh, ["2028-01-01"] = 50 * USD/MWh }
            print(c:at("2027-01-01"))
            """#, prints: "46 USD/MWh")
        return { a, i in [i.session.vm.makeObject(try i.session.curve(a[points]), type: i.session.types.curve)] }
    }
}

extension Session {
    fileprivate func curve(_ table: TableSnapshot) throws -> Curve {
        var isStep = false
        var places: [(axis: Curve.Axis, position: Double, text: String)] = []
        var amounts: [Operand] = []
        for (key, value) in table.entries {
            if case .string("interpolation") = key {
                guard case .string(let word) = value, word == "step" || word == "linear" else {
                    throw Diagnostic(
                        .outOfRange, "curve: interpolation must be \"linear\" or \"step\", not \(shortText(value))",
                        remedy: "write interpolation = \"step\"")
                }
                isStep = word == "step"
                continue
            }
            var (place, amount) = (key, value)
            if case .integer = key, case .table(let pair) = value, let list = try? pair.list(), list.count == 2 {
                (place, amount) = (list[0], list[1])
            } else if case .integer = key {
                throw Diagnostic(
                    .wrongType, "curve: point \(keyText(key)) must be { date or time, value }", operands: [shown(value, name: "point")],
                    remedy: "write { \"2026-01-01\", 42 * USD/MWh } or { 6 * month, 42 * USD/MWh }")
            }
            guard let number = operand(amount), number.certain?.isFinite == true else {
                throw Diagnostic(
                    .wrongType, "curve: the value at \(keyText(place)) must be a certain number or quantity",
                    operands: [shown(amount, name: "value")], remedy: "multiply an uncertain factor with what the curve gives")
            }
            let (axis, position) = try curvePlace(place)
            places.append((axis, position, keyText(place)))
            amounts.append(number)
        }
        guard let first = places.first else {
            throw Diagnostic(.missingField, "curve has no points", remedy: "give at least one, such as [\"2026-01-01\"] = 42 * USD/MWh")
        }
        for (before, now) in zip(places, places.dropFirst()) {
            if now.axis != first.axis {
                throw Diagnostic(
                    .seriesDates, "curve: \(now.text) and \(first.text) are a date and a time", remedy: "use dates for all points, or times for all")
            }
            if now.position <= before.position {
                throw Diagnostic(
                    .seriesDates, now.position == before.position ? "curve: two points at \(now.text)" : "curve: \(now.text) comes after \(before.text)",
                    remedy: "give points in the order of time, one for each")
            }
        }
        let (values, unit) = try aligned(amounts, of: "curve")
        return Curve(axis: first.axis, positions: places.map(\.position), values: values, unit: unit, isStep: isStep)
    }

    /// A date in text, or a time as a quantity in seconds.
    fileprivate func curvePlace(_ value: LuaValue) throws -> (Curve.Axis, Double) {
        if case .string(let text) = value { return (.dates, Double(try instant(text).seconds)) }
        guard let operand = operand(value), operand.certain != nil,
            operand.certain == 0 || units[operand.unit].isCompatible(with: .second),
            let seconds = operand.isPlain ? operand.certain : try converted(operand, to: .second).certainNumber
        else {
            throw Diagnostic(
                .wrongType, "a point of a curve stands at a date or a time", operands: [shown(value, name: "place")],
                remedy: "write \"2026-01-01\" or 6 * month")
        }
        return (.times, seconds)
    }
}

extension ObjectType {
    static let curve = ObjectType(
        "curve", "A value that changes over time.",
        fields: [
            Field("n", annotation: "integer", "How many points it has.") { value, s in
                .integer(Int64(try s.object(value, Curve.self).values.count))
            }
        ],
        methods: [
            .declare("at", "Its value at a date or time.") { f in
                let t = f.parameter("t", .any, "A date for curves by date, a time for curves by time.")
                f.returns(annotation: "number|headroom.quantity", "In the unit of the points.")
                return { a, i in
                    let curve = try i.session.object(i.receiver, Curve.self)
                    let (axis, position) = try i.session.curvePlace(a[t])
                    guard axis == curve.axis else {
                        throw Diagnostic(
                            .wrongType, "this curve goes by \(curve.axis == .dates ? "dates" : "times")",
                            operands: [i.session.shown(a[t], name: "t")],
                            remedy: curve.axis == .dates ? "write c:at(\"2026-07-01\")" : "write c:at(6 * month)")
                    }
                    return [i.session.lua(Operand(curve.value(at: position), unit: curve.unit))]
                }
            }
        ])
}
