import Diagnostics
import Engine
import LuaSyntax
import LuaVM
import Quantities

/// Lua's operators on values that may differ from path to path.
extension Tracer {
    // MARK: Arithmetic

    func arithmetic(_ op: BinaryOperator, _ left: StepValue, _ right: StepValue, at place: Position) throws -> StepValue {
        try distribute(left) { a in try distribute(right) { b in try self.single(op, a, b, place) } }
    }

    private func single(_ op: BinaryOperator, _ left: StepValue, _ right: StepValue, _ place: Position) throws -> StepValue? {
        if case .date = left { return try dateArithmetic(op, left, right, place) }
        if case .date = right { return try dateArithmetic(op, left, right, place) }
        if isNotApplicable(left) || isNotApplicable(right) { return .notApplicable }
        guard let a = amount(of: left), let b = amount(of: right) else {
            try failArithmetic(op, left, right, place)
            return nil
        }
        if let certain = try certainArithmetic(op, left, right, place) { return certain }
        try checkSize(place)
        do {
            switch op {
            case .add: return try integerResult(try session.sum(a.operand, b.operand), a, b, place)
            case .subtract: return try integerResult(try session.difference(a.operand, b.operand), a, b, place)
            case .multiply: return try product(a, b, place)
            case .divide: return amount(try session.quotient(a.operand, b.operand))
            case .power: return amount(try session.power(a.operand, b.operand))
            case .modulo, .floorDivide: return try wholeDivision(op, a, b, place)
            default:
                throw refusal(
                    "`\(op.rawValue)` can't be used on uncertain numbers", at: place,
                    remedy: "use arithmetic: `x // 2 ^ n` shifts, `x % 2 ^ n` masks")
            }
        } catch let error as QuantityError {
            throw session.explained(error, op.rawValue, lua(left), lua(right), at: site(place))
                .adding(plainStateNotes(left, right) + callNotes)
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: location(place))
        }
    }

    func amount(_ operand: Operand, _ integral: Integrality = .never) -> StepValue {
        amount(operand.content, unit: operand.unit, integral)
    }

    private func isNotApplicable(_ value: StepValue) -> Bool {
        if case .notApplicable = value { true } else { false }
    }

    /// Whether both operands are integers, on which paths.
    private func both(_ a: Integrality, _ b: Integrality) -> Integrality {
        switch (a, b) {
        case (.never, _), (_, .never): return .never
        case (.always, .always): return .always
        default:
            let node = graph.apply(.and, node(a), node(b))
            return graph.constantValue(of: node).map { $0 != 0 ? .always : .never } ?? .when(node)
        }
    }

    /// A sum of integers is one; beyond 2^53 a double would no longer hold it.
    private func integerResult(_ result: Operand, _ a: StepAmount, _ b: StepAmount, _ place: Position) throws -> StepValue {
        let integral = both(a.integral, b.integral)
        try checkInteger(result.content, integral, place)
        return amount(result, integral)
    }

    func checkInteger(_ content: Operand.Content, _ integral: Integrality, _ place: Position) throws {
        if case .never = integral { return }
        guard case .uncertain(let node) = content else { return }
        let range = ranges.range(of: node, in: graph)
        if !range.mayBeNaN && range.low >= -0x1p53 && range.high <= 0x1p53 { return }
        let within = graph.apply(.lessEqual, graph.apply(.absolute, node), graph.constant(0x1p53))
        let beyond = graph.apply(.and, self.node(integral), graph.apply(.not, within))
        try fail(
            where: beyond,
            mistake(
                "an uncertain integer has grown beyond 2^53, where a double no longer holds it", at: place,
                remedy: "make it a float with `x * 1.0`, or keep it smaller"))
    }

    private func product(_ a: StepAmount, _ b: StepAmount, _ place: Position) throws -> StepValue {
        let result = try session.product(a.operand, b.operand)
        let integral = both(a.integral, b.integral)
        return try integerZero(result, integral, place)
    }

    /// Integers know no -0, which products and remainders of doubles may be.
    private func integerZero(_ result: Operand, _ integral: Integrality, _ place: Position) throws -> StepValue {
        guard case .uncertain(let node) = result.content else { return amount(result, integral) }
        let positive = graph.apply(.add, node, graph.constant(0.0))
        let content: Operand.Content
        switch integral {
        case .never: return amount(result)
        case .always: content = .uncertain(positive)
        case .when(let condition): content = .uncertain(graph.select(condition, positive, node))
        }
        try checkInteger(content, integral, place)
        return amount(content, unit: result.unit, integral)
    }

    private func wholeDivision(_ op: BinaryOperator, _ a: StepAmount, _ b: StepAmount, _ place: Position) throws -> StepValue {
        let integral = both(a.integral, b.integral)
        if case .never = integral {} else {
            let zero = try session.compared(Operand(b.content, unit: b.unit), Operand(0), .equal)
            try fail(
                where: graph.apply(.and, node(integral), session.node(zero)),
                mistake("attempt to perform 'n\(op == .modulo ? "%%" : "//")0'", at: place, remedy: "test the divisor first"))
        }
        let result =
            op == .modulo ? try session.remainder(a.operand, b.operand) : try session.floorQuotient(a.operand, b.operand)
        return try integerZero(result, integral, place)
    }

    private func failArithmetic(_ op: BinaryOperator, _ left: StepValue, _ right: StepValue, _ place: Position) throws {
        let bad = amount(of: left) == nil ? left : right
        try fail(
            mistake(
                "attempt to perform arithmetic on \(words(bad))\(name(of: bad, in: op, left, right, place))", at: place,
                remedy: isCondition(bad) ? "turn a condition into a number first: `where(condition, 1, 0)`" : nil))
    }

    func isCondition(_ value: StepValue) -> Bool {
        switch value {
        case .condition, .boolean: true
        default: false
        }
    }

    private func name(
        of bad: StepValue, in op: BinaryOperator, _ left: StepValue, _ right: StepValue, _ place: Position
    ) -> String {
        let names = frame.chunk.operandNames(at: location(place), operator: op.rawValue)
        let isLeft = amount(of: left) == nil
        return (isLeft ? names.left : names.right).map { " (`\($0)`)" } ?? ""
    }

    func negated(_ value: StepValue, at place: Position) throws -> StepValue {
        try distribute(value) { value in
            switch value {
            case .integer(let n): return .integer(0 &- n)
            case .number(let x): return .number(-x)
            case .notApplicable: return .notApplicable
            default: break
            }
            guard let a = self.amount(of: value) else {
                try self.fail(self.mistake("attempt to perform arithmetic on \(self.words(value))", at: place))
                return nil
            }
            let result = try self.session.negated(a.operand)
            guard case .uncertain(let node) = a.content else { return self.amount(result) }
            let zero = self.graph.apply(.subtract, self.graph.constant(0.0), node)
            switch a.integral {
            case .never: return self.amount(result)
            case .always: return self.amount(.uncertain(zero), unit: a.unit, .always)
            case .when(let condition):
                let chosen = self.graph.select(condition, zero, self.graph.apply(.negate, node))
                return self.amount(.uncertain(chosen), unit: a.unit, a.integral)
            }
        }
    }

    // MARK: Comparison

    func comparison(_ op: BinaryOperator, _ left: StepValue, _ right: StepValue, at place: Position) throws -> StepValue {
        switch op {
        case .equal: return try equality(left, right, place)
        case .notEqual: return not(try equality(left, right, place))
        case .greater: return try comparison(.less, right, left, at: place)
        case .greaterEqual: return try comparison(.lessEqual, right, left, at: place)
        default: break
        }
        return try distribute(left) { a in
            try self.distribute(right) { b in try self.ordered(op == .less ? .less : .lessEqual, a, b, place) }
        }
    }

    private func ordered(
        _ operation: BinaryOperation, _ left: StepValue, _ right: StepValue, _ place: Position
    ) throws -> StepValue? {
        if isNotApplicable(left) || isNotApplicable(right) { return .boolean(false) }
        switch (left, right) {
        case (.integer(let a), .integer(let b)): return .boolean(operation == .less ? a < b : a <= b)
        case (.string(let a), .string(let b)):
            return .boolean(operation == .less ? a.lexicographicallyPrecedes(b) : !b.lexicographicallyPrecedes(a))
        case (.date(let a), .date(let b)):
            return truth(compared(operation, session.node(a), session.node(b)))
        default: break
        }
        guard let a = amount(of: left), let b = amount(of: right) else {
            let (x, y) = (words(left), words(right))
            try fail(mistake(x == y ? "attempt to compare two \(x) values" : "attempt to compare \(x) with \(y)", at: place))
            return nil
        }
        do {
            let (x, y, _) = try session.aligned(a.operand, b.operand, .compare)
            if case .certain(let p) = x, case .certain(let q) = y { return .boolean(operation == .less ? p < q : p <= q) }
            return truth(compared(operation, session.node(x), session.node(y)))
        } catch {
            throw session.explained(error, operation == .less ? "<" : "<=", lua(left), lua(right), at: site(place)).adding(callNotes)
        }
    }

    /// A comparison, decided where bounds do.
    func compared(_ operation: BinaryOperation, _ a: Graph.Node, _ b: Graph.Node) -> Graph.Node {
        let (x, y) = (ranges.range(of: a, in: graph), ranges.range(of: b, in: graph))
        if !x.mayBeNaN && !y.mayBeNaN {
            switch operation {
            case .less:
                if x.high < y.low { return graph.constant(true) }
                if x.low >= y.high { return graph.constant(false) }
            case .lessEqual:
                if x.high <= y.low { return graph.constant(true) }
                if x.low > y.high { return graph.constant(false) }
            case .equal:
                if x.high < y.low || x.low > y.high { return graph.constant(false) }
            default: break
            }
        }
        return graph.apply(operation, a, b)
    }

    func equality(_ left: StepValue, _ right: StepValue, _ place: Position) throws -> StepValue {
        try distribute(left) { a in try self.distribute(right) { b in try self.equal(a, b, place) } }
    }

    private func equal(_ left: StepValue, _ right: StepValue, _ place: Position) throws -> StepValue {
        switch (left, right) {
        case (.notApplicable, _), (_, .notApplicable): return .boolean(false)
        case (.nil, .nil): return .boolean(true)
        case (.nil, _), (_, .nil): return .boolean(false)
        case (.boolean(let a), .boolean(let b)): return .boolean(a == b)
        case (.condition, .condition), (.condition, .boolean), (.boolean, .condition):
            return truth(graph.apply(.equal, truthNode(left), truthNode(right)))
        case (.string(let a), .string(let b)): return .boolean(a == b)
        case (.table(let a), .table(let b)): return .boolean(a === b || a.identity == b.identity)
        case (.function(let a), .function(let b)): return .boolean(a === b || a.identity == b.identity)
        case (.native(let a), .native(let b)): return .boolean(a === b || a.name == b.name)
        case (.date(let a), .date(let b)): return truth(compared(.equal, session.node(a), session.node(b)))
        case (.integer(let a), .integer(let b)): return .boolean(a == b)
        default: break
        }
        guard let a = amount(of: left), let b = amount(of: right) else { return .boolean(false) }
        if a.operand.isPlain != b.operand.isPlain, !a.operand.standsForAnyDimension, !b.operand.standsForAnyDimension {
            throw Diagnostic(
                .quantityEquality, "a quantity is never equal to a plain number", at: location(place),
                operands: [session.shown(a.operand), session.shown(b.operand)],
                remedy: "compare like with like: `x == 5 * MW`, or `x:to(MW) == 5`")
        }
        guard let (x, y, _) = try? session.aligned(a.operand, b.operand, .compare) else { return .boolean(false) }
        if case .certain(let p) = x, case .certain(let q) = y { return .boolean(p == q) }
        return truth(compared(.equal, session.node(x), session.node(y)))
    }

    func not(_ value: StepValue) -> StepValue {
        switch isTrue(value) {
        case .certain(let truth): .boolean(!truth)
        case .uncertain(let node): truth(graph.apply(.not, node))
        }
    }

    // MARK: Text

    func concatenated(_ left: StepValue, _ right: StepValue, at place: Position) throws -> StepValue {
        try distribute(left) { a in
            try self.distribute(right) { b in
                guard let x = try self.textBytes(a, place), let y = try self.textBytes(b, place) else { return nil }
                return .string(x + y)
            }
        }
    }

    private func textBytes(_ value: StepValue, _ place: Position) throws -> [UInt8]? {
        switch value {
        case .string(let bytes): return bytes
        case .integer(let n): return Array(String(n).utf8)
        case .number(let x): return Array(NumberFormat.lua(x).utf8)
        case .amount(let amount):
            if amount.operand.certain != nil { return Array(try session.joined(lua(value)).utf8) }
            throw refusal(
                "text can't be made from a number that differs by path or step", at: place,
                remedy: "name things by what is certain, such as a loop's counter")
        case .condition, .date:
            throw refusal("text can't be made from what differs by path", at: place, remedy: "name things by what is certain")
        default:
            try fail(mistake("attempt to concatenate \(words(value))", at: place))
            return nil
        }
    }

    // MARK: Certain operands

    /// Lua's arithmetic on two certain plain numbers.
    private func certainArithmetic(
        _ op: BinaryOperator, _ left: StepValue, _ right: StepValue, _ place: Position
    ) throws -> StepValue? {
        if case .integer(let a) = left, case .integer(let b) = right {
            switch op {
            case .add: return .integer(a &+ b)
            case .subtract: return .integer(a &- b)
            case .multiply: return .integer(a &* b)
            case .floorDivide, .modulo:
                if b == 0 {
                    try fail(mistake("attempt to perform 'n\(op == .modulo ? "%%" : "//")0'", at: place))
                    return .integer(0)
                }
                if b == -1 { return .integer(op == .modulo ? 0 : 0 &- a) }
                let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
                let isDown = remainder != 0 && (remainder ^ b) < 0
                return .integer(op == .modulo ? (isDown ? remainder + b : remainder) : (isDown ? quotient - 1 : quotient))
            case .bitAnd: return .integer(a & b)
            case .bitOr: return .integer(a | b)
            case .bitXor: return .integer(a ^ b)
            case .shiftLeft: return .integer(shifted(a, by: b))
            case .shiftRight: return .integer(shifted(a, by: 0 &- b))
            default: break
            }
        }
        guard let a = plain(left), let b = plain(right) else { return nil }
        let operation: BinaryOperation
        switch op {
        case .add: operation = .add
        case .subtract: operation = .subtract
        case .multiply: operation = .multiply
        case .divide: operation = .divide
        case .power: operation = .power
        case .modulo: operation = .modulo
        case .floorDivide: operation = .floorDivide
        default: return nil
        }
        return .number(ScalarOperations.evaluate(operation, a, b))
    }

    private func shifted(_ a: Int64, by n: Int64) -> Int64 {
        if n <= -64 || n >= 64 { return 0 }
        let bits = UInt64(bitPattern: a)
        return Int64(bitPattern: n >= 0 ? bits << UInt64(n) : bits >> UInt64(-n))
    }

    /// A certain plain number as a double.
    func plain(_ value: StepValue) -> Double? {
        switch value {
        case .integer(let n): Double(n)
        case .number(let x): x
        default: nil
        }
    }

    // MARK: Dates

    private func dateArithmetic(_ op: BinaryOperator, _ left: StepValue, _ right: StepValue, _ place: Position) throws -> StepValue? {
        if op == .subtract, case .date(let a) = left, case .date(let b) = right {
            return amount(session.apply(.subtract, a, b), unit: session.units.number(of: try Unit(parsing: "day")))
        }
        try fail(
            mistake(
                "a date can only be compared with a date, or subtracted from one", at: place,
                remedy: "compute with times: `t.time + 3 * month`"))
        return nil
    }

    // MARK: Words

    /// What a value is, as Lua's own messages call it.
    func words(_ value: StepValue) -> String {
        switch value {
        case .nil: "a nil value"
        case .boolean: "a boolean value"
        case .integer, .number: "a number value"
        case .string: "a string value"
        case .table: "a table value"
        case .function, .native: "a function value"
        case .condition: "an uncertain condition"
        case .amount(let amount): amount.operand.isPlain ? "a number value" : "a quantity"
        case .date: "a date"
        case .notApplicable: "a value that is not applicable yet"
        case .payload: "an object"
        case .union: "one of several values"
        }
    }
}

extension Diagnostic {
    func adding(_ notes: [String]) -> Diagnostic {
        var copy = self
        copy.notes += notes
        return copy
    }
}
