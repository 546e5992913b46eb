/// The whole code of a loop: its frame, the quick version of its body, and the exact one for lanes in trouble.
struct LoopEmitter {
    private(set) var pool = ConstantPool()
    private var assembler = Assembler()

    /// Groups of four lanes that are computed at a time, so that one's instructions fill the other's waiting.
    static let groups: Int32 = 2

    var bytes: [UInt8] { assembler.bytes }

    init(_ loop: LaneLoop) throws(CompiledLoop.Refusal) {
        let groups = LoopEmitter.groups
        let quick = LaneWriter(loop, isQuick: true, groups: groups).program
        assembler.append(0x55, 0x48, 0x89, 0xE5)  // push rbp; mov rbp, rsp
        assembler.append(0x48, 0x81, 0xEC)  // sub rsp, …
        let frame = assembler.count
        assembler.append(word: 0)
        assembler.append(0x48, 0x83, 0xE4, 0xE0)  // and rsp, -32
        assembler.append(0x31, 0xC0, 0x45, 0x31, 0xC0)  // xor eax, eax; xor r8d, r8d
        assembler.alignLoop()
        let top = assembler.count
        let body = LaneEmitter(LaneSchedule(quick), assembler, pool, firstSlot: 0)
        assembler = body.assembler
        pool = body.pool
        let tail = assembler.count
        assembler.append(0x48, 0x83, 0xC0, UInt8(groups * 32))  // add rax, 64
        assembler.append(0x48, 0x3D)  // cmp rax, 2048
        assembler.append(word: 2048)
        assembler.append(0x0F, 0x82)  // jb top
        assembler.append(word: Int32(top - assembler.count - 4))
        assembler.append(0x44, 0x89, 0xC0)  // mov eax, r8d
        assembler.append(0xC9, 0xC5, 0xF8, 0x77, 0xC3)  // leave; vzeroupper; ret
        var slots = body.slotCount
        if let exit = body.exit {
            assembler.replace(wordAt: exit, Int32(assembler.count - exit - 4))
            assembler.append(0x41, 0xBA)  // mov r10d, groups
            assembler.append(word: groups)
            let again = assembler.count
            assembler.append(0x49, 0x89, 0xC1, 0x49, 0xC1, 0xE9, 0x05)  // mov r9, rax; shr r9, 5
            let exact = LaneWriter(loop, isQuick: false, groups: 1).program
            let rest = LaneEmitter(LaneSchedule(exact), assembler, pool, firstSlot: slots)
            assembler = rest.assembler
            pool = rest.pool
            slots = rest.slotCount
            assembler.append(0x48, 0x83, 0xC0, 0x20)  // add rax, 32
            assembler.append(0x41, 0xFF, 0xCA)  // dec r10d
            assembler.append(0x0F, 0x85)  // jnz again
            assembler.append(word: Int32(again - assembler.count - 4))
            assembler.append(0x48, 0x83, 0xE8, UInt8(groups * 32))  // sub rax, 64
            assembler.append(0xE9)  // jmp tail
            assembler.append(word: Int32(tail - assembler.count - 4))
        }
        let frameBytes = Int(slots) * 32 + 32
        guard frameBytes <= CompiledLoop.largestFrame else { throw .size }
        assembler.replace(wordAt: frame, Int32(frameBytes))
    }
}
