/// An error that can say what it means to the user.
///
/// Every module's error type conforms, in a file `X+Diagnostic.swift` beside the type, so that errors carry data and
/// wording lives in one place per module.
public protocol DiagnosticConvertible: Error {
    /// The error in words. Its location is nil unless the error knows it.
    var diagnostic: Diagnostic { get }
}

extension Diagnostic: DiagnosticConvertible {
    /// Itself.
    public var diagnostic: Diagnostic { self }
}
