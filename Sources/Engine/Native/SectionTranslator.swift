internal import CodeGenerator

/// Divides a section between kernels and generated loops.
///
/// Instructions are taken in their order into a *window*. Arithmetic goes into its loop; kernels that read nothing of the
/// loop come before it (streams, tables of uniforms), what only hands values on comes behind it (outputs, series,
/// histories). A kernel that reads a value of the loop ends the window, and so do limits of code and of blocks, which
/// keep both in the first-level caches. Values that are read in a later window go through blocks of their own.
struct SectionTranslator {
    /// What the sections of a program share.
    struct Shared {
        let triangulars: [TriangularRecipe]
        var loops: [NativeProgram.Loop] = []
        /// Blocks behind the registers of the program.
        var registerCount: Int
        let firstBlock: UInt16

        init(_ program: Program) {
            triangulars = program.triangulars
            registerCount = program.registerCount
            firstBlock = UInt16(program.registerCount)
        }
    }

    /// About how many instructions a loop may have: more would not fit the cache of code.
    static let heaviestLoop = 2_000
    /// How many blocks kernels may fill for one loop.
    static let mostBlocks = 10

    private let section: Section
    private var shared: Shared
    private var output = Section()
    private var columns: [SIMD4<Int32>]
    /// The last instruction that reads what each instruction defines.
    private let lastUse: [Int]
    private var free: [UInt16] = []

    /// Where a register's value is: the instruction that defined it, its place in the loop under way, its block.
    private struct Tracked {
        var definition: Int
        var value: LaneLoop.Value?
        var block: UInt16?
    }
    private var tracked: [UInt16: Tracked] = [:]

    // The window.
    private var loop = LaneLoop()
    private var weight = 0
    private var loopColumns: [Int32] = []
    private var cellOfColumn: [Int32: LaneLoop.Value] = [:]
    private var causes: [PathFault.Cause] = []
    private var blockValues: [UInt16: LaneLoop.Value] = [:]
    private var changedBlocks: [UInt16] = []
    private var before: [(instruction: Instruction, origin: Int)] = []
    private var behind: [(instruction: Instruction, origin: Int, operands: [LaneLoop.Value?])] = []

    static func translate(_ section: Section, _ shared: inout Shared) throws(CompiledLoop.Refusal) -> Section {
        var translator = SectionTranslator(section, shared)
        for i in section.instructions.indices { try translator.take(i) }
        try translator.flush(before: section.instructions.count)
        shared = translator.shared
        return translator.output
    }

    private init(_ section: Section, _ shared: Shared) {
        self.section = section
        self.shared = shared
        columns = [SIMD4<Int32>](repeating: SIMD4(repeating: -1), count: section.instructions.count)
        for patch in section.patches { columns[Int(patch.instruction)][Int(patch.lane)] = patch.column }
        var lastUse = [Int](repeating: -1, count: section.instructions.count)
        var reader: [UInt16: Int] = [:]
        for (i, instruction) in section.instructions.enumerated().reversed() {
            if instruction.defines { lastUse[i] = reader.removeValue(forKey: instruction.destination) ?? -1 }
            for lane in instruction.readLanes where reader[instruction.registers[lane]] == nil {
                reader[instruction.registers[lane]] = i
            }
        }
        self.lastUse = lastUse
        free = (shared.firstBlock..<UInt16(shared.registerCount)).reversed()
    }

    // MARK: Values

    private mutating func newBlock() -> UInt16 {
        if let block = free.popLast() { return block }
        precondition(shared.registerCount < Int(UInt16.max), "a program keeps at most 65535 values at a time")
        shared.registerCount += 1
        return UInt16(shared.registerCount - 1)
    }

    private mutating func blockValue(_ block: UInt16) -> LaneLoop.Value {
        if let value = blockValues[block] { return value }
        let value = loop.add(.block(Int32(block)))
        blockValues[block] = value
        return value
    }

    private mutating func value(_ register: UInt16) -> LaneLoop.Value {
        let place = tracked[register] ?? Tracked(definition: -1, value: nil, block: register)
        if let value = place.value { return value }
        return blockValue(place.block!)
    }

    private mutating func operand(_ i: Int, _ lane: Int) -> LaneLoop.Value {
        let instruction = section.instructions[i]
        guard instruction.shape >> UInt8(lane) & 1 == 1 else { return value(instruction.registers[lane]) }
        return number(i, lane)
    }

    private mutating func number(_ i: Int, _ lane: Int) -> LaneLoop.Value {
        let column = columns[i][lane]
        guard column >= 0 else { return loop.add(.number(section.instructions[i].numbers[lane])) }
        if let cell = cellOfColumn[column] { return cell }
        let cell = loop.addCell()
        loopColumns.append(column)
        cellOfColumn[column] = cell
        return cell
    }

    private mutating func define(_ i: Int, _ value: LaneLoop.Value) {
        tracked[section.instructions[i].destination] = Tracked(definition: i, value: value, block: nil)
    }

    // MARK: Instructions

    private mutating func take(_ i: Int) throws(CompiledLoop.Refusal) {
        let instruction = section.instructions[i]
        let heavy = SectionTranslator.weight(instruction)
        if weight + heavy > SectionTranslator.heaviestLoop && weight > 0 { try flush(before: i) }
        switch instruction.form {
        case .fill: define(i, number(i, 0))
        case .copy: define(i, operand(i, 0))
        case .unary where LaneLoop.canUnary(instruction.operation):
            define(i, loop.add(.unary(instruction.operation, operand(i, 0))))
        case .binary where LaneLoop.canBinary(instruction.operation):
            define(i, loop.add(.binary(instruction.operation, operand(i, 0), operand(i, 1))))
        case .ternary:
            define(i, loop.add(.ternary(instruction.operation, operand(i, 0), operand(i, 1), operand(i, 2))))
        case .quaternary:
            define(i, loop.add(.quaternary(
                instruction.operation, operand(i, 0), operand(i, 1), operand(i, 2), operand(i, 3))))
        case .expAffine:
            let product = loop.add(.binary(BinaryOperation.multiply.rawValue, number(i, 2), operand(i, 0)))
            let sum = loop.add(.binary(BinaryOperation.add.rawValue, number(i, 1), product))
            define(i, loop.add(.unary(UnaryOperation.exp.rawValue, sum)))
        case .triangular:
            let shape = shared.triangulars[Int(instruction.index)]
            let numbers = LaneLoop.Triangular(
                minimum: shape.minimum, maximum: shape.maximum, split: shape.split, lower: shape.lower, upper: shape.upper)
            define(i, loop.add(.triangular(numbers, operand(i, 0))))
        case .store, .storeTruth: store(i, instruction)
        case .check:
            loop.test(.isTrue(operand(i, 0)))
            causes.append(.check(Int(instruction.index)))
        case .checkFinite:
            loop.test(.isNotFinite(operand(i, 0), mask: operand(i, 1)))
            causes.append(.check(Int(instruction.index)))
        case .emit, .series, .push:
            var operands: [LaneLoop.Value?] = [nil, nil]
            for lane in instruction.readLanes { operands[lane] = operand(i, lane) }
            behind.append((instruction, i, operands))
        case .internalRate:
            try flush(before: i)
            append(instruction, i)
        case .unary, .binary, .uniform, .normal, .table, .steps, .stepUniform, .stepNormal, .history, .trailing, .gather,
            .generated:
            try kernel(i, instruction)
        }
        weight += heavy
    }

    private mutating func store(_ i: Int, _ instruction: Instruction) {
        let to = instruction.destination
        var value = operand(i, 0)
        var mask: LaneLoop.Value?
        if instruction.shape & Instruction.withoutMask == 0 {
            let alive = operand(i, 1)
            value = loop.add(.ternary(TernaryOperation.select.rawValue, alive, value, self.value(to)))
            mask = alive
        }
        if instruction.form == .store {
            loop.test(.isNotFinite(value, mask: mask))
            causes.append(.state(Int(instruction.index)))
        }
        loop.store(value, in: Int32(to))
        changedBlocks.append(to)
        tracked[to] = Tracked(definition: -1, value: value, block: to)
    }

    /// A call of a kernel: before the loop where it reads nothing of it.
    private mutating func kernel(_ i: Int, _ instruction: Instruction) throws(CompiledLoop.Refusal) {
        if instruction.readLanes.contains(where: { !standsInBlock(instruction.registers[$0]) })
            || before.count >= SectionTranslator.mostBlocks
        {
            try flush(before: i)
        }
        var call = instruction
        for lane in instruction.readLanes {
            let register = instruction.registers[lane]
            call.registers[lane] = tracked[register]?.block ?? register
        }
        call.destination = newBlock()
        before.append((call, i))
        tracked[instruction.destination] = Tracked(definition: i, value: nil, block: call.destination)
    }

    /// Whether the value is there before the loop under way.
    private func standsInBlock(_ register: UInt16) -> Bool {
        guard let place = tracked[register] else { return true }
        return place.value == nil
    }

    private static func weight(_ instruction: Instruction) -> Int {
        switch instruction.form {
        case .unary: LaneLoop.weight(unary: instruction.operation)
        case .binary: LaneLoop.weight(binary: instruction.operation)
        case .expAffine: LaneLoop.weight(unary: UnaryOperation.exp.rawValue) + 2
        case .triangular: 12
        case .store, .storeTruth, .checkFinite, .check: 3
        case .ternary, .quaternary: 2
        default: 1
        }
    }

    // MARK: Windows

    private mutating func append(_ instruction: Instruction, _ origin: Int) {
        for lane in 0..<4 where columns[origin][lane] >= 0 {
            output.patches.append(
                Section.ColumnPatch(
                    instruction: Int32(output.instructions.count), lane: Int32(lane), column: columns[origin][lane]))
        }
        output.instructions.append(instruction)
    }

    /// Ends the window: the calls before the loop, the loop, what comes behind it.
    private mutating func flush(before position: Int) throws(CompiledLoop.Refusal) {
        var blockOfValue: [LaneLoop.Value: UInt16] = [:]
        for store in loop.stores { blockOfValue[store.value] = UInt16(store.block) }
        for (block, value) in blockValues where !changedBlocks.contains(block) { blockOfValue[value] = block }
        // Values that are read later, in the order of their definitions.
        for (register, place) in tracked.sorted(by: { $0.value.definition < $1.value.definition }) {
            guard place.definition >= 0, let value = place.value, lastUse[place.definition] >= position else { continue }
            tracked[register]!.block = newBlock()
            loop.store(value, in: Int32(tracked[register]!.block!))
            if blockOfValue[value] == nil { blockOfValue[value] = tracked[register]!.block! }
        }
        var handed: [(Instruction, Int)] = []
        for entry in behind {
            var instruction = entry.instruction
            for lane in 0..<2 {
                guard let value = entry.operands[lane] else { continue }
                if blockOfValue[value] == nil {
                    let block = newBlock()
                    loop.store(value, in: Int32(block))
                    blockOfValue[value] = block
                }
                instruction.registers[lane] = blockOfValue[value]!
            }
            handed.append((instruction, entry.origin))
        }
        for call in before { append(call.instruction, call.origin) }
        if !loop.stores.isEmpty || !loop.tests.isEmpty {
            let code = try CompiledLoop(loop)
            output.instructions.append(Instruction(form: .generated, index: Int32(shared.loops.count)))
            shared.loops.append(NativeProgram.Loop(code: code, columns: loopColumns, causes: causes))
        }
        for (instruction, origin) in handed { append(instruction, origin) }
        // Values go on living in their blocks; the blocks of others are free.
        for (register, place) in tracked.sorted(by: { $0.key < $1.key }) {
            tracked[register]!.value = nil
            guard place.definition >= 0, lastUse[place.definition] < position else { continue }
            tracked[register] = nil
        }
        let kept = Set(tracked.values.compactMap(\.block))
        free = (shared.firstBlock..<UInt16(shared.registerCount)).reversed().filter { !kept.contains($0) }
        loop = LaneLoop()
        weight = 0
        loopColumns = []
        cellOfColumn = [:]
        causes = []
        blockValues = [:]
        changedBlocks = []
        before = []
        behind = []
    }
}
