package import DataFiles
import Engine

/// Errors of predictions of measured rows, set by set.
package struct ValidationReport: Sendable {
    /// One set of rows.
    package struct Entry: Sendable {
        package var set: String
        /// How the rows relate to the constants: "fitted on these rows", "not fitted".
        package var split: String
        /// Predicted over measured, less 1, in the order of the rows.
        package var errors: [Double]

        package init(set: String, split: String, errors: [Double]) {
            self.set = set
            self.split = split
            self.errors = errors
        }

        package var count: Int { errors.count }
        package var mean: Double { errors.isEmpty ? 0 : errors.reduce(0) { $0 + abs($1) } / Double(count) }
        package var bias: Double { errors.isEmpty ? 0 : errors.reduce(0, +) / Double(count) }
        package var largest: Double { errors.reduce(0) { max($0, abs($1)) } }
        /// Of the absolute errors.
        package func quantile(_ p: Double) -> Double {
            let sorted = errors.map { abs($0) }.sorted()
            guard !sorted.isEmpty else { return 0 }
            let place = p * Double(sorted.count - 1)
            let low = Int(place)
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
        }
    }

    package private(set) var entries: [Entry] = []

    package init() {}

    package func entry(_ set: String) -> Entry? { entries.first { $0.set == set } }

    private mutating func add(_ set: String, _ split: String, _ error: Double) {
        if let place = entries.firstIndex(where: { $0.set == set }) {
            entries[place].errors.append(error)
        } else {
            entries.append(Entry(set: set, split: split, errors: [error]))
        }
    }

    /// Training runs of a file like `cluster-measured.json`, and the memory they name.
    package mutating func addClusters(_ file: JSON) throws(ClusterError) {
        for run in MeasuredRuns.cluster(file) { try add(run) }
        for (run, memory) in MeasuredRuns.korthikanti(file) {
            let model = try TrainingModel(run.job, on: run.cluster)
            for row in memory {
                let cost = model.layerCost(row.strategy)
                let (own, _) = model.memory(row.strategy, cost, perLayer: model.parametersPerLayer(row.strategy))
                // The rows count the layers' parameters only.
                let embedding = 18 * run.job.model.embeddingParameters / Double(row.strategy.tensor)
                add(
                    "Korthikanti 2022, memory", "no constants",
                    (own.activations + own.state - embedding) / (row.activations + row.state) - 1)
            }
        }
    }

    /// Rows of vTrain's table.
    package mutating func addTraining(_ table: CSV) throws {
        for run in try MeasuredRuns.vTrain(table) { try add(run) }
    }

    private mutating func add(_ run: MeasuredRun) throws(ClusterError) {
        let isFitted = ["vTrain, one node", "vTrain, several nodes", "Korthikanti 2022", "Megatron 2021, table 1"].contains(run.set)
        add(run.set, isFitted ? "fitted on these rows" : "not fitted", try run.predicted() / run.seconds - 1)
    }

    /// Measured matrix products: bfloat16 rows of systems with constants.
    package mutating func addProducts(_ table: CSV) throws {
        let (systems, types) = (try table.requiredColumn("system"), try table.requiredColumn("gemm_dtype"))
        let (m, n, k, time) = (
            try table.numbers("m"), try table.numbers("n"), try table.numbers("k"), try table.numbers("latency_ms")
        )
        for row in 0..<table.rowCount {
            guard let measured = MeasuredProducts.chip(table[row, systems], table[row, types]) else { continue }
            let product = try MatrixProduct(measured.chip, measured.precision, constants: measured.constants)
            add(
                "matrix products, \(table[row, types])", "fitted on these rows",
                product.launched(m[row], n[row], k[row]) / (time[row] / 1000) - 1)
        }
    }

    /// Measured collectives; sizes count elements.
    package mutating func addCollectives(_ table: CSV) throws {
        let (systems, operations, types) = (
            try table.requiredColumn("system"), try table.requiredColumn("op_name"), try table.requiredColumn("nccl_dtype")
        )
        let (members, elements, time) = (
            try table.numbers("num_gpus"), try table.numbers("message_elements"), try table.numbers("latency_ms")
        )
        for row in 0..<table.rowCount {
            guard let link = LinkConstants.measured(table[row, systems]),
                let operation = MeasuredProducts.collective(table[row, operations])
            else { continue }
            let bytes = elements[row] * (table[row, types] == "half" ? 2 : 1)
            add(
                "collectives, \(table[row, systems])", "fitted on these rows",
                operation.time(bytes, members: members[row], on: link) / (time[row] / 1000) - 1)
        }
    }
}

/// How the tables of measured kernels name things.
enum MeasuredProducts {
    static func collective(_ name: String) -> Collective? {
        switch name {
        case "all_reduce": .allReduce
        case "reduce_scatter": .reduceScatter
        case "all_gather": .allGather
        case "alltoall": .allToAll
        default: nil
        }
    }

    /// The chip and the constants behind a row; `nil` for systems and types without constants.
    static func chip(_ system: String, _ type: String) -> (chip: Chip, precision: Precision, constants: MatrixConstants)? {
        guard let constants = MatrixConstants.fitted(system, type) else { return nil }
        let (dense, bandwidth, units): (Double, Double, Double) =
            switch system {
            case "a100_sxm": (312e12, 2.039e12, 108)
            case "h100_sxm": (989.5e12, 3.35e12, 132)
            case "h200_sxm": (989.5e12, 4.8e12, 132)
            case "gb200", "gb300": (2500e12, 8e12, 148)
            default: (2250e12, 8e12, 148)
            }
        let precision: Precision =
            switch type {
            case "fp8", "fp8_block": .fp8
            case "nvfp4": .fp4
            default: .bf16
            }
        let chip = Chip(
            name: system, bf16: dense, fp8: 2 * dense, fp4: 4 * dense, memory: 80e9, bandwidth: bandwidth, units: units)
        return (chip, precision, constants)
    }
}
