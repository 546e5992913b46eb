internal import Engine

/// What requests went through, in the order of their arrival; seconds.
public struct ServingResult: Hashable, Sendable {
    /// From arrival to the first token, and to the last.
    public let firstToken: [Double]
    public let whole: [Double]
    /// Mean seconds between the tokens of an answer; answers of one token have none.
    public let perToken: [Double]
    /// Seconds between the first and the last arrival.
    public let span: Double
    /// Tokens of answers per second while requests arrived, without the first tenth of them.
    public let tokensPerSecond: Double
    /// Answers growing at once on a copy, in the mean over time.
    public let meanBatch: Double
    /// Share of the time that copies work.
    public let busy: Double
    /// Requests that nobody had begun to read when the last one arrived.
    public let waiting: Int
    /// Requests for which a cache would never have had room.
    public let refused: Int

    /// Whether requests came for so long that beginning and end hardly count: ten times as long as half of the answers take.
    package var isSettled: Bool { whole.isEmpty || span > 10 * whole.sorted()[whole.count / 2] }

    /// More requests come than leave: the queue grows as long as they come.
    public var isOverloaded: Bool { Double(waiting) > max(20, 0.05 * Double(firstToken.count)) }
}

/// Continuous batching, step by step: requests arrive, are read, grow answers and leave, on copies of a model.
package struct ServingSimulation: Sendable {
    package let load: ServingLoad
    package let plan: ServingPlan
    package let cluster: Cluster
    package let seed: UInt64
    private let cost: ServingCost

    package init(_ load: ServingLoad, _ plan: ServingPlan, on cluster: Cluster, seed: UInt64) throws(ClusterError) {
        try load.check()
        try plan.check()
        cost = try ServingCost(load.model, on: cluster, precision: load.precision, tensor: plan.tensor)
        guard plan.chips <= cluster.chips else { throw .chips(needed: plan.chips, available: cluster.chips) }
        let needed = cost.perToken * Double(load.prompt + load.output)
        guard cost.room >= needed else {
            let larger = Divisors.of(load.model.heads).first { n in
                guard n > plan.tensor, n <= cluster.nodeSize else { return false }
                guard let other = try? ServingCost(load.model, on: cluster, precision: load.precision, tensor: n) else { return false }
                return other.room >= other.perToken * Double(load.prompt + load.output)
            }
            throw .memory(
                needed: cost.weights + needed, available: cluster.chip.memory, stage: 1,
                remedy: larger.map { "tp = \($0) has room for it" } ?? "use chips with more memory, or a smaller number format")
        }
        self.load = load
        self.plan = plan
        self.cluster = cluster
        self.seed = seed
    }

    /// Serves so many requests; each goes to the copy with the fewest requests, the first of them. The first tenth warms up and is left out of the
    /// distributions.
    package func run(requests: Int) -> ServingResult {
        let key = StreamKey(seed: seed, name: "requests")
        var queue: [Request] = []
        queue.reserveCapacity(requests)
        var now = 0.0
        func length(_ mean: Int, _ number: Int, _ draw: UInt32) -> Int {
            guard load.spread > 0 else { return mean }
            let normal = ScalarMath.inverseNormal(key.uniform(path: UInt64(number), draw: draw))
            let factor = ScalarMath.exp(load.spread * normal - load.spread * load.spread / 2)
            return max(1, Int(min(Double(mean) * factor, 0x1p20).rounded()))
        }
        var refused = 0
        var arrivals: [Double] = []
        var outputs: [Int] = []
        for number in 0..<requests {
            now -= ScalarMath.log(key.uniform(path: UInt64(number))) / load.arrivals
            let request = Request(
                number: number, arrival: now, ready: now, prompt: length(load.prompt, number, 1), output: length(load.output, number, 2))
            arrivals.append(now)
            outputs.append(request.output)
            if Double(request.prompt + request.output) * cost.perToken > cost.room {
                refused += 1
            } else {
                queue.append(request)
            }
        }
        let span = now
        let warm = requests / 10
        let from = warm > 0 ? arrivals[warm - 1] : 0
        var first = [Double](repeating: .nan, count: requests)
        var last = first
        var waiting = 0
        var used = 0.0
        if plan.readers > 0 {
            var handed: [Request] = []
            var readers = (0..<plan.readers).map { _ in ServingCopy(cost, plan, role: .reads) }
            let done = Self.serve(queue, on: &readers, from: from, until: span)
            waiting = done.waiting
            used += readers.reduce(0) { $0 + $1.worked }
            for (request, time) in done.finished {
                first[request.number] = time
                var next = request
                next.ready = time + cost.handOver(request.prompt)
                if request.output > 1 { handed.append(next) } else { last[request.number] = time }
            }
            handed.sort { ($0.ready, $0.number) < ($1.ready, $1.number) }
            queue = handed
        }
        var copies = (0..<plan.copies).map { _ in ServingCopy(cost, plan, role: plan.readers > 0 ? .writes : .both) }
        let done = Self.serve(queue, on: &copies, from: from, until: span)
        waiting += done.waiting
        used += copies.reduce(0) { $0 + $1.worked }
        for (request, time) in done.finished { last[request.number] = time }
        if plan.readers == 0 { for (request, time) in done.begun { first[request.number] = time } }

        var (firsts, wholes, tokens): ([Double], [Double], [Double]) = ([], [], [])
        for number in warm..<requests where last[number].isFinite {
            firsts.append(first[number] - arrivals[number])
            wholes.append(last[number] - arrivals[number])
            if outputs[number] > 1 { tokens.append((last[number] - first[number]) / Double(outputs[number] - 1)) }
        }
        var written = copies.reduce(0) { $0 + $1.written }
        // First tokens of requests that others have read.
        if plan.readers > 0 { written += Double(first.count { $0 > from && $0 <= span }) }
        return ServingResult(
            firstToken: firsts, whole: wholes, perToken: tokens, span: span, tokensPerSecond: written / max(span - from, 1e-9),
            meanBatch: copies.reduce(0) { $0 + $1.batchTime } / max(1e-9, copies.reduce(0) { $0 + $1.worked }),
            busy: min(1, used / (Double(plan.copies + plan.readers) * max(span, 1e-9))), waiting: waiting, refused: refused)
    }

    private struct Served {
        var begun: [(Request, Double)] = []
        var finished: [(Request, Double)] = []
        var waiting = 0
    }

    /// Sends requests, in the order they are ready, to copies.
    private static func serve(_ queue: [Request], on copies: inout [ServingCopy], from: Double, until mark: Double) -> Served {
        for index in copies.indices {
            copies[index].from = from
            copies[index].mark = mark
        }
        for request in queue {
            var best = 0
            for index in copies.indices {
                copies[index].advance(to: request.ready)
                if copies[index].requests < copies[best].requests { best = index }
            }
            copies[best].add(request)
        }
        var served = Served()
        for index in copies.indices {
            copies[index].advance(to: mark)
            served.waiting += copies[index].waitingCount
            copies[index].advance(to: .infinity)
            served.begun += copies[index].begun
            served.finished += copies[index].finished
        }
        return served
    }
}

/// One request on its way.
struct Request {
    var number: Int
    /// Seconds; ready when its copy may begin.
    var arrival: Double
    var ready: Double
    var prompt: Int
    var output: Int
}
