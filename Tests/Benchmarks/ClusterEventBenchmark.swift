import ClusterModel

/// Events of clusters: failures over 90 days, and a ring of 1 MB with and without symmetry. CPU time of all threads.
struct ClusterEventBenchmark: Benchmark {
    let name = "cluster-events"

    func measure(_ references: References?) throws -> [Measurement] {
        let failures = FailureRecord.catalogue[0]
        var operation = try ClusterModel.Operation(
            units: 12_500, spares: 500, chipsPerUnit: 8, horizon: 90 * 86400, failures: failures, write: 5, interval: 1, restart: 300,
            repair: 86400)
        operation.interval = try operation.interval(.optimal)
        let simulation = try OperationSimulation(operation, seed: 1)
        let ring = { (chips: Int) throws(ClusterError) in
            try Exchange(
                .ring, bytes: 1e6,
                over: Fabric(
                    chips: chips, node: 8, insideRate: 352e9, outsideRate: 43e9, insideLatency: 0.76e-6, outsideLatency: 2e-6))
        }
        let (small, large) = (try ring(1024), try ring(65_536))
        return [
            try line("goodput-100k-chips", "90 days, 1,000 futures in 1 s", 1) { _ = simulation.run(replicas: 1000, threads: 1) },
            try line("ring-1024-symmetric", "1 MB in 5 ms", 5e-3) { _ = try small.simulate() },
            try line("ring-1024-every-chip", "1 MB in 0.5 s", 0.5) { _ = try small.simulate(isWhole: true) },
            try line("ring-65536-symmetric", "1 MB in 1 s", 1) { _ = try large.simulate() },
        ]
    }

    private func line(_ name: String, _ reference: String, _ seconds: Double, _ body: () throws -> Void) throws -> Measurement {
        var times: [Double] = []
        for _ in 0..<5 {
            let start = ChildProcess.ownCPUSeconds
            try body()
            times.append(ChildProcess.ownCPUSeconds - start)
        }
        return Measurement(
            name: name, cpuNanoseconds: times.median * 1e9, reference: reference, referenceNanoseconds: seconds * 1e9,
            ratio: times.median / seconds, goal: "ratio <= 1", peakMegabytes: nil, load: ChildProcess.load)
    }
}
