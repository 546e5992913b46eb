extension Graph {
    /// The same expression over fresh variables of the same distributions; whole correlated groups are copied with
    /// their dependence, so that the copy has the same joint distribution and shares nothing random with the original.
    ///
    /// - Parameter naming: the name of the copy of a variable, from the name of the original.
    /// - Throws: `GraphError.duplicateVariable` if `naming` returns a name that is taken.
    public func independentCopy(of node: Node, naming: (String) -> String) throws(GraphError) -> Node {
        var copies: [Variable.ID: Variable.ID] = [:]
        var streams: [Int32: Int32] = [:]
        let used = variables(in: node)
        let groups = Set(used.compactMap { self[$0].group }).sorted()
        let needed = Set(used).union(groups.flatMap { randomness.groups[$0].members })
        for variable in needed.sorted() { try copy(variable, naming, &copies, &streams) }
        for group in groups {
            let original = randomness.groups[group]
            let fresh = addGroup(original.members.map { copies[$0]! }, original.factor, original.copula)
            if let old = original.sharedStream { streams[old] = randomness.groups[fresh].sharedStream }
        }
        return rebuild(node, streams, copies)
    }

    private func copy(
        _ variable: Variable.ID, _ naming: (String) -> String, _ copies: inout [Variable.ID: Variable.ID],
        _ streams: inout [Int32: Int32]
    ) throws(GraphError) {
        let original = self[variable]
        let copy = try declare(naming(original.name), isNamed: original.isNamed, original.distribution)
        copies[variable] = copy
        streams[randomness.streamOfVariable[Int(variable.index)]] = randomness.streamOfVariable[Int(copy.index)]
        randomness.variables[Int(copy.index)].isUsed = true
    }

    /// Puts variables into a group of their own; the checks are `correlate`'s.
    func addGroup(_ members: [Variable.ID], _ factor: [[Double]], _ copula: Copula) -> Int {
        var shared: Int32?
        if case .t = copula {
            shared = randomness.addStream("copula:" + members.map { self[$0].name }.joined(separator: ","))
        }
        let index = randomness.groups.count
        randomness.groups.append(
            CorrelatedGroup(members: members, factor: factor, copula: copula, sharedStream: shared))
        for member in members { randomness.variables[Int(member.index)].group = index }
        return index
    }

    /// The expression below `root` again, with other streams.
    private func rebuild(
        _ root: Node, _ streams: [Int32: Int32], _ copies: [Variable.ID: Variable.ID]
    ) -> Node {
        let needed = records.reachable(from: [root.index])
        var image = [Int32](repeating: -1, count: Int(root.index) + 1)
        for index in needed {
            var record = records[Int(index)]
            let node: Node
            switch record.opcode {
            case .constant, .stepUniform, .state, .column, .history: node = Node(index: index)
            case .uniform: node = uniform(streams[record.a] ?? record.a)
            case .table, .steps, .triangular, .trailing, .gather:
                record.a = image[Int(record.a)]
                node = intern(record)
            case .select:
                node = select(
                    Node(index: image[Int(record.a)]), Node(index: image[Int(record.b)]),
                    Node(index: image[Int(record.c)]))
            default:
                let a = Node(index: image[Int(record.a)])
                if let op = record.opcode.unaryOperation {
                    node = apply(op, a)
                } else {
                    node = apply(record.opcode.binaryOperation!, a, Node(index: image[Int(record.b)]))
                }
            }
            image[Int(index)] = node.index
            for owner in randomness.owners[index] ?? [] {
                guard let copy = copies[owner], node.index != index else { continue }
                randomness.owners[node.index, default: []].append(copy)
            }
        }
        return Node(index: image[Int(root.index)])
    }

}

extension [NodeRecord] {
    /// The nodes on which some nodes depend, themselves included, operands first (ascending indices).
    ///
    /// - Parameter isKnown: nodes behind which the search does not go.
    package func reachable(from roots: [Int32], stoppingAt isKnown: (Int32) -> Bool = { _ in false }) -> [Int32] {
        guard let highest = roots.max() else { return [] }
        var isNeeded = [Bool](repeating: false, count: Int(highest) + 1)
        for root in roots { isNeeded[Int(root)] = true }
        var found: [Int32] = []
        for index in stride(from: Int(highest), through: 0, by: -1) where isNeeded[index] {
            found.append(Int32(index))
            if isKnown(Int32(index)) { continue }
            let record = self[index]
            let count = record.operandCount
            if count > 0 { isNeeded[Int(record.a)] = true }
            if count > 1 { isNeeded[Int(record.b)] = true }
            if count > 2 { isNeeded[Int(record.c)] = true }
        }
        found.reverse()
        return found
    }
}
