import Diagnostics
import Engine
import LuaSyntax
import LuaVM

/// Reading and writing fields.
extension Tracer {
    func index(_ object: StepValue, _ key: StepValue, at place: Position, _ source: Expression?) throws -> StepValue {
        try distribute(object) { object in
            try self.distribute(key) { key in try self.field(object, key, place, source) }
        }
    }

    private func field(_ object: StepValue, _ key: StepValue, _ place: Position, _ source: Expression?) throws -> StepValue? {
        switch object {
        case .table(let table): return try field(of: table, key, place)
        case .string:
            guard case .string = key, let library = try? global("string", at: place) else { break }
            return try index(library, key, at: place, source)
        default:
            if let found = try member(key, of: object, at: place) { return found }
        }
        let name = source.map { " (`\(frame.chunk.text($0.range))`)" } ?? ""
        try fail(mistake("attempt to index \(words(object))\(name)", at: place))
        return nil
    }

    private func field(of table: StepTable, _ key: StepValue, _ place: Position) throws -> StepValue {
        switch key {
        case .amount(let amount):
            guard amount.operand.isPlain else {
                throw Diagnostic(
                    .wrongType, "a quantity can't be the key of a table", at: location(place),
                    remedy: "use a plain number, such as `t[x:to(MW)]`")
            }
            return try chosen(from: table, amount, place)
        case .condition(let node):
            let yes = try field(of: table, .boolean(true), place)
            return merged(node, yes, try field(of: table, .boolean(false), place))
        default: break
        }
        guard let certain = StepTable.Key(key) else { return .nil }
        if let cell = table[certain] { return resolved(cell.value) }
        if let handler = table.metatable?[.string(Array("__index".utf8))]?.value {
            if case .table = handler { return try index(handler, key, at: place, nil) }
            return try call(handler, [.table(table), key], at: place, site: nil).first ?? .nil
        }
        switch table.origin {
        case .state(let path), .record(let path):
            // A misspelt name is a mistake; a position behind the end is nil, as in Lua.
            if case .string = key { throw unknownField(key, of: table, path, place) }
            return .nil
        case .step, .outside: return .nil
        }
    }

    func unknownField(_ key: StepValue, of table: StepTable, _ path: String, _ place: Position) -> Diagnostic {
        var name = "?"
        if case .string(let bytes) = key { name = String(decoding: bytes, as: UTF8.self) }
        if case .integer(let n) = key { name = String(n) }
        let names = table.names
        return Diagnostic(
            .unknownField, "`\(path)` has no field `\(name)`", at: location(place),
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + (names.isEmpty ? "" : "it has \(names.joined(separator: ", "))")
        ).adding(callNotes)
    }

    // MARK: Uncertain indices

    /// The field at a number that differs by path: nil where it is none of the keys.
    private func chosen(from table: StepTable, _ index: StepAmount, _ place: Position) throws -> StepValue {
        let node = self.node(index.content)
        let keys = table.keys.filter { $0.double.isFinite }
        guard !keys.isEmpty else { return .nil }
        if let list = plainList(table, keys) {
            let last = Double(list.values.count)
            let isInside = both(
                compared(.lessEqual, graph.constant(1.0), node), compared(.lessEqual, node, graph.constant(last)))
            let isWhole = isWhole(index)
            let value = amount(.uncertain(graph.gather(node, list.values)), unit: list.unit, list.integral)
            let found = both(isInside, isWhole)
            return merged(found, value, .nil)
        }
        var result = StepValue.nil
        for key in keys {
            let isKey = compared(.equal, node, graph.constant(key.double))
            guard let cell = table[key] else { continue }
            result = merged(isKey, resolved(cell.value), result)
        }
        return resolved(result)
    }

    private func both(_ a: Graph.Node, _ b: Graph.Node) -> Graph.Node { graph.apply(.and, a, b) }

    private func isWhole(_ index: StepAmount) -> Graph.Node {
        switch index.integral {
        case .always: return graph.constant(true)
        default:
            let node = self.node(index.content)
            let whole = graph.apply(.equal, graph.apply(.floor, node), node)
            return graph.apply(.or, self.node(index.integral), whole)
        }
    }

    /// The values of a table that is a list of certain numbers of one unit.
    private func plainList(_ table: StepTable, _ keys: [StepTable.Key]) -> (values: [Double], unit: Int32, integral: Integrality)? {
        var values: [Double] = []
        var unit: Int32?
        var integers = 0
        for (i, key) in keys.enumerated() {
            guard key == .integer(Int64(i + 1)), let value = table[key]?.value, let amount = amount(of: value),
                let number = amount.operand.certain, unit == nil || unit == amount.unit
            else { return nil }
            if case .always = amount.integral { integers += 1 }
            unit = amount.unit
            values.append(number)
        }
        guard let unit, integers == 0 || integers == values.count else { return nil }
        return (values, unit, integers > 0 ? .always : .never)
    }

    // MARK: Writing

    func setIndex(
        _ object: StepValue, _ key: StepValue, _ value: StepValue, at place: Position, _ source: Expression
    ) throws {
        for kind in kinds(of: object) {
            let write = {
                switch kind.value {
                case .table(let table):
                    for choice in self.kinds(of: key) {
                        let put = { try self.store(table, choice.value, value, at: place) }
                        if let guarded = choice.guarded { try self.under(guarded, put) } else { try put() }
                    }
                default:
                    try self.fail(
                        self.mistake(
                            "attempt to index \(self.words(kind.value)) (`\(self.frame.chunk.text(source.range))`)", at: place))
                }
            }
            if let guarded = kind.guarded { try under(guarded, write) } else { try write() }
        }
    }

    func store(_ table: StepTable, _ key: StepValue, _ value: StepValue, at place: Position) throws {
        if case .amount(let amount) = key { return try storeChosen(table, amount, value, place) }
        guard let certain = StepTable.Key(key) else {
            try fail(mistake(key.isNothing ? "table index is nil" : "table index is NaN", at: place))
            return
        }
        try write(table, certain, key, value, place)
    }

    private func write(
        _ table: StepTable, _ certain: StepTable.Key, _ key: StepValue, _ value: StepValue, _ place: Position
    ) throws {
        switch table.origin {
        case .step(let mask):
            if let cell = table[certain] {
                assign(cell, value)
            } else {
                let cell = Cell(.nil, mask: mask)
                table[certain] = cell
                assign(cell, value)
            }
        case .state(let path):
            guard let cell = table[certain] else { throw unknownField(key, of: table, path, place) }
            try context?.assign(value, toStateCell: cell, in: self, at: place)
        case .record(let path):
            throw refusal("`\(path)` is read-only", at: place, remedy: "keep what changes in `state`")
        case .outside:
            throw refusal(
                "this table was made outside of the step, where it is read-only: a path can't change what all paths see",
                at: place, remedy: "make it inside the step, or put it into `state`")
        }
    }

    /// Writes at a number that differs by path, which must be one of the keys that are there or of a few known values.
    private func storeChosen(_ table: StepTable, _ index: StepAmount, _ value: StepValue, _ place: Position) throws {
        let node = self.node(index.content)
        var keys = Set(table.keys.filter { $0.double.isFinite }.map(\.double))
        if case .step = table.origin, let known = knownValues(of: node) {
            keys.formUnion(known)
        } else {
            try requireKey(node, keys, place)
        }
        for key in keys.sorted() {
            let isKey = compared(.equal, node, graph.constant(key))
            let certain: StepTable.Key = Int64(exactly: key).map { .integer($0) } ?? .number(key.bitPattern)
            try under(isKey) { try self.write(table, certain, .number(key), value, place) }
        }
    }

    private func requireKey(_ node: Graph.Node, _ keys: Set<Double>, _ place: Position) throws {
        guard !keys.isEmpty else {
            throw refusal(
                "a new field can't be made at an index that differs by path", at: place,
                remedy: "fill the table with fields 1 to n first, or choose with `if`")
        }
        var isKnown = graph.constant(false)
        for key in keys.sorted() { isKnown = graph.apply(.or, isKnown, compared(.equal, node, graph.constant(key))) }
        try fail(
            where: graph.apply(.not, isKnown),
            mistake(
                "a new field can't be made at an index that differs by path", at: place,
                remedy: "fill the table with all fields that may be written first"))
    }

    /// The values that a node can have, if they are few and known.
    private func knownValues(of node: Graph.Node) -> Set<Double>? {
        var found = Set<Double>()
        var seen = Set<Int32>()
        var open = [node.index]
        while let index = open.popLast() {
            guard seen.insert(index).inserted else { continue }
            let record = graph.records[Int(index)]
            switch record.opcode {
            case .constant: found.insert(record.constant)
            case .column: found.formUnion(graph.tables.columns[Int(record.a)])
            case .select: open += [record.b, record.c]
            case .binary(.add):
                // A counter: the known values of one side moved by a constant.
                guard let by = graph.constantValue(of: Graph.Node(index: record.b)),
                    let values = knownValues(of: Graph.Node(index: record.a))
                else { return nil }
                found.formUnion(values.map { $0 + by })
            default: return nil
            }
            if found.count > 64 || seen.count > 4_096 { return nil }
        }
        return found
    }

    // MARK: Length

    func length(_ value: StepValue, at place: Position) throws -> StepValue {
        try distribute(value) { value in
            switch value {
            case .string(let bytes): return .integer(Int64(bytes.count))
            case .table(let table):
                var last: Int64 = 0
                while table[.integer(last + 1)] != nil { last += 1 }
                var result = StepValue.integer(last)
                for i in stride(from: last, to: 0, by: -1) {
                    switch self.isTrue(try self.equality(table[.integer(i)]!.value, .nil, place)) {
                    case .certain(true): result = .integer(i - 1)
                    case .certain(false): break
                    case .uncertain(let isHole): result = self.merged(isHole, .integer(i - 1), result)
                    }
                }
                return self.resolved(result)
            default:
                try self.fail(self.mistake("attempt to get length of \(self.words(value))", at: place))
                return nil
            }
        }
    }
}
