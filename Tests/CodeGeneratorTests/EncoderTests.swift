@testable import CodeGenerator
internal import Foundation
internal import Testing

/// The encoder against a disassembler: every instruction with low and high registers and every kind of address.
@Suite struct EncoderTests {
    private enum Shape { case three, two, compare, round, blend, shift, signs, store }

    private static let instructions: [(VectorInstruction, String, Shape)] = [
        (.add, "vaddpd", .three), (.subtract, "vsubpd", .three), (.multiply, "vmulpd", .three), (.divide, "vdivpd", .three),
        (.minimum, "vminpd", .three), (.maximum, "vmaxpd", .three), (.and, "vandpd", .three), (.andNot, "vandnpd", .three),
        (.or, "vorpd", .three), (.xor, "vxorpd", .three), (.addBits, "vpaddq", .three), (.subtractBits, "vpsubq", .three),
        (.multiplyWords, "vpmuludq", .three), (.greaterBits, "vpcmpgtq", .three), (.squareRoot, "vsqrtpd", .two),
        (.load, "vmovapd", .two), (.store, "vmovapd", .store), (.compare, "vcmplt_oqpd", .compare), (.round, "vroundpd", .round),
        (.blend, "vblendvpd", .blend), (.shift, "vpsllq", .shift), (.signs, "vmovmskpd", .signs),
        (.fused(.factorAddend, .plus), "vfmadd213pd", .three), (.fused(.addend, .plus), "vfmadd231pd", .three),
        (.fused(.factorFactor, .plus), "vfmadd132pd", .three), (.fused(.factorAddend, .minus), "vfmsub213pd", .three),
        (.fused(.addend, .minus), "vfmsub231pd", .three), (.fused(.factorFactor, .minus), "vfmsub132pd", .three),
        (.fused(.factorAddend, .negative), "vfnmadd213pd", .three), (.fused(.addend, .negative), "vfnmadd231pd", .three),
        (.fused(.factorFactor, .negative), "vfnmadd132pd", .three), (.fused(.factorAddend, .negativeMinus), "vfnmsub213pd", .three),
        (.fused(.addend, .negativeMinus), "vfnmsub231pd", .three), (.fused(.factorFactor, .negativeMinus), "vfnmsub132pd", .three),
    ]

    private static let operands: [(Assembler.Operand, String)] = [
        (.register(1), "%ymm1"), (.register(8), "%ymm8"), (.register(15), "%ymm15"),
        (.memory(.blocks, 0, isIndexed: true), "0x0(%rdi,%rax,1)"), (.memory(.blocks, 127, isIndexed: true), "0x7f(%rdi,%rax,1)"),
        (.memory(.blocks, 128, isIndexed: true), "0x80(%rdi,%rax,1)"),
        (.memory(.blocks, 70_000, isIndexed: true), "0x11170(%rdi,%rax,1)"), (.memory(.pool, -128, isIndexed: false), "-0x80(%rsi)"),
        (.memory(.pool, 4_096, isIndexed: false), "0x1000(%rsi)"), (.memory(.stack, 32, isIndexed: false), "0x20(%rsp)"),
        (.memory(.stack, 4_096, isIndexed: false), "0x1000(%rsp)"),
    ]

    private static let names = ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"]

    @Test func everyFormDisassembles() throws {
        let tool = "/usr/bin/objdump"
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            print("skipped: there is no \(tool) to check encodings with")
            return
        }
        var assembler = Assembler()
        var expected: [String] = []
        for (instruction, name, shape) in EncoderTests.instructions {
            for (operand, text) in EncoderTests.operands {
                var isRegister = false
                if case .register = operand { isRegister = true }
                for first: UInt8 in [0, 7, 8, 15] {
                    for second: UInt8 in [0, 9, 15] {
                        let (to, middle) = ("%ymm\(first)", "%ymm\(second)")
                        switch shape {
                        case .three:
                            assembler.vector(instruction, first, second, operand)
                            expected.append("\(name) \(text),\(middle),\(to)")
                        case .two where second == 0:
                            assembler.vector(instruction, first, 0, operand)
                            expected.append("\(name) \(text),\(to)")
                        case .store where second == 0 && !isRegister:
                            assembler.vector(instruction, first, 0, operand)
                            expected.append("\(name) \(to),\(text)")
                        case .compare:
                            assembler.vector(instruction, first, second, operand, immediate: LaneProgram.Predicate.less)
                            expected.append("\(name) \(text),\(middle),\(to)")
                        case .round where second == 0:
                            assembler.vector(instruction, first, 0, operand, immediate: 9)
                            expected.append("\(name) $0x9,\(text),\(to)")
                        case .blend:
                            assembler.vector(instruction, first, second, operand, immediate: 13 << 4)
                            expected.append("\(name) %ymm13,\(text),\(middle),\(to)")
                        case .shift where first == 7 && isRegister:
                            assembler.vector(instruction, 6, second, operand, immediate: 52)
                            expected.append("\(name) $0x34,\(text),\(middle)")
                            assembler.vector(instruction, 2, second, operand, immediate: 12)
                            expected.append("vpsrlq $0xc,\(text),\(middle)")
                        case .signs where first < 8 && second == 0 && isRegister:
                            assembler.vector(instruction, first, 0, operand)
                            expected.append("\(name) \(text),%\(EncoderTests.names[Int(first)])")
                        default: break
                        }
                    }
                }
            }
        }
        #expect(try disassembled(assembler.bytes, tool) == expected)
    }

    /// What is told by an immediate byte, all sixteen registers in each place, and the call of a function.
    @Test func immediatesRegistersAndCallsDisassemble() throws {
        let tool = "/usr/bin/objdump"
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            print("skipped: there is no \(tool) to check encodings with")
            return
        }
        var assembler = Assembler()
        var expected: [String] = []
        let predicates: [(UInt8, String)] = [
            (LaneProgram.Predicate.equal, "eq"), (LaneProgram.Predicate.notEqual, "neq"), (LaneProgram.Predicate.less, "lt_oq"),
            (LaneProgram.Predicate.lessEqual, "le_oq"), (LaneProgram.Predicate.notLess, "nlt_uq"),
            (LaneProgram.Predicate.notLessEqual, "nle_uq"), (LaneProgram.Predicate.unordered, "unord"),
        ]
        for (predicate, name) in predicates {
            assembler.vector(.compare, 1, 2, .register(3), immediate: predicate)
            expected.append("vcmp\(name)pd %ymm3,%ymm2,%ymm1")
        }
        for direction: UInt8 in [9, 10] {
            assembler.vector(.round, 12, 0, .register(3), immediate: direction)
            expected.append("vroundpd $0x\(String(direction, radix: 16)),%ymm3,%ymm12")
        }
        for (shift, name) in [(UInt8(6), "vpsllq"), (2, "vpsrlq")] {
            for amount: UInt8 in [1, 32, 63] {
                assembler.vector(.shift, shift, 14, .register(11), immediate: amount)
                expected.append("\(name) $0x\(String(amount, radix: 16)),%ymm11,%ymm14")
            }
        }
        for a in UInt8(0)..<16 {
            for b in UInt8(0)..<16 {
                for c in UInt8(0)..<16 {
                    assembler.vector(.add, a, b, .register(c))
                    assembler.vector(.fused(.addend, .minus), a, b, .register(c))
                    assembler.vector(.blend, a, b, .register(c), immediate: c << 4)
                    let registers = "%ymm\(c),%ymm\(b),%ymm\(a)"
                    expected += ["vaddpd \(registers)", "vfmsub231pd \(registers)", "vblendvpd %ymm\(c),\(registers)"]
                }
            }
        }
        assembler.call(0x1234_5678_9ABC_DEF0, stackOffset: 96)
        expected.append("lea 0x60(%rsp),%rcx")
        let kept = ["rdi", "rsi", "rdx", "rax", "r8", "r9", "r10", "rcx"]
        expected += kept.map { "push %\($0)" } + ["mov %rcx,%rdi", "movabs $0x123456789abcdef0,%rax", "vzeroupper", "call *%rax"]
        expected += kept.reversed().map { "pop %\($0)" }
        #expect(try disassembled(assembler.bytes, tool) == expected)
    }

    private func disassembled(_ bytes: [UInt8], _ tool: String) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("headroom-encoder-\(UUID().uuidString).bin")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["-D", "-b", "binary", "-m", "i386:x86-64", "--no-show-raw-insn", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2, parts[0].hasSuffix(":") else { return nil }
            return parts[1].split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
    }
}
