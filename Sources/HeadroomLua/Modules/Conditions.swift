import Diagnostics
import Engine
import LuaVM

extension Module {
    /// Comparisons that work on uncertain values, and their combinations.
    static let conditions = Module(
        "conditions", "Comparisons of certain and uncertain values, and their combinations.",
        functions: [
            comparison("lt", "Whether a is less than b.", .less, "print(lt(1 * MW, 2 * MW))", "true"),
            comparison("le", "Whether a is less than or equal to b.", .lessEqual, "print(le(2, 2))", "true"),
            comparison("gt", "Whether a is greater than b.", .less, "print(gt(1, 2))", "false", swapped: true),
            comparison("ge", "Whether a is greater than or equal to b.", .lessEqual, "print(ge(2, 2))", "true", swapped: true),
            comparison("eq", "Whether a equals b.", .equal, "print(eq(1000 * kW, 1 * MW))", "true"),
            combination("all_of", "Whether all conditions hold.", "print(all_of(lt(1, 2), lt(2, 3)))", "true") { s, a, b in
                s.combined(.and, a, b)
            },
            combination("any_of", "Whether at least one condition holds.", "print(any_of(lt(2, 1), lt(2, 3)))", "true") { s, a, b in
                s.combined(.or, a, b)
            },
            .noneOf,
        ])

    private static func comparison(
        _ name: String, _ summary: String, _ operation: BinaryOperation, _ example: String, _ prints: String,
        swapped: Bool = false
    ) -> Function {
        Function.declare(name, summary) { f in
            let a = f.parameter("a", .amount, "A number, quantity or uncertain value.")
            let b = f.parameter("b", .amount, "Another of the same dimension.")
            f.returns(.condition, "true or false; an uncertain condition where a or b is uncertain.")
            f.example(example, prints: prints)
            return { arguments, i in
                let (left, right) = swapped ? (arguments[b], arguments[a]) : (arguments[a], arguments[b])
                return [i.session.lua(try i.session.compared(left, right, operation))]
            }
        }
    }

    private static func combination(
        _ name: String, _ summary: String, _ example: String, _ prints: String,
        _ combine: @escaping @Sendable (Session, Condition, Condition) -> Condition
    ) -> Function {
        Function.declare(name, summary) { f in
            let conditions = f.variadic("conditions", .condition, "Conditions, certain or uncertain.")
            f.returns(.condition, "true or false; uncertain where one of them is.")
            f.example(example, prints: prints)
            return { a, i in
                let all = a[conditions]
                return [i.session.lua(all.dropFirst().reduce(all[0]) { combine(i.session, $0, $1) })]
            }
        }
    }
}

extension Function {
    static let noneOf = Function.declare("none_of", "Whether no condition holds; of one condition: its opposite.") { f in
        let conditions = f.variadic("conditions", .condition, "Conditions, certain or uncertain.")
        f.returns(.condition, "true or false; uncertain where one of them is.")
        f.example("print(none_of(lt(2, 1)))", prints: "true")
        return { a, i in
            let all = a[conditions]
            return [i.session.lua(i.session.inverted(all.dropFirst().reduce(all[0]) { i.session.combined(.or, $0, $1) }))]
        }
    }
}

extension Session {
    func combined(_ operation: BinaryOperation, _ a: Condition, _ b: Condition) -> Condition {
        if case .certain(let x) = a, case .certain(let y) = b { return .certain(operation == .and ? x && y : x || y) }
        return .uncertain(graph.apply(operation, node(a), node(b)))
    }

    func inverted(_ a: Condition) -> Condition {
        switch a {
        case .certain(let truth): .certain(!truth)
        case .uncertain(let node): .uncertain(graph.apply(.not, node))
        }
    }
}
