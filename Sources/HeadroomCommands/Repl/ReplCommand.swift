import ArgumentParser
import Diagnostics
import Engine
import Glibc
import HeadroomLua
import Reporting

/// `headroom repl`: questions asked one by one.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "repl", abstract: "Ask questions interactively.")

    @OptionGroup var options: RunOptions

    func run() throws {
        try MainActor.assumeIsolated { try Repl(options: options.session).run() }
    }
}

/// The loop: read an input, which may take several lines; run it; print its values.
@MainActor
final class Repl {
    private let session: Session
    private let editor: LineEditor
    private let progress = ProgressLine("simulating")

    init(options: SessionOptions) throws {
        var options = options
        let progress = self.progress
        options.progress = { progress.update(done: $0.pathsDone, total: $0.paths) }
        options.style = Terminal.output.style
        let session = try Failure.shown {
            try Session(options: options) { text in
                progress.erase()
                Console.output(text)
            }
        }
        self.session = session
        session.openFolder(".")
        session.warn = { [unowned session] in Console.show($0, in: session) }
        let home = getenv("HOME").map { String(cString: $0) }
        editor = LineEditor(historyFile: home.map { "\($0)/.headroom_history" }) { line, word in
            Completion.candidates(line: line, word: word, globals: session.sessionNames)
        }
    }

    func run() throws {
        if Terminal.output.isTerminal {
            Console.output("Headroom \(Version.text). ?name explains a name, Tab completes it, Ctrl-C stops, Ctrl-D leaves.\n")
        }
        while let input = readInput() {
            let trimmed = input.drop { $0.isWhitespace }
            if trimmed.isEmpty { continue }
            editor.remember(input)
            if trimmed.hasPrefix("?") { help(String(trimmed.dropFirst())) } else { evaluate(input) }
        }
        if Terminal.output.isTerminal { Console.output("\n") }
    }

    /// One input; asks for more lines while the text is the beginning of a chunk. Empty after Ctrl-C, nil at the end.
    private func readInput() -> String? {
        var text = ""
        while true {
            switch editor.line(prompt: text.isEmpty ? "> " : ">> ") {
            case .line(let line): text += text.isEmpty ? line : "\n" + line
            case .interrupted:
                Console.output("^C\n")
                return ""
            case .end: return text.isEmpty ? nil : text
            }
            if text.hasPrefix("?") || !session.isIncomplete(text) { return text }
        }
    }

    private func evaluate(_ input: String) {
        do {
            try Interrupt.during(session) { try session.evaluate(input) }
        } catch {
            progress.erase()
            Console.show(error, in: session)
        }
    }

    private func help(_ name: String) {
        let name = String(name.filter { !$0.isWhitespace })
        if name.isEmpty {
            Console.output(HelpText.overview)
        } else if let page = HelpText.page(for: name) {
            Console.output(page)
        } else {
            let nearest = HelpText.suggestion(for: name)
            Console.output("nothing is called \(name)" + (nearest.map { "; did you mean \($0)?" } ?? "") + "\n")
        }
    }
}
