package import LuaVM

/// What one argument or field may be: words for the documentation, a type for annotation files, and the decoder.
///
/// A kind is declared once; signature errors, `headroom doc`, the reference pages and the annotation files all read it.
package struct Kind<Value>: Sendable {
    /// Words for people, such as "quantity of power" or "number from 0 to 1".
    package let words: String
    /// The type in LuaLS annotations, such as `number` or `headroom.quantity|string`.
    package let annotation: String
    /// Turns a Lua value into a Swift one; throws `KindMismatch`, or a finished `Diagnostic` where it can say more.
    package let decode: @Sendable (LuaValue, Session) throws -> Value

    package init(
        _ words: String, annotation: String, decode: @escaping @Sendable (LuaValue, Session) throws -> Value
    ) {
        self.words = words
        self.annotation = annotation
        self.decode = decode
    }
}

/// The value given is not of the kind that the parameter asks for.
package struct KindMismatch: Error {
    /// What to do, where there is more to say than the kind's own words.
    var remedy: String?

    init(remedy: String? = nil) {
        self.remedy = remedy
    }
}
