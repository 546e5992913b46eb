internal import CKernels
@testable import CodeGenerator
internal import Foundation
internal import Testing

@Suite(.serialized) struct MemoryTests {
    private func residentPages() throws -> Int {
        Int(try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1])!
    }

    private func loop(_ number: Double) -> LaneLoop {
        var loop = LaneLoop()
        let x = loop.add(.block(0)), y = loop.add(.number(number))
        loop.store(loop.add(.unary(UInt8(HR_EXP.rawValue), loop.add(.binary(UInt8(HR_ADD.rawValue), x, y)))), in: 1)
        return loop
    }

    /// Code runs, and not even the system writes where it lies.
    @Test func pagesAreExecutableAndReadOnly() throws {
        // A return, and nothing else.
        let memory = try #require(ExecutableMemory([0xC3]))
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        withExtendedLifetime(memory) {
            unsafeBitCast(memory.address, to: (@convention(c) () -> Void).self)()
            var byte: UInt8 = 1
            #expect(write(ends[1], &byte, 1) == 1)
            let count = read(ends[0], UnsafeMutableRawPointer(bitPattern: memory.address), 1)
            #expect(count == -1 && errno == EFAULT)
        }
        #expect(ExecutableMemory([]) == nil)
    }

    /// 10,000 compilations take no more memory than 1,000 have taken; 256 pages are 1 MB.
    @Test func compilingDoesNotGrow() throws {
        for i in 0..<1_000 { _ = try CompiledLoop(loop(Double(i))) }
        let before = try residentPages()
        for i in 1_000..<10_000 { _ = try CompiledLoop(loop(Double(i))) }
        #expect(try residentPages() - before < 256)
    }

    /// What would need too deep a stack is refused.
    @Test func tooLargeFramesAreRefused() {
        var loop = LaneLoop()
        let x = loop.add(.block(0))
        let products = (0..<2_000).map { loop.add(.binary(UInt8(HR_MULTIPLY.rawValue), x, loop.add(.number(Double($0) + 0.1)))) }
        var sum = x
        for product in products + products.reversed() { sum = loop.add(.binary(UInt8(HR_MULTIPLY.rawValue), sum, product)) }
        for product in products { sum = loop.add(.binary(UInt8(HR_DIVIDE.rawValue), sum, product)) }
        loop.store(sum, in: 1)
        #expect(throws: CompiledLoop.Refusal.size) { try CompiledLoop(loop) }
    }
}
