#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What is at the other end of a file descriptor, and what it can show.
public struct Terminal: Sendable {
    public let descriptor: Int32

    public static let output = Terminal(descriptor: 1)
    public static let error = Terminal(descriptor: 2)

    public init(descriptor: Int32) { self.descriptor = descriptor }

    /// False for a file or a pipe.
    public var isTerminal: Bool { isatty(descriptor) == 1 }

    /// The columns of the window; `nil` for a file or a pipe, whose lines are never cut. A terminal that doesn't know its
    /// size is taken to have 80, none less than 40.
    public var width: Int? {
        guard isTerminal else { return nil }
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? max(40, Int(size.ws_col)) : 80
    }

    /// Colour only on a terminal that is not `dumb`, and only while the environment variable `NO_COLOR` is absent or empty
    /// (no-color.org).
    public var style: TextStyle {
        let isWanted = Self.variable("NO_COLOR") == nil && Self.variable("TERM") != "dumb"
        return isTerminal && isWanted ? .colored : .plain
    }

    /// Writes as far as it goes. A terminal that has gone away is nobody's error.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { posixWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}

private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
