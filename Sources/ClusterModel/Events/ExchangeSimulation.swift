/// A collective, message by message.
package struct ExchangeResult: Hashable, Sendable {
    /// Seconds until the last chip is done.
    package let time: Double
    /// Messages that were simulated, and kinds of chips that they stand for.
    package let messages: Int
    package let classes: Int
}

extension Exchange {
    /// Simulates the messages. A port that several chips use at once is shared evenly among them at every moment; a chip's own messages leave one
    /// after the other.
    /// - Parameter isWhole: Simulates every chip, also those that do the same as others: the check on the symmetry.
    /// - Throws: more than 400 million messages.
    package func simulate(isWhole: Bool = false) throws(ClusterError) -> ExchangeResult {
        guard fabric.chips > 1 else { return ExchangeResult(time: 0, messages: 0, classes: 1) }
        let classes = isWhole ? ExchangeClasses(whole: fabric.chips) : ExchangeClasses(self)
        let messages = Double(classes.first.count) * Double(steps)
        guard messages <= 4e8 else {
            throw .value(
                subject: "the simulation of a collective", parameter: "messages", value: messages,
                requirement: "at most 400 million; fewer slow chips, or another algorithm, leave more symmetry")
        }
        var run = ExchangeRun(self, classes)
        return ExchangeResult(time: run.finish(), messages: Int(messages), classes: classes.first.count)
    }
}

/// The state of a simulation. Chips are classes, ports are ports of the classes' first chips.
private struct ExchangeRun {
    private struct Flow {
        var chip: Int
        /// How many chips of the class use the port with this one.
        var weight: Double
        /// Bytes per chip that the port will have carried when the flow ends.
        var ends: Double
    }

    private struct Port {
        var rate: Double
        var latency: Double
        var users: Double
        var flows: [Flow] = []
        /// Bytes that a flow would have sent since the beginning, and when that was true.
        var carried = 0.0
        var now = 0.0
        var version: UInt32 = 0

        var weight: Double { flows.reduce(0) { $0 + $1.weight } }
    }

    private let exchange: Exchange
    private let steps: Int
    private let count: Int
    private let kinds: Int
    /// By kind and class: the port, how many chips of the class use it, and who receives.
    private var ports: [Port] = []
    private var portOf: [Int32]
    private var weightOf: [Double]
    private var receivers: [[Int32]]
    private var share: [Double]
    /// Of each class: the next step to send, whether a message is under way, and which messages have come.
    private var next: [Int32]
    /// When its port is free again, infinite while a shared port carries its message; and whether it is called then.
    private var free: [Double]
    private var isCalled: [Bool]
    private var arrived: [Bool]
    private var events = EventHeap()
    private var last = 0.0

    init(_ exchange: Exchange, _ classes: ExchangeClasses) {
        self.exchange = exchange
        steps = exchange.steps
        let count = classes.first.count
        self.count = count
        kinds = exchange.kinds
        next = [Int32](repeating: 0, count: count)
        free = [Double](repeating: 0, count: count)
        isCalled = [Bool](repeating: false, count: count)
        arrived = [Bool](repeating: false, count: exchange.waits ? count * steps : 0)
        let fabric = exchange.fabric
        share = [Double](repeating: 1, count: count)
        for slow in fabric.slow { share[classes.of[slow.chip]] = slow.share }
        portOf = [Int32](repeating: 0, count: count * kinds)
        weightOf = [Double](repeating: 1, count: count * kinds)
        receivers = [[Int32]](repeating: [], count: count * kinds)
        // Ports by what uses them: ports of one make are one port.
        var made: [[Int]: Int32] = [:]
        for kind in 0..<kinds {
            for member in 0..<count {
                let chip = classes.first[member]
                let port = fabric.port(from: chip, to: exchange.receiver(chip, kind))
                receivers[kind * count + classes.of[exchange.sender(chip, kind)]].append(Int32(member))
                let isInside = port < fabric.chips
                var users = [chip]
                if !isInside {
                    let begin = (port - fabric.chips) * fabric.chipsPerPort
                    users = (begin..<min(begin + fabric.chipsPerPort, fabric.chips)).filter {
                        fabric.port(from: $0, to: exchange.receiver($0, kind)) == port
                    }
                }
                let names = users.map { classes.of[$0] }
                weightOf[kind * count + member] = Double(names.count { $0 == member })
                let key = [isInside ? 0 : 1] + names.sorted()
                if let known = made[key] {
                    portOf[kind * count + member] = known
                    continue
                }
                made[key] = Int32(ports.count)
                portOf[kind * count + member] = Int32(ports.count)
                let slowest = names.map { share[$0] }.min() ?? 1
                ports.append(
                    Port(
                        rate: (isInside ? fabric.insideRate : fabric.outsideRate) * slowest,
                        latency: isInside ? fabric.insideLatency : fabric.outsideLatency, users: Double(users.count)))
            }
        }
    }

    /// Runs until nothing happens any more.
    mutating func finish() -> Double {
        for member in 0..<count { begin(member, at: 0) }
        while let event = events.removeFirst() {
            switch event.what {
            case .free(let member):
                isCalled[Int(member)] = false
                begin(Int(member), at: event.time)
            case .arrived(let member, let step):
                last = max(last, event.time)
                guard exchange.waits else { continue }
                arrived[Int(member) * steps + Int(step)] = true
                if next[Int(member)] == step + 1 { begin(Int(member), at: event.time) }
            case .port(let port, let version):
                if ports[Int(port)].version == version { complete(Int(port), at: event.time) }
            }
        }
        return last
    }

    /// Begins a class's next message if nothing is missing.
    private mutating func begin(_ member: Int, at now: Double) {
        let step = Int(next[member])
        guard step < steps else { return }
        if exchange.waits, step > 0, !arrived[member * steps + step - 1] { return }
        if free[member] > now {
            // What may begin waits for the message before it to leave.
            if free[member].isFinite, !isCalled[member] {
                isCalled[member] = true
                events.push(free[member], .free(Int32(member)))
            }
            return
        }
        next[member] += 1
        let place = exchange.kind(step) * count + member
        let port = Int(portOf[place])
        let bytes = exchange.size(step)
        guard ports[port].users > 1 else {
            let left = now + bytes / ports[port].rate
            let there = left + ports[port].latency
            for receiver in receivers[place] { events.push(there, .arrived(receiver, Int32(step))) }
            free[member] = left
            begin(member, at: now)
            return
        }
        free[member] = .infinity
        advance(port, to: now)
        ports[port].flows.append(Flow(chip: member, weight: weightOf[place], ends: ports[port].carried + bytes))
        schedule(port, at: now)
    }

    /// Ends what a shared port has carried whole.
    private mutating func complete(_ port: Int, at now: Double) {
        advance(port, to: now)
        let limit = ports[port].carried * (1 + 1e-12)
        var ended: [Int] = []
        ports[port].flows.removeAll { flow in
            guard flow.ends <= limit else { return false }
            ended.append(flow.chip)
            return true
        }
        for member in ended {
            let step = Int(next[member]) - 1
            for receiver in receivers[exchange.kind(step) * count + member] {
                events.push(now + ports[port].latency, .arrived(receiver, Int32(step)))
            }
            free[member] = now
        }
        schedule(port, at: now)
        for member in ended { begin(member, at: now) }
    }

    private mutating func advance(_ port: Int, to now: Double) {
        let weight = ports[port].weight
        if weight > 0 { ports[port].carried += (now - ports[port].now) * ports[port].rate / weight }
        ports[port].now = now
    }

    private mutating func schedule(_ port: Int, at now: Double) {
        ports[port].version &+= 1
        guard let first = ports[port].flows.map(\.ends).min() else { return }
        let wait = max(0, first - ports[port].carried) * ports[port].weight / ports[port].rate
        events.push(now + wait, .port(Int32(port), ports[port].version))
    }
}

/// A binary heap of events: by time, then in the order they were pushed.
private struct EventHeap {
    enum What {
        case free(Int32)
        case arrived(Int32, Int32)
        case port(Int32, UInt32)
    }

    struct Event {
        var time: Double
        var order: UInt64
        var what: What
    }

    private var items: [Event] = []
    private var pushed: UInt64 = 0

    mutating func push(_ time: Double, _ what: What) {
        let event = Event(time: time, order: pushed, what: what)
        pushed += 1
        items.append(event)
        var child = items.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if !Self.isBefore(event, items[parent]) { break }
            items[child] = items[parent]
            child = parent
        }
        items[child] = event
    }

    mutating func removeFirst() -> Event? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return first }
        var hole = 0
        while true {
            var child = 2 * hole + 1
            guard child < items.count else { break }
            if child + 1 < items.count, Self.isBefore(items[child + 1], items[child]) { child += 1 }
            if !Self.isBefore(items[child], last) { break }
            items[hole] = items[child]
            hole = child
        }
        items[hole] = last
        return first
    }

    private static func isBefore(_ a: Event, _ b: Event) -> Bool { a.time < b.time || (a.time == b.time && a.order < b.order) }
}
