import Diagnostics
import Glibc
import HeadroomLua
import Reporting

/// Standard output and error of the program.
enum Console {
    static func output(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func error(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO) }

    /// Shows a diagnostic with its source line.
    static func show(_ diagnostic: Diagnostic, source: @escaping (String) -> String?) {
        error(DiagnosticRenderer(color: Terminal.error.style == .colored, source: source).text(diagnostic))
    }

    /// Shows any error: a diagnostic with its source line, others in their own words.
    static func show(_ error: any Error, in session: Session?) {
        show(Failure.diagnostic(of: error), source: { session?.source(of: $0) })
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }
}
