extension Simulation {
    /// The variables behind an output, the strongest first; of equals, the one declared first. For an output with a
    /// condition only paths on which it holds count. In a model, what its states and payments are made of counts, too; the
    /// draws of steps are no variables.
    func drivers(of output: Int) -> [Driver] {
        let root = outputs[output]
        let variables = model == nil
            ? graph.variates(below: root) : self.variables.map { ($0.variable.id, $0.node.index) }
        let count = min(options.trials, Driver.paths)
        // Some at a time, so that memory does not grow with the number of variables.
        let batch = 16
        var target: [Double] = []
        let condition = conditionOfOutput[output].map { conditions[$0] }
        var drivers: [Driver] = []
        for first in stride(from: 0, to: variables.count, by: batch) {
            let some = variables[first..<min(first + batch, variables.count)]
            let program = self.program(of: [root] + some.map(\.1) + (condition.map { [$0] } ?? []))
            var columns = ColumnSink.columns(executor(program), first: count)
            if condition != nil, let holds = columns.popLast() {
                columns = columns.map { column in column.indices.filter { holds[$0] != 0 }.map { column[$0] } }
            }
            if target.isEmpty { target = RankCorrelation.ranks(columns[0]) }
            for (i, entry) in some.enumerated() {
                let r = RankCorrelation.correlation(RankCorrelation.ranks(columns[i + 1]), target)
                let variable = graph.randomness.variables[Int(entry.0.index)]
                drivers.append(
                    Driver(
                        variable: variable.id, name: variable.name, isNamed: variable.isNamed, rankCorrelation: r,
                        standardError: RankCorrelation.standardError(r, count: columns[0].count)))
            }
        }
        return drivers.sorted { a, b in
            let (x, y) = (abs(a.rankCorrelation), abs(b.rankCorrelation))
            return x > y || (x == y && a.variable < b.variable)
        }
    }
}

extension GraphSnapshot {
    /// The variables whose values a node uses, each with a node that is its value, in the order of declaration.
    func variates(below root: Int32) -> [(variable: Variable.ID, node: Int32)] {
        var nodes: [Variable.ID: Int32] = [:]
        var seen = [Bool](repeating: false, count: Int(root) + 1)
        var stack = [root]
        while let index = stack.popLast() {
            if seen[Int(index)] { continue }
            seen[Int(index)] = true
            if let owners = randomness.owners[index] {
                // Every node of a variable is monotone in its uniform; the first made stands for all.
                for owner in owners { nodes[owner] = min(nodes[owner] ?? index, index) }
                continue
            }
            let record = records[Int(index)]
            let count = record.operandCount
            if count > 0 { stack.append(record.a) }
            if count > 1 { stack.append(record.b) }
            if count > 2 { stack.append(record.c) }
        }
        return nodes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
