import ClusterModel
import Diagnostics
import LuaVM
import Quantities
import Reporting

/// `catalog.failures "llama3-h100"` or `failures "mine" { ... }`
final class FailureObject {
    let record: FailureRecord

    init(_ record: FailureRecord) { self.record = record }

    var text: String {
        let r = record
        var lines = "failures \(r.name): an unexpected interruption every \(NumberText.count(Int(r.hoursPerInterruption.rounded()))) chip-hours"
        if let error = r.rateError { lines += " ± \(ClusterText.number(error * 100)) % (\(r.count) counted)" }
        lines += ", \(ClusterText.number(r.hardwareShare * 100)) % of them hardware"
        if r.plannedPerUnexpected > 0 { lines += "; \(ClusterText.number(r.plannedPerUnexpected * 100)) planned stops for 100 of them" }
        lines += "\nsource: \(r.source)"
        guard !r.causes.isEmpty else { return lines }
        var table = TextTable([.init("cause"), .init("count", .right), .init("share", .decimal)])
        let all = r.causes.reduce(0) { $0 + $1.count }
        for cause in r.causes { table.append([cause.name, "\(cause.count)", "\(NumberText.text(100 * Double(cause.count) / Double(all), digits: 2)) %"]) }
        return lines + "\n" + table.text().trimmedEnd
    }
}

/// `pod:operate(plan, { ... })`: futures of a job whose chips fail, and the closed form beside them.
final class OperationObject {
    let plan: TrainingPlan
    let operation: ClusterModel.Operation
    let failures: FailureRecord
    let replicas: [OperationReplica]
    let goodput: Goodput
    let rule: String
    let notes: [String]
    let seed: UInt64

    init(
        plan: TrainingPlan, operation: ClusterModel.Operation, failures: FailureRecord, replicas: [OperationReplica], rule: String,
        notes: [String], seed: UInt64
    ) {
        self.plan = plan
        self.operation = operation
        self.failures = failures
        self.replicas = replicas
        self.rule = rule
        self.notes = notes
        self.seed = seed
        goodput = Goodput(operation)
    }

    /// Share of elapsed time that the job computed what was kept, in each future.
    var effective: [Double] { replicas.map { Double($0.useful) / (operation.horizon * 1e6) } }

    /// Over all futures.
    var time: UnitTime {
        var sum = UnitTime()
        for replica in replicas { sum += replica.time }
        return sum
    }

    func share(_ part: KeyPath<UnitTime, Int64>) -> Double {
        // Sums of shares: the whole is replicas × units × horizon and may pass 64 bits.
        replicas.reduce(0) { $0 + Double($1.time[keyPath: part]) / Double($1.time.total) } / Double(replicas.count)
    }

    static func mean(_ x: [Double]) -> (mean: Double, error: Double) {
        let n = Double(x.count)
        let mean = x.reduce(0, +) / n
        let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
        return (mean, (variance / n).squareRoot())
    }

    static func quantile(_ x: [Double], _ p: Double) -> Double {
        guard !x.isEmpty else { return 0 }
        let sorted = x.sorted()
        return sorted[min(sorted.count - 1, Int((p * Double(sorted.count)).rounded(.down)))]
    }

    var tokensPerSecond: Double { plan.tokensPerSecond * Self.mean(effective).mean }
    /// Seconds for all tokens, failures included; 0 where the job names no tokens.
    var duration: Double { plan.job.tokens / tokensPerSecond }

    var text: String {
        let o = operation
        let days = o.horizon / 86400
        var lines = "\(plan.job.model.name) on \(NumberText.count(o.units * o.chipsPerUnit)) × \(plan.cluster.chip.name) with "
        lines += "\(NumberText.count(o.spares * o.chipsPerUnit)) spare chips for \(ClusterText.number(days)) days, "
        lines += "\(NumberText.count(replicas.count)) futures, seed \(seed)\n"
        let parts: [(String, KeyPath<UnitTime, Int64>)] = [
            ("productive: computed and kept", \.productive), ("discarded: lost at a failure", \.discarded),
            ("blocked: writing checkpoints", \.checkpoint), ("blocked: restarting", \.restart),
            ("blocked: waiting for a repair", \.waiting), ("blocked: spares standing by", \.standby),
            ("unavailable: in repair", \.unavailable),
        ]
        var table = TextTable([.init("chip-time"), .init("share", .decimal), .init("chip-days", .right)])
        let hundredths = Self.apportioned(parts.map { share($0.1) })
        let chipDays = Double(o.chips) * days
        for (index, part) in parts.enumerated() {
            table.append([
                part.0, "\(hundredths[index] / 100).\(hundredths[index] % 100 < 10 ? "0" : "")\(hundredths[index] % 100) %",
                NumberText.count(Int((share(part.1) * chipDays).rounded())),
            ])
        }
        table.append(["all", "100.00 %", NumberText.count(Int(chipDays.rounded()))])
        lines += table.text()
        let effective = self.effective
        let (mean, error) = Self.mean(effective)
        func percent(_ x: Double) -> String { "\(NumberText.text(x * 100, digits: 4)) %" }
        lines += "effective time   \(NumberText.percent(mean, error: error)) of the job's time (P5 \(percent(Self.quantile(effective, 0.05))), "
        lines += "P95 \(percent(Self.quantile(effective, 0.95)))); closed form \(percent(goodput.productive))\n"
        let unexpected = replicas.map { Double($0.unexpected) }
        lines += "interruptions    \(NumberText.count(Int(Self.mean(unexpected).mean.rounded()))) unexpected "
        lines += "(P5 \(NumberText.count(Int(Self.quantile(unexpected, 0.05)))), P95 \(NumberText.count(Int(Self.quantile(unexpected, 0.95)))))"
        let planned = Self.mean(replicas.map { Double($0.planned) }).mean
        lines += planned > 0 ? ", \(NumberText.count(Int(planned.rounded()))) planned\n" : "\n"
        if goodput.unexpected > 0 { lines += "                 one unexpected every \(NumberText.duration(1 / goodput.unexpected)); \(failures.source)\n" }
        lines += "checkpoint       every \(NumberText.duration(o.interval)) (\(rule)), writing stops the job for \(NumberText.duration(o.write))\n"
        lines += "restart          \(NumberText.duration(o.restart)) after every interruption; repair takes \(NumberText.duration(o.repair)) on average\n"
        lines += "throughput       \(NumberText.text(tokensPerSecond * 86400 / 1e9)) billion tokens/day"
        lines += " (\(NumberText.text(plan.tokensPerSecond * 86400 / 1e9)) without failures)\n"
        if plan.job.tokens > 0 { lines += "duration         \(NumberText.text(duration / 86400)) days for all tokens (\(NumberText.text(plan.duration / 86400)) without failures)\n" }
        for note in notes { lines += "note: \(note)\n" }
        return lines.trimmedEnd
    }

    /// Hundredths of a percent by largest remainders: what is printed adds up to 100.00.
    static func apportioned(_ shares: [Double]) -> [Int] {
        let exact = shares.map { $0 * 10000 }
        var whole = exact.map { Int($0.rounded(.down)) }
        let missing = 10000 - whole.reduce(0, +)
        let order = exact.indices.sorted { (exact[$0] - Double(whole[$0]), $1) > (exact[$1] - Double(whole[$1]), $0) }
        for index in order.prefix(max(0, missing)) { whole[index] += 1 }
        return whole
    }
}

extension String {
    /// Without line ends at the end: `print` adds one.
    fileprivate var trimmedEnd: String {
        var text = self
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}

extension ObjectType {
    static let failures = ObjectType(
        "failures", "How often the chips of a large job are interrupted; `print` shows source and causes.",
        fields: [
            Field("chip_time", annotation: "headroom.quantity", "Chip-time between unexpected interruptions.") { value, s in
                try s.quantity(try s.object(value, FailureObject.self).record.hoursPerInterruption, "hour")
            },
            Field("hardware", annotation: "number", "Share of them that take chips out.") { value, s in
                .number(try s.object(value, FailureObject.self).record.hardwareShare)
            },
            Field("planned", annotation: "number", "Planned stops for one unexpected one.") { value, s in
                .number(try s.object(value, FailureObject.self).record.plannedPerUnexpected)
            },
        ])

    static let operation = ObjectType(
        "operation", "A job among failures: where the time of all chips goes, and what is left.",
        fields: [
            operation("effective", "number", "Mean share of the job's time that computes what is kept.") { o, _ in
                .number(OperationObject.mean(o.effective).mean)
            },
            operation("effective_se", "number", "Standard error of `effective`.") { o, _ in .number(OperationObject.mean(o.effective).error) },
            operation("closed_form", "number", "`effective` by renewal theory.") { o, _ in .number(o.goodput.productive) },
            operation("productive", "number", "Share of the time of all chips, spares among them.") { o, _ in .number(o.share(\.productive)) },
            operation("blocked", "number", "Share: checkpoints, restarts, waiting, spares standing by.") { o, _ in .number(o.share(\.blocked)) },
            operation("discarded", "number", "Share: computed and lost.") { o, _ in .number(o.share(\.discarded)) },
            operation("unavailable", "number", "Share: in repair.") { o, _ in .number(o.share(\.unavailable)) },
            operation("interruptions", "number", "Mean unexpected interruptions.") { o, _ in
                .number(OperationObject.mean(o.replicas.map { Double($0.unexpected) }).mean)
            },
            operation("checkpoint", "headroom.quantity", "Work between checkpoints.") { try $1.quantity($0.operation.interval, "s") },
            operation("throughput", "headroom.quantity", "Tokens per time, failures included.") { try $1.quantity($0.tokensPerSecond, "token/s") },
            operation("duration", "headroom.quantity", "For all tokens, failures included.") { try $1.quantity($0.duration / 86400, "day") },
        ],
        methods: [
            .declare("cost", "Money for a million tokens that are kept, spares paid too.") { f in
                let price = f.parameter("price", .quantity("USD/hour", "money per time"), "Of one chip.")
                f.returns(annotation: "headroom.quantity", "For a million tokens.")
                return { a, i in
                    let o = try i.session.object(i.receiver, OperationObject.self)
                    let hourly = try i.session.magnitude(a[price], in: "USD/hour")
                    return [try i.session.quantity(hourly / 3600 * Double(o.operation.chips) / o.tokensPerSecond * 1e6, "USD/Mtoken")]
                }
            },
            .declare("quantile", "A quantile of the effective time over all futures.") { f in
                let p = f.parameter("p", .probability, "From 0 to 1.")
                f.returns(.number, "A share of the job's time.")
                return { a, i in
                    [.number(OperationObject.quantile(try i.session.object(i.receiver, OperationObject.self).effective, a[p]))]
                }
            },
        ])

    private static func operation(
        _ name: String, _ annotation: String, _ summary: String,
        _ read: @escaping @Sendable (OperationObject, Session) throws -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in try read(s.object(value, OperationObject.self), s) }
    }
}
