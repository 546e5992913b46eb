import Glibc
import Testing

@testable import Reporting

@Suite("Progress")
struct ProgressLineTests {
    @Test("the line tells share, rate and time left within its width")
    func line() {
        let text = ProgressLine.text("simulating", done: 4_300_000, total: 10_000_000, seconds: 2, width: 100)
        #expect(text == "simulating   43 % ▕████████████▉                 ▏ 4.30 M of 10.0 M, 2.15 M/s, 2.7 s left")
        #expect(
            ProgressLine.text("simulating", done: 4_300_000, total: 10_000_000, seconds: 2, width: 50)
                == "simulating   43 % 4.30 M of 10.0 M, 2.15 M/s, 2.7…")
        #expect(ProgressLine.text("reading", done: 1500, total: 0, seconds: 1, width: 80) == "reading 1.50 k, 1.50 k/s")
        #expect(ProgressLine.text("x", done: 0, total: 10, seconds: 0, width: 80).hasSuffix("0 of 10.0, 0/s, ? left"))
    }

    @Test("nothing is written to a pipe")
    func pipe() {
        var ends: [Int32] = [0, 0]
        #expect(Glibc.pipe(&ends) == 0)
        let line = ProgressLine("x", on: Terminal(descriptor: ends[1]))
        usleep(600_000)
        line.update(done: 1, total: 2)
        line.erase()
        close(ends[1])
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 0)
        close(ends[0])
    }

    @Test("on a terminal the line appears after half a second, at most ten times a second, and erases itself")
    func terminal() {
        // Glibc's module lacks posix_openpt and its sisters; these are the two requests of Linux behind them.
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0
        var number: Int32 = -1
        #expect(ioctl(master, UInt(0x4004_5431), &isLocked) == 0 && ioctl(master, UInt(0x8004_5430), &number) == 0)
        let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        defer {
            close(master)
            close(slave)
        }
        let terminal = Terminal(descriptor: slave)
        #expect(terminal.isTerminal && terminal.width == 80)
        var now = ContinuousClock.now
        let line = ProgressLine("x", on: terminal, now: { now })
        line.update(done: 1, total: 10)
        now += .milliseconds(510)
        for _ in 0..<9 {
            line.update(done: 5, total: 10)
            now += .milliseconds(10)
        }
        line.erase()
        // The kernel hands over what was written piece by piece, when it comes to it.
        var text = ""
        var bytes = [UInt8](repeating: 0, count: 4096)
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        while !text.hasSuffix("\r\u{1B}[K"), poll(&waiting, 1, 10_000) > 0 {
            let count = read(master, &bytes, bytes.count)
            guard count > 0 else { break }
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
        #expect(text.split(separator: "\r").count == 2, "\(text.debugDescription)")
        #expect(text.hasPrefix("\rx   50 %") && text.hasSuffix("\r\u{1B}[K"))
    }

    @Test("a file is no terminal and gets no colour")
    func file() {
        let descriptor = open("/dev/null", O_WRONLY)
        defer { close(descriptor) }
        #expect(Terminal(descriptor: descriptor).width == nil)
        #expect(Terminal(descriptor: descriptor).style == .plain)
    }
}
