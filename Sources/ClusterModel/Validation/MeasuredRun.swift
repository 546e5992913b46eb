package import DataFiles

/// A training run that somebody measured, and the strategies it may have had: several where the source leaves something open,
/// of which the model takes the fastest, as those who tuned the run will have done.
package struct MeasuredRun: Sendable {
    /// The rows it belongs to: "Korthikanti 2022".
    package var set: String
    package var model: String
    package var job: TrainingJob
    package var cluster: Cluster
    package var strategies: [Strategy]
    /// Measured seconds of a step.
    package var seconds: Double

    /// Predicted seconds of a step. Memory is not asked: the run happened.
    package func predicted() throws(ClusterError) -> Double {
        let model = try TrainingModel(job, on: cluster)
        var best = Double.infinity
        for s in strategies {
            let plan = try model.plan(s, mustFit: false)
            best = min(best, plan.step)
        }
        return best
    }
}

/// Reading measured runs in the formats in which they are published.
package enum MeasuredRuns {
    /// A100 nodes of eight; `network` in bytes per second of a node.
    static func a100(_ chips: Int, network: Double) -> Cluster {
        Cluster(chip: .a100, chips: chips, nodeSize: 8, inside: .a100, network: network / 8)
    }

    static func gpt(_ name: String, layers: Int, hidden: Int, heads: Int, vocabulary: Int = 51200) -> Architecture {
        Architecture(name: name, layers: layers, hidden: hidden, heads: heads, vocabulary: vocabulary)
    }

    /// Rows of vTrain's table of one node: batch, microbatch and dimensions, milliseconds.
    package static func vTrain(_ table: CSV) throws(DataFileError) -> [MeasuredRun] {
        var columns: [[Double]] = []
        for name in vTrainColumns { columns.append(try table.numbers(name)) }
        return (0..<table.rowCount).map { row in vTrainRun("vTrain, one node", columns.map { $0[row] }) }
    }

    static let vTrainColumns = [
        "# GPUs", "global batch", "micro batch", "hidden size", "attention heads", "# layers", "sequence length",
        "tensor parallelism", "data parallelism", "pipeline parallelism", "iteration time (ms)",
    ]

    static func vTrainRun(_ set: String, _ f: [Double]) -> MeasuredRun {
        let n = f.map { Int($0) }
        let name = "\(n[3]) × \(n[5])"
        return MeasuredRun(
            set: set, model: name,
            job: TrainingJob(
                model: gpt(name, layers: n[5], hidden: n[3], heads: n[4]), sequence: n[6], batch: n[1], precision: .fp16,
                hasFusedAttention: false, software: .deepSpeed),
            cluster: a100(n[0], network: 100e9),
            strategies: [Strategy(tensor: n[7], pipeline: n[9], data: n[8], microbatch: n[2], recompute: .full)],
            seconds: f[10] / 1000)
    }

    /// Rows of a file like `cluster-measured.json`; sections it does not have are left out.
    package static func cluster(_ file: JSON) -> [MeasuredRun] {
        megatron2021(file) + megatron2021Table2(file) + korthikanti(file).map(\.run) + vTrainMulti(file) + llama3(file)
    }

    private static func vTrainMulti(_ file: JSON) -> [MeasuredRun] {
        guard case .object(let section)? = file["vtrain_measured"] else { return [] }
        return section.members.flatMap { $0.value.rows }.compactMap { row in
            let figures = vTrainColumns.compactMap { row.number($0) }
            return figures.count == vTrainColumns.count ? vTrainRun("vTrain, several nodes", figures) : nil
        }
    }

    /// Microbatch and interleaving are not in the table: all that divide are tried.
    private static func open(tensor: Int, pipeline: Int, data: Int, batch: Int, layers: Int) -> [Strategy] {
        var all: [Strategy] = []
        for microbatch in [1, 2, 4, 8, 16] where batch % (data * microbatch) == 0 {
            for interleave in 1...4 where layers / pipeline % interleave == 0 {
                let isFull = batch / data / microbatch % pipeline == 0
                guard interleave == 1 || (pipeline > 1 && isFull) else { continue }
                all.append(
                    Strategy(
                        tensor: tensor, pipeline: pipeline, data: data, microbatch: microbatch, interleave: interleave, recompute: .full))
            }
        }
        return all
    }

    private static func megatron2021(_ file: JSON) -> [MeasuredRun] {
        (file["megatron_narayanan2021"]?["rows"]?.rows ?? []).compactMap { row in
            guard let layers = row.whole("layers"), let hidden = row.whole("hidden"), let heads = row.whole("heads"),
                let t = row.whole("tp"), let p = row.whole("pp"), let chips = row.whole("gpus"), let batch = row.whole("batch"),
                let sequence = row.whole("seq"), let rate = row.number("tflops_per_gpu"), t * p > 0
            else { return nil }
            return megatronRun(
                "Megatron 2021, table 1", row.text("model"), layers, hidden, heads, t, p, chips, batch, sequence, rate)
        }
    }

    private static func megatron2021Table2(_ file: JSON) -> [MeasuredRun] {
        (file["megatron_narayanan2021_table2"]?.rows ?? []).compactMap { row in
            guard let t = row.whole("tp"), let p = row.whole("pp"), let chips = row.whole("gpus"), let batch = row.whole("batch"),
                let rate = row.number("tflops_per_gpu"), t * p > 0
            else { return nil }
            let isLarge = row.text("model") == "530B"
            return megatronRun(
                "Megatron 2021, table 2", row.text("model"), isLarge ? 105 : 96, isLarge ? 20480 : 12288, isLarge ? 128 : 96,
                t, p, chips, batch, 2048, rate)
        }
    }

    /// Seconds from FLOP/s: 96·B·s·l·h²(1 + s/6h + V/16lh) with recomputation [arXiv:2104.04473, equation 3].
    private static func megatronRun(
        _ set: String, _ name: String, _ layers: Int, _ hidden: Int, _ heads: Int, _ t: Int, _ p: Int, _ chips: Int, _ batch: Int,
        _ sequence: Int, _ rate: Double
    ) -> MeasuredRun {
        let (l, h, s) = (Double(layers), Double(hidden), Double(sequence))
        let work = 96 * Double(batch) * s * l * h * h * (1 + s / (6 * h) + 51200 / (16 * l * h))
        return MeasuredRun(
            set: set, model: name,
            job: TrainingJob(
                model: gpt(name, layers: layers, hidden: hidden, heads: heads), sequence: sequence, batch: batch, precision: .fp16,
                hasFusedAttention: false, software: .megatron2021),
            cluster: a100(chips, network: 200e9),
            strategies: open(tensor: t, pipeline: p, data: chips / (t * p), batch: batch, layers: layers),
            seconds: work / Double(chips) / (rate * 1e12))
    }

    /// Steps with full recomputation, and with selective recomputation and sequence parallelism; with the memory of each model.
    package static func korthikanti(_ file: JSON) -> [(run: MeasuredRun, memory: [(strategy: Strategy, activations: Double, state: Double)])] {
        var all: [(run: MeasuredRun, memory: [(strategy: Strategy, activations: Double, state: Double)])] = []
        for row in file["korthikanti2022"]?["rows"]?.rows ?? [] {
            guard let layers = row.whole("layers"), let hidden = row.whole("hidden"), let heads = row.whole("heads"),
                let t = row.whole("tp"), let p = row.whole("pp"), let d = row.whole("dp"), let v = row.whole("interleave"),
                let chips = row.whole("gpus"), let batch = row.whole("batch"), let microbatch = row.whole("microbatch"),
                let sequence = row.whole("seq"), let full = row.number("iter_s_full_recompute"),
                let selective = row.number("iter_s_seqpar_selective")
            else { continue }
            let none = Strategy(tensor: t, pipeline: p, data: d, microbatch: microbatch, interleave: v)
            var whole = none
            whole.recompute = .full
            var spread = none
            spread.recompute = .selective
            spread.isSequenceParallel = true
            let job = TrainingJob(
                model: gpt(row.text("model"), layers: layers, hidden: hidden, heads: heads), sequence: sequence, batch: batch,
                precision: .fp16, hasFusedAttention: false, software: .megatron)
            func run(_ s: Strategy, _ seconds: Double) -> MeasuredRun {
                MeasuredRun(
                    set: "Korthikanti 2022", model: job.model.name, job: job, cluster: a100(chips, network: 200e9),
                    strategies: [s], seconds: seconds)
            }
            let gibibyte = 1_073_741_824.0
            var memory: [(strategy: Strategy, activations: Double, state: Double)] = []
            if let state = row.number("param_opt_gib") {
                if let kept = row.number("act_gib_none") { memory.append((none, kept * gibibyte, state * gibibyte)) }
                if let kept = row.number("act_gib_seqsel") { memory.append((spread, kept * gibibyte, state * gibibyte)) }
            }
            all.append((run(whole, full), []))
            all.append((run(spread, selective), memory))
        }
        return all
    }

    /// Nothing is fitted on this row. The source names no interleaving: all that divide are tried.
    private static func llama3(_ file: JSON) -> [MeasuredRun] {
        let model = Architecture.catalogue.first { $0.architecture.name == "llama-3.1-405b" }!.architecture
        return (file["llama3_405b"]?["rows"]?.rows ?? []).compactMap { row in
            guard let t = row.whole("tp"), let p = row.whole("pp"), let d = row.whole("dp"), let c = row.whole("cp"),
                let chips = row.whole("gpus"), let sequence = row.whole("seq"), let millions = row.number("tokens_per_batch_m"),
                let rate = row.number("tflops_per_gpu")
            else { return nil }
            let batch = Int(millions * 1_048_576) / sequence
            var job = TrainingJob(model: model, sequence: sequence, batch: batch)
            job.software.overlap = 1
            let work = model.flops(sequence: sequence, isCausal: true) * Double(batch * sequence)
            let strategies = Divisors.of((model.layers + p - 1) / p).map {
                Strategy(
                    tensor: t, pipeline: p, data: d, context: c, interleave: $0, isSequenceParallel: true, zero: 2)
            }
            return MeasuredRun(
                set: "Llama 3 405B", model: model.name, job: job,
                cluster: Cluster(chip: .h100, chips: chips, nodeSize: 8, inside: .h100, network: 50e9), strategies: strategies,
                seconds: work / Double(chips) / (rate * 1e12))
        }
    }
}

extension JSON {
    subscript(key: String) -> JSON? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The elements of an array; empty of anything else.
    var rows: [JSON] { if case .array(let rows) = self { rows } else { [] } }

    func number(_ key: String) -> Double? {
        switch self[key] {
        case .integer(let n): Double(n)
        case .number(let x): x
        default: nil
        }
    }

    func whole(_ key: String) -> Int? { number(key).flatMap { Int(exactly: $0) } }

    func text(_ key: String) -> String { if case .string(let text)? = self[key] { text } else { "" } }
}
