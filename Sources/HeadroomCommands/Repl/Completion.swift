import HeadroomLua

/// What Tab offers: globals and units, members after a dot or colon, and field names inside the braces of a call.
enum Completion {
    static func candidates(line: String, word: String, globals: [String]) -> [String] {
        if line.drop(while: \.isWhitespace).hasPrefix("?") { return match(word, in: Registry.topics.map(\.name)) }
        if let separator = word.lastIndex(where: { $0 == "." || $0 == ":" }) { return members(word, at: separator) }
        var names = globals + Registry.globals.map(\.name)
        if let function = openCall(line) { names = function.parameters.map { "\($0.name) = " } + names }
        return match(word, in: names)
    }

    private static func match(_ beginning: String, in names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { $0.hasPrefix(beginning) && seen.insert($0).inserted }.sorted()
    }

    /// Members of a namespace (`catalog.`), or methods and fields of any object where its type is not known.
    private static func members(_ token: String, at separator: String.Index) -> [String] {
        let (owner, beginning) = (token[..<separator], token[token.index(after: separator)...])
        let head = String(token[...separator])
        for module in Registry.modules {
            if let space = module.namespaces.first(where: { $0.name == owner }) {
                return match(String(beginning), in: space.functions.map(\.name) + space.constants.map(\.name)).map { head + $0 }
            }
        }
        let types = Registry.modules.flatMap(\.types)
        let names = token[separator] == ":" ? types.flatMap { $0.methods.map(\.name) } : types.flatMap { $0.fields.map(\.name) }
        return match(String(beginning), in: names).map { head + $0 }
    }

    /// The function whose `{` is still open at the end of the line.
    private static func openCall(_ line: String) -> Function? {
        var depth = 0
        for index in line.indices.reversed() {
            if line[index] == "}" { depth += 1 }
            guard line[index] == "{" else { continue }
            if depth > 0 {
                depth -= 1
                continue
            }
            var before = line[..<index].reversed().drop { $0.isWhitespace || $0 == "(" }
            if before.first == "\"" {  // the name in front of the braces: lognormal "rent" {
                before = before.dropFirst().drop { $0 != "\"" }.dropFirst().drop { $0.isWhitespace }
            }
            let name = String(before.prefix { isNameCharacter($0) || $0 == "." }.reversed())
            return Registry.topics.lazy.compactMap { topic in
                if case .function(let function) = topic.content, topic.name == name { function } else { nil }
            }.first
        }
        return nil
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
