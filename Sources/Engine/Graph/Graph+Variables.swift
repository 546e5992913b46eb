extension Graph {
    /// Declares a random variable. Its random numbers are keyed by its name alone.
    ///
    /// - Parameters:
    ///   - name: unique within the graph.
    ///   - isNamed: whether the script gave the name; reports flag the others.
    ///   - isNewer: whether a variable of that name may be there, of which this is the newer version: both are driven by
    ///     the same random numbers, and no simulation may use both.
    public func declare(
        _ name: String, isNamed: Bool, _ distribution: Distribution, isNewer: Bool = false
    ) throws(GraphError) -> Variable.ID {
        if randomness.byName[name] != nil {
            guard isNewer else { throw .duplicateVariable(name: name) }
            randomness.hasVersions = true
        }
        let id = Variable.ID(index: Int32(randomness.variables.count))
        randomness.variables.append(
            Variable(id: id, name: name, isNamed: isNamed, distribution: distribution, group: nil))
        randomness.streamOfVariable.append(randomness.addStream(name))
        randomness.byName[name] = id
        return id
    }

    public subscript(variable: Variable.ID) -> Variable { randomness.variables[Int(variable.index)] }

    /// All variables in the order of declaration.
    public var variables: [Variable] { randomness.variables }

    /// The value of a variable: the same node each time.
    public func variate(_ variable: Variable.ID) -> Node { variate(variable, as: self[variable].distribution) }

    /// The same uniform as `variate(variable)` seen through another distribution: a monotone re-expression, as
    /// truncation is.
    public func variate(_ variable: Variable.ID, as distribution: Distribution) -> Node {
        randomness.variables[Int(variable.index)].isUsed = true
        let node = lower(distribution.recipe, of: variable)
        if constantValue(of: node) == nil, randomness.owners[node.index]?.contains(variable) != true {
            randomness.owners[node.index, default: []].append(variable)
        }
        return node
    }

    /// The variables whose values a node depends on, in the order of declaration.
    public func variables(in node: Node) -> [Variable.ID] {
        var found = [Bool](repeating: false, count: randomness.variables.count)
        var seen = [Bool](repeating: false, count: Int(node.index) + 1)
        var stack = [node.index]
        while let index = stack.popLast() {
            if seen[Int(index)] { continue }
            seen[Int(index)] = true
            if let owners = randomness.owners[index] {
                for owner in owners { found[Int(owner.index)] = true }
                continue
            }
            let record = records[Int(index)]
            let count = record.operandCount
            if count > 0 { stack.append(record.a) }
            if count > 1 { stack.append(record.b) }
            if count > 2 { stack.append(record.c) }
        }
        return found.indices.filter { found[$0] }.map { Variable.ID(index: Int32($0)) }
    }
}
