internal import CKernels
@testable import CodeGenerator
internal import Foundation
internal import TestSupport
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

    /// Where the system lets nothing that was written be executed, that is the reason, and nothing stays mapped.
    @Test func refusedMemoryIsTold() throws {
        let loop = self.loop(1)
        let outcome = RefusedExecutableMemory.run {
            var refusals: [CompiledLoop.Refusal] = []
            let before = try MemoryTests.mappedPages()
            for _ in 0..<1_000 {
                do throws(CompiledLoop.Refusal) { _ = try CompiledLoop(loop) } catch { refusals.append(error) }
            }
            return (refusals, try MemoryTests.mappedPages() - before)
        }
        guard let outcome else { return print("skipped: the system lets no thread give up executable memory") }
        let (refusals, pages) = try outcome.get()
        #expect(refusals == [CompiledLoop.Refusal](repeating: .memory, count: 1_000))
        #expect(pages < 900)
        // Other threads still get it.
        _ = try CompiledLoop(loop)
    }

    private static func mappedPages() throws -> Int {
        Int(try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[0])!
    }

    /// A forked process finds the code of its parent, which has the same bits there, whatever becomes of the parent's.
    @Test func codeRunsInAForkedProcess() throws {
        let fork = unsafeBitCast(try #require(dlsym(nil, "fork")), to: (@convention(c) () -> pid_t).self)
        let runner = LoopRunner(blocks: 3)
        for i in 0..<256 { runner[0][i] = Double(i) / 100 - 1 }
        var loop = self.loop(0.5)
        // One that calls out of the generated code.
        runner[0][17] = 1e300
        loop.store(loop.add(.unary(UInt8(HR_SINE.rawValue), loop.add(.block(0)))), in: 2)
        let code = try CompiledLoop(loop)
        let pool = LoopRunner.pool(of: code)
        defer { pool.deallocate() }
        _ = withExtendedLifetime(code) { code.function(runner.blocks, pool + 128, nil) }
        let expected = (1..<3).map { block in (0..<256).map { runner[block][$0].bitPattern } }
        for block in 1..<3 { runner[block].update(repeating: 0, count: 256) }
        let function = code.function
        let child = fork()
        if child == 0 {
            // Nothing here may wait for a lock that another thread of the parent held.
            _ = function(runner.blocks, pool + 128, nil)
            var isSame = true
            for block in 0..<2 { for i in 0..<256 where runner[block + 1][i].bitPattern != expected[block][i] { isSame = false } }
            _exit(isSame ? 0 : 1)
        }
        try #require(child > 0)
        var status: Int32 = -1
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        #expect(status == 0)
        #expect(runner[1][0] == 0, "the child has written to blocks of its own")
        withExtendedLifetime(code) {}
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
