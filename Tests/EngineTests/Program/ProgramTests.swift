import Engine
import Testing

@Suite struct ProgramTests {
    /// With every node an output nothing is fused; with one output everything that can be is.
    @Test(arguments: 1...40) func fusingChangesNoBit(_ seed: Int) throws {
        let model = try RandomModel(seed: UInt64(seed), operations: 60)
        let nodes = model.numbers + model.booleans
        let apart = model.columns(nodes, .best)
        for (i, node) in nodes.enumerated().suffix(25) {
            let alone = model.columns([node], .best)[0]
            #expect(zip(alone, apart[i]).allSatisfy(isSame), "node \(node.index)")
        }
    }

    @Test(arguments: 41...60) func everyInstructionSetGivesTheSameBits(_ seed: Int) throws {
        let model = try RandomModel(seed: UInt64(seed), operations: 80)
        let nodes = model.numbers + model.booleans
        let best = model.columns(nodes, .best)
        for set in InstructionSet.available {
            let columns = model.columns(nodes, set)
            for i in nodes.indices {
                #expect(zip(columns[i], best[i]).allSatisfy(isSame), "\(set.name), node \(nodes[i].index)")
            }
        }
    }

    /// What folding gives for numbers is what a run gives for the same numbers.
    @Test func foldingEqualsExecution() throws {
        let model = try RandomModel(seed: 7, operations: 0)
        let graph = model.graph
        var nodes: [Graph.Node] = []
        var expected: [(Double, Double) -> Double] = []
        for op in UnaryOperation.allCases where op != .not {
            nodes.append(graph.apply(op, model.numbers[0]))
            expected.append { x, _ in ScalarOperations.evaluate(op, x) }
        }
        for op in BinaryOperation.allCases where op != .and && op != .or {
            nodes.append(graph.apply(op, model.numbers[0], model.numbers[1]))
            expected.append { ScalarOperations.evaluate(op, $0, $1) }
            nodes.append(graph.apply(op, model.numbers[0], graph.constant(1.75)))
            expected.append { x, _ in ScalarOperations.evaluate(op, x, 1.75) }
            nodes.append(graph.apply(op, graph.constant(-0.75), model.numbers[1]))
            expected.append { _, y in ScalarOperations.evaluate(op, -0.75, y) }
        }
        for set in InstructionSet.available {
            let columns = model.columns([model.numbers[0], model.numbers[1]] + nodes, set)
            for i in nodes.indices {
                for path in 0..<512 {
                    let value = columns[i + 2][path]
                    #expect(
                        isSame(value, expected[i](columns[0][path], columns[1][path])),
                        "\(set.name), node \(i), path \(path)")
                }
            }
        }
    }

    @Test func whatNoOutputNeedsIsNotComputed() throws {
        let model = try RandomModel(seed: 9, operations: 100)
        let program = Program(GraphSnapshot(model.graph), outputs: [model.numbers[0].index])
        #expect(program.instructions.filter { $0.form == .uniform }.count == 1)
        #expect(program.instructions.count <= 4)
    }

    /// A symbolic run: every register read holds the value that is meant, and is not overwritten before its last use.
    @Test(arguments: 61...70) func registersHoldWhatIsRead(_ seed: Int) throws {
        let model = try RandomModel(seed: UInt64(seed), operations: 150)
        let program = Program(
            GraphSnapshot(model.graph), outputs: [model.numbers.last!.index, model.booleans.last!.index])
        var isWritten = [Bool](repeating: false, count: program.registerCount)
        for instruction in program.instructions {
            let operands =
                switch instruction.form {
                case .fill, .uniform, .normal: 0
                case .unary, .expAffine, .table, .steps, .triangular, .emit: 1
                case .binary: 2
                case .ternary: 3
                case .quaternary: 4
                // The rest belongs to models through time.
                default: 0
                }
            for lane in 0..<operands where instruction.shape >> UInt8(lane) & 1 == 0 {
                #expect(isWritten[Int(instruction.registers[lane])])
            }
            if instruction.form != .emit { isWritten[Int(instruction.destination)] = true }
        }
    }

    @Test func aLongChainNeedsFewRegisters() throws {
        let graph = Graph()
        var sum = graph.constant(0.0)
        for i in 0..<200 {
            let x = graph.variate(try graph.declare("x\(i)", isNamed: true, .normal(mean: 0, sd: 1)))
            let term = graph.apply(.multiply, graph.apply(.exp, x), graph.apply(.absolute, x))
            sum = graph.apply(.add, sum, term)
        }
        #expect(Program(GraphSnapshot(graph), outputs: [sum.index]).registerCount <= 3)
    }

    @Test func aDeepGraphDoesNotExhaustTheStack() throws {
        let graph = Graph()
        let x = try bareStream(graph, "x")
        var node = x
        for i in 0..<200_000 {
            node = graph.apply(.add, graph.apply(.multiply, node, graph.constant(0.5)), graph.constant(Double(i)))
        }
        let program = Program(GraphSnapshot(graph), outputs: [node.index])
        #expect(program.registerCount == 1)
        #expect(try graph.independentCopy(of: node) { $0 + "2" } != node)
    }
}

@Suite struct PlanHashTests {
    private func hash(_ seed: UInt64, _ trials: Int = 1000, _ build: (Graph) throws -> Graph.Node) throws -> UInt64 {
        let graph = Graph()
        return try Simulation(graph, outputs: [("y", build(graph))], options: .init(trials: trials, seed: seed))
            .planHash
    }

    @Test func theHashIsOfThePlanAndNotOfHowItWasBuilt() throws {
        func model(_ graph: Graph) throws -> Graph.Node {
            let x = graph.variate(try graph.declare("x", isNamed: true, .normal(mean: 0, sd: 1)))
            return graph.apply(.multiply, graph.apply(.exp, x), graph.constant(3))
        }
        let plain = try hash(1, 1000, model)
        let cluttered = try hash(1) { graph in
            for i in 0..<100 { _ = graph.apply(.add, graph.constant(Double(i)), try bareStream(graph, "s\(i)")) }
            return try model(graph)
        }
        #expect(plain == cluttered)
        #expect(try hash(2, 1000, model) != plain)
        #expect(try hash(1, 1001, model) != plain)
        #expect(try hash(1) { graph in try graph.apply(.negate, model(graph)) } != plain)
    }

    /// Frozen: records of old runs carry it.
    @Test func theHashIsTheSameInEveryProcess() throws {
        let value = try hash(42) { graph in
            graph.apply(
                .add, graph.variate(try graph.declare("x", isNamed: true, .uniform(min: 1, max: 2))),
                graph.constant(0.5))
        }
        #expect(value == 11_862_115_183_116_635_154)
    }
}
