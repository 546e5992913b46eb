package import LuaVM

/// One parameter of a function, or one named field of its table, without its Swift type.
package struct Parameter: Sendable {
    package let name: String
    package let summary: String
    /// Words for people, from the kind.
    package let words: String
    /// The LuaLS type, from the kind.
    package let annotation: String
    package let isOptional: Bool
    /// The default as it is printed in the documentation.
    package let defaultText: String?
    /// Takes all remaining positional arguments.
    package let isVariadic: Bool
    /// Parameters of one group are documented in one line, under this name.
    package let group: String?
    /// Takes every named field that no other parameter claims.
    package let takesOthers: Bool
    let decode: @Sendable (LuaValue, Session) throws -> Any
}

/// The typed handle by which a function's body reads one of its parameters.
package struct Key<Value>: Sendable {
    let index: Int
}

/// The typed handle of a parameter that takes all remaining arguments.
package struct ListKey<Value>: Sendable {
    let index: Int
}

/// The typed handle of the named fields that no other parameter claims.
package struct OthersKey<Value>: Sendable {
    let index: Int
}

/// The typed handle of a parameter that may be left out.
package struct OptionalKey<Value>: Sendable {
    let index: Int
}

/// Decoded arguments of one call, in the order of the parameters.
package struct Arguments {
    var values: [Any?]

    package subscript<Value>(key: Key<Value>) -> Value {
        guard let value = values[key.index] as? Value else {
            preconditionFailure("a required parameter is decoded before the body runs")
        }
        return value
    }

    package subscript<Value>(key: OptionalKey<Value>) -> Value? {
        values[key.index].map { value in
            guard let typed = value as? Value else { preconditionFailure("decoded by the parameter's own kind") }
            return typed
        }
    }

    package subscript<Value>(key: ListKey<Value>) -> [Value] {
        (values[key.index] as? [Any] ?? []).map { value in
            guard let typed = value as? Value else { preconditionFailure("decoded by the parameter's own kind") }
            return typed
        }
    }

    /// The fields in the order of their names.
    package subscript<Value>(key: OthersKey<Value>) -> [(name: String, value: Value)] {
        (values[key.index] as? [(name: String, value: Any)] ?? []).map { field in
            guard let typed = field.value as? Value else { preconditionFailure("decoded by the parameter's own kind") }
            return (field.name, typed)
        }
    }
}
