import DataFiles

/// One case of a file: what goes in, what must come out, how near.
struct ReferenceCase {
    let id: String
    let group: String
    /// What is computed, in words; "" if not said.
    let model: String
    let inputs: Inputs
    let expected: JSON
    let tolerance: Tolerance

    /// - Returns: nil if a required member is missing or of another type.
    init?(_ json: JSON) {
        guard let id = json["id"]?.string, let group = json["group"]?.string, let inputs = json["inputs"]?.object,
            let expected = json["expected"]
        else { return nil }
        self.id = id
        self.group = group
        model = json["model"]?.string ?? ""
        self.inputs = Inputs(inputs)
        self.expected = expected
        tolerance = Tolerance(json["tolerance"])
    }

    /// The names of the numbers asked for; empty if the expectation is a scalar or a list.
    var keys: [String] { expected.object?.keys ?? [] }
}

/// The inputs of a case, read by name.
struct Inputs {
    private let members: JSON.Object

    init(_ members: JSON.Object) { self.members = members }

    /// The first of these names that is there.
    subscript(_ names: String...) -> JSON? {
        for name in names { if let value = members[name] { return value } }
        return nil
    }

    func has(_ names: String...) -> Bool { names.contains { members[$0] != nil } }

    var names: [String] { members.keys }

    /// A number, or a list of them.
    func numbers(_ names: String...) -> [Double]? {
        for name in names {
            guard let value = members[name] else { continue }
            if let number = value.double { return [number] }
            if let list = value.array {
                let numbers = list.compactMap(\.double)
                return numbers.count == list.count ? numbers : nil
            }
        }
        return nil
    }

    func matrix(_ names: String...) -> [[Double]]? {
        for name in names {
            guard let rows = members[name]?.array else { continue }
            let matrix = rows.map { row in row.array?.compactMap(\.double) ?? [] }
            return zip(matrix, rows).allSatisfy { $0.count == $1.array?.count } ? matrix : nil
        }
        return nil
    }
}

/// What became of a case.
enum Outcome {
    case value(Value)
    /// No code for this group, these inputs, or this key.
    case unsupported(String)
    /// The inputs make no sense.
    case malformed(String)
}

extension Outcome {
    /// The values of all keys asked for, or unsupported if one is not known.
    static func keyed(_ keys: [String], _ value: (String) -> Value?) -> Outcome {
        var result: [(key: String, value: Value)] = []
        for key in keys {
            guard let found = value(key) else { return .unsupported("`\(key)` is not computed") }
            result.append((key: key, value: found))
        }
        return .value(.object(result))
    }
}
