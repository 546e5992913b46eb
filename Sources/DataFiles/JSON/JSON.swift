/// A JSON value (RFC 8259).
///
/// Integers that fit in 64 bits stay integers, exactly; all other numbers are doubles. Objects keep the order in which
/// they were written, and equality respects it.
public enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(Object)
}

extension JSON {
    /// Members in their order. Keys are unique.
    public struct Object: Hashable, Sendable {
        public struct Member: Hashable, Sendable {
            public var key: String
            public var value: JSON

            public init(key: String, value: JSON) {
                self.key = key
                self.value = value
            }
        }

        public private(set) var members: [Member]
        /// Where each key is; kept only for large objects, since a scan of a few strings is faster than hashing.
        private var places: [String: Int] = [:]

        public init() { members = [] }

        /// The value of `key`, `nil` when there is none. Setting keeps the place of an existing member and appends a new
        /// one; setting `nil` removes it.
        public subscript(key: String) -> JSON? {
            get { place(of: key).map { members[$0].value } }
            set {
                switch (place(of: key), newValue) {
                case (let place?, let value?): members[place].value = value
                case (nil, let value?): append(key, value)
                case (let place?, nil):
                    members.remove(at: place)
                    rebuildPlaces()
                case (nil, nil): break
                }
            }
        }

        public var keys: [String] { members.map(\.key) }
        public var count: Int { members.count }
        public var isEmpty: Bool { members.isEmpty }

        /// False, and nothing is changed, when the key is there already.
        mutating func insert(_ key: String, _ value: JSON) -> Bool {
            if place(of: key) != nil { return false }
            append(key, value)
            return true
        }

        private static var scanLimit: Int { 8 }

        private mutating func append(_ key: String, _ value: JSON) {
            members.append(Member(key: key, value: value))
            if members.count > Self.scanLimit + 1 {
                places[key] = members.count - 1
            } else if members.count == Self.scanLimit + 1 {
                rebuildPlaces()
            }
        }

        private func place(of key: String) -> Int? {
            members.count > Self.scanLimit ? places[key] : members.firstIndex { $0.key == key }
        }

        private mutating func rebuildPlaces() {
            places.removeAll()
            guard members.count > Self.scanLimit else { return }
            for (index, member) in members.enumerated() { places[member.key] = index }
        }

        public static func == (a: Self, b: Self) -> Bool { a.members == b.members }
        public func hash(into hasher: inout Hasher) { hasher.combine(members) }
    }
}

extension JSON.Object: ExpressibleByDictionaryLiteral {
    /// A repeated key is a mistake of the programmer.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init()
        for (key, value) in elements {
            let isNew = insert(key, value)
            precondition(isNew, "the key \(key) occurs twice in an object literal")
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        var object = Object()
        for (key, value) in elements {
            let isNew = object.insert(key, value)
            precondition(isNew, "the key \(key) occurs twice in an object literal")
        }
        self = .object(object)
    }
}

extension JSON {
    /// Any number as a double. Integers above 2⁵³ are rounded to the nearest.
    public var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// An integer, or a double with an integral value that fits.
    public var int: Int? {
        switch self {
        case .integer(let value): Int(exactly: value)
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .boolean(let value) = self { value } else { nil } }
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var object: Object? { if case .object(let value) = self { value } else { nil } }
    public var isNull: Bool { self == .null }

    /// A member of an object; `nil` when this is no object or has no such key.
    public subscript(key: String) -> JSON? { object?[key] }

    /// An element of an array; `nil` when this is no array or is shorter.
    public subscript(index: Int) -> JSON? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }
}
