import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// The operators of quantities and uncertain values, and the guards of plain Lua's own operators.
enum Operators {
    static func all(in session: Session) -> [(event: TypeDescription.Event, body: NativeBody)] {
        func binary(_ symbol: String, _ apply: @escaping (Session, Operand, Operand) throws -> Operand) -> NativeBody {
            { [unowned session] call in
                let (left, right) = (try call[1], try call[2])
                guard let a = session.operand(left), let b = session.operand(right) else {
                    throw session.refusal(symbol, left, right, at: session.site(of: call))
                }
                do {
                    call.push(session.lua(try apply(session, a, b)))
                } catch let error as QuantityError {
                    throw session.explained(error, symbol, left, right, at: session.site(of: call))
                }
            }
        }
        func comparison(_ symbol: String, _ operation: BinaryOperation) -> NativeBody {
            { [unowned session] call in
                let (left, right) = (try call[1], try call[2])
                guard let a = session.operand(left), let b = session.operand(right) else {
                    throw session.refusal(symbol, left, right, at: session.site(of: call))
                }
                do {
                    guard case .certain(let truth) = try session.compared(a, b, operation) else {
                        throw session.uncertainComparison(symbol, left, right, at: session.site(of: call))
                    }
                    call.push(.boolean(truth))
                } catch let error as QuantityError {
                    throw session.explained(error, symbol, left, right, at: session.site(of: call))
                }
            }
        }
        return [
            (.add, binary("+") { try $0.sum($1, $2) }), (.subtract, binary("-") { try $0.difference($1, $2) }),
            (.multiply, binary("*") { try $0.product($1, $2) }), (.divide, binary("/") { try $0.quotient($1, $2) }),
            (.modulo, binary("%") { try $0.remainder($1, $2) }),
            (.floorDivide, binary("//") { try $0.floorQuotient($1, $2) }),
            (.power, binary("^") { try $0.power($1, $2) }), (.negate, binary("-") { a, x, _ in try a.negated(x) }),
            (.less, comparison("<", .less)), (.lessEqual, comparison("<=", .lessEqual)),
            (
                .equal,
                { [unowned session] call in
                    let (left, right) = (try call[1], try call[2])
                    call.push(.boolean(try session.equal(left, right) ?? false))
                }
            ),
            (
                .concatenate,
                { [unowned session] call in
                    let (left, right) = (try call[1], try call[2])
                    call.push(try session.joined(left) + session.joined(right))
                }
            ),
        ]
    }
}

extension Session {
    /// `==` where at least one side is a quantity or uncertain; `nil` leaves the decision to Lua.
    func equal(_ left: LuaValue, _ right: LuaValue) throws -> Bool? {
        if isUncertain(left) || isUncertain(right) {
            if left.isNil || right.isNil { return false }
            throw uncertainEquality(left, right)
        }
        guard let a = operand(left), let b = operand(right) else { return nil }
        if a.isPlain != b.isPlain, !a.standsForAnyDimension, !b.standsForAnyDimension {
            throw Diagnostic(
                .quantityEquality, "a quantity is never equal to a plain number", operands: [shown(a), shown(b)],
                remedy: "compare like with like: `x == 5 * MW`, or `x:to(MW) == 5`")
        }
        guard case .certain(let truth)? = try? compared(a, b, .equal) else { return false }
        return truth
    }

    func isUncertain(_ value: LuaValue) -> Bool {
        if case .payload(let payload) = value { payload.type == types.uncertain } else { false }
    }

    /// The guard of `if`, `while`, `and`, `or` and `not`.
    func test(_ payload: Payload) throws {
        guard payload.type == types.uncertain else { return }
        throw Diagnostic(
            .uncertainCondition, "an uncertain value can't decide which way plain Lua goes: it is different on every path",
            operands: [shown(.payload(payload), name: nil)],
            remedy: "choose path by path with where(condition, a, b), and combine conditions with all_of, any_of, none_of")
    }

    /// The guard of `t[key]`.
    func testKey(_ payload: Payload) throws {
        if payload.type == types.uncertain {
            throw Diagnostic(
                .uncertainKey, "an uncertain value can't be the key of a table",
                operands: [shown(.payload(payload), name: nil)],
                remedy: "choose with where(eq(x, 1), a, b), or use a discrete variable over the table's values")
        }
        if payload.type == types.quantity {
            throw Diagnostic(
                .wrongType, "a quantity can't be the key of a table",
                operands: [shown(.payload(payload), name: nil)], remedy: "use a plain number, such as `t[x:to(MW)]`")
        }
    }

    func uncertainComparison(_ symbol: String, _ left: LuaValue, _ right: LuaValue, at site: CallSite) -> Diagnostic {
        let word = symbol == "<" ? "lt" : "le"
        return named(
            Diagnostic(
                .uncertainCondition, "an uncertain value can't be compared with `\(symbol)`: the answer is different on every path",
                operands: [shown(left, name: nil), shown(right, name: nil)],
                remedy: "write \(word)(a, b) (or gt, ge) and use it in where(...), all_of(...) or as an output"),
            symbol, at: site)
    }

    private func uncertainEquality(_ left: LuaValue, _ right: LuaValue) -> Diagnostic {
        Diagnostic(
            .uncertainEquality, "an uncertain value can't be compared with `==`: the answer is different on every path",
            operands: [shown(left, name: nil), shown(right, name: nil)],
            remedy: "write eq(a, b) and use it in where(...), all_of(...) or as an output")
    }

    /// An operator was used on something that is no number.
    func refusal(_ symbol: String, _ left: LuaValue, _ right: LuaValue, at site: CallSite) -> Diagnostic {
        func isCondition(_ value: LuaValue) -> Bool { isUncertain(value) && operand(value) == nil }
        let remedy =
            isCondition(left) || isCondition(right)
            ? "turn a condition into a number first: `where(condition, 1, 0)`"
            : "make both sides numbers, quantities or uncertain values; text becomes a quantity by quantity \"5 MW\""
        return named(
            Diagnostic(
                .wrongType, "`\(symbol)` can't be used on \(typeName(of: left)) and \(typeName(of: right))",
                operands: [shown(left, name: nil), shown(right, name: nil)], remedy: remedy),
            symbol, at: site)
    }

    /// The error of a rule of units, with what the script calls its operands.
    func explained(_ error: QuantityError, _ symbol: String, _ left: LuaValue, _ right: LuaValue, at site: CallSite) -> Diagnostic {
        let names = operandNames(symbol, at: site)
        var diagnostic = error.diagnostic(left: names.left, right: names.right)
        // Rules of units may know the units only; the values are here.
        for (index, value) in [left, right].enumerated() where index < diagnostic.operands.count {
            diagnostic.operands[index].value = shortText(value)
        }
        return named(diagnostic, symbol, at: site)
    }

    /// Adds names, origins and the place to a diagnostic of two operands.
    private func named(_ diagnostic: Diagnostic, _ symbol: String, at site: CallSite) -> Diagnostic {
        guard let place = site.location, let chunk = vm.chunk(named: place.file) else { return diagnostic }
        let names = chunk.operandNames(at: place, operator: symbol)
        return withNames(diagnostic, [names.left, names.right], at: place, in: chunk).located(at: place)
    }

    private func operandNames(_ symbol: String, at site: CallSite) -> (left: String?, right: String?) {
        guard let place = site.location, let chunk = vm.chunk(named: place.file) else { return (nil, nil) }
        return chunk.operandNames(at: place, operator: symbol)
    }

    /// An operand of `..`: text and numbers as Lua shows them, quantities as they print.
    func joined(_ value: LuaValue) throws -> String {
        if isUncertain(value) {
            throw Diagnostic(
                .wrongType, "an uncertain value has no single text", operands: [shown(value, name: nil)],
                remedy: "show one of its statistics: `x:mean()`, or print(x)")
        }
        switch value {
        case .string(let text): return text
        case .integer, .number: return shortText(value)
        case .payload: return shortText(value)
        default:
            throw Diagnostic(
                .wrongType, "`..` can't join \(typeName(of: value))", operands: [shown(value, name: nil)],
                remedy: "join text, numbers and quantities")
        }
    }
}
