import Diagnostics
import Engine
import LuaVM

extension Module {
    /// `math`: Lua's own names, computed by the engine's kernels so that the bits are the same on every machine.
    static let standardMath = Module(
        "standard math", "Lua's `math` with the engine's own functions: the same bits on every machine.",
        namespaces: [.math])
}

extension Namespace {
    static let math = Namespace(
        name: "math",
        summary: "Functions of plain numbers. For quantities and uncertain values use min, max, abs, exp, log, sqrt, floor, ceil.",
        functions: [
            one("exp", "e raised to x.", ScalarMath.exp), one("sqrt", "The square root.") { $0.squareRoot() },
            one("sin", "The sine of an angle in radians.", ScalarMath.sin),
            one("cos", "The cosine of an angle in radians.", ScalarMath.cos),
            one("tan", "The tangent of an angle in radians.", ScalarMath.tan),
            one("asin", "The angle whose sine is x.", ScalarMath.asin),
            one("acos", "The angle whose cosine is x.", ScalarMath.acos),
            logarithm, arcTangent, absolute, floor, ceiling, extremum("max", "The largest of its arguments.") { $0 < $1 },
            extremum("min", "The smallest of its arguments.") { $1 < $0 }, remainder, integerPart,
            .declare("type", "\"integer\", \"float\", or nil for what is no number.") { f in
                let x = f.parameter("x", .any, "Any value.")
                f.returns(annotation: "string?", "The kind of number.")
                return { a, _ in
                    switch a[x] {
                    case .integer: [.string("integer")]
                    case .number: [.string("float")]
                    default: [.nil]
                    }
                }
            },
            .declare("tointeger", "The integer of the same value, or nil.") { f in
                let x = f.parameter("x", .any, "A number.")
                f.returns(annotation: "integer?", "The integer.")
                return { a, _ in
                    switch a[x] {
                    case .integer(let n): [.integer(n)]
                    case .number(let x): [Int64(exactly: x).map { .integer($0) } ?? .nil]
                    default: [.nil]
                    }
                }
            },
        ],
        constants: [
            Constant(name: "pi", summary: "3.14159…", value: .number(.pi)),
            Constant(name: "huge", summary: "Infinity; it may stand for any dimension.", value: .number(.infinity)),
            Constant(name: "maxinteger", summary: "The largest integer.", value: .integer(.max)),
            Constant(name: "mininteger", summary: "The smallest integer.", value: .integer(.min)),
        ])

    private static func one(
        _ name: String, _ summary: String, _ compute: @escaping @Sendable (Double) -> Double
    ) -> Function {
        .declare(name, summary) { f in
            let x = f.parameter("x", .number, "A plain number.")
            f.returns(.number, "A plain number.")
            return { a, _ in [.number(compute(a[x]))] }
        }
    }

    private static let logarithm = Function.declare("log", "The logarithm, natural unless a base is given.") { f in
        let x = f.parameter("x", .number, "A plain number.")
        let base = f.optional("base", .number, "The base.", default: "e")
        f.returns(.number, "A plain number.")
        f.example("print(math.log(8, 2))", prints: "3.0")
        return { a, _ in
            switch a[base] {
            case nil: [.number(ScalarMath.log(a[x]))]
            case 2: [.number(ScalarMath.log2(a[x]))]
            case 10: [.number(ScalarMath.log10(a[x]))]
            case let base?: [.number(ScalarMath.log(a[x]) / ScalarMath.log(base))]
            }
        }
    }

    private static let arcTangent = Function.declare("atan", "The angle of the point (x, y); x is 1 unless given.") { f in
        let y = f.parameter("y", .number, "A plain number.")
        let x = f.optional("x", .number, "A plain number.", default: "1")
        f.returns(.number, "Radians.")
        return { a, _ in [.number(ScalarMath.atan2(a[y], a[x] ?? 1))] }
    }

    private static let absolute = Function.declare("abs", "The value without its sign; integers stay integers.") { f in
        let x = f.parameter("x", .plainValue, "A plain number.")
        f.returns(.number, "Never negative.")
        return { a, _ in
            switch a[x] {
            case .integer(let n): [.integer(n < 0 ? 0 &- n : n)]
            case .number(let x): [.number(x.magnitude)]
            default: [.nil]
            }
        }
    }

    private static let floor = rounding("floor", "The largest integer that is not above x.") { $0.rounded(.down) }
    private static let ceiling = rounding("ceil", "The smallest integer that is not below x.") { $0.rounded(.up) }

    private static func rounding(
        _ name: String, _ summary: String, _ round: @escaping @Sendable (Double) -> Double
    ) -> Function {
        .declare(name, summary) { f in
            let x = f.parameter("x", .plainValue, "A plain number.")
            f.returns(annotation: "integer", "An integer where it fits.")
            return { a, _ in
                guard case .number(let x) = a[x] else { return [a[x]] }
                let whole = round(x)
                return [Int64(exactly: whole).map { .integer($0) } ?? .number(whole)]
            }
        }
    }

    private static func extremum(
        _ name: String, _ summary: String, _ better: @escaping @Sendable (_ old: Double, _ new: Double) -> Bool
    ) -> Function {
        .declare(name, summary) { f in
            let values = f.variadic("values", .plainValue, "Plain numbers.")
            f.returns(.number, "One of them.")
            return { a, _ in
                let all = a[values]
                return [all.dropFirst().reduce(all[0]) { better($0.double, $1.double) ? $1 : $0 }]
            }
        }
    }

    private static let remainder = Function.declare("fmod", "The remainder of x/y that takes the sign of x.") { f in
        let x = f.parameter("x", .number, "A plain number.")
        let y = f.parameter("y", .number, "A plain number.")
        f.returns(.number, "A plain number.")
        return { a, _ in [.number(a[x].truncatingRemainder(dividingBy: a[y]))] }
    }

    private static let integerPart = Function.declare("modf", "The integer part and the fraction.") { f in
        let x = f.parameter("x", .number, "A plain number.")
        f.returns(.number, "The integer part.")
        f.returns(.number, "The fraction.")
        return { a, _ in
            let whole = a[x].rounded(.towardZero)
            return [.number(whole), .number(a[x].isInfinite ? 0 : a[x] - whole)]
        }
    }
}

extension Kind where Value == LuaValue {
    /// A plain number as it came: integer or float.
    static var plainValue: Kind {
        Kind("number", annotation: "number") { value, session in
            switch value {
            case .integer, .number: return value
            default:
                throw KindMismatch(
                    remedy: session.operand(value) == nil ? nil : "`math` works on plain numbers; use min, max, abs, floor, ceil")
            }
        }
    }
}

extension LuaValue {
    /// The number of an `.integer` or `.number`.
    var double: Double {
        switch self {
        case .integer(let n): Double(n)
        case .number(let x): x
        default: .nan
        }
    }
}
