import Diagnostics

/// Help for the terminal: `headroom doc NAME` and `?name` in the REPL.
package enum HelpText {
    /// The page of one topic, or of the topics whose last part is that name (`save`); `nil` where there is none.
    package static func page(for name: String) -> String? {
        let topics = Registry.topics
        let exact = topics.filter { $0.name == name }
        let found = exact.isEmpty ? topics.filter { lastPart($0.name) == name } : exact
        guard !found.isEmpty else { return moduleOverview(name) }
        return found.map(page).joined(separator: "\n")
    }

    /// Near names, for a topic that does not exist.
    package static func suggestion(for name: String) -> String? {
        Suggestion.nearest(to: name, in: Registry.topics.map(\.name) + Registry.modules.map(\.name))
    }

    /// The list of themes with their names, for `headroom doc` without a name.
    package static var overview: String {
        Registry.modules.map { module in
            let names =
                module.functions.map(\.name) + module.constants.map(\.name) + module.namespaces.map(\.name)
                + module.hostFunctions.map(\.name) + module.types.map(\.name)
            return "\(module.name): \(module.summary)\n" + wrapped(names.joined(separator: " "), indent: 4)
        }.joined(separator: "\n\n") + "\n\nheadroom doc NAME shows one of them.\n"
    }

    private static func moduleOverview(_ name: String) -> String? {
        guard let module = Registry.modules.first(where: { $0.name == name }) else { return nil }
        let lines =
            module.functions.map { ($0.name, $0.summary) } + module.constants.map { ($0.name, $0.summary) }
            + module.namespaces.map { ($0.name, $0.summary) }
            + module.hostFunctions.map { ($0.name, $0.summary) } + module.types.map { ($0.name, $0.summary) }
        let width = lines.map(\.0.count).max() ?? 0
        return "\(module.name): \(module.summary)\n"
            + lines.map { "  \(padded($0.0, width))  \($0.1)\n" }.joined()
    }

    private static func page(_ topic: Registry.Topic) -> String {
        switch topic.content {
        case .function(let function): page(function, name: topic.name)
        case .constant(let constant): "\(topic.name)\n  \(constant.summary)\n"
        case .field(let field): "\(topic.name): \(field.annotation)\n  \(field.summary)\n"
        case .namespace(let space): page(space)
        case .type(let type): page(type)
        case .host(let function): "\(function.signature)\n  \(function.summary)\n"
        }
    }

    private static func page(_ function: Function, name: String) -> String {
        let prefix = name.dropLast(function.name.count)
        var text = "\(prefix)\(function.signature)\n  \(function.summary)\n"
        if !function.details.isEmpty { text += "\n" + wrapped(function.details, indent: 2) + "\n" }
        let width = function.documentedParameters.map(\.name.count).max() ?? 0
        if !function.parameters.isEmpty { text += "\n" }
        for (name, parameter) in function.documentedParameters {
            let fallback = parameter.defaultText.map { " Default: \($0)." } ?? (parameter.isOptional ? " Optional." : "")
            text += "  \(padded(name, width))  \(parameter.words). \(parameter.summary)\(fallback)\n"
        }
        for value in function.returns { text += "  -> \(value.annotation): \(value.summary)\n" }
        for example in function.examples {
            text += "\n" + indented(example.code, by: 4) + "\n"
            if let prints = example.prints { text += prefixed(prints, with: "    --> ") + "\n" }
        }
        return text
    }

    private static func page(_ space: Namespace) -> String {
        let width = (space.functions.map(\.name.count) + space.constants.map(\.name.count)).max() ?? 0
        return "\(space.name)\n  \(space.summary)\n\n"
            + space.functions.map { "  .\(padded($0.name, width))  \($0.summary)\n" }.joined()
            + space.constants.map { "  .\(padded($0.name, width))  \($0.summary)\n" }.joined()
    }

    private static func page(_ type: ObjectType) -> String {
        let width = (type.fields.map(\.name.count) + type.methods.map(\.name.count)).max() ?? 0
        return "\(type.name)\n  \(type.summary)\n" + (type.operators.isEmpty ? "" : "  \(type.operators)\n") + "\n"
            + type.fields.map { "  .\(padded($0.name, width))  \($0.summary)\n" }.joined()
            + type.methods.map { "  :\(padded($0.name, width))  \($0.summary)\n" }.joined()
    }

    private static func lastPart(_ name: String) -> String {
        name.lastIndex { $0 == "." || $0 == ":" }.map { String(name[name.index(after: $0)...]) } ?? name
    }
}

/// Small text helpers of the generators.
func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}

func indented(_ text: String, by spaces: Int) -> String {
    prefixed(text, with: String(repeating: " ", count: spaces))
}

func prefixed(_ text: String, with prefix: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { prefix + $0 }.joined(separator: "\n")
}

/// Breaks a paragraph into lines of at most 100 columns.
func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
        var line = margin
        for word in paragraph.split(separator: " ") {
            if line.count + word.count + 1 > 100, line != margin {
                lines.append(line)
                line = margin
            }
            line += (line == margin ? "" : " ") + word
        }
        lines.append(line)
    }
    return lines.joined(separator: "\n")
}
