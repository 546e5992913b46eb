package import LuaVM

/// One function, method or constructor of the language: the single source of its signature, documentation, errors,
/// completion, annotations and executable examples.
package struct Function: Sendable {
    /// How arguments are written.
    package enum Style: Sendable {
        /// `clamp(x, low, high)`
        case positional
        /// `simulate { trials = 1e6 }`: one table of named fields.
        case named
        /// `lognormal { ... }` or `lognormal "rent" { ... }`: named fields, and a name in front that may be left out.
        case constructor
    }

    package typealias Body = @Sendable (Arguments, Invocation) throws -> [LuaValue]

    package let name: String
    package let summary: String
    package let style: Style
    package let details: String
    package let parameters: [Parameter]
    /// What comes back, in order: LuaLS type and words.
    package let returns: [Returned]
    package let examples: [Example]
    package let since: String
    let body: Body

    /// The call as it is written, for help and errors: `clamp(x, low, high)`, `lognormal ["name"] { median =, sd_log = }`.
    package var signature: String {
        switch style {
        case .positional:
            let names = parameters.map { $0.isVariadic ? "..." : $0.isOptional ? "[\($0.name)]" : $0.name }
            return "\(name)(\(names.joined(separator: ", ")))"
        case .named:
            return "\(name) { \(fieldList) }"
        case .constructor:
            return "\(name) [\"name\"] { \(fieldList) }"
        }
    }

    private var fieldList: String {
        documentedParameters.map { $0.parameter.isOptional ? "[\($0.name) =]" : "\($0.name) =" }.joined(separator: ", ")
    }

    /// The parameters as documentation lists them: those of one group once, under the group's name.
    package var documentedParameters: [(name: String, parameter: Parameter)] {
        var seen: Set<String> = []
        return parameters.compactMap { parameter in
            guard let group = parameter.group else { return (parameter.name, parameter) }
            return seen.insert(group).inserted ? (group, parameter) : nil
        }
    }
}

/// One returned value.
package struct Returned: Sendable {
    package let annotation: String
    package let summary: String
}

/// A piece of script that the documentation shows and the tests run.
package struct Example: Sendable {
    package let code: String
    /// What it prints, line by line; `nil` where the output is not fixed (then the example must only run).
    package let prints: String?
}

/// What a body may need besides its arguments.
package struct Invocation {
    package let session: Session
    /// The object a method was called on.
    package let receiver: LuaValue
    /// The name given in front of a constructor's table.
    package let givenName: String?
    package let call: CallSite
}
