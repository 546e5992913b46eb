import Diagnostics
import Engine
import LuaSyntax
import LuaVM

/// The language's functions and Lua's library, on values that may differ from path to path.
extension Tracer {
    func callNative(
        _ native: NativeFunction, _ arguments: [StepValue], at place: Position, site: Expression?
    ) throws -> [StepValue] {
        switch native.content {
        case .registry(let function):
            if let results = try context?.call(function, arguments, in: self, at: place, site: site) { return results }
            if function.style == .constructor, arguments.count == 1, case .string(let name) = resolved(arguments[0]) {
                let text = String(decoding: name, as: UTF8.self)
                return [.native(NativeFunction(.named(function, text), reference: nil))]
            }
            return try callRegistry(function, nil, native, arguments, place)
        case .named(let function, let name): return try callRegistry(function, name, native, arguments, place)
        case .math(let name): return [try callMath(name, arguments, place, native)]
        case .host(let name): return try callHost(name, native, arguments, place)
        }
    }

    // MARK: The language

    private func callRegistry(
        _ function: Function, _ givenName: String?, _ native: NativeFunction, _ arguments: [StepValue], _ place: Position
    ) throws -> [StepValue] {
        guard session.isPure(function) else {
            throw refusal(
                "`\(function.name)` can't be called in a step", at: place,
                remedy: "call it before the model, and use its result in the step")
        }
        // One argument of several kinds: the call is made for each.
        if let i = arguments.firstIndex(where: { kinds(of: $0).count > 1 }) {
            let result = try distribute(arguments[i]) { kind in
                var some = arguments
                some[i] = kind
                return try self.callRegistry(function, givenName, native, some, place).first ?? .nil
            }
            return [result]
        }
        let values = arguments.map { resolved($0) }
        if values.contains(where: { if case .notApplicable = $0 { true } else { false } }) { return [.notApplicable] }
        if let chosen = chosen(function.name, values) { return [chosen] }
        return try onPaths {
            do {
                let results = try session.tracing(self) {
                    try function.call(values.map(lua), receiver: .nil, givenName: givenName, at: site(place), in: session)
                }
                return results.map { wrapped($0) }
            } catch let diagnostic as Diagnostic {
                throw diagnostic.located(at: location(place)).adding(callNotes)
            } catch let convertible as any DiagnosticConvertible {
                throw convertible.diagnostic.located(at: location(place)).adding(callNotes)
            }
        } ?? []
    }

    /// Functions that give back one of their plain arguments as it came, integers included; nil for any other call.
    private func chosen(_ name: String, _ arguments: [StepValue]) -> StepValue? {
        let amounts = arguments.compactMap { amount(of: $0) }.filter(\.operand.isPlain)
        switch name {
        case "min", "max":
            guard !amounts.isEmpty, amounts.count == arguments.count else { return nil }
            return extremum(amounts, isMaximum: name == "max")
        case "where" where amounts.count == 2 && arguments.count == 3:
            guard case .condition(let node) = arguments[0] else { return nil }
            return merged(node, arguments[1], arguments[2])
        default: return nil
        }
    }

    /// The largest or smallest, which is an integer where the one chosen is.
    private func extremum(_ amounts: [StepAmount], isMaximum: Bool) -> StepValue {
        var best = amounts[0]
        for next in amounts.dropFirst() {
            let (a, b) = (node(best.content), node(next.content))
            let content = session.apply(isMaximum ? .maximum : .minimum, best.content, next.content)
            let isNext = isMaximum ? compared(.less, a, b) : compared(.less, b, a)
            best = StepAmount(
                operand: Operand(content, unit: UnitTable.none), integral: joined(isNext, next.integral, best.integral))
        }
        return amount(best.operand, best.integral)
    }

    /// `math.*` on uncertain plain numbers, as Lua defines it.
    private func callMath(
        _ name: String, _ arguments: [StepValue], _ place: Position, _ native: NativeFunction
    ) throws -> StepValue {
        if arguments.allSatisfy({ isCertain($0) }) { return try callHostCertain(native, arguments, place).first ?? .nil }
        if let i = arguments.firstIndex(where: { kinds(of: $0).count > 1 }) {
            return try distribute(arguments[i]) { kind in
                var some = arguments
                some[i] = kind
                return try self.callMath(name, some, place, native)
            }
        }
        if arguments.contains(where: { if case .notApplicable = resolved($0) { true } else { false } }) { return .notApplicable }
        let found = try onPaths {
            try arguments.map { argument -> StepAmount in
                guard let amount = amount(of: resolved(argument)), amount.operand.isPlain else {
                    throw mistake(
                        "math.\(name) works on plain numbers, not on \(words(resolved(argument)))", at: place,
                        remedy: "use min, max, abs, floor, ceil; or divide by a unit first")
                }
                return amount
            }
        }
        guard let amounts = found else { return .nil }
        guard let first = amounts.first else {
            throw mistake("math.\(name) needs a number", at: place)
        }
        func plain(_ op: UnaryOperation) -> StepValue { amount(session.apply(op, first.content)) }
        switch name {
        case "max", "min":
            return extremum(amounts, isMaximum: name == "max")
        case "floor", "ceil":
            if case .always = first.integral { return amount(first.operand, .always) }
            let whole = session.apply(.add, session.apply(name == "floor" ? .floor : .ceil, first.content), .certain(0))
            try checkInteger(whole, .always, place)
            return amount(whole, .always)
        case "abs": return amount(session.apply(.absolute, first.content), first.integral)
        case "sqrt": return plain(.squareRoot)
        case "exp": return plain(.exp)
        case "sin": return plain(.sine)
        case "cos": return plain(.cosine)
        case "tan": return plain(.tangent)
        case "asin": return plain(.arcSine)
        case "acos": return plain(.arcCosine)
        case "atan":
            return amount(session.apply(.arcTangent2, first.content, amounts.count > 1 ? amounts[1].content : .certain(1)))
        case "log":
            guard amounts.count > 1 else { return plain(.log) }
            switch amounts[1].operand.certain {
            case 2?: return plain(.log2)
            case 10?: return plain(.log10)
            default: return amount(session.apply(.divide, session.apply(.log, first.content), session.apply(.log, amounts[1].content)))
            }
        case "type":
            switch first.integral {
            case .always: return .string(Array("integer".utf8))
            case .never: return .string(Array("float".utf8))
            case .when(let node): return merged(node, .string(Array("integer".utf8)), .string(Array("float".utf8)))
            }
        default:
            throw refusal("math.\(name) can't be used on uncertain numbers", at: place, remedy: "write it with arithmetic")
        }
    }

    // MARK: Lua's library

    private func callHost(
        _ name: String, _ native: NativeFunction, _ arguments: [StepValue], _ place: Position
    ) throws -> [StepValue] {
        func argument(_ i: Int) -> StepValue { i < arguments.count ? resolved(arguments[i]) : .nil }
        switch name {
        case "pairs": return [.native(NativeFunction(.host("next"), reference: nil)), argument(0), .nil]
        case "ipairs": return [.native(NativeFunction(.host("ipairs.step"), reference: nil)), argument(0), .integer(0)]
        case "ipairs.step":
            let next = try arithmetic(.add, argument(1), .integer(1), at: place)
            let value = try index(argument(0), next, at: place, nil)
            switch isTrue(try equality(value, .nil, place)) {
            case .certain(true): return [.nil]
            case .certain(false): return [next, value]
            case .uncertain(let isOver): return [merged(isOver, .nil, next), value]
            }
        case "type": return [try distribute(argument(0)) { .string(Array(self.typeName($0).utf8)) }]
        case "select":
            switch argument(0) {
            case .string: return [.integer(Int64(arguments.count - 1))]
            case let n:
                guard let number = plain(n) else {
                    throw refusal("select needs a number that is the same on all paths", at: place, remedy: "use a table")
                }
                let skip = number < 0 ? arguments.count - 1 + Int(number) : Int(number) - 1
                return Array(arguments.dropFirst(1 + max(0, skip)))
            }
        case "assert":
            switch isTrue(argument(0)) {
            case .certain(true): return arguments
            case .certain(false): try fail(assertion(arguments, place))
            case .uncertain(let node): try fail(where: graph.apply(.not, node), assertion(arguments, place))
            }
            return arguments.map { resolved($0) }
        case "error":
            try fail(mistake(text(argument(0)), at: place))
            return []
        case "rawequal": return [try equality(argument(0), argument(1), place)]
        case "rawlen": return [try length(argument(0), at: place)]
        case "rawget": return [try index(argument(0), argument(1), at: place, nil)]
        case "setmetatable":
            guard case .table(let table) = argument(0), case .step = table.origin, mask?.conjunction(below: root, in: graph) == nil || frames.count > 0 else {
                throw refusal("setmetatable works on tables made in the step", at: place, remedy: "make it outside of the step")
            }
            if case .table(let metatable) = argument(1) { table.metatable = metatable } else { table.metatable = nil }
            return [argument(0)]
        case "table.insert": return try insert(arguments, place)
        case "table.unpack":
            guard case .table(let table) = argument(0) else { break }
            var values: [StepValue] = []
            while let cell = table[.integer(Int64(values.count + 1))] { values.append(resolved(cell.value)) }
            return values
        case "table.pack":
            guard let mask else { return [] }
            let table = StepTable(.step(mask), identity: newIdentity())
            for (i, value) in arguments.enumerated() { table[.integer(Int64(i + 1))] = Cell(value, mask: mask) }
            table[.string(Array("n".utf8))] = Cell(.integer(Int64(arguments.count)), mask: mask)
            return [.table(table)]
        case "pcall", "xpcall":
            throw refusal(
                "`\(name)` can't be used in a step: an error ends the run", at: place, remedy: "test the condition instead")
        case "print":
            throw refusal("`print` can't be used in a step", at: place, remedy: "use watch(name, x), or r:path(k) behind the run")
        case "tostring" where !isCertain(argument(0)):
            throw refusal("text can't be made from a number that differs by path or step", at: place, remedy: "name things by what is certain")
        case "tonumber" where amount(of: argument(0)) != nil: return [argument(0)]
        default: break
        }
        if name.hasPrefix("coroutine.") || name == "import" || name == "a function without source" || native.reference == nil {
            throw refusal("`\(name)` can't be used in a step", at: place, remedy: "use it before the model")
        }
        return try callHostCertain(native, arguments, place)
    }

    /// Calls the host's function itself, on values that are the same on all paths.
    func callHostCertain(_ native: NativeFunction, _ arguments: [StepValue], _ place: Position) throws -> [StepValue] {
        guard let reference = native.reference, arguments.allSatisfy({ isCertain($0) }) else {
            throw refusal(
                "`\(native.name)` can't be used on values that differ by path", at: place,
                remedy: "use it on certain values, or write it with arithmetic and conditions")
        }
        do {
            return try session.vm.call(reference, arguments.map { lua(resolved($0)) }).map { wrapped($0) }
        } catch {
            try fail(mistake(error.diagnostic.message, at: place, remedy: error.diagnostic.remedy))
            return []
        }
    }

    private func insert(_ arguments: [StepValue], _ place: Position) throws -> [StepValue] {
        guard arguments.count >= 2, case .table(let table) = resolved(arguments[0]) else {
            throw mistake("table.insert needs a table and a value", at: place)
        }
        let end = try arithmetic(.add, try length(.table(table), at: place), .integer(1), at: place)
        if arguments.count == 2 {
            try store(table, resolved(end), arguments[1], at: place)
            return []
        }
        guard case .integer(let position) = resolved(arguments[1]), case .integer(let last) = resolved(end) else {
            throw refusal("table.insert in the middle needs a certain position", at: place, remedy: "append, or use fixed fields")
        }
        for i in stride(from: last, to: position, by: -1) {
            try store(table, .integer(i), try index(.table(table), .integer(i - 1), at: place, nil), at: place)
        }
        try store(table, .integer(position), arguments[2], at: place)
        return []
    }

    private func assertion(_ arguments: [StepValue], _ place: Position) -> Diagnostic {
        mistake(arguments.count > 1 ? text(resolved(arguments[1])) : "assertion failed!", at: place)
    }

    private func text(_ value: StepValue) -> String {
        switch value {
        case .string(let bytes): String(decoding: bytes, as: UTF8.self)
        default: session.shortText(lua(value))
        }
    }

    private func typeName(_ value: StepValue) -> String {
        switch value {
        case .nil: "nil"
        case .boolean, .condition: "boolean"
        case .integer, .number: "number"
        case .amount(let amount): amount.operand.isPlain ? "number" : "userdata"
        case .string: "string"
        case .table: "table"
        case .function, .native: "function"
        case .payload, .date, .notApplicable, .union: "userdata"
        }
    }

    // MARK: Members of values

    /// A method of a quantity or a date.
    func method(_ name: String, of value: StepValue, _ arguments: [StepValue], at place: Position) throws -> [StepValue]? {
        guard let amount = amount(of: value) else { return nil }
        if case .integer = value { return nil }
        if case .number = value { return nil }
        let type: ObjectType = amount.operand.certain != nil ? .quantity : .uncertain
        guard let function = type.methods.first(where: { $0.name == name }) else { return nil }
        guard amount.operand.certain != nil || name == "to" else {
            throw refusal(
                "`:\(name)()` of an uncertain value can't be asked in a step", at: place,
                remedy: "ask it before the model, or of the result")
        }
        do {
            return try function.call(
                arguments.map { lua(resolved($0)) }, receiver: lua(resolved(value)), givenName: nil, at: site(place), in: session
            ).map { wrapped($0) }
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: location(place))
        }
    }

    /// A field of a value that is no table.
    func member(_ key: StepValue, of value: StepValue, at place: Position) throws -> StepValue? {
        guard case .string(let bytes) = key else { return nil }
        let name = String(decoding: bytes, as: UTF8.self)
        if case .date(let content) = value { return try session.dateMember(name, content, in: self) }
        return nil
    }
}
