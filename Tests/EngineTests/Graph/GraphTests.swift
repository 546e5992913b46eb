import Engine
import Testing

@Suite struct GraphTests {
    @Test func equalExpressionsAreOneNode() throws {
        let graph = Graph()
        let x = try bareStream(graph, "x")
        let y = try bareStream(graph, "y")
        let count = graph.count
        let first = graph.apply(.multiply, graph.apply(.add, x, y), graph.constant(2))
        let second = graph.apply(.multiply, graph.constant(2), graph.apply(.add, y, x))
        #expect(first == second)
        #expect(graph.count == count + 3)
    }

    @Test func operandOrderMattersWhereItChangesBits() throws {
        let graph = Graph()
        let x = try bareStream(graph, "x")
        let y = try bareStream(graph, "y")
        for op in [BinaryOperation.minimum, .maximum, .subtract, .less] {
            #expect(graph.apply(op, x, y) != graph.apply(op, y, x))
        }
    }

    @Test func zeroAndNegativeZeroAreTwoConstantsAndAllNaNsOne() {
        let graph = Graph()
        #expect(graph.constant(0.0) != graph.constant(-0.0))
        #expect(graph.constant(.nan) == graph.constant(-.signalingNaN))
        #expect(graph.constant(1.0) != graph.constant(true))
        #expect(graph.constantValue(of: graph.constant(-1e-300)) == -1e-300)
    }

    @Test func manyNodesStayDistinct() throws {
        let graph = Graph()
        let x = try bareStream(graph, "x")
        let nodes = (0..<50_000).map { graph.apply(.add, x, graph.constant(Double($0) + 0.5)) }
        #expect(Set(nodes).count == nodes.count)
        #expect((0..<50_000).map { graph.apply(.add, x, graph.constant(Double($0) + 0.5)) } == nodes)
    }

    @Test(arguments: BinaryOperation.allCases) func binarySimplificationsKeepEveryBit(_ op: BinaryOperation) throws {
        let isLogical = op == .and || op == .or
        for c in isLogical ? [0, 1] : specialNumbers {
            let graph = Graph()
            let stream = try bareStream(graph, "x")
            let x = isLogical ? graph.apply(.less, stream, graph.constant(0.5)) : stream
            let constant = isLogical ? graph.constant(c != 0) : graph.constant(c)
            let right = graph.apply(op, x, constant)
            let left = graph.apply(op, constant, x)
            let same = graph.apply(op, x, x)
            for value in isLogical ? [0.25, 0.75] : specialNumbers {
                let operand = isLogical ? (value < 0.5 ? 1 : 0) : value
                #expect(
                    isSame(replay(graph, right, streams: [value]), ScalarOperations.evaluate(op, operand, c)),
                    "\(value) \(op) \(c)")
                #expect(
                    isSame(replay(graph, left, streams: [value]), ScalarOperations.evaluate(op, c, operand)),
                    "\(c) \(op) \(value)")
                #expect(
                    isSame(replay(graph, same, streams: [value]), ScalarOperations.evaluate(op, operand, operand)),
                    "\(value) \(op) itself")
            }
        }
    }

    @Test func nestedSimplificationsKeepEveryBit() throws {
        let unaries: [UnaryOperation] = [.negate, .absolute, .floor, .ceil, .squareRoot]
        let binaries: [BinaryOperation] = [.add, .subtract, .multiply, .divide, .minimum, .maximum]
        for outer in unaries {
            for inner in unaries {
                let graph = Graph()
                let x = try bareStream(graph, "x")
                let node = graph.apply(outer, graph.apply(inner, x))
                for value in specialNumbers {
                    let expected = ScalarOperations.evaluate(outer, ScalarOperations.evaluate(inner, value))
                    #expect(isSame(replay(graph, node, streams: [value]), expected), "\(outer)(\(inner)(\(value)))")
                }
            }
        }
        for op in binaries {
            let graph = Graph()
            let x = try bareStream(graph, "x")
            let y = try bareStream(graph, "y")
            let (minusX, minusY) = (graph.apply(.negate, x), graph.apply(.negate, y))
            let nodes = [graph.apply(op, minusX, y), graph.apply(op, x, minusY), graph.apply(op, minusX, minusY)]
            for a in specialNumbers {
                for b in specialNumbers {
                    let expected = [(-a, b), (a, -b), (-a, -b)].map { ScalarOperations.evaluate(op, $0, $1) }
                    for (node, wanted) in zip(nodes, expected) {
                        #expect(isSame(replay(graph, node, streams: [a, b]), wanted), "\(op) of \(a), \(b)")
                    }
                }
            }
        }
    }

    @Test func selectionsSimplifyWithoutChangingMeaning() throws {
        let graph = Graph()
        let x = try bareStream(graph, "x")
        let y = try bareStream(graph, "y")
        let test = graph.apply(.less, x, y)
        #expect(graph.select(graph.constant(true), x, y) == x)
        #expect(graph.select(graph.constant(false), x, y) == y)
        #expect(graph.select(test, x, x) == x)
        #expect(graph.select(graph.apply(.not, test), x, y) == graph.select(test, y, x))
        #expect(graph.select(test, graph.constant(true), graph.constant(false)) == test)
        #expect(graph.kind(of: graph.select(test, graph.constant(false), test)) == .boolean)
    }

    @Test func theKernelsNumberOperationsAsTheGraphDoes() {
        // One operand of each kind tells any two operations apart.
        #expect(ScalarOperations.evaluate(.negate, 2) == -2)
        #expect(ScalarOperations.evaluate(.log2, 8) == 3)
        #expect(ScalarOperations.evaluate(.log10, 1000) == 3)
        #expect(ScalarOperations.evaluate(.ceil, 1.5) == 2)
        #expect(ScalarOperations.evaluate(.arcCosine, 1) == 0)
        #expect(ScalarOperations.evaluate(.hyperbolicCosine, 0) == 1)
        #expect(ScalarOperations.evaluate(.complementaryErrorFunction, 0) == 1)
        #expect(ScalarOperations.evaluate(.normalCDF, 0) == 0.5)
        #expect(ScalarOperations.evaluate(.inverseNormal, 0.5) == 0)
        #expect(ScalarOperations.evaluate(.not, 0) == 1)
        #expect(ScalarOperations.evaluate(.modulo, -7, 3) == 2)
        #expect(ScalarOperations.evaluate(.floorDivide, -7, 3) == -3)
        #expect(ScalarOperations.evaluate(.power, 2, 10) == 1024)
        #expect(ScalarOperations.evaluate(.lessEqual, 2, 2) == 1)
        #expect(ScalarOperations.evaluate(.notEqual, .nan, .nan) == 1)
        #expect(ScalarOperations.evaluate(.or, 0, 1) == 1)
        #expect(ScalarOperations.evaluate(.arcTangent2, 1, 1) == Double.pi / 4)
    }
}
