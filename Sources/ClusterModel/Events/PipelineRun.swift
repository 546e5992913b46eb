/// A pipeline's step, task by task.
public struct PipelineRun: Hashable, Sendable {
    public let shape: PipelineShape
    /// Of each stage, in the order of time.
    public let tasks: [[PipelineTask]]
    /// Seconds until the last task ends.
    public let end: Double

    /// Seconds that a stage does not work.
    public func idle(_ stage: Int) -> Double { end - tasks[stage].reduce(0) { $0 + $1.end - $1.start } }

    /// Share of all stages' time without work.
    public var idleShare: Double {
        end > 0 ? (0..<shape.stages).reduce(0) { $0 + idle($1) } / (end * Double(shape.stages)) : 0
    }

    /// The most microbatches of a stage's chunks whose activations are kept at once, in units of whole stages.
    public func kept(_ stage: Int) -> Double {
        let last: PipelineTask.Kind = shape.schedule == .zeroBubble ? .weights : .backward
        var (now, most) = (0, 0)
        for task in tasks[stage] {
            if task.kind == .forward { now += 1 } else if task.kind == last { now -= 1 }
            most = max(most, now)
        }
        return Double(most) / Double(shape.interleave)
    }

    /// Simulates the step. Every stage takes its tasks in the order its schedule prescribes and begins each as soon as the one before is done
    /// and what it waits for has arrived:
    ///
    /// - 1F1B (Narayanan et al. 2021): p − 1 − s forward passes first, then one forward and one backward in turn.
    /// - Interleaved: the same over rounds of p microbatches through the chunks, 2(p − 1 − s) + (v − 1)p forward passes first.
    /// - Zero-bubble (Qi et al. 2024, H1 with its memory): as 1F1B without the gradients of weights, which fill gaps that are long enough;
    ///   before a forward pass would keep more than p microbatches they must be made up for.
    ///
    /// - Complexity: O(stages × microbatches × interleave), a little more with zero-bubble.
    package init(_ shape: PipelineShape) throws(ClusterError) {
        try shape.check()
        self.shape = shape
        let (p, m, v) = (shape.stages, shape.microbatches, shape.interleave)
        let isSplit = shape.schedule == .zeroBubble
        let last = shape.chunks - 1
        var forwardEnd = [Double](repeating: -1, count: m * shape.chunks)
        var backwardEnd = forwardEnd
        var tasks = [[PipelineTask]](repeating: [], count: p)
        var position = [Int](repeating: 0, count: p)
        var free = [Double](repeating: 0, count: p)
        // Microbatches whose weight gradients are still to be computed, by their numbers: done in order.
        var weightsDone = [Int](repeating: 0, count: p)
        var backwardsDone = [Int](repeating: 0, count: p)
        var forwardsDone = [Int](repeating: 0, count: p)

        func add(_ kind: PipelineTask.Kind, _ microbatch: Int, _ chunk: Int, on stage: Int, ready: Double) -> Double {
            var seconds =
                switch kind {
                case .forward: shape.forward[chunk]
                case .backward: shape.backward[chunk] + (isSplit ? 0 : shape.weights[chunk])
                case .weights: shape.weights[chunk]
                }
            seconds *= shape.slowdown[stage]
            let start = max(free[stage], ready)
            tasks[stage].append(PipelineTask(kind: kind, microbatch: microbatch, chunk: chunk, start: start, end: start + seconds))
            free[stage] = start + seconds
            return start + seconds
        }
        func addWeights(on stage: Int) {
            _ = add(.weights, weightsDone[stage], stage, on: stage, ready: 0)
            weightsDone[stage] += 1
        }

        var moved = true
        while moved {
            moved = false
            for stage in 0..<p {
                while position[stage] < 2 * m * v {
                    let (kind, microbatch, chunk) = Self.task(position[stage], of: stage, in: shape)
                    let place = microbatch * shape.chunks + chunk
                    var ready = 0.0
                    if kind == .forward {
                        if chunk > 0 { ready = forwardEnd[place - 1] }
                    } else {
                        ready = chunk == last ? forwardEnd[place] : backwardEnd[place + 1]
                        if ready >= 0, forwardEnd[place] < 0 { ready = -1 }
                    }
                    guard ready >= 0 else { break }
                    if isSplit {
                        let seconds = shape.weights[stage] * shape.slowdown[stage]
                        let mustMakeRoom = kind == .forward && forwardsDone[stage] - weightsDone[stage] >= p
                        while weightsDone[stage] < backwardsDone[stage],
                            mustMakeRoom && forwardsDone[stage] - weightsDone[stage] >= p || free[stage] + seconds <= ready * (1 + 1e-12)
                        { addWeights(on: stage) }
                    }
                    let end = add(kind, microbatch, chunk, on: stage, ready: ready)
                    if kind == .forward {
                        forwardEnd[place] = end
                        forwardsDone[stage] += 1
                    } else {
                        backwardEnd[place] = end
                        backwardsDone[stage] += 1
                    }
                    position[stage] += 1
                    moved = true
                }
            }
        }
        if isSplit {
            for stage in 0..<p { while weightsDone[stage] < m { addWeights(on: stage) } }
        }
        precondition(position.allSatisfy { $0 == 2 * m * v }, "a schedule never waits for itself")
        self.tasks = tasks
        end = free.max() ?? 0
    }

    /// Forward or backward task n of a stage, in the order of its schedule.
    private static func task(_ n: Int, of stage: Int, in shape: PipelineShape) -> (PipelineTask.Kind, Int, Int) {
        let (p, m, v) = (shape.stages, shape.microbatches, shape.interleave)
        let whole = m * v
        let first = min(whole, v == 1 ? p - 1 - stage : 2 * (p - 1 - stage) + (v - 1) * p)
        let paired = 2 * (whole - first)
        let isForward = n < first || (n - first < paired && (n - first) % 2 == 0)
        let index = n < first ? n : n - first < paired ? (isForward ? first : 0) + (n - first) / 2 : n - whole
        guard v > 1 else { return (isForward ? .forward : .backward, index, stage) }
        let (round, inRound) = index.quotientAndRemainder(dividingBy: p * v)
        let piece = inRound / p
        return (isForward ? .forward : .backward, round * p + inRound % p, (isForward ? piece : v - 1 - piece) * p + stage)
    }
}
