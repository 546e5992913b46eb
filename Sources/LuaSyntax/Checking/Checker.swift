public import Diagnostics

/// Finds what is valid Lua but certainly or probably wrong: names that nothing declares, assignments to globals, locals
/// that nothing reads.
///
/// Shadowing is not reported: `local s = 3` hides the unit second for the rest of its block, which is what `local` is
/// for.
public struct Checker: Sendable {
    /// The names that the environment declares.
    public let globals: Set<String>
    /// What earlier inputs of a session have declared, for one more input of it, whose top-level locals go on living; nil
    /// for a script.
    public let session: Set<String>?

    /// Creates a checker.
    ///
    /// - Parameters:
    ///   - globals: The names that the environment declares, in a session those of earlier inputs too.
    ///   - session: For an input of a session, what earlier ones have declared: it may be assigned, and unread top-level
    ///     locals are no mistake.
    public init(globals: Set<String>, session: Set<String>? = nil) {
        self.globals = globals
        self.session = session
    }

    /// Everything found, in the order of the text; each undeclared name once, with the further lines in a note.
    ///
    /// ```swift
    /// let chunk = try parse("print(5 * Mw)", name: "a.lua")
    /// Checker(globals: ["print", "MW"]).check(chunk)   // undeclared-name, "did you mean `MW`?"
    /// ```
    public func check(_ chunk: Chunk) -> [Diagnostic] {
        var uses = GlobalUses()
        uses.walk(chunk.block)
        var found = reads(uses, in: chunk) + writes(uses, in: chunk) + unused(in: chunk)
        found.sort { $0.place < $1.place }
        return found.map(\.diagnostic)
    }

    /// The names that a chunk reads and does not declare.
    public static func globalReads(in chunk: Chunk) -> Set<String> {
        var uses = GlobalUses()
        uses.walk(chunk.block)
        return Set(uses.reads.map(\.name))
    }

    /// A finding and where it belongs in the order.
    struct Finding {
        let place: Position
        let diagnostic: Diagnostic
    }

    // MARK: Globals

    private func reads(_ uses: GlobalUses, in chunk: Chunk) -> [Finding] {
        var order: [String] = []
        var places: [String: [Position]] = [:]
        let assigned = Set(uses.writes.map(\.name))
        for use in uses.reads where !globals.contains(use.name) && !assigned.contains(use.name) {
            if places[use.name] == nil { order.append(use.name) }
            places[use.name, default: []].append(use.place)
        }
        return order.map { name in
            let all = places[name] ?? []
            return undeclared(name, at: all[0], again: all.dropFirst(), in: chunk)
        }
    }

    private func undeclared(
        _ name: String, at place: Position, again: ArraySlice<Position>, in chunk: Chunk
    ) -> Finding {
        var notes: [String] = []
        var lines: [Int] = []
        for other in again where other.line != place.line && lines.last != other.line { lines.append(other.line) }
        if !lines.isEmpty {
            let shown = lines.prefix(5).map(String.init).joined(separator: ", ")
            notes.append(
                "it is also read at line\(lines.count == 1 ? "" : "s") \(shown)\(lines.count > 5 ? " ..." : "")")
        }
        if let local = chunk.locals.first(where: { $0.name == name }) {
            let whereabouts = local.declaration > place ? "later" : "in another block"
            notes.append("a local of this name is declared \(whereabouts), at line \(local.declaration.line)")
        }
        return Finding(
            place: place,
            diagnostic: Diagnostic(
                .undeclaredName, "nothing declares the name `\(name)`", at: place.location(in: chunk.name),
                notes: notes,
                remedy: remedy(for: name, at: place, in: chunk)))
    }

    private func remedy(for name: String, at place: Position, in chunk: Chunk) -> String {
        if let word = Self.foreignWords[name] { return "did you mean `\(word)`?" }
        if let local = chunk.locals.first(where: { $0.name == name }) {
            return local.declaration > place
                ? "declare it before it is read" : "declare it in a block around both places"
        }
        if let near = nearest(to: name, at: place, in: chunk) { return "did you mean `\(near)`?" }
        return "declare it with `local \(name) = ...`"
    }

    private func nearest(to name: String, at place: Position, in chunk: Chunk) -> String? {
        let visible = chunk.locals.filter { $0.scope.contains(place.offset) }.map(\.name)
        return Suggestion.nearest(to: name, in: visible + globals.sorted())
    }

    /// Words of other languages for what Lua calls otherwise.
    private static let foreignWords = [
        "null": "nil", "NULL": "nil", "None": "nil", "none": "nil", "undefined": "nil", "True": "true", "TRUE": "true",
        "False": "false", "FALSE": "false", "this": "self", "len": "#",
    ]

    private func writes(_ uses: GlobalUses, in chunk: Chunk) -> [Finding] {
        var seen: Set<String> = []
        return uses.writes.filter { session?.contains($0.name) != true && seen.insert($0.name).inserted }.map { write in
            let isKnown = globals.contains(write.name)
            let near = isKnown ? nil : nearest(to: write.name, at: write.place, in: chunk)
            let keyword = write.isFunction ? "local function" : "local"
            let message =
                isKnown
                ? "`\(write.name)` is one of Headroom's own names and can't be changed"
                : "`\(write.name)` is assigned but nowhere declared"
            let declare = "write `\(keyword) \(write.name)\(write.isFunction ? "" : " = ...")` to declare it"
            let remedy =
                if isKnown {
                    "choose another name, or write `\(keyword) \(write.name)` to have your own in this file"
                } else {
                    near.map { "did you mean `\($0)`? Else \(declare)" } ?? declare
                }
            return Finding(
                place: write.place,
                diagnostic: Diagnostic(
                    .assignmentToGlobal, message, at: write.place.location(in: chunk.name), remedy: remedy))
        }
    }
}

/// Collects where globals are read and written.
private struct GlobalUses: SyntaxVisitor {
    struct Use {
        let name: String
        let place: Position
        var isFunction = false
    }

    var reads: [Use] = []
    var writes: [Use] = []

    mutating func visit(_ statement: Statement) -> Bool {
        switch statement.form {
        case .assign(let targets, let values, _):
            for target in targets where !noteWrite(target, isFunction: false) { walk(target) }
            for value in values { walk(value) }
            return false
        case .function(let target, _, let body):
            if !noteWrite(target, isFunction: true) { walk(target) }
            walk(body.block)
            return false
        default: return true
        }
    }

    mutating func visit(_ expression: Expression) -> Bool {
        if case .name(let name) = expression.form, name.binding == .global, name.text != "_ENV" {
            reads.append(Use(name: name.text, place: expression.range.start))
        }
        return true
    }

    /// Whether the target is a global itself, which then isn't read.
    private mutating func noteWrite(_ target: Expression, isFunction: Bool) -> Bool {
        guard case .name(let name) = target.form, name.binding == .global, name.text != "_ENV" else { return false }
        writes.append(Use(name: name.text, place: target.range.start, isFunction: isFunction))
        return true
    }
}
