import DataFiles

/// How far a number may be from the expected one: `|got − expected| <= abs` or `<= rel·|expected|`; without either,
/// equal. A tolerance may be given per key of the expected object.
struct Tolerance {
    var absolute = 0.0
    var relative = 0.0
    private var byKey: [(key: String, value: JSON)] = []

    init(_ json: JSON?) {
        guard let json else { return }
        if let number = json.double {
            absolute = number
            return
        }
        absolute = json["abs"]?.double ?? 0
        relative = json["rel"]?.double ?? 0
        byKey = (json.object?.members ?? []).filter { $0.key != "abs" && $0.key != "rel" }
            .map { (key: $0.key, value: $0.value) }
    }

    func forKey(_ key: String) -> Tolerance { byKey.first { $0.key == key }.map { Tolerance($0.value) } ?? self }

    /// Below this a number of a list is the rounding of its largest; 0 unless the tolerance is relative.
    private func rounding(in list: [Value]) -> Double {
        guard relative > 0 else { return 0 }
        let largest = list.reduce(0.0) { size, value in
            if case .number(let x) = value { max(size, x.magnitude) } else { size }
        }
        return 1e-14 * largest
    }

    func accepts(_ got: Double, _ expected: Double) -> Bool {
        if got == expected || (got.isNaN && expected.isNaN) { return true }
        let error = (got - expected).magnitude
        return error <= absolute || error <= relative * expected.magnitude
    }

    /// How much of the tolerance the worst number uses up: 0 if all are equal, 1 at the tolerance. Texts and what is
    /// missing do not count.
    func used(_ got: Value, _ expected: Value) -> Double {
        switch (got, expected) {
        case (.number(let a), .number(let b)):
            let error = (a - b).magnitude
            if error == 0 || a.isNaN { return 0 }
            return min(error / absolute, error / (relative * b.magnitude))
        case (.list(let a), .list(let b)):
            let zero = rounding(in: b)
            return zip(a, b).reduce(0) { worst, pair in
                if case (.number(let x), .number(let y)) = pair, x.magnitude <= zero, y.magnitude <= zero { return worst }
                return max(worst, used(pair.0, pair.1))
            }
        case (.object(let a), .object(let b)):
            return b.reduce(0) { worst, member in
                guard let mine = a.first(where: { $0.key == member.key }) else { return worst }
                return max(worst, forKey(member.key).used(mine.value, member.value))
            }
        case (let a, .list(let b)) where b.count == 1: return used(a, b[0])
        case (.list(let a), let b) where a.count == 1: return used(a[0], b)
        default: return 0
        }
    }

    /// nil if equal within the tolerance, else where it differs: "pdf[2]".
    func difference(_ got: Value, _ expected: Value, at place: String = "") -> String? {
        switch (got, expected) {
        case (.number(let a), .number(let b)):
            return accepts(a, b) ? nil : "\(place.isEmpty ? "value" : place) \(a) for \(b)"
        case (.number(let a), .text(let b)):
            // "inf" and "nan" have no JSON number.
            guard let b = Double(b) else { return "\(place) a number for a text" }
            return accepts(a, b) ? nil : "\(place) \(a) for \(b)"
        case (.number(let a), .none): return a.isNaN ? nil : "\(place) \(a) for null"
        case (.none, .none): return nil
        case (.text(let a), .text(let b)): return Hexadecimal.equal(a, b) ? nil : "\(place) \(a) for \(b)"
        case (.list(let a), .list(let b)):
            guard a.count == b.count else { return "\(place) \(a.count) values for \(b.count)" }
            let zero = rounding(in: b)
            for (index, pair) in zip(a, b).enumerated() {
                // A balance repaid is 0 but for rounding, which has no relative accuracy.
                if case (.number(let x), .number(let y)) = pair, x.magnitude <= zero, y.magnitude <= zero { continue }
                if let difference = difference(pair.0, pair.1, at: "\(place)[\(index)]") { return difference }
            }
            return nil
        case (.object(let a), .object(let b)):
            for (key, value) in b {
                let inner = place.isEmpty ? key : "\(place).\(key)"
                guard let mine = a.first(where: { $0.key == key }) else { return "\(inner) missing" }
                if let difference = forKey(key).difference(mine.value, value, at: inner) { return difference }
            }
            return nil
        case (let a, .list(let b)) where b.count == 1: return difference(a, b[0], at: place)
        case (.list(let a), let b) where a.count == 1: return difference(a[0], b, at: place)
        default: return "\(place) another kind of value"
        }
    }
}

/// Words of 32 and 64 bits as hexadecimal text: "0", "00000000", "0xDB20fe9d672d0fdc".
enum Hexadecimal {
    static func word(_ text: String) -> UInt64? {
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? String(text.dropFirst(2)) : text
        return UInt64(digits, radix: 16)
    }

    static func equal(_ a: String, _ b: String) -> Bool {
        if let a = word(a), let b = word(b) { return a == b }
        return a == b
    }
}
