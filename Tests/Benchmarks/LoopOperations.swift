internal import CodeGenerator
internal import Engine

/// Operations on six inputs, every one of which the result rests on: as a loop to generate code of, and as C.
struct LoopOperations {
    private(set) var loop = LaneLoop()
    private var lines: [String] = []
    private var inputs: [LaneLoop.Value] = []

    private init() {
        for block in 0..<6 {
            inputs.append(loop.add(.block(Int32(block))))
            lines.append("double v\(inputs[block]) = in[\(block) * stride + i];")
        }
    }

    /// Sums, differences, products, smaller and larger ones of two values at a time.
    static func arithmetic(_ count: Int) -> LoopOperations {
        let operations: [BinaryOperation] = [.add, .multiply, .subtract, .minimum, .multiply, .add, .maximum]
        var made = LoopOperations()
        var values = made.inputs
        for i in 0..<count - 5 {
            let other = i % 2 == 0 ? made.inputs[(i + 1) % 6] : values[(i * 5 + 1) % 6]
            values[i % 6] = made.add(operations[i % operations.count], values[i % 6], other)
        }
        for k in 1..<6 { values[0] = made.add(.add, values[0], values[k]) }
        made.finish(values[0])
        return made
    }

    /// Four times seven products and sums, an absolute value and a function of it; then sums and a quotient.
    static func mixed() -> LoopOperations {
        var made = LoopOperations()
        var values = made.inputs
        let functions: [UnaryOperation] = [.exp, .log, .squareRoot, .exp]
        for i in 0..<4 {
            for k in 0..<7 {
                values[k % 6] = made.add(k % 2 == 0 ? .multiply : .add, values[k % 6], values[(k + i + 1) % 6])
            }
            values[i] = made.add(functions[i], made.add(.absolute, values[i]))
        }
        for k in 1..<6 { values[0] = made.add(k == 3 ? .divide : .add, values[0], values[k]) }
        made.finish(values[0])
        return made
    }

    private mutating func finish(_ value: LaneLoop.Value) {
        loop.store(value, in: 6)
        lines.append("in[6 * stride + i] = v\(value);")
    }

    /// A function `loop` of the blocks. That the result's block is none of the inputs' is told to the compiler.
    var source: String {
        """
        #include <math.h>
        enum { stride = \(LaneLoop.blockStride / 8) };
        void loop(double *restrict blocks) {
            double *restrict in = __builtin_assume_aligned(blocks, 64);
            #pragma GCC ivdep
            for (int i = 0; i < 256; i++) {
        \(lines.joined(separator: "\n"))
            }
        }

        """
    }

    private mutating func add(_ operation: BinaryOperation, _ a: LaneLoop.Value, _ b: LaneLoop.Value) -> LaneLoop.Value {
        let value = loop.add(.binary(operation.rawValue, a, b))
        let text =
            switch operation {
            case .add: "v\(a) + v\(b)"
            case .subtract: "v\(a) - v\(b)"
            case .multiply: "v\(a) * v\(b)"
            case .divide: "v\(a) / v\(b)"
            case .minimum: "v\(b) < v\(a) ? v\(b) : v\(a)"
            case .maximum: "v\(a) < v\(b) ? v\(b) : v\(a)"
            default: preconditionFailure("there is no C for \(operation) here")
            }
        lines.append("double v\(value) = \(text);")
        return value
    }

    private mutating func add(_ operation: UnaryOperation, _ a: LaneLoop.Value) -> LaneLoop.Value {
        let value = loop.add(.unary(operation.rawValue, a))
        let name =
            switch operation {
            case .exp: "exp"
            case .log: "log"
            case .squareRoot: "sqrt"
            case .absolute: "fabs"
            default: preconditionFailure("there is no C for \(operation) here")
            }
        lines.append("double v\(value) = \(name)(v\(a));")
        return value
    }
}
