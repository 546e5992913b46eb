import DataFiles
public import Diagnostics
import LuaSyntax

/// Looks for mistakes in a script without running it.
public enum ScriptCheck {
    /// The script's text, and what is wrong with it: syntax, undeclared and unused names, assignments to globals.
    public static func check(file path: String) -> (source: String, diagnostics: [Diagnostic]) {
        do {
            let text = try FileBytes.text(path)
            return (text, check(text, name: path))
        } catch let error as DataFileError {
            return ("", [error.diagnostic])
        } catch {
            return ("", [Diagnostic(.internal, "\(error)")])
        }
    }

    public static func check(_ text: String, name: String) -> [Diagnostic] {
        do throws(SyntaxError) {
            return Checker(globals: Registry.globalNames).check(try parse(text, name: name))
        } catch {
            return [error.diagnostic]
        }
    }
}
