internal import DataFiles

/// One line of the report.
struct Measurement {
    let name: String
    /// CPU time of all threads per item; nil where the item is a ratio of its own.
    var cpuNanoseconds: Double?
    var reference: String
    var referenceNanoseconds: Double?
    /// What the goal bounds; nil without a reference.
    var ratio: Double?
    var goal: String
    var peakMegabytes: Double?
    var load: Double

    var json: JSON {
        var object = JSON.Object()
        object["name"] = .string(name)
        object["cpu_ns"] = cpuNanoseconds.map { .number(rounded($0)) } ?? .null
        object["reference"] = .string(reference)
        object["reference_cpu_ns"] = referenceNanoseconds.map { .number(rounded($0)) } ?? .null
        object["ratio"] = ratio.map { .number(rounded($0)) } ?? .null
        object["goal"] = .string(goal)
        object["peak_mb"] = peakMegabytes.map { .number(rounded($0)) } ?? .null
        object["load"] = .number(rounded(load))
        return .object(object)
    }

    /// Four decimals: more would be noise.
    private func rounded(_ x: Double) -> Double { (x * 1e4).rounded() / 1e4 }
}

extension [Double] {
    /// The middle value, or the mean of the two in the middle.
    var median: Double {
        let sorted = self.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
