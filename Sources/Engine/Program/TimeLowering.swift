/// Decides which nodes of a model keep a register through all steps, and lowers its three sections around them.
struct TimeLowering {
    private let graph: GraphSnapshot
    private let model: TimeModel
    /// Registers that no other value takes: of states, rates, and of what steps need but do not change.
    private let fixed: [Int32: UInt16]
    /// What is computed once before the steps, because steps use it.
    private let invariants: [Int32]
    private let places: TimePlaces
    private let prologue: (section: Section, registerCount: Int)
    private let body: (section: Section, registerCount: Int)

    var registerCount: Int { max(prologue.registerCount, body.registerCount) }

    init(_ graph: GraphSnapshot, _ model: TimeModel) {
        self.graph = graph
        self.model = model
        var fixed: [Int32: UInt16] = [:]
        var places = TimePlaces()
        func fix(_ node: Int32) { fixed[node] = UInt16(fixed.count) }
        for (i, state) in model.states.enumerated() {
            fix(state.leaf.index)
            places.states[graph.records[Int(state.leaf.index)].a] = i
        }
        for (i, rate) in model.rates.enumerated() {
            fix(rate.logRate.index)
            fix(rate.status.index)
            places.states[graph.records[Int(rate.logRate.index)].a] = model.states.count + 2 * i
            places.states[graph.records[Int(rate.status.index)].a] = model.states.count + 2 * i + 1
        }
        for (i, use) in model.histories.enumerated() { places.histories[use.history.number] = i }
        self.places = places
        let bodyEffects = TimeLowering.bodyEffects(model, graph, places)
        let needed = graph.records.reachable(from: bodyEffects.flatMap(\.roots)) { fixed[$0] != nil }
        invariants = TimeLowering.invariants(graph.records, needed, roots: bodyEffects.flatMap(\.roots))
        for node in invariants { fix(node) }
        self.fixed = fixed
        let builder = SectionBuilder(records: graph.records, fixed: fixed, firstTemporary: fixed.count)
        body = TimeLowering.numbered(builder.build(bodyEffects), places)
        // Before the first step nothing is fixed yet: what has a register of its own is put there.
        let open = SectionBuilder(records: graph.records, fixed: [:], firstTemporary: fixed.count)
        prologue = open.build(TimeLowering.prologueEffects(model, invariants, fixed, places))
    }

    /// Histories by their places in the model: a graph numbers those of all its models.
    private static func numbered(
        _ built: (section: Section, registerCount: Int), _ places: TimePlaces
    ) -> (section: Section, registerCount: Int) {
        var built = built
        for i in built.section.instructions.indices {
            let instruction = built.section.instructions[i]
            guard instruction.form == .history || instruction.form == .trailing else { continue }
            guard let place = places.histories[instruction.index] else {
                preconditionFailure("a history that is read is one of the model's")
            }
            built.section.instructions[i].index = Int32(place)
        }
        return built
    }

    // MARK: Sections

    private static func prologueEffects(
        _ model: TimeModel, _ invariants: [Int32], _ fixed: [Int32: UInt16], _ places: TimePlaces
    ) -> [Effect] {
        var effects: [Effect] = []
        for node in invariants { effects.append(Effect(Instruction(form: .storeTruth, shape: 2, destination: fixed[node]!, index: -1), node)) }
        for (i, state) in model.states.enumerated() {
            let form: Instruction.Form = state.isChecked ? .store : .storeTruth
            effects.append(
                Effect(
                    Instruction(form: form, shape: 2, destination: fixed[state.leaf.index]!, index: Int32(i)),
                    state.initial.index))
        }
        for (i, use) in model.histories.enumerated() {
            if let initial = use.initial { effects.append(Effect(Instruction(form: .push, index: Int32(i)), initial.index)) }
        }
        effects += model.initialChecks.map { check($0) }
        return effects
    }

    private static func bodyEffects(_ model: TimeModel, _ graph: GraphSnapshot, _ places: TimePlaces) -> [Effect] {
        var effects: [Effect] = []
        effects += model.checks.map { check($0) }
        for (i, use) in model.histories.enumerated() {
            effects.append(Effect(Instruction(form: .push, index: Int32(i)), use.pushed.index))
        }
        for (i, state) in model.states.enumerated() where state.next != state.leaf && state.leaf != model.alive {
            effects.append(store(state, i, model))
        }
        for (i, series) in model.series.enumerated() where !series.isFrozen {
            effects.append(hand(series, i, series.node.index))
        }
        // What goes on counting on paths that have stopped is read behind the stores; see `frozenValues`.
        for (i, state) in model.states.enumerated() where state.leaf == model.alive {
            effects.append(store(state, i, model))
        }
        return effects
    }

    private static func store(_ state: TimeModel.State, _ number: Int, _ model: TimeModel) -> Effect {
        let form: Instruction.Form = state.isChecked ? .store : .storeTruth
        var effect = Effect(Instruction(form: form, index: Int32(number)), state.next.index, state: state.leaf.index)
        if let alive = model.alive {
            effect.operands[1] = alive.index
        } else {
            effect.instruction.shape = Instruction.withoutMask
        }
        return effect
    }

    private static func hand(_ series: TimeModel.Series, _ number: Int, _ node: Int32) -> Effect {
        var effect = Effect(Instruction(form: .series, index: Int32(number)), node)
        if let mask = series.mask {
            effect.operands[1] = mask.index
        } else {
            effect.instruction.shape = Instruction.withoutMask
        }
        return effect
    }

    private static func check(_ check: TimeModel.Check) -> Effect {
        switch check.kind {
        case .isTrue: Effect(Instruction(form: .check, index: Int32(check.number)), check.node.index)
        case .isNotFinite(let mask):
            Effect(Instruction(form: .checkFinite, index: Int32(check.number)), check.node.index, mask.index)
        }
    }

    /// What is asked behind the last step. States and invariants still stand in their registers.
    func epilogue(_ outputs: [Int32]) -> (section: Section, registerCount: Int) {
        let builder = SectionBuilder(records: graph.records, fixed: fixed, firstTemporary: fixed.count)
        var effects = model.finalChecks.map { TimeLowering.check($0) }
        effects += outputs.enumerated().map { Effect(Instruction(form: .emit, index: Int32($0.offset)), $0.element) }
        var built = builder.build(effects)
        let rates = model.rates.enumerated().map { i, rate in
            var instruction = Instruction(form: .internalRate, destination: fixed[rate.logRate.index]!, index: Int32(i))
            instruction.registers[2] = fixed[rate.status.index]!
            return instruction
        }
        built.section.instructions = rates + built.section.instructions
        built.section.patches = built.section.patches.map {
            Section.ColumnPatch(instruction: $0.instruction + Int32(rates.count), lane: $0.lane, column: $0.column)
        }
        return built
    }

    // MARK: Invariants

    /// The nodes that steps use and that no step changes: computed once. Numbers stay numbers.
    private static func invariants(_ records: [NodeRecord], _ needed: [Int32], roots: [Int32]) -> [Int32] {
        var changes = [Bool](repeating: false, count: records.count)
        for index in needed {
            let record = records[Int(index)]
            switch record.opcode {
            case .stepUniform, .state, .column, .history, .trailing: changes[Int(index)] = true
            default:
                let operands = [record.a, record.b, record.c].prefix(record.operandCount)
                changes[Int(index)] = operands.contains { changes[Int($0)] }
            }
        }
        var isUsed = [Bool](repeating: false, count: records.count)
        func use(_ index: Int32) {
            if !changes[Int(index)] && records[Int(index)].opcode != .constant { isUsed[Int(index)] = true }
        }
        for root in roots { use(root) }
        for index in needed where changes[Int(index)] {
            let record = records[Int(index)]
            for operand in [record.a, record.b, record.c].prefix(record.operandCount) { use(operand) }
        }
        return needed.filter { isUsed[Int($0)] }
    }

    // MARK: The loop

    var loop: TimeLoop {
        var recordOfStep = [Int32](repeating: -1, count: model.steps)
        for (i, step) in model.recordedSteps.enumerated() { recordOfStep[step - 1] = Int32(i) }
        var lengths = [Int](repeating: 1, count: model.histories.count)
        for (i, use) in model.histories.enumerated() { lengths[i] = max(1, use.length) }
        return TimeLoop(
            steps: model.steps, prologue: prologue.section, body: body.section,
            alive: model.alive.map { fixed[$0.index]! }, historyLengths: lengths,
            seriesKinds: model.series.map { graph.records[Int($0.node.index)].kind },
            recordOfStep: recordOfStep, recordCount: model.recordedSteps.count,
            frozenValues: model.series.enumerated().compactMap { i, series in
                series.isFrozen ? (Int32(i), fixed[series.node.index]!) : nil
            },
            rates: model.rates.map {
                TimeLoop.RateBracket(
                    history: Int32(places.histories[$0.flows.number]!), low: $0.bracket.lowerBound,
                    high: $0.bracket.upperBound)
            })
    }

    /// What the model computes, in an order of its own.
    func hash(_ outputs: [Int32]) -> UInt64 {
        let roots =
            model.states.flatMap { [$0.initial.index, $0.next.index] }
            + model.histories.flatMap { [$0.pushed.index] + ($0.initial.map { [$0.index] } ?? []) }
            + model.series.flatMap { [$0.node.index] + ($0.mask.map { [$0.index] } ?? []) } + outputs
        var hash = StableHash()
        hash.add(graph.canonicalHash(outputs: roots, places: places))
        hash.add(UInt64(model.steps))
        hash.add(UInt64(model.alive.map { Int(fixed[$0.index]!) + 1 } ?? 0))
        for use in model.histories { hash.add(UInt64(use.length)) }
        for step in model.recordedSteps { hash.add(UInt64(step)) }
        for rate in model.rates {
            hash.add(rate.bracket.lowerBound.bitPattern)
            hash.add(rate.bracket.upperBound.bitPattern)
        }
        return hash.value
    }
}
