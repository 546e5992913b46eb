/// Constants of matrix products of a chip family at one precision, fitted on measured products.
public struct MatrixConstants: Hashable, Sendable {
    /// Share of the published dense rate that full tiles reach.
    public var efficiency: Double
    /// Share of the published memory bandwidth.
    public var bandwidthShare: Double
    /// Seconds before anything happens.
    public var start: Double
    /// Length along k that filling and emptying a tile costs.
    public var tileRamp: Double
    /// How sharply the larger of arithmetic and memory wins: 1 adds them, large takes the maximum.
    public var sharpness: Double

    package init(efficiency: Double, bandwidthShare: Double, start: Double, tileRamp: Double, sharpness: Double) {
        self.efficiency = efficiency
        self.bandwidthShare = bandwidthShare
        self.start = start
        self.tileRamp = tileRamp
        self.sharpness = sharpness
    }

    /// bfloat16; median errors of the rows they were fitted on: 7.7, 6.6, 8.5, 11.1, 11.5, 10.6 and 9.7 %.
    package static let a100 = MatrixConstants(efficiency: 0.958, bandwidthShare: 0.870, start: 2.28e-6, tileRamp: 181, sharpness: 1.72)
    package static let h100 = MatrixConstants(efficiency: 0.903, bandwidthShare: 0.783, start: 2.55e-6, tileRamp: 141, sharpness: 5.47)
    package static let h200 = MatrixConstants(efficiency: 0.941, bandwidthShare: 0.773, start: 2.74e-6, tileRamp: 154, sharpness: 4.01)
    package static let b200 = MatrixConstants(efficiency: 0.787, bandwidthShare: 0.732, start: 2.26e-6, tileRamp: 70, sharpness: 2.85)
    package static let b300 = MatrixConstants(efficiency: 0.836, bandwidthShare: 0.716, start: 2.25e-6, tileRamp: 47, sharpness: 2.86)
    package static let gb200 = MatrixConstants(efficiency: 0.747, bandwidthShare: 0.735, start: 2.35e-6, tileRamp: 1, sharpness: 2.73)
    package static let gb300 = MatrixConstants(efficiency: 0.922, bandwidthShare: 0.780, start: 2.35e-6, tileRamp: 1, sharpness: 1.79)
    /// For chips without measured products: between the measured families.
    package static let general = MatrixConstants(efficiency: 0.86, bandwidthShare: 0.76, start: 2.4e-6, tileRamp: 100, sharpness: 3)

    /// Fused attention's rate against full tiles': FlashAttention-2 reaches about 0.7 on A100, but 35 % of the dense rate on H100,
    /// whose asynchronous units it leaves idle [arXiv:2307.08691, arXiv:2407.08608]. Not fitted; newer chips are taken to be like H100.
    package var fusedAttention: Double { self == .a100 ? 0.7 : 0.35 / efficiency }

    /// Of a chip by its catalogue key; `nil` without measured products.
    package static func measured(_ key: String) -> MatrixConstants? {
        switch key {
        case "a100-sxm": .a100
        case "h100-sxm": .h100
        case "h200-sxm": .h200
        case "b200": .b200
        case "b300": .b300
        case "gb200": .gb200
        case "gb300": .gb300
        default: nil
        }
    }
}

/// Time of C = A·B with A m × k, B k × n, `count` times at once.
package struct MatrixProduct: Sendable {
    let constants: MatrixConstants
    /// Dense FLOP/s of the chip.
    let peak: Double
    /// Bytes per second.
    let bandwidth: Double
    let units: Double
    /// Of operands and results.
    let bytesIn: Double
    let bytesOut: Double

    package init(_ chip: Chip, _ precision: Precision, constants: MatrixConstants? = nil) throws(ClusterError) {
        try chip.check()
        self.constants = constants ?? chip.family
        peak = try chip.peak(precision)
        bandwidth = chip.bandwidth
        units = chip.units
        bytesIn = precision.bytes
        bytesOut = 2
    }

    /// Tile shapes and their speed relative to the largest.
    private static let tiles: [(m: Double, n: Double, speed: Double)] = [
        (128, 256, 1), (256, 128, 1), (128, 128, 0.92), (64, 128, 0.75), (64, 64, 0.5),
    ]

    /// Seconds without the launch: the p-norm of arithmetic, in whole waves of the best tile (split along k while units are
    /// idle), and memory traffic. Dimensions below 1 count as 1.
    package func time(_ m: Double, _ n: Double, _ k: Double, count: Double = 1) -> Double {
        let rate = peak / units * constants.efficiency
        var arithmetic = Double.infinity
        for tile in Self.tiles {
            let blocks = max(1, (m / tile.m).rounded(.up) * (n / tile.n).rounded(.up) * count)
            let split = min(max((units / blocks).rounded(.down), 1), max(1, (k / 512).rounded(.down)))
            let waves = (blocks / units).rounded(.up)
            arithmetic = min(arithmetic, waves * tile.m * tile.n * (k / split + constants.tileRamp) * 2 / (rate * tile.speed))
        }
        let memory = ((m * k + n * k) * bytesIn + m * n * bytesOut) * count / (bandwidth * constants.bandwidthShare)
        return Smooth.larger(arithmetic, memory, sharpness: constants.sharpness)
    }

    /// Seconds of one product launched by itself, as kernels are measured.
    package func launched(_ m: Double, _ n: Double, _ k: Double) -> Double { constants.start + time(m, n, k) }
}
