import Diagnostics

/// One line that tells how far a long run is, on a terminal only, and that erases itself.
///
/// Nothing appears in the first half second, nor on a pipe or into a file. Call ``update(done:total:)`` as often as you
/// like: it writes at most ten times a second. For one thread.
public final class ProgressLine {
    private let label: String
    private let terminal: Terminal
    private let isShown: Bool
    private let start: ContinuousClock.Instant
    private var lastWrite: ContinuousClock.Instant?
    private let now: () -> ContinuousClock.Instant

    /// `label` says what is running: `simulating`.
    public convenience init(_ label: String, on terminal: Terminal = .error) {
        self.init(label, on: terminal, now: { ContinuousClock.now })
    }

    /// With a clock of the caller's, for tests.
    init(_ label: String, on terminal: Terminal, now: @escaping () -> ContinuousClock.Instant) {
        self.label = label
        self.terminal = terminal
        self.now = now
        isShown = terminal.isTerminal
        start = now()
    }

    /// `done` and `total` count the same thing, such as paths; a `total` of 0 is an unknown one.
    public func update(done: Int, total: Int) {
        guard isShown else { return }
        let now = self.now()
        let elapsed = start.duration(to: now)
        if elapsed < .milliseconds(500) { return }
        if let lastWrite, lastWrite.duration(to: now) < .milliseconds(100) { return }
        lastWrite = now
        let seconds = elapsed / .seconds(1)
        // One column stays free: a full line would move some terminals to the next.
        let text = Self.text(label, done: done, total: total, seconds: seconds, width: (terminal.width ?? 80) - 1)
        terminal.write("\r\(text)\u{1B}[K")
    }

    /// Removes the line. Do so before anything else is printed; more updates may follow.
    public func erase() {
        guard lastWrite != nil else { return }
        terminal.write("\r\u{1B}[K")
        lastWrite = nil
    }

    deinit { erase() }

    /// `simulating  43 % ████████▌            4.3 of 10 M, 12.4 M/s, 5 s left`, at most `width` columns.
    static func text(_ label: String, done: Int, total: Int, seconds: Double, width: Int) -> String {
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var words: String
        var head = VisibleText.escaped(label)
        if total > 0 {
            let share = min(1, Double(done) / Double(total))
            let left = rate > 0 ? NumberText.duration(Double(max(0, total - done)) / rate) : "?"
            let percent = "\(Int(share * 100))"
            head += "  " + String(repeating: " ", count: 3 - percent.count) + "\(percent) %"
            words =
                "\(NumberText.short(Double(done))) of \(NumberText.short(Double(total))), \(NumberText.short(rate))/s, \(left) left"
            let room = min(30, width - VisibleText.width(head) - words.count - 5)
            if room >= 8 {
                let bar = Bar.text(share, width: room)
                words = "▕\(bar)\(String(repeating: " ", count: room - bar.count))▏ \(words)"
            }
        } else {
            words = "\(NumberText.short(Double(done))), \(NumberText.short(rate))/s"
        }
        return VisibleText.trimmedEnd(Shortening.fitted("\(head) \(words)", width))
    }
}
