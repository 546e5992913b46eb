/// One copy of a model that serves requests, step by step.
struct ServingCopy {
    enum Role {
        case both
        /// Reads requests and gives them away after their first token.
        case reads
        /// Takes over requests that others have read.
        case writes
    }

    private struct Active {
        var request: Request
        /// Tokens read, of the request; tokens written, of the answer.
        var read: Int
        var written: Int
        /// Whether the step under way writes its first token.
        var isFirst = false
        var context: Int { read + written }
    }

    private var cost: ServingCost
    private let plan: ServingPlan
    private let role: Role
    private var now = 0.0
    private var queue: [Request] = []
    private var head = 0
    private var active: [Active] = []
    /// Bytes of the cache that are promised, each answer at its full length.
    private var promised = 0.0
    /// Between when and when what is written counts.
    var from = 0.0
    var mark = Double.infinity

    private(set) var begun: [(Request, Double)] = []
    private(set) var finished: [(Request, Double)] = []
    /// Seconds of work, and of work times answers growing.
    private(set) var worked = 0.0
    private(set) var batchTime = 0.0
    /// Tokens of answers in between.
    private(set) var written = 0.0

    init(_ cost: ServingCost, _ plan: ServingPlan, role: Role) {
        self.cost = cost
        self.plan = plan
        self.role = role
    }

    var waitingCount: Int { queue.count - head }
    var requests: Int { waitingCount + active.count }

    mutating func add(_ request: Request) { queue.append(request) }

    /// Works until a step would begin at `time` or later.
    mutating func advance(to time: Double) {
        while now < time {
            if active.isEmpty {
                promised = 0
                guard head < queue.count else { return }
                now = max(now, queue[head].ready)
                guard now < time else { return }
            }
            admit()
            step()
        }
    }

    /// Takes requests from the queue, in order, while there is room for their whole caches.
    private mutating func admit() {
        while head < queue.count, queue[head].ready <= now, active.count < plan.most {
            let request = queue[head]
            let bytes = needed(request)
            guard promised + bytes <= cost.room else { break }
            promised += bytes
            head += 1
            active.append(role == .writes ? Active(request: request, read: request.prompt, written: 1) : Active(request: request, read: 0, written: 0))
        }
        if head > 4096, head * 2 > queue.count {
            queue.removeFirst(head)
            head = 0
        }
    }

    private func needed(_ request: Request) -> Double {
        cost.perToken * Double(request.prompt + (role == .reads ? 1 : request.output))
    }

    private mutating func step() {
        var budget = plan.reading == .whole || role == .reads ? Int.max : 0
        if case .chunks(let tokens) = plan.reading, role != .reads { budget = tokens }
        let isReading = active.contains { $0.read < $0.request.prompt }
        // Whole requests are read one at a time, and answers wait for it.
        let grows = !(isReading && (plan.reading == .whole || role == .reads))
        var (growing, context, read, pairs, done) = (0, 0.0, 0, 0.0, 0)
        for index in active.indices {
            let a = active[index]
            if a.read == a.request.prompt {
                guard grows, a.written > 0 else { continue }
                growing += 1
                context += Double(a.context)
                active[index].written += 1
            } else if budget > 0 {
                let piece = min(budget, a.request.prompt - a.read)
                budget = budget == .max ? 0 : budget - piece
                read += piece
                pairs += Double(piece) * (Double(a.read) + Double(piece) / 2)
                active[index].read += piece
                if active[index].read == a.request.prompt {
                    done += 1
                    active[index].written = 1
                    active[index].isFirst = true
                }
            }
        }
        let seconds = cost.step(growing: growing, context: context, read: read, pairs: pairs, finished: done)
        now += seconds
        worked += seconds
        batchTime += seconds * Double(growing)
        if now > from, now <= mark { written += Double(growing + (role == .reads ? 0 : done)) }
        var left = 0
        for index in active.indices {
            var a = active[index]
            if a.isFirst {
                begun.append((a.request, now))
                a.isFirst = false
            }
            let isDone = role == .reads ? a.written >= 1 : a.written >= a.request.output
            if isDone {
                promised -= needed(a.request)
                finished.append((a.request, now))
            } else {
                active[left] = a
                left += 1
            }
        }
        active.removeLast(active.count - left)
    }
}
