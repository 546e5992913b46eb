public import Diagnostics

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FileAccessError: DiagnosticConvertible {
    /// The error in words, without a place.
    public var diagnostic: Diagnostic {
        Diagnostic(code, message, remedy: remedy)
    }

    private var code: DiagnosticCode {
        switch problem {
        case .empty, .absolute, .outside, .linkOut, .noFolder, .noSuchInput: .pathOutside
        case .notAFile, .tooLarge, .folder, .system: .unreadableFile
        }
    }

    private var message: String {
        switch problem {
        case .empty: "the name of a file is empty"
        case .absolute: "`\(name)` is an absolute path: scripts read only what lies below their folder"
        case .outside: "`\(name)` leads out of the script's folder"
        case .linkOut: "`\(name)` is a link out of the script's folder"
        case .noFolder: "`\(name)` can't be read: this script has no folder"
        case .noSuchInput: "`\(name)` is no input that was given"
        case .notAFile: "`\(name)` is not a file"
        case .tooLarge(let bytes, let limit): "`\(name)` has \(bytes) bytes, more than the limit of \(limit)"
        case .folder(let code): "the script's folder can't be opened: \(String(cString: strerror(code)))"
        case .system(ENOENT): "there is no file `\(name)`"
        case .system(let code): "`\(name)` can't be read: \(String(cString: strerror(code)))"
        }
    }

    private var remedy: String? {
        switch problem {
        case .empty: "name a file, such as \"lib.lua\""
        case .absolute, .outside, .linkOut: "put the file beside the script, or name it with --input NAME=PATH"
        case .noFolder: "run the script from a file"
        case .noSuchInput(let names):
            names.isEmpty ? "name it with --input NAME=PATH" : "the inputs are \(names.joined(separator: ", "))"
        case .tooLarge: "split it"
        case .system(ENOENT): "the name counts from the script's folder"
        case .notAFile, .folder, .system: nil
        }
    }
}
