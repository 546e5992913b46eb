package import Diagnostics

/// Where a function of the language was called from.
package struct CallSite: Sendable {
    /// The script as it was named; "?" where it is not known.
    package let file: String
    /// The enclosing function, such as `main` or `site.build`.
    package let functionPath: String
    package let location: SourceLocation?
}
