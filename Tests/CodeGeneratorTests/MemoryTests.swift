internal import CKernels
@testable import CodeGenerator
internal import Foundation
internal import Testing

@Suite(.serialized) struct MemoryTests {
    /// The access that the system grants to the page of an address, as /proc spells it. The file is read in pieces, and other
    /// tests map memory meanwhile, so that a reading may miss a line.
    private func access(_ address: UInt) throws -> String? {
        for _ in 0..<200 {
            for line in try String(contentsOfFile: "/proc/self/maps", encoding: .utf8).split(separator: "\n") {
                let parts = line.split(separator: " ")
                let ends = parts[0].split(separator: "-").map { UInt($0, radix: 16) ?? 0 }
                if ends.count == 2, ends[0] <= address, address < ends[1] { return String(parts[1]) }
            }
        }
        return nil
    }

    private func residentPages() throws -> Int {
        Int(try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1])!
    }

    private func loop(_ number: Double) -> LaneLoop {
        var loop = LaneLoop()
        let x = loop.add(.block(0)), y = loop.add(.number(number))
        loop.store(loop.add(.unary(UInt8(HR_EXP.rawValue), loop.add(.binary(UInt8(HR_ADD.rawValue), x, y)))), in: 1)
        return loop
    }

    /// Never writable and executable at once.
    @Test func pagesAreExecutableAndReadOnly() throws {
        let memory = try #require(ExecutableMemory([0xC3]))
        let granted = try withExtendedLifetime(memory) { try access(memory.address) }
        #expect(granted == "r-xp")
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
