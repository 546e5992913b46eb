import DataFiles
import Engine

/// Group `rng`: Philox blocks, streams, the inverse normal, Sobol points.
enum RandomNumbers {
    static func run(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        if inputs.has("seed", "paths", "path") { return stream(one) }
        if inputs.has("counter", "hex_counter") { return philox(one) }
        if inputs.has("d", "dimension", "dim") { return sobol(one) }
        if inputs.has("u", "p") { return inverseNormal(one) }
        return .unsupported("inputs \(inputs.names.joined(separator: ", "))")
    }

    // MARK: Philox

    /// Words given as numbers, or as hexadecimal text.
    private static func words(_ json: JSON?) -> [UInt64]? {
        guard let list = json?.array else { return nil }
        let words = list.compactMap(word)
        return words.count == list.count ? words : nil
    }

    private static func word(_ json: JSON) -> UInt64? {
        switch json {
        case .integer(let x): UInt64(exactly: x)
        case .number(let x): UInt64(exactly: x)
        case .string(let x): Hexadecimal.word(x)
        default: nil
        }
    }

    private static func philox(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        guard let counter = words(inputs["counter", "hex_counter"]), let key = words(inputs["key", "hex_key"]) else {
            return .malformed("`counter` and `key` must be lists of words")
        }
        guard counter.count == 4, key.count == 2 else {
            return .unsupported("a counter of \(counter.count) words under a key of \(key.count)")
        }
        let rounds = inputs["rounds"]?.int ?? 10
        guard rounds >= 0, rounds <= 1000 else { return .malformed("`rounds` must be between 0 and 1000") }
        let expected = (one.expected.array ?? one.expected.object?.members.first?.value.array) ?? []
        let isText = expected.contains { $0.string != nil }
        let result: [UInt64]
        if isWide(inputs, counter + key, expected) {
            let w = Philox4x64.words(
                counter: (counter[0], counter[1], counter[2], counter[3]), key: (key[0], key[1]), rounds: rounds)
            result = [w.0, w.1, w.2, w.3]
        } else {
            let c = counter.map { UInt32(truncatingIfNeeded: $0) }
            let k = key.map { UInt32(truncatingIfNeeded: $0) }
            let w = Philox4x32.words(counter: (c[0], c[1], c[2], c[3]), key: (k[0], k[1]), rounds: rounds)
            result = [UInt64(w.0), UInt64(w.1), UInt64(w.2), UInt64(w.3)]
        }
        let value = Value.list(result.map { isText ? .text(String($0, radix: 16)) : .number(Double($0)) })
        return one.keys.isEmpty
            ? .value(value) : .keyed(one.keys) { ["words", "out", "output"].contains($0) ? value : nil }
    }

    /// Whether words have 64 bits: said so, or too large for 32.
    private static func isWide(_ inputs: Inputs, _ given: [UInt64], _ expected: [JSON]) -> Bool {
        if let bits = inputs["word_bits", "bits", "width", "W"]?.int { return bits == 64 }
        return (given + expected.compactMap(word)).contains { $0 > UInt64(UInt32.max) }
    }

    // MARK: Streams

    private static func stream(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        guard let seed = inputs["seed"].flatMap(decimal), let paths = list(inputs["paths", "path"]) else {
            return .malformed("`seed` and `paths` must be whole numbers from 0 to 2^64 − 1")
        }
        guard let blocks = list(inputs["block", "blocks"] ?? .integer(0)) else {
            return .malformed("`block` must be a whole number")
        }
        let rounds = inputs["rounds"]?.int ?? 10
        let key = halves(seed)
        let all = paths.map { path in
            blocks.map { block in
                let (blockHalves, pathHalves) = (halves(block), halves(path))
                let w = Philox4x32.words(
                    counter: (blockHalves.0, blockHalves.1, pathHalves.0, pathHalves.1), key: key, rounds: rounds)
                return [w.0, w.1, w.2, w.3]
            }
        }
        func shaped(_ f: (UInt32) -> Double) -> Value {
            let nested = all.map { blocks in blocks.map { Value($0.map(f)) } }
            // One block or one path given as a number is no list.
            let perPath = nested.map { inputs["block", "blocks"]?.array == nil ? $0[0] : .list($0) }
            return inputs["paths", "path"]?.array == nil ? perPath[0] : .list(perPath)
        }
        let uniform = { (word: UInt32) in (Double(word) + 0.5) * 0x1p-32 }
        return .keyed(one.keys) { key in
            switch key {
            case "words": shaped { Double($0) }
            case "u": shaped(uniform)
            case "z": shaped { ScalarMath.inverseNormal(uniform($0)) }
            default: nil
            }
        }
    }

    private static func halves(_ x: UInt64) -> (UInt32, UInt32) {
        (UInt32(truncatingIfNeeded: x), UInt32(truncatingIfNeeded: x >> 32))
    }

    /// A whole number; as text for what a double cannot hold.
    private static func decimal(_ json: JSON) -> UInt64? {
        if let text = json.string { return text.hasPrefix("0x") ? Hexadecimal.word(text) : UInt64(text) }
        return word(json)
    }

    private static func list(_ json: JSON?) -> [UInt64]? {
        guard let json else { return nil }
        let elements = json.array ?? [json]
        let numbers = elements.compactMap(decimal)
        return numbers.count == elements.count && !numbers.isEmpty ? numbers : nil
    }

    // MARK: Inverse normal

    private static func inverseNormal(_ one: ReferenceCase) -> Outcome {
        guard let u = one.inputs.numbers("u", "p") else { return .malformed("`u` must be numbers") }
        let z = u.map { ScalarMath.inverseNormal($0) }
        let value = one.inputs["u", "p"]?.array == nil ? Value.number(z[0]) : Value(z)
        return one.keys.isEmpty
            ? .value(value) : .keyed(one.keys) { ["z", "x", "quantile"].contains($0) ? value : nil }
    }

    // MARK: Sobol

    private static func sobol(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        guard let d = inputs["d", "dimension", "dim"]?.int, let n = inputs["n", "points"]?.int, n >= 0, n <= 1 << 24
        else {
            return .malformed("`d` and `n` must be whole numbers")
        }
        if let numbers = inputs["direction_numbers"]?.string, numbers != "new-joe-kuo-6.21201" {
            return .unsupported("direction numbers \(numbers)")
        }
        guard let sequence = SobolSequence(dimension: d) else {
            return .unsupported("dimension \(d); there are \(SobolSequence.largestDimension)")
        }
        let skip = inputs["skip", "start", "first"]?.int ?? 0
        func points(from first: Int, count: Int) -> Value {
            Value((first..<(first + count)).map { sequence.point(UInt64($0)) })
        }
        if one.keys.isEmpty { return .value(points(from: skip, count: n)) }
        return .keyed(one.keys) { key in
            // "points", or "points_from_K" with as many points as are listed.
            if key == "points" { return points(from: skip, count: n) }
            guard key.hasPrefix("points_from_"), let first = Int(key.dropFirst("points_from_".count)), first >= 0 else {
                return nil
            }
            return points(from: first, count: one.expected[key]?.array?.count ?? n)
        }
    }
}
