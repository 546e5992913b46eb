/// All that the language offers, theme by theme: the one list from which the environment, errors, help, completion,
/// reference pages, annotation files and example tests are made.
package enum Registry {
    package static let modules: [Module] = [
        .quantities, .dates, .mathematics, .conditions, .distributions, .processes, .simulation, .time, .scenarios, .results,
        .timeResults, .files, .marketData, .catalogue, .clusters, .power, .money,
        .standardMath, .host,
    ]

    /// Every global of a script's environment with the one line that documents it, in the order of the modules.
    package static var globals: [(name: String, summary: String)] {
        modules.flatMap { module in
            module.functions.map { ($0.name, $0.summary) } + module.constants.map { ($0.name, $0.summary) }
                + module.namespaces.map { ($0.name, $0.summary) } + module.hostFunctions.map { ($0.name, $0.summary) }
        }
    }

    package static var globalNames: Set<String> { Set(globals.map(\.name)) }

    /// Everything that has a page: globals, members of namespaces (`catalog.chip`), fields and methods (`result:save`).
    package static var topics: [Topic] { modules.flatMap(topics) }

    private static func topics(of module: Module) -> [Topic] {
        var found: [Topic] = []
        func add(_ name: String, _ content: Topic.Content) {
            found.append(Topic(name: name, module: module, content: content))
        }
        for function in module.functions { add(function.name, .function(function)) }
        for constant in module.constants { add(constant.name, .constant(constant)) }
        for space in module.namespaces {
            add(space.name, .namespace(space))
            for function in space.functions { add("\(space.name).\(function.name)", .function(function)) }
            for constant in space.constants { add("\(space.name).\(constant.name)", .constant(constant)) }
        }
        for function in module.hostFunctions { add(function.name, .host(function)) }
        for type in module.types {
            add(type.name, .type(type))
            for method in type.methods { add("\(type.name):\(method.name)", .function(method)) }
            for field in type.fields { add("\(type.name).\(field.name)", .field(field)) }
        }
        return found
    }

    package struct Topic: Sendable {
        package enum Content: Sendable {
            case function(Function)
            case constant(Constant)
            case namespace(Namespace)
            case type(ObjectType)
            case field(Field)
            case host(HostFunction)
        }
        package let name: String
        package let module: Module
        package let content: Content
    }
}
