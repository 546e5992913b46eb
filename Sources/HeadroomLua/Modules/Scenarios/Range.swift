import Diagnostics
import LuaVM
import Quantities

/// Evenly spaced values: what `range(from, to, step)` makes. It can be multiplied by a unit.
final class ValueRange {
    /// In `unit`, at least one.
    let values: [Double]
    let unit: Int32
    unowned let session: Session

    init(values: [Double], unit: Int32, session: Session) {
        self.values = values
        self.unit = unit
        self.session = session
    }

    func value(_ index: Int) -> Operand { Operand(values[index], unit: unit) }

    var text: String {
        let texts = values.map { session.text(of: Operand($0)) }
        let shown = texts.count > 8 ? texts.prefix(4) + ["…"] + texts.suffix(2) : texts[...]
        let name = unit == UnitTable.none ? "" : " \(session.units[unit])"
        return "\(shown.joined(separator: ", "))\(name)"
    }
}

extension Session {
    static let longestRange = 100_000

    /// from, from + step, …: as far as `to`, which counts if it is hit but for rounding.
    func range(from: Operand, to: Operand, step: Operand) throws -> ValueRange {
        let (first, last, unit) = try certainPair(from, to)
        let stride = try certainPair(Operand(first, unit: unit), step).1
        let given = [shown(from, name: "from"), shown(to, name: "to"), shown(step, name: "step")]
        guard first.isFinite, last.isFinite, stride.isFinite else {
            throw Diagnostic(.notFinite, "range: its ends and its step must be finite", operands: given, remedy: "write range(0, 24, 3)")
        }
        guard stride != 0, (last - first) / stride >= 0 else {
            throw Diagnostic(
                .outOfRange, "range: the step must lead from the first value to the last", operands: given,
                remedy: "write range(0, 24, 3), or range(24, 0, -3)")
        }
        // A hundred-millionth of a step: far above what decimal fractions such as 0.1 lose to rounding.
        let count = ((last - first) / stride + 1e-8).rounded(.down) + 1
        guard count <= Double(Self.longestRange) else {
            throw Diagnostic(.outOfRange, "range: that would be more than \(Self.longestRange) values", operands: given, remedy: "take a wider step")
        }
        let values = (0..<Int(count)).map { i in
            let value = first + Double(i) * stride
            return abs(value - last) < abs(stride) * 1e-8 ? last : value
        }
        return ValueRange(values: values, unit: unit, session: self)
    }

    /// The range that a value is.
    func valueRange(_ value: LuaValue) -> ValueRange? {
        guard case .payload(let payload) = value else { return nil }
        return vm.object(payload) as? ValueRange
    }

    private func certainPair(_ a: Operand, _ b: Operand) throws -> (Double, Double, Int32) {
        let (left, right, unit) = try aligned(a, b, .add)
        guard case .certain(let x) = left, case .certain(let y) = right else {
            throw Diagnostic(.wrongType, "range: its ends and its step must be certain", remedy: "write range(0, 24, 3)")
        }
        return (x, y, unit)
    }

    /// A range times or by a number or a quantity.
    func scaled(_ range: ValueRange, _ apply: (Operand) throws -> Operand) throws -> ValueRange {
        let scaled = try range.values.map { try apply(Operand($0, unit: range.unit)) }
        let values = scaled.compactMap(\.certain)
        guard values.count == scaled.count, values.allSatisfy(\.isFinite) else {
            throw Diagnostic(.wrongType, "a range is multiplied by a certain number or unit", remedy: "write range(1, 2, 0.1) * BUSD")
        }
        return ValueRange(values: values, unit: scaled[0].unit, session: self)
    }
}

extension ObjectType {
    static let range = ObjectType(
        "range", "Evenly spaced values, as `range(1, 2, 0.1) * BUSD` makes them; `r[1]` is the first, `#r` how many there are.",
        fields: [
            Field("count", annotation: "integer", "How many values.") { value, s in
                .integer(Int64(try s.object(value, ValueRange.self).values.count))
            }
        ], operators: "multiplication and division by a number or a unit")
}

extension Function {
    static let range = Function.declare("range", "Evenly spaced values, for sweeps.") { f in
        let from = f.parameter("from", .certain, "The first value.")
        let to = f.parameter("to", .certain, "The last value, if the steps hit it.")
        let step = f.optional("step", .certain, "The distance from one to the next.", default: "1")
        f.returns(annotation: "headroom.range", "A list-like value; multiply it by a unit.")
        f.example("print(range(0, 12, 3) * month)", prints: "0, 3, 6, 9, 12 month")
        return { a, i in
            let session = i.session
            let step = a[step] ?? Operand(1, unit: a[from].unit)
            return [session.vm.makeObject(try session.range(from: a[from], to: a[to], step: step), type: session.types.range)]
        }
    }
}

/// `range * unit`, `unit * range`, `range / number`, `#range`.
enum RangeOperators {
    static func all(in session: Session) -> [(event: TypeDescription.Event, body: NativeBody)] {
        func binary(_ symbol: String, _ apply: @escaping (LuaValue, LuaValue) throws -> ValueRange?) -> NativeBody {
            { [unowned session] call in
                let (left, right) = (try call[1], try call[2])
                let site = session.site(of: call)
                let made = try session.locating(site) { try apply(left, right) }
                guard let made else { throw session.refusal(symbol, left, right, at: site) }
                call.push(session.vm.makeObject(made, type: session.types.range))
            }
        }
        return [
            (
                .multiply,
                binary("*") { [unowned session] left, right in
                    if let range = session.valueRange(left), let by = session.operand(right) {
                        return try session.scaled(range) { try session.product($0, by) }
                    }
                    guard let range = session.valueRange(right), let by = session.operand(left) else { return nil }
                    return try session.scaled(range) { try session.product(by, $0) }
                }
            ),
            (
                .divide,
                binary("/") { [unowned session] left, right in
                    guard let range = session.valueRange(left), let by = session.operand(right) else { return nil }
                    return try session.scaled(range) { try session.quotient($0, by) }
                }
            ),
            (
                .length,
                { [unowned session] call in
                    call.push(.integer(Int64(try session.object(try call[1], ValueRange.self).values.count)))
                }
            ),
        ]
    }
}
