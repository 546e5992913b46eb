/// Number formats a chip computes in. Throughput always means dense.
public enum Precision: String, CaseIterable, Hashable, Sendable {
    case fp16, bf16, fp8, fp4

    /// Of an operand.
    package var bytes: Double {
        switch self {
        case .fp16, .bf16: 2
        case .fp8: 1
        case .fp4: 0.5
        }
    }
}

/// An accelerator by its published figures. All rates are per second, dense, in one direction; memory in bytes.
public struct Chip: Hashable, Sendable {
    public var name: String
    /// Dense FLOP/s; 0 where there is no figure.
    public var bf16: Double
    public var fp8: Double
    public var fp4: Double
    /// Bytes.
    public var memory: Double
    /// Bytes per second.
    public var bandwidth: Double
    /// Watts at full load.
    public var power: Double
    /// What part of the chip computes at once: multiprocessors, or matrix units, over which tiles are spread.
    public var units: Double
    /// How matrix products behave on it.
    public var family: MatrixConstants

    package init(
        name: String, bf16: Double, fp8: Double = 0, fp4: Double = 0, memory: Double, bandwidth: Double, power: Double = 0,
        units: Double = 132, family: MatrixConstants = .general
    ) {
        self.name = name
        self.bf16 = bf16
        self.fp8 = fp8
        self.fp4 = fp4
        self.memory = memory
        self.bandwidth = bandwidth
        self.power = power
        self.units = units
        self.family = family
    }

    /// Dense FLOP/s at a precision.
    /// - Throws: `ClusterError.precision` where the chip has no figure for it.
    package func peak(_ precision: Precision) throws(ClusterError) -> Double {
        let rate =
            switch precision {
            case .fp16, .bf16: bf16
            case .fp8: fp8
            case .fp4: fp4
            }
        if rate > 0 { return rate }
        let known = [("bf16", bf16), ("fp8", fp8), ("fp4", fp4)].filter { $0.1 > 0 }.map(\.0)
        throw .precision(chip: name, asked: precision.rawValue, known: known)
    }

    package func check() throws(ClusterError) {
        for (parameter, value) in [("memory", memory), ("bandwidth", bandwidth), ("units", units)]
        where !(value > 0 && value.isFinite) {
            throw .value(subject: "chip \(name)", parameter: parameter, value: value, requirement: "above 0")
        }
        guard power >= 0, power.isFinite else {
            throw .value(subject: "chip \(name)", parameter: "power", value: power, requirement: "at least 0")
        }
    }
}

extension Chip {
    /// Published figures; see the catalogue for their sources.
    package static let a100 = Chip(
        name: "a100-sxm", bf16: 312e12, memory: 80e9, bandwidth: 2.039e12, power: 400, units: 108, family: .a100)
    package static let h100 = Chip(
        name: "h100-sxm", bf16: 989.4e12, fp8: 1978.9e12, memory: 80e9, bandwidth: 3.35e12, power: 700, units: 132, family: .h100)
}
