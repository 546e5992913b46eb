import Diagnostics
import LuaVM

/// Turning what a script passed into typed arguments, with errors that name every problem at once.
extension Function {
    /// Runs the function on the arguments of one call.
    func call(_ values: [LuaValue], receiver: LuaValue, givenName: String?, at call: CallSite, in session: Session) throws
        -> [LuaValue]
    {
        let arguments: Arguments
        switch style {
        case .positional: arguments = try decodePositional(values, in: session)
        case .named, .constructor: arguments = try decodeNamed(values, in: session)
        }
        let invocation = Invocation(session: session, receiver: receiver, givenName: givenName, call: call)
        do {
            return try body(arguments, invocation)
        } catch let mismatch as KindMismatch {
            throw Diagnostic(
                .wrongType, "\(name): one of the values given is of the wrong kind",
                remedy: mismatch.remedy ?? "see `headroom doc \(name)`")
        }
    }

    private func decodePositional(_ values: [LuaValue], in session: Session) throws -> Arguments {
        var decoded: [Any?] = []
        var missing: [String] = []
        for (index, parameter) in parameters.enumerated() {
            if parameter.isVariadic {
                guard index < values.count else {
                    missing.append(parameter.name)
                    continue
                }
                decoded.append(try values[index...].map { try decode($0, as: parameter, in: session) })
                continue
            }
            let value = index < values.count ? values[index] : .nil
            if value.isNil {
                if !parameter.isOptional { missing.append(parameter.name) }
                decoded.append(nil)
            } else {
                decoded.append(try decode(value, as: parameter, in: session))
            }
        }
        if !missing.isEmpty { throw missingError(missing, kind: "argument") }
        let takesMore = parameters.last?.isVariadic ?? false
        if values.count > parameters.count, !takesMore {
            throw Diagnostic(
                .wrongType, "\(name) takes \(count(parameters.count, "argument")), not \(values.count)",
                remedy: "write \(signature)")
        }
        return Arguments(values: decoded)
    }

    private func decodeNamed(_ values: [LuaValue], in session: Session) throws -> Arguments {
        let given = values.isEmpty && parameters.allSatisfy(\.isOptional) ? [.table(TableSnapshot(entries: []))] : values
        guard given.count == 1, case .table(let table) = given[0] else {
            let found = values.first.map { session.typeName(of: $0) } ?? "nothing"
            throw Diagnostic(
                .wrongType, "\(name) takes one table of named fields, not \(found)",
                remedy: "write curly brackets with `field = value`, for example: \(exampleCall)")
        }
        var decoded = [Any?](repeating: nil, count: parameters.count)
        var named: Set<String> = []
        var others: [(name: String, value: Any)] = []
        for (key, value) in table.entries {
            guard case .string(let field) = key else { throw unknownField(key, in: session) }
            guard let index = parameters.firstIndex(where: { $0.name == field && !$0.takesOthers }) else {
                guard let open = parameters.firstIndex(where: \.takesOthers) else { throw unknownField(key, in: session) }
                others.append((field, try decode(value, as: parameters[open], named: field, in: session)))
                continue
            }
            named.insert(field)
            decoded[index] = try decode(value, as: parameters[index], in: session)
        }
        let missing = parameters.filter { !$0.isOptional && !named.contains($0.name) }.map(\.name)
        if !missing.isEmpty { throw missingError(missing, kind: "field") }
        if let open = parameters.firstIndex(where: \.takesOthers) { decoded[open] = others }
        return Arguments(values: decoded)
    }

    private func decode(
        _ value: LuaValue, as parameter: Parameter, named field: String? = nil, in session: Session
    ) throws -> Any {
        let field = field ?? parameter.name
        do {
            return try parameter.decode(value, session)
        } catch let mismatch as KindMismatch {
            throw Diagnostic(
                .wrongType, "\(name): \(field) must be \(parameter.words)",
                operands: [session.shown(value, name: field)],
                remedy: mismatch.remedy ?? "for example: \(exampleCall)")
        } catch var diagnostic as Diagnostic {
            diagnostic.message = "\(name): \(field): \(diagnostic.message)"
            throw diagnostic
        }
    }

    private func unknownField(_ key: LuaValue, in session: Session) -> Diagnostic {
        let names = parameters.map(\.name)
        guard case .string(let field) = key else {
            return Diagnostic(
                .unknownField, "\(name) takes named fields only, but one value has no name",
                operands: [session.shown(key, name: "position")],
                remedy: "write `field = value`; the fields are \(names.joined(separator: ", "))")
        }
        let nearest = Suggestion.nearest(to: field, in: names)
        return Diagnostic(
            .unknownField, "\(name) has no field `\(field)`",
            remedy: (nearest.map { "did you mean `\($0)`? " } ?? "") + "its fields are \(names.joined(separator: ", "))")
    }

    private func missingError(_ missing: [String], kind: String) -> Diagnostic {
        let list = missing.map { "`\($0)`" }.joined(separator: ", ")
        return Diagnostic(
            .missingField, "\(name) needs the \(kind)\(missing.count == 1 ? "" : "s") \(list)",
            notes: parameters.filter { missing.contains($0.name) }.map { "\($0.name): \($0.words). \($0.summary)" },
            remedy: "for example: \(exampleCall)")
    }

    private var exampleCall: String { examples.first?.code ?? signature }

    private func count(_ n: Int, _ noun: String) -> String { n == 1 ? "1 \(noun)" : "\(n) \(noun)s" }
}
