/// Rewriting that keeps every bit. NaN is NaN here: which one may change, as it may in a compiler.
extension LaneProgram {
    static let ones = UInt64.max
    static let sign = UInt64(1) << 63
    static let one = (1.0).bitPattern

    mutating func binary(_ kind: Kind, _ a: Value, _ b: Value, detail: UInt8 = 0) -> Value {
        if let x = bits(a), let y = bits(b), let z = LaneProgram.folded(kind, detail, x, y) { return constant(z) }
        switch kind {
        case .and: return and(a, b)
        case .or:
            if bits(a) == 0 { return b }
            if bits(b) == 0 { return a }
            if bits(a) == LaneProgram.ones { return a }
            if bits(b) == LaneProgram.ones { return b }
        case .xor:
            if bits(a) == 0 { return b }
            if bits(b) == 0 { return a }
            if bits(b) == LaneProgram.ones, let opposite = negated(a) { return opposite }
        case .compare:
            if let mask = truthOfNumber(a, b, detail) { return mask }
        default: break
        }
        return add(Operation(kind: kind, detail: detail, a: a, b: b))
    }

    private mutating func and(_ a: Value, _ b: Value) -> Value {
        for (x, y) in [(a, b), (b, a)] {
            if bits(x) == LaneProgram.ones { return y }
            if bits(x) == 0 { return x }
            // Not x: one instruction does both.
            if self[x].kind == .xor, bits(self[x].b) == LaneProgram.ones {
                return add(Operation(kind: .andNot, a: self[x].a, b: y))
            }
        }
        return a == b ? a : add(Operation(kind: .and, a: a, b: b))
    }

    /// The opposite of a comparison.
    private mutating func negated(_ mask: Value) -> Value? {
        let operation = self[mask]
        if operation.kind == .xor, bits(operation.b) == LaneProgram.ones { return operation.a }
        guard operation.kind == .compare else { return nil }
        let opposite: UInt8? =
            switch operation.detail {
            case Predicate.equal: Predicate.notEqual
            case Predicate.notEqual: Predicate.equal
            case Predicate.less: Predicate.notLess
            case Predicate.lessEqual: Predicate.notLessEqual
            case Predicate.notLess: Predicate.less
            case Predicate.notLessEqual: Predicate.lessEqual
            default: nil
            }
        return opposite.map { add(Operation(kind: .compare, detail: $0, a: operation.a, b: operation.b)) }
    }

    /// A comparison of a truth value (a mask and the bits of 1) with 0 is that mask.
    private mutating func truthOfNumber(_ a: Value, _ b: Value, _ predicate: UInt8) -> Value? {
        guard bits(b) == 0, predicate == Predicate.notEqual || predicate == Predicate.equal,
            let mask = maskOfTruth(a)
        else { return nil }
        return predicate == Predicate.notEqual ? mask : binary(.xor, mask, constant(LaneProgram.ones))
    }

    private func maskOfTruth(_ value: Value) -> Value? {
        let operation = self[value]
        guard operation.kind == .and else { return nil }
        if bits(operation.b) == LaneProgram.one, isMask(operation.a) { return operation.a }
        if bits(operation.a) == LaneProgram.one, isMask(operation.b) { return operation.b }
        return nil
    }

    /// Whether all bits of a lane are alike.
    private func isMask(_ value: Value) -> Bool {
        let operation = self[value]
        switch operation.kind {
        case .compare, .greaterBits: return true
        case .constant: return operation.number == 0 || operation.number == LaneProgram.ones
        case .and, .or, .xor, .andNot: return isMask(operation.a) && isMask(operation.b)
        default: return false
        }
    }

    mutating func choose(_ mask: Value, _ yes: Value, _ no: Value) -> Value {
        if let known = bits(mask) { return known >> 63 == 1 ? yes : no }
        if yes == no { return yes }
        let test = self[mask]
        if test.kind == .xor, bits(test.b) == LaneProgram.ones { return choose(test.a, no, yes) }
        if test.kind == .compare, test.detail == Predicate.less {
            // p < q ? p : q, and p < q ? q : p, which is q > p ? q : p.
            if test.a == yes && test.b == no { return add(Operation(kind: .minimum, a: yes, b: no)) }
            if test.a == no && test.b == yes { return add(Operation(kind: .maximum, a: yes, b: no)) }
        }
        if isMask(mask) {
            if bits(no) == 0 { return and(mask, yes) }
            if bits(yes) == 0 { return add(Operation(kind: .andNot, a: mask, b: no)) }
        }
        return add(Operation(kind: .choose, a: mask, b: yes, c: no))
    }

    /// a · b + c. A changed sign costs nothing here.
    mutating func fused(_ a: Value, _ b: Value, _ c: Value) -> Value {
        if let x = bits(a), let y = bits(b), let z = bits(c) {
            let sum = Double(bitPattern: z).addingProduct(Double(bitPattern: x), Double(bitPattern: y))
            return constant(sum.bitPattern)
        }
        var operation = Operation(kind: .fused, a: a, b: b, c: c)
        for lane in 0..<2 {
            guard let positive = oppositeNumber(lane == 0 ? operation.a : operation.b) else { continue }
            if lane == 0 { operation.a = positive } else { operation.b = positive }
            operation.detail ^= 1
        }
        if let positive = oppositeNumber(c) {
            operation.c = positive
            operation.detail ^= 2
        }
        return add(operation)
    }

    private func oppositeNumber(_ value: Value) -> Value? {
        let operation = self[value]
        return operation.kind == .xor && bits(operation.b) == LaneProgram.sign ? operation.a : nil
    }

    mutating func unary(_ kind: Kind, _ a: Value, detail: UInt8 = 0) -> Value {
        if let x = bits(a) {
            let number = Double(bitPattern: x)
            switch kind {
            case .squareRoot: return constant(number.squareRoot().bitPattern)
            case .floor: return constant(number.rounded(.down).bitPattern)
            case .ceil: return constant(number.rounded(.up).bitPattern)
            case .shiftLeft: return constant(x << UInt64(detail))
            case .shiftRight: return constant(x >> UInt64(detail))
            default: break
            }
        }
        return add(Operation(kind: kind, detail: detail, a: a))
    }

    private static func folded(_ kind: Kind, _ detail: UInt8, _ a: UInt64, _ b: UInt64) -> UInt64? {
        let (x, y) = (Double(bitPattern: a), Double(bitPattern: b))
        switch kind {
        case .add: return (x + y).bitPattern
        case .subtract: return (x - y).bitPattern
        case .multiply: return (x * y).bitPattern
        case .divide: return (x / y).bitPattern
        case .and: return a & b
        case .andNot: return ~a & b
        case .or: return a | b
        case .xor: return a ^ b
        case .addBits: return a &+ b
        case .subtractBits: return a &- b
        case .multiplyWords: return (a & 0xFFFF_FFFF) &* (b & 0xFFFF_FFFF)
        case .greaterBits: return Int64(bitPattern: a) > Int64(bitPattern: b) ? ones : 0
        case .compare:
            switch detail {
            case Predicate.less: return x < y ? ones : 0
            case Predicate.lessEqual: return x <= y ? ones : 0
            case Predicate.equal: return x == y ? ones : 0
            case Predicate.notEqual: return x != y ? ones : 0
            case Predicate.notLess: return x < y ? 0 : ones
            case Predicate.notLessEqual: return x <= y ? 0 : ones
            default: return nil
            }
        default: return nil
        }
    }
}
