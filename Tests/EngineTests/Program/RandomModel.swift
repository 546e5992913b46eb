import Engine

/// A small generator for tests: SplitMix64.
struct TestGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// A graph of random operations on a few variables of several distributions.
struct RandomModel {
    let graph = Graph()
    var numbers: [Graph.Node] = []
    var booleans: [Graph.Node] = []

    init(seed: UInt64, operations: Int) throws {
        var generator = TestGenerator(state: seed)
        let distributions: [Distribution] = try [
            .uniform(min: -2, max: 3), .normal(mean: 1, sd: 2), .lognormal(median: 1, sdLog: 0.4),
            .triangular(min: -1, mode: 0.5, max: 2), .pert(min: 0, mode: 1, max: 5),
            .discrete(values: [0, 1, 5], probabilities: [0.2, 0.5, 0.3]),
        ]
        for (i, distribution) in distributions.enumerated() {
            numbers.append(graph.variate(try graph.declare("v\(i)", isNamed: true, distribution)))
        }
        booleans.append(graph.apply(.less, numbers[0], numbers[1]))
        let constants = [0.5, -1, 2, 3.25, 0, 100]
        func number(_ generator: inout TestGenerator) -> Graph.Node {
            Int.random(in: 0..<5, using: &generator) == 0
                ? graph.constant(constants.randomElement(using: &generator)!)
                : numbers.randomElement(using: &generator)!
        }
        for _ in 0..<operations {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0:
                let op = UnaryOperation.allCases.filter { $0 != .not }.randomElement(using: &generator)!
                numbers.append(graph.apply(op, number(&generator)))
            case 1:
                numbers.append(
                    graph.select(booleans.randomElement(using: &generator)!, number(&generator), number(&generator)))
            case 2:
                let op: BinaryOperation = [.less, .lessEqual, .equal, .notEqual].randomElement(using: &generator)!
                booleans.append(graph.apply(op, number(&generator), number(&generator)))
            case 3:
                let op: BinaryOperation = [.and, .or, .equal].randomElement(using: &generator)!
                booleans.append(
                    graph.apply(
                        op, booleans.randomElement(using: &generator)!, booleans.randomElement(using: &generator)!))
            case 4: booleans.append(graph.apply(.not, booleans.randomElement(using: &generator)!))
            case 5:
                let op: BinaryOperation = [.power, .modulo, .floorDivide, .arcTangent2].randomElement(
                    using: &generator)!
                numbers.append(graph.apply(op, number(&generator), number(&generator)))
            default:
                let op: BinaryOperation = [.add, .subtract, .multiply, .divide, .minimum, .maximum]
                    .randomElement(using: &generator)!
                numbers.append(graph.apply(op, number(&generator), number(&generator)))
            }
        }
    }

    /// The values of nodes on the first paths, a column each.
    func columns(_ nodes: [Graph.Node], _ set: InstructionSet, paths: Int = 512, seed: UInt64 = 3) -> [[Double]] {
        let program = Program(GraphSnapshot(graph), outputs: nodes.map(\.index))
        let executor = Executor(program: program, seed: seed, trials: paths, threads: 1, instructionSet: set)
        return ColumnSink.columns(executor, first: paths)
    }
}
