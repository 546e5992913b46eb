public import Diagnostics

extension Chunk {
    /// Where a name was last given its value before a place, by the order of the text: for "set at line 6".
    ///
    /// - Parameters:
    ///   - name: A local, or a path of fields such as `site.power`, as ``operandNames(at:operator:)`` gives it. A field
    ///     is found in an assignment to the path or in the table that the rest of the path was set to.
    ///   - place: Where the name is read.
    /// - Returns: Where the name stands in that statement; nil for globals, for other expressions, and for fields that
    ///   the text doesn't set.
    public func assignments(ofLocal name: String, before place: SourceLocation) -> SourceLocation? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let offset = offset(of: place), let variable = variable(named: parts[0], at: offset) else { return nil }
        if parts.count == 1 { return lastAssignment(variable, before: offset)?.location(in: self.name) }
        var collector = StoreCollector(variable: variable.id, path: Array(parts.dropFirst()), limit: offset)
        collector.walk(block)
        return collector.place?.location(in: self.name)
    }

    /// The local that `name` means at a byte of the text.
    func variable(named name: String, at offset: Int) -> LocalVariable? {
        locals.filter { $0.name == name && $0.scope.contains(offset) }.max { $0.scope.lowerBound < $1.scope.lowerBound }
    }

    private func lastAssignment(_ variable: LocalVariable, before offset: Int) -> Position? {
        let earlier = variable.assignments.filter { $0.effectiveFrom <= offset }
        return earlier.max { $0.position < $1.position }?.position ?? variable.declaration
    }
}

/// Finds the last store to a field of a variable.
private struct StoreCollector: SyntaxVisitor {
    let variable: Int
    let path: [String]
    let limit: Int
    var place: Position?

    init(variable: Int, path: [String], limit: Int) {
        self.variable = variable
        self.path = path
        self.limit = limit
    }

    mutating func visit(_ statement: Statement) -> Bool {
        guard statement.range.start.offset < limit else { return false }
        switch statement.form {
        case .local(let ids, let values) where statement.range.end.offset <= limit:
            for (id, value) in zip(ids, values) where id == variable { note(value, path) }
        case .assign(let targets, let values, _) where statement.range.end.offset <= limit:
            for (index, target) in targets.enumerated() {
                note(target, index < values.count ? values[index] : nil)
            }
        case .function(let target, _, _):
            note(target, nil)
        default: break
        }
        return true
    }

    /// A store to `target`: to the field itself, or of a table that has it.
    private mutating func note(_ target: Expression, _ value: Expression?) {
        guard let stored = storedPath(target), stored.count <= path.count, path.starts(with: stored) else { return }
        if stored.count == path.count {
            place = target.anchor
        } else if let value {
            note(value, Array(path[stored.count...]))
        }
    }

    /// The fields between the variable and what is stored to; nil for anything else.
    private func storedPath(_ target: Expression) -> [String]? {
        switch target.form {
        case .name(let name): name.variable == variable ? [] : nil
        case .field(let object, let name): storedPath(object).map { $0 + [name] }
        case .index(let object, let key):
            if case .string(let bytes) = key.form {
                storedPath(object).map { $0 + [String(decoding: bytes, as: UTF8.self)] }
            } else {
                nil
            }
        default: nil
        }
    }

    /// A value that may be a table with the fields `rest`.
    private mutating func note(_ value: Expression, _ rest: [String]) {
        guard let table = Self.table(value), case .table(let items) = table.form else { return }
        for item in items {
            guard case .named(rest[0]) = item.form else { continue }
            if rest.count == 1 {
                place = item.range.start
            } else {
                note(item.value, Array(rest.dropFirst()))
            }
        }
    }

    /// The table of a constructor, also as the argument of a declaration such as `site "A" { ... }`.
    private static func table(_ value: Expression) -> Expression? {
        switch value.form {
        case .table: value
        case .call(_, let arguments) where arguments.count == 1: table(arguments[0])
        default: nil
        }
    }
}
