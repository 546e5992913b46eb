/// A function of Lua's, or one made from a Swift closure, that Swift keeps alive.
///
/// Belongs to its machine's thread. What it holds is given back when the last copy is gone and the machine runs next.
public final class FunctionReference: @unchecked Sendable {
    enum Content {
        /// The number in the machine's table of references.
        case lua(Int32)
        /// A `hr_function`, which lives as long as the machine.
        case native(OpaquePointer)
    }

    let content: Content
    private let pool: ReferencePool?

    init(native function: OpaquePointer) {
        content = .native(function)
        pool = nil
    }

    init(reference: Int32, pool: ReferencePool) {
        content = .lua(reference)
        self.pool = pool
    }

    deinit {
        if case .lua(let reference) = content { pool?.released.append(reference) }
    }
}

/// References that Swift has let go of and Lua has not yet been told about. A deinit never calls into Lua.
final class ReferencePool {
    var released: [Int32] = []
}
