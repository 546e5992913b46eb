import LuaVM

/// Collects the parts of a function while it is declared; see `Function.declare`.
package final class FunctionBuilder {
    private(set) var parameters: [Parameter] = []
    private(set) var returned: [Returned] = []
    private(set) var examples: [Example] = []
    private(set) var detailText = ""

    /// A parameter that must be given.
    package func parameter<Value>(_ name: String, _ kind: Kind<Value>, _ summary: String) -> Key<Value> {
        append(name, kind, summary, isOptional: false, defaultText: nil, isVariadic: false)
        return Key(index: parameters.count - 1)
    }

    /// A parameter that may be left out.
    /// - Parameter defaultText: the default as the documentation shows it; the body applies it.
    package func optional<Value>(
        _ name: String, _ kind: Kind<Value>, _ summary: String, default defaultText: String? = nil, group: String? = nil
    ) -> OptionalKey<Value> {
        append(name, kind, summary, isOptional: true, defaultText: defaultText, isVariadic: false, group: group)
        return OptionalKey(index: parameters.count - 1)
    }

    /// Takes all remaining positional arguments, at least one.
    package func variadic<Value>(_ name: String, _ kind: Kind<Value>, _ summary: String) -> ListKey<Value> {
        append(name, kind, summary, isOptional: false, defaultText: nil, isVariadic: true)
        return ListKey(index: parameters.count - 1)
    }

    /// Takes every named field that no other parameter claims; `name` stands for such a field in the documentation.
    package func others<Value>(_ name: String, _ kind: Kind<Value>, _ summary: String) -> OthersKey<Value> {
        append(name, kind, summary, isOptional: true, defaultText: nil, isVariadic: false, takesOthers: true)
        return OthersKey(index: parameters.count - 1)
    }

    package func returns<Value>(_ kind: Kind<Value>, _ summary: String) {
        returned.append(Returned(annotation: kind.annotation, summary: summary))
    }

    package func returns(annotation: String, _ summary: String) {
        returned.append(Returned(annotation: annotation, summary: summary))
    }

    /// A runnable example; `prints` is compared with its output when given.
    package func example(_ code: String, prints: String? = nil) {
        examples.append(Example(code: code, prints: prints))
    }

    package func details(_ text: String) {
        detailText = text
    }

    private func append<Value>(
        _ name: String, _ kind: Kind<Value>, _ summary: String, isOptional: Bool, defaultText: String?,
        isVariadic: Bool, group: String? = nil, takesOthers: Bool = false
    ) {
        let decode = kind.decode
        parameters.append(
            Parameter(
                name: name, summary: summary, words: kind.words, annotation: kind.annotation, isOptional: isOptional,
                defaultText: defaultText, isVariadic: isVariadic, group: group, takesOthers: takesOthers,
                decode: { try decode($0, $1) }))
    }
}

extension Function {
    /// Declares a function: the closure declares its parameters, keeps their typed keys, and returns the body.
    static func declare(
        _ name: String, _ summary: String, style: Style = .positional, since: String = "0.1",
        _ parts: (FunctionBuilder) -> Body
    ) -> Function {
        let builder = FunctionBuilder()
        let body = parts(builder)
        return Function(
            name: name, summary: summary, style: style, details: builder.detailText, parameters: builder.parameters,
            returns: builder.returned, examples: builder.examples, since: since, body: body)
    }
}
