import Diagnostics
import Engine
import LuaVM
import Quantities

extension Module {
    /// Functions that work on numbers, quantities and uncertain values alike.
    static let mathematics = Module(
        "mathematics", "Functions of numbers, quantities and uncertain values alike.",
        functions: [
            .minimum, .maximum, .clamp, .absolute, .squareRoot, .exponential, .logarithm, .floor, .ceiling, .where,
        ])
}

extension Function {
    static let minimum = Function.declare("min", "The smallest of its arguments.") { f in
        let values = f.variadic("values", .any, "Numbers, quantities or uncertain values of one dimension.")
        f.returns(.amount, "The smallest; path by path where one is uncertain.")
        f.example("print(min(3, 2, 5))", prints: "2")
        f.example("print(min(1.2 * GW, 750 * MW))", prints: "750 MW")
        return { try $1.session.extremum($0[values], .minimum) }
    }

    static let maximum = Function.declare("max", "The largest of its arguments.") { f in
        let values = f.variadic("values", .any, "Numbers, quantities or uncertain values of one dimension.")
        f.returns(.amount, "The largest; path by path where one is uncertain.")
        f.example("print(max(0, -5 * MUSD))", prints: "0 MUSD")
        return { try $1.session.extremum($0[values], .maximum) }
    }

    static let clamp = Function.declare("clamp", "Keeps a value between two bounds.") { f in
        let x = f.parameter("x", .amount, "The value.")
        let low = f.parameter("low", .amount, "The lower bound.")
        let high = f.parameter("high", .amount, "The upper bound.")
        f.returns(.amount, "`min(max(x, low), high)`, in the unit of `x`.")
        f.example("print(clamp(1.4, 0, 1))", prints: "1.0")
        return { a, i in
            let s = i.session
            if case .certain(true) = try s.compared(a[high], a[low], .less) {
                throw Diagnostic(
                    .outOfRange, "clamp: the lower bound \(s.text(of: a[low])) is above the upper bound \(s.text(of: a[high]))",
                    remedy: "give the smaller bound first")
            }
            return [s.lua(try s.minimum(try s.maximum(a[x], a[low], as: .clamp), a[high], as: .clamp))]
        }
    }

    static let absolute = Function.declare("abs", "The value without its sign.") { f in
        let x = f.parameter("x", .amount, "A number, quantity or uncertain value.")
        f.returns(.amount, "Never negative; the unit is kept.")
        f.example("print(abs(-3 * MW))", prints: "3 MW")
        return { a, i in
            if i.session.isTemperaturePoint(a[x].unit) { _ = try i.session.negated(a[x]) }
            return [i.session.lua(Operand(i.session.apply(.absolute, a[x].content), unit: a[x].unit))]
        }
    }

    static let squareRoot = Function.declare("sqrt", "The square root.") { f in
        let x = f.parameter("x", .amount, "A number, quantity or uncertain value, not negative.")
        f.returns(.amount, "The root; a quantity's unit is rooted exactly.")
        f.example("print(sqrt(2))", prints: "1.4142135623731")
        f.example("print(sqrt(9 * MW * MW))", prints: "3 MW")
        return { a, i in
            let s = i.session
            if !a[x].isPlain { return [s.lua(try s.power(a[x], Operand(0.5)))] }
            return [s.lua(Operand(s.apply(.squareRoot, a[x].content), unit: UnitTable.none))]
        }
    }

    static let exponential = plain("exp", "e raised to a plain number.", .exp, example: "print(exp(1))", prints: "2.718281828459")
    static let logarithm = plain("log", "The natural logarithm of a plain number.", .log, example: "print(log(10))", prints: "2.302585092994")
    static let floor = plain("floor", "The largest whole number that is not above a plain number.", .floor, example: "print(floor(2.7))", prints: "2.0")
    static let ceiling = plain("ceil", "The smallest whole number that is not below a plain number.", .ceil, example: "print(ceil(2.2))", prints: "3.0")

    /// A function of a plain number, certain or uncertain.
    private static func plain(
        _ name: String, _ summary: String, _ operation: UnaryOperation, example: String, prints: String
    ) -> Function {
        Function.declare(name, summary) { f in
            let x = f.parameter("x", .amount("a plain number or an uncertain one"), "A number without a unit.")
            f.returns(.amount, "A plain number.")
            f.example(example, prints: prints)
            return { a, i in
                let s = i.session
                guard a[x].isPlain else {
                    throw Diagnostic(
                        .wrongDimension, "\(name) needs a plain number, not \(s.kindName(a[x].unit))",
                        operands: [s.shown(a[x], name: nil)],
                        remedy: "divide by a unit first: `\(name)(x / (1 * \(s.units[a[x].unit])))`")
                }
                return [s.lua(Operand(s.apply(operation, a[x].content), unit: UnitTable.none))]
            }
        }
    }

    static let `where` = Function.declare("where", "Chooses between two values, path by path where the condition is uncertain.") { f in
        let condition = f.parameter("condition", .condition, "A truth value, usually from lt, le, gt, ge or eq.")
        let yes = f.parameter("yes", .any, "The value where the condition holds.")
        let no = f.parameter("no", .any, "The value where it does not.")
        f.returns(.amount, "One of the two; both need the same dimension (or both be conditions).")
        f.example("print(where(lt(3, 2), 10 * MW, 20 * MW))", prints: "20 MW")
        return { a, i in [try i.session.choice(a[condition], a[yes], a[no])] }
    }
}

extension Session {
    /// The smallest or largest of several values; a plain certain one is given back as it came, integers included.
    func extremum(_ values: [LuaValue], _ operation: QuantityOperation) throws -> [LuaValue] {
        let name = operation == .minimum ? "min" : "max"
        let amounts = try values.map { value in
            guard let amount = operand(value) else {
                throw Diagnostic(
                    .wrongType, "\(name) takes numbers, quantities and uncertain values",
                    operands: [shown(value, name: nil)], remedy: "leave out the other value")
            }
            return amount
        }
        var best = amounts[0]
        var bestValue: LuaValue? = values[0]
        for (amount, value) in zip(amounts, values).dropFirst() {
            let next = operation == .minimum ? try minimum(best, amount) : try maximum(best, amount)
            if let old = best.certain, let chosen = next.certain, best.isPlain, amount.isPlain {
                bestValue = chosen.bitPattern == old.bitPattern ? bestValue : value
            } else {
                bestValue = nil
            }
            best = next
        }
        return [bestValue ?? lua(best)]
    }

    /// `where(condition, yes, no)` on amounts or on conditions.
    func choice(_ condition: Condition, _ yes: LuaValue, _ no: LuaValue) throws -> LuaValue {
        if case .certain(let truth) = condition { return truth ? yes : no }
        let chooser = node(condition)
        if let a = operand(yes), let b = operand(no) {
            let (left, right, unit) = try aligned(a, b, .choose)
            return lua(Operand(graph.select(chooser, node(left), node(right)), unit: unit))
        }
        if let a = self.condition(yes), let b = self.condition(no) {
            return lua(Condition.uncertain(graph.select(chooser, node(a), node(b))))
        }
        throw Diagnostic(
            .wrongType, "where chooses between two amounts or between two conditions",
            operands: [shown(yes, name: "yes"), shown(no, name: "no")],
            remedy: "give both choices the same kind of value")
    }
}
