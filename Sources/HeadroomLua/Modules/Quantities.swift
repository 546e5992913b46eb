import Engine
import Diagnostics
import LuaVM
import Quantities

extension Module {
    /// Units, and numbers that know what they are.
    static let quantities = Module(
        "quantities", "Numbers that carry their unit.",
        functions: [.quantity, .degC],
        constants: Unit.catalogue.filter { !$0.unit.isTemperaturePoint }.map {
            Constant(name: $0.symbol, summary: "\($0.summary), a unit", value: .unit($0.unit))
        }
            + Unit.plainNumbers.map { Constant(name: $0.symbol, summary: $0.summary, value: .number($0.value)) },
        types: [.quantity])
}

extension ObjectType {
    static let quantity = ObjectType(
        "quantity", "A number with its unit, such as `750 * MW`.",
        methods: [.to, .format],
        operators: "`+ - * / // % ^` and `< <= ==` check the units; a ratio of like quantities is a plain number.")
}

extension Function {
    static let quantity = Function.declare("quantity", "Reads a quantity from text.") { f in
        let text = f.parameter("text", .string("text such as \"98 USD/MWh\""), "A number and a unit.")
        f.returns(annotation: "headroom.quantity", "The quantity; a plain number where the units cancel.")
        f.example(#"print(quantity "98 USD/MWh" * (10 * MWh))"#, prints: "980 USD")
        return { a, i in [i.session.lua(try i.session.parsed(a[text]))] }
    }

    static let degC = Function.declare("degC", "A temperature in degrees Celsius; differences are written `5 * K`.") { f in
        let degrees = f.parameter("degrees", .number, "Degrees Celsius.")
        f.returns(annotation: "headroom.quantity", "A temperature: it compares with temperatures, and moves by differences.")
        f.example("print(degC(35) - degC(18))", prints: "17 K")
        return { a, i in [i.session.lua(Operand(a[degrees], unit: i.session.units.number(of: .degC)))] }
    }

    static let to = Function.declare("to", "The plain number in another unit of the same dimension.") { f in
        let unit = f.parameter("unit", .unit, "The unit, such as USD or MW, or its text.")
        f.returns(annotation: "number", "A plain number (an uncertain value stays uncertain).")
        f.example("print((750 * MW * 42 * USD/MWh * year):to(USD))", prints: "276129000.0")
        return { a, i in
            let s = i.session
            guard let receiver = s.operand(i.receiver) else { throw KindMismatch() }
            let (unit, magnitude) = (s.units[a[unit].unit], a[unit].certain ?? 1)
            let content = try s.converted(receiver, to: unit)
            return [s.lua(Operand(magnitude == 1 ? content : s.apply(.divide, content, .certain(magnitude)), unit: UnitTable.none))]
        }
    }

    static let format = Function.declare("format", "The quantity in a unit, as text.") { f in
        let pattern = f.parameter("pattern", .string("a number format such as \"%.1f\""), "One of %f, %e, %g with its digits.")
        let unit = f.parameter("unit", .unit, "The unit, such as GW.")
        f.returns(annotation: "string", "The number with its unit; a format that holds more than the number stands alone.")
        f.example(#"print((1250 * MW):format("%.2f", GW))"#, prints: "1.25 GW")
        return { a, i in
            let s = i.session
            guard let receiver = s.operand(i.receiver), let magnitude = receiver.certain else {
                throw Diagnostic(
                    .wrongType, "an uncertain value has no single number to format",
                    remedy: "format one of its statistics, such as `x:mean():format(\"%.1f\", MW)`")
            }
            let quantity = Quantity(magnitude, s.units[receiver.unit])
            return [.string(try quantity.formatted(a[pattern], s.units[a[unit].unit]))]
        }
    }
}

extension Kind where Value == Operand {
    /// A unit: a quantity such as `MW` (any certain quantity serves), or its text.
    static var unit: Kind {
        Kind("a unit such as MW", annotation: "headroom.quantity|string") { value, session in
            if case .string(let text) = value { return Operand(1, unit: session.units.number(of: try Unit(parsing: text))) }
            guard let operand = session.operand(value), operand.certain != nil, !operand.isPlain else { throw KindMismatch() }
            return operand
        }
    }
}

extension Session {
    /// A quantity from text; a plain number where its units cancel.
    func parsed(_ text: String) throws(QuantityError) -> Operand {
        let quantity = try Quantity(parsing: text)
        let folded = Quantities.Amount(quantity)
        return Operand(folded.magnitude, unit: units.number(of: folded.unit))
    }
}
