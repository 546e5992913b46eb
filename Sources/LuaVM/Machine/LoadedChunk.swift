import CHeadroomLua
import Diagnostics
import LuaSyntax

/// A chunk that was given to Lua: its number is in Lua's name for it, so that positions lead back here.
struct LoadedChunk {
    let chunk: Chunk
    let guarded: GuardedSource
}

extension VirtualMachine {
    /// Numbers a chunk and writes the text that Lua runs.
    func load(_ chunk: Chunk, session: Bool) -> (number: Int32, text: String) {
        let guarded = guarded(chunk, sessionLocals: session)
        chunks.append(LoadedChunk(chunk: chunk, guarded: guarded))
        return (Int32(chunks.count - 1), guarded.text)
    }

    /// `__gc` and `__mode` as keys that are written in the text; others are seen by the guard of keys.
    func refusedKey(in chunk: Chunk) -> Diagnostic? {
        var finder = RefusedKeys(chunk: chunk)
        finder.walk(chunk.block)
        return finder.found
    }

    // MARK: Positions

    func location(of position: hr_position) -> SourceLocation? {
        guard position.line > 0, chunks.indices.contains(Int(position.chunk)) else { return nil }
        return chunks[Int(position.chunk)].guarded.location(ofGeneratedLine: Int(position.line))
    }

    func location(of frame: hr_frame) -> SourceLocation? {
        if frame.position.chunk >= 0 { return location(of: frame.position) }
        guard frame.position.line > 0, let source = frame.source else { return nil }
        return SourceLocation(file: String(cString: source), line: Int(frame.position.line))
    }

    func chunk(of frame: hr_frame) -> Chunk? { chunk(frame.position.chunk) }

    func chunk(_ number: Int32) -> Chunk? {
        chunks.indices.contains(Int(number)) ? chunks[Int(number)].chunk : nil
    }

    func functionPath(of frame: hr_frame) -> String {
        if frame.isMain { return "main" }
        if let path = functionPath(definedAt: hr_position(chunk: frame.position.chunk, line: frame.lineDefined)) { return path }
        return frame.name.map { String(cString: $0) } ?? "function"
    }

    func functionPath(definedAt position: hr_position) -> String? {
        guard chunks.indices.contains(Int(position.chunk)) else { return nil }
        let loaded = chunks[Int(position.chunk)]
        let number = loaded.guarded.function(definedAtGeneratedLine: Int(position.line))
        return loaded.chunk.functions[number].path
    }

    // MARK: Frames

    func innermostScriptFrame(of state: OpaquePointer) -> hr_frame? {
        var frame = hr_frame()
        var level: Int32 = 0
        while hr_frame_at(host, state, level, &frame) {
            if !frame.isC && frame.position.line > 0 { return frame }
            level += 1
        }
        return nil
    }

    /// The functions of scripts that are under way, innermost first; of very deep recursions the two ends.
    ///
    /// Lua finds a level by walking to it, so that looking at all of a deep stack would take its square.
    func frames(of state: OpaquePointer) -> [hr_frame] {
        let kept: Int32 = 20
        var levels = Array(0..<2 * kept)
        var frame = hr_frame()
        if hr_frame_at(host, state, 2 * kept, &frame) {
            let depth = hr_depth(state)
            levels = Array(0..<kept) + Array(depth - kept..<depth)
        }
        return levels.compactMap { level in
            hr_frame_at(host, state, level, &frame) && !frame.isC && frame.position.line > 0 ? frame : nil
        }
    }

    func traceback(of state: OpaquePointer) -> [LuaFailure.Frame] {
        frames(of: state).map { LuaFailure.Frame(location: location(of: $0), function: functionPath(of: $0)) }
    }
}

private struct RefusedKeys: SyntaxVisitor {
    let chunk: Chunk
    var found: Diagnostic?

    mutating func visit(_ statement: Statement) -> Bool { found == nil }

    mutating func visit(_ expression: Expression) -> Bool {
        switch expression.form {
        case .field(_, let name): check(name, at: expression.anchor)
        case .index(_, let key): check(key)
        case .table(let items):
            for item in items {
                switch item.form {
                case .positional: break
                case .named(let name): check(name, at: item.range.start)
                case .keyed(let key): check(key)
                }
            }
        default: break
        }
        return found == nil
    }

    private mutating func check(_ key: Expression) {
        switch key.form {
        case .string(let bytes): check(String(decoding: bytes, as: UTF8.self), at: key.range.start)
        case .parenthesized(let inner): check(inner)
        case .name(let name):
            // A constant is written into the text in place of its name, without a guard.
            guard let id = name.variable, chunk.locals[id].isLiteralConstant else { return }
            var constant = ConstantFinder(id: id)
            constant.walk(chunk.block)
            if let value = constant.value { check(value) }
        default: break
        }
    }

    private mutating func check(_ name: String, at place: Position) {
        guard name == "__gc" || name == "__mode", found == nil else { return }
        found = Diagnostic(
            .readOnly, "`\(name)` can't be used: when memory is collected must not be visible",
            at: place.location(in: chunk.name), remedy: "leave it out")
    }
}

private struct ConstantFinder: SyntaxVisitor {
    let id: Int
    var value: Expression?

    mutating func visit(_ statement: Statement) -> Bool {
        if case .local(let ids, let values) = statement.form {
            for (local, value) in zip(ids, values) where local == id { self.value = value }
        }
        return value == nil
    }

    mutating func visit(_ expression: Expression) -> Bool { value == nil }
}
