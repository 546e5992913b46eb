package import LuaVM
package import Quantities

/// A theme of the language: its functions, constants and types, in the order the documentation shows them.
package struct Module: Sendable {
    package let name: String
    package let summary: String
    package var functions: [Function] = []
    package var constants: [Constant] = []
    package var types: [ObjectType] = []
    /// Tables of functions, such as `catalog` and `math`.
    package var namespaces: [Namespace] = []
    /// What Lua's host provides and the registry only documents.
    package var hostFunctions: [HostFunction] = []

    package init(
        _ name: String, _ summary: String, functions: [Function] = [], constants: [Constant] = [],
        types: [ObjectType] = [], namespaces: [Namespace] = [], hostFunctions: [HostFunction] = []
    ) {
        self.name = name
        self.summary = summary
        self.functions = functions
        self.constants = constants
        self.types = types
        self.namespaces = namespaces
        self.hostFunctions = hostFunctions
    }
}

/// A global that Lua's host provides: its name, how it is called, and what it does.
package struct HostFunction: Sendable {
    package let name: String
    package let signature: String
    package let summary: String

    init(_ name: String, _ signature: String, _ summary: String) {
        self.name = name
        self.signature = signature
        self.summary = summary
    }
}

/// A read-only global that is not a function: a unit or a plain number.
package struct Constant: Sendable {
    package enum Value: Sendable {
        case number(Double)
        case integer(Int64)
        case unit(Unit)
    }
    package let name: String
    package let summary: String
    package let value: Value
}

/// A global table of functions and constants.
package struct Namespace: Sendable {
    package let name: String
    package let summary: String
    package let functions: [Function]
    package let constants: [Constant]
}

/// A type of object that scripts hold: its fields and methods.
package struct ObjectType: Sendable {
    package let name: String
    package let summary: String
    package let fields: [Field]
    package let methods: [Function]
    /// Operators that work on it, in words.
    package let operators: String

    package init(
        _ name: String, _ summary: String, fields: [Field] = [], methods: [Function] = [], operators: String = ""
    ) {
        self.name = name
        self.summary = summary
        self.fields = fields
        self.methods = methods
        self.operators = operators
    }
}

/// A field of an object, read by a closure.
package struct Field: Sendable {
    package let name: String
    package let annotation: String
    package let summary: String
    let read: @Sendable (LuaValue, Session) throws -> LuaValue

    package init(
        _ name: String, annotation: String, _ summary: String,
        read: @escaping @Sendable (LuaValue, Session) throws -> LuaValue
    ) {
        self.name = name
        self.annotation = annotation
        self.summary = summary
        self.read = read
    }
}
