import CEdit
import Glibc

/// Line editing, history and completion by libedit on a terminal; plain lines from a pipe.
///
/// libedit keeps global state, so there is one editor in a process and it is used from the main thread.
@MainActor
final class LineEditor {
    private static var candidates: (_ line: String, _ word: String) -> [String] = { _, _ in [] }

    private let isInteractive = isatty(STDIN_FILENO) == 1
    private let historyFile: String?

    /// - Parameter candidates: the completions of a word, given the line so far and the word at its end.
    init(historyFile: String?, candidates: @escaping (_ line: String, _ word: String) -> [String]) {
        self.historyFile = historyFile
        Self.candidates = candidates
        guard isInteractive else { return }
        // libedit reads wide characters as the locale says; only this category, since numbers must stay as they are.
        setlocale(LC_CTYPE, "")
        // A dot and a colon belong to the word: `catalog.ch` and `result:sa` are completed as a whole.
        hr_edit_setup(strdup(" \t\n\"'<>=;,+-*/%^#~&|{}()[]?")) { word, _, _ in
            hr_edit_completion_is_final()
            return word.flatMap { LineEditor.matches(String(cString: $0)) }
        }
        using_history()
        stifle_history(2000)
        if let historyFile { _ = read_history(historyFile) }
    }

    enum Input {
        case line(String)
        /// Ctrl-C: what has been typed is given up.
        case interrupted
        /// Ctrl-D.
        case end
    }

    func line(prompt: String) -> Input {
        guard isInteractive else { return Swift.readLine().map { .line($0) } ?? .end }
        var interrupted: Int32 = 0
        guard let text = hr_edit_read(prompt, &interrupted) else { return interrupted != 0 ? .interrupted : .end }
        defer { free(text) }
        return interrupted != 0 ? .interrupted : .line(String(cString: text))
    }

    /// Remembers one input, which may have several lines.
    func remember(_ input: String) {
        guard isInteractive, !input.isEmpty else { return }
        add_history(input.split(separator: "\n").joined(separator: " "))
        if let historyFile { _ = write_history(historyFile) }
    }

    /// The answer in the form libedit wants: the longest common beginning, all candidates, and a null at the end.
    private nonisolated static func matches(_ word: String) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        let line = hr_edit_line().map { String(cString: $0) } ?? word
        let upToCursor = String(decoding: Array(line.utf8).prefix(Int(hr_edit_cursor())), as: UTF8.self)
        let found = MainActor.assumeIsolated { candidates(upToCursor, word) }
        guard let first = found.first else { return nil }
        let common = found.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
        let list = [common] + (found.count == 1 ? [] : found)
        let size = MemoryLayout<UnsafeMutablePointer<CChar>?>.stride * (list.count + 1)
        guard let memory = malloc(size) else { return nil }
        let array = memory.bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: list.count + 1)
        for (index, text) in list.enumerated() { array[index] = strdup(text) }
        array[list.count] = nil
        return array
    }
}

extension String {
    fileprivate func commonPrefix(with other: String) -> String {
        String(zip(self, other).prefix { $0 == $1 }.map(\.0))
    }
}
