import Diagnostics

extension Checker {
    /// Locals and local functions that nothing reads. Parameters and loop variables are often given by the caller's
    /// needs and are let be, and so are names that begin with `_`.
    func unused(in chunk: Chunk) -> [Finding] {
        var places = NeededPlaces(chunk: chunk)
        places.walk(chunk.block)
        return chunk.locals.filter { isSuspect($0) && !places.ids.contains($0.id) }.map { local in
            Finding(place: local.declaration, diagnostic: warning(local, in: chunk))
        }
    }

    private func isSuspect(_ local: LocalVariable) -> Bool {
        guard local.reads == 0, !local.name.hasPrefix("_"), local.attribute != .close else { return false }
        if session != nil && local.isSessionVariable { return false }
        return local.kind == .local || local.kind == .function
    }

    private func warning(_ local: LocalVariable, in chunk: Chunk) -> Diagnostic {
        let isAssignedLater = local.assignments.contains { $0.position != local.declaration }
        let message =
            if local.kind == .function {
                "the local function `\(local.name)` is never used"
            } else if isAssignedLater {
                "`\(local.name)` is assigned but never read"
            } else {
                "`\(local.name)` is never read"
            }
        return Diagnostic(
            .unusedName, message, at: local.declaration.location(in: chunk.name),
            remedy: "use it, remove it, or call it `_\(local.name)` if it only has to be there", severity: .warning)
    }
}

/// Collects locals that only hold the place before another one that is read: `local value, error = f()`.
private struct NeededPlaces: SyntaxVisitor {
    let chunk: Chunk
    var ids: Set<Int> = []

    init(chunk: Chunk) {
        self.chunk = chunk
    }

    mutating func visit(_ statement: Statement) -> Bool {
        guard case .local(let variables, let values) = statement.form, values.count < variables.count else {
            return true
        }
        guard !values.isEmpty else { return true }
        // Only the last value can have several results.
        let spread = variables[(values.count - 1)...]
        guard let lastRead = spread.lastIndex(where: { chunk.locals[$0].reads > 0 }) else { return true }
        ids.formUnion(spread[..<lastRead])
        return true
    }
}
