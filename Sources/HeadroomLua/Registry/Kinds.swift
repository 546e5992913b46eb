import Diagnostics
import LuaVM
import Quantities

/// The kinds that parameters of the language are declared with.
extension Kind where Value == Double {
    /// A plain number.
    static var number: Kind { number("number") { _ in true } }

    /// A plain number that satisfies a condition; the words say which.
    static func number(_ words: String, _ allowed: @escaping @Sendable (Double) -> Bool) -> Kind {
        Kind(words, annotation: "number") { value, session in
            guard let amount = session.operand(value), amount.isPlain, let number = amount.certain else {
                throw KindMismatch()
            }
            guard allowed(number) else {
                throw Diagnostic(
                    .outOfRange, "must be \(words), not \(NumberFormat.lua(number))",
                    operands: [session.shown(value, name: nil)], remedy: "give \(words)")
            }
            return number
        }
    }

    /// A probability or a share.
    static var probability: Kind { number("a number from 0 to 1") { $0 >= 0 && $0 <= 1 } }
}

extension Kind where Value == Int {
    /// A whole number in a range; floats with whole values (`1e6`) are accepted, as Lua itself does.
    static func integer(_ range: ClosedRange<Int>, _ words: String) -> Kind {
        Kind(words, annotation: "integer") { value, session in
            guard let whole = value.wholeNumber else { throw KindMismatch() }
            // An integer is taken as it is: beyond 2^53 a double would round it.
            let exact: Int? = if case .integer(let n) = value { Int(n) } else { Int(exactly: whole) }
            guard let number = exact, range.contains(number) else {
                throw Diagnostic(
                    .outOfRange, "must be \(words), not \(NumberFormat.g(whole, digits: 14))",
                    operands: [session.shown(value, name: nil)], remedy: "give \(words)")
            }
            return number
        }
    }
}

extension Kind where Value == Bool {
    static var boolean: Kind {
        Kind("true or false", annotation: "boolean") { value, _ in
            guard case .boolean(let truth) = value else { throw KindMismatch() }
            return truth
        }
    }
}

extension Kind where Value == String {
    static var string: Kind { string("text in quotes") }

    static func string(_ words: String) -> Kind {
        Kind(words, annotation: "string") { value, _ in
            guard case .string(let text) = value else { throw KindMismatch() }
            return text
        }
    }

    /// One of a few names.
    static func choice(_ names: [String]) -> Kind {
        let words = "one of " + names.map { "\"\($0)\"" }.joined(separator: ", ")
        return Kind(words, annotation: names.map { "\"\($0)\"" }.joined(separator: "|")) { value, _ in
            guard case .string(let text) = value else { throw KindMismatch() }
            guard names.contains(text) else {
                let nearest = Suggestion.nearest(to: text, in: names)
                throw Diagnostic(
                    .outOfRange, "\"\(text)\" is not \(words)",
                    remedy: nearest.map { "did you mean \"\($0)\"?" } ?? "write \(words)")
            }
            return text
        }
    }
}

extension Kind where Value == Operand {
    /// A number, a quantity (also as text, `"98 USD/MWh"`) or an uncertain value.
    static var amount: Kind { amount("a number, a quantity or an uncertain value") }

    static func amount(_ words: String) -> Kind {
        Kind(words, annotation: "headroom.amount") { value, session in
            if let amount = session.operand(value) { return amount }
            if case .string(let text) = value { return try session.parsed(text) }
            if case .payload(let payload) = value, session.vm.object(payload) is OutputView {
                throw KindMismatch(
                    remedy: "an output of a run is a distribution: ask a figure of it, such as r.x.mean; a condition on it belongs among the outputs")
            }
            throw KindMismatch()
        }
    }

    /// A number or a quantity that is certain.
    static var certain: Kind {
        Kind("a number or a quantity", annotation: "number|headroom.quantity|string") { value, session in
            let amount = try Kind.amount.decode(value, session)
            guard amount.certain != nil else {
                throw KindMismatch(remedy: "it must be certain; build uncertainty with arithmetic outside: `x + normal{...}`")
            }
            return amount
        }
    }

    /// A certain quantity of one dimension.
    static func quantity(_ unit: String, _ words: String) -> Kind {
        quantity(unit, words, certain, "\(words), such as \(unit)", annotation: "headroom.quantity|string")
    }

    /// A quantity of one dimension that may be uncertain.
    static func uncertainQuantity(_ unit: String, _ words: String) -> Kind {
        quantity(unit, words, amount, "\(words), such as \(unit), certain or uncertain", annotation: "headroom.amount|string")
    }

    private static func quantity(_ unit: String, _ words: String, _ kind: Kind, _ description: String, annotation: String) -> Kind {
        Kind(description, annotation: annotation) { value, session in
            let amount = try kind.decode(value, session)
            let wanted = try Unit(parsing: unit)
            guard amount.standsForAnyDimension || session.units[amount.unit].isCompatible(with: wanted) else {
                throw Diagnostic(
                    .wrongDimension, "must be \(words), not \(session.kindName(amount.unit))",
                    operands: [session.shown(value, name: nil)], remedy: "give it in \(unit) or another unit of \(words)")
            }
            return amount
        }
    }
}

extension Kind where Value == Session.VariableValue {
    /// A variable as its constructor made it, before any calculation.
    static var variable: Kind {
        Kind("a variable as its constructor made it", annotation: "headroom.uncertain") { value, session in
            guard let variable = session.variable(value) else {
                throw KindMismatch(remedy: "use the variables themselves, before calculating with them")
            }
            return variable
        }
    }
}

extension Kind where Value == Condition {
    /// A truth value, certain or uncertain.
    static var condition: Kind {
        Kind("a condition such as lt(a, b)", annotation: "boolean|headroom.uncertain") { value, session in
            guard let condition = session.condition(value) else {
                throw KindMismatch(remedy: "make one with lt, le, gt, ge, eq, all_of, any_of or none_of")
            }
            return condition
        }
    }
}

extension Kind where Value == LuaValue {
    /// Any value at all.
    static var any: Kind { Kind("any value", annotation: "any") { value, _ in value } }

    /// Described as another kind and left to whoever gets it: the step compiler decodes arguments itself.
    static func like<Other>(_ kind: Kind<Other>) -> Kind {
        Kind(kind.words, annotation: kind.annotation) { value, _ in value }
    }
}

extension Kind where Value == TableSnapshot {
    static func table(_ words: String, annotation: String = "table") -> Kind {
        Kind(words, annotation: annotation) { value, _ in
            guard case .table(let table) = value else { throw KindMismatch() }
            return table
        }
    }
}

extension Kind {
    /// A list of one kind, written `{ a, b, c }`.
    static func list<Element>(of element: Kind<Element>, _ words: String) -> Kind where Value == [Element] {
        Kind(words, annotation: "(\(element.annotation))[]") { value, session in
            guard case .table(let table) = value else { throw KindMismatch() }
            return try table.list().enumerated().map { index, item in
                do {
                    return try element.decode(item, session)
                } catch is KindMismatch {
                    throw Diagnostic(
                        .wrongType, "entry \(index + 1) must be \(element.words)",
                        operands: [session.shown(item, name: "entry \(index + 1)")], remedy: "write \(words)")
                }
            }
        }
    }
}
