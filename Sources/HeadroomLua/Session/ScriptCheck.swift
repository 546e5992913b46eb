import DataFiles
public import Diagnostics
import LuaSyntax

/// Looks for mistakes in a script without running it.
public enum ScriptCheck {
    /// How many paths simulations have while a script is checked.
    private static let trials = 256

    /// The script's text, and what is wrong with it: syntax, undeclared and unused names, assignments to globals. Where
    /// these are fine it is run with few paths and without output, to compile its models: all that is wrong in their step
    /// functions, and the first thing that goes wrong elsewhere.
    public static func check(file path: String) -> (source: String, diagnostics: [Diagnostic]) {
        do {
            let text = try FileBytes.text(path)
            let problems = check(text, name: path)
            if problems.contains(where: { $0.severity == .error }) { return (text, problems) }
            return (text, problems + mistakes(in: path))
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

    private static func mistakes(in path: String) -> [Diagnostic] {
        do {
            var options = SessionOptions()
            options.trials = trials
            options.threads = 1
            let session = try Session(options: options) { _ in }
            session.isChecking = true
            do {
                try session.run(file: path)
                return session.found
            } catch let mistake as Diagnostic {
                // An input that only the user can name is no mistake of the script.
                if mistake.message.hasPrefix("the script needs the input") { return session.found }
                // What ends the run is the first of what the walk has found, with the file named as the user did.
                return session.found.isEmpty ? [mistake] : session.found.map { $0.inFile(of: mistake) }
            }
        } catch {
            return [Diagnostic(.internal, "\(error)")]
        }
    }
}

extension Diagnostic {
    /// The same in the file that another one names.
    fileprivate func inFile(of other: Diagnostic) -> Diagnostic {
        var copy = self
        if let file = other.location?.file { copy.location?.file = file }
        return copy
    }
}
