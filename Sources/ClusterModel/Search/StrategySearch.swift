/// Which strategies a search looks at.
public struct SearchSpace: Hashable, Sendable {
    public var recompute: [Recompute] = Recompute.allCases
    public var zero: [Int] = [0, 1, 2, 3]
    public var sequenceParallel: [Bool] = [false, true]
    public var schedules: [Schedule] = [.oneForwardOneBackward]
    public var maximumMicrobatch = 64
    public var maximumTensor = 64
    public var contexts: [Int] = [1]
    /// Groups that experts are spread over, of models with experts: those of these that divide their number; empty stands for all divisors.
    public var experts: [Int] = []
    /// Bytes per second to host memory; 0 stands for none.
    public var offloads: [Double] = [0]

    package init() {}
}

/// What a search found.
public struct SearchResult: Sendable {
    public var best: TrainingPlan
    /// The best and all within 5 % of it, fastest first, at most ten.
    public var nearTies: [TrainingPlan]
    /// Plans that no other beats in step time, memory and chips at once, fastest first; complete only after an exhaustive run, as pruning
    /// leaves out slow plans that need little memory.
    public var front: [TrainingPlan]
    /// Strategies of the space that divide, and how many of them were priced.
    public var candidates: Int
    public var priced: Int
    /// What to know before relying on the best; empty where nothing is amiss.
    public var warning: String
}

/// Searches all strategies of a job on a cluster.
package struct StrategySearch: Sendable {
    package let model: TrainingModel
    package let space: SearchSpace

    package init(_ model: TrainingModel, _ space: SearchSpace = SearchSpace()) {
        self.model = model
        self.space = space
    }

    private struct Entry {
        var strategy: Strategy
        var step: Double
        var memory: Double
    }

    /// The fastest strategy that fits into memory.
    ///
    /// Exact: a group of strategies is left out only if `m` microbatches of its fullest stage's layers alone, a part of every
    /// member's step, take longer than 1.05 times the best step so far. With `isExhaustive` nothing is left out.
    /// - Throws: `ClusterError.nothingDivides`, `.nothingFits`.
    package func run(isExhaustive: Bool = false) throws(ClusterError) -> SearchResult {
        let job = model.job
        let capacity = model.cluster.chip.memory
        var found: [Entry] = []
        var front: [Entry] = []
        var best = Double.infinity
        var (candidates, priced) = (0, 0)
        var least = Double.infinity

        let layers = job.model.layers
        let pipelines = Divisors.of(layers) + Divisors.of(layers + 2).filter { layers % $0 != 0 && $0 > 2 }
        let tensors = Divisors.of(job.model.heads).filter { $0 <= min(space.maximumTensor, model.cluster.nodeSize) }
        let copies = Divisors.of(job.batch)
        let experts = job.model.experts > 0
            ? Divisors.of(job.model.experts).filter { space.experts.isEmpty || space.experts.contains($0) } : [1]
        let ways = space.recompute.flatMap { recompute in experts.map { (recompute, $0) } }
        for tensor in tensors {
            for context in space.contexts where job.sequence % context == 0 {
                for microbatch in Divisors.of(job.batch) where microbatch <= space.maximumMicrobatch {
                    for isSequenceParallel in space.sequenceParallel where tensor > 1 || !isSequenceParallel {
                        for (recompute, expert) in ways {
                            var s = Strategy(
                                tensor: tensor, context: context, expert: expert, microbatch: microbatch, isSequenceParallel: isSequenceParallel,
                                recompute: recompute)
                            let cost = model.layerCost(s)
                            let perLayer = model.parametersPerLayer(s)
                            for pipeline in pipelines where tensor * context * pipeline <= model.cluster.chips {
                                s.pipeline = pipeline
                                let stageLayers = s.layersPerStage(layers)
                                for data in copies where tensor * context * pipeline * data <= model.cluster.chips {
                                    guard (job.batch / data) % microbatch == 0, data % expert == 0 else { continue }
                                    s.data = data
                                    let microbatches = s.microbatches(batch: job.batch)
                                    guard microbatches >= pipeline else { continue }
                                    let bound = Double(microbatches * stageLayers) * cost.total * job.software.factor
                                    let isHopeless = !isExhaustive && bound > best * 1.05
                                    for interleave in pipeline > 1 ? Divisors.of(stageLayers) : [1] {
                                        guard interleave == 1 || microbatches % pipeline == 0 else { continue }
                                        s.interleave = interleave
                                        for zero in space.zero where zero == 0 || data > 1 {
                                            s.zero = zero
                                            for schedule in space.schedules where schedule == .oneForwardOneBackward || pipeline > 1 {
                                                s.schedule = schedule
                                                for offload in space.offloads {
                                                    s.offload = offload
                                                    candidates += 1
                                                    if isHopeless { continue }
                                                    priced += 1
                                                    let memory = model.memory(s, cost, perLayer: perLayer).memory.total
                                                    least = min(least, memory)
                                                    guard memory <= capacity else { continue }
                                                    let step = model.step(s, cost, perLayer: perLayer).total
                                                    let entry = Entry(strategy: s, step: step, memory: memory)
                                                    if step <= best * 1.05 { found.append(entry) }
                                                    Self.offer(entry, to: &front)
                                                    best = min(best, step)
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        guard candidates > 0 else {
            throw .nothingDivides(chips: model.cluster.chips, batch: job.batch, layers: layers, heads: job.model.heads)
        }
        guard best.isFinite else { throw .nothingFits(evaluated: priced, least: least, available: capacity) }
        // A stable order: time, then memory, then the order of the search.
        let ties = found.enumerated().filter { $0.element.step <= best * 1.05 }
            .sorted { ($0.element.step, $0.element.memory, $0.offset) < ($1.element.step, $1.element.memory, $1.offset) }
            .prefix(10).map(\.element)
        var plans: [TrainingPlan] = []
        for entry in ties { plans.append(try model.plan(entry.strategy)) }
        var frontPlans: [TrainingPlan] = []
        for entry in front.sorted(by: { ($0.step, $0.memory) < ($1.step, $1.memory) }) {
            frontPlans.append(try model.plan(entry.strategy))
        }
        return SearchResult(
            best: plans[0], nearTies: plans, front: frontPlans, candidates: candidates, priced: priced,
            warning: Self.warning(plans))
    }

    /// Keeps what nothing beats in time, memory and chips.
    private static func offer(_ entry: Entry, to front: inout [Entry]) {
        func beats(_ a: Entry, _ b: Entry) -> Bool {
            a.step <= b.step && a.memory <= b.memory && a.strategy.chips <= b.strategy.chips
        }
        if front.contains(where: { beats($0, entry) }) { return }
        front.removeAll { beats(entry, $0) }
        front.append(entry)
    }

    private static func warning(_ plans: [TrainingPlan]) -> String {
        let best = plans[0]
        if best.strategy.offload > 0 {
            return "fragile: the best plan rests on offload over the host's link; without it, "
                + (plans.first { $0.strategy.offload == 0 }.map { "\($0.strategy.text) is within 5 %" } ?? "nothing is within 5 %")
        }
        let share = best.memory.total / best.cluster.chip.memory
        if share > 0.95 { return "fragile: the best plan fills \(Int(share * 100)) % of the memory" }
        return ""
    }
}
