internal import CKernels

/// The points that take the place of independent uniforms in the streams of named variables.
///
/// A stream's dimension is its place among the streams of the plan, in the order of declaration; its scrambling is keyed by
/// seed, name and replicate. What a block holds depends on those and the block's number alone.
package final class SamplingDesign: Sendable {
    package let sampling: Sampling
    /// nil for antithetic pairs.
    package let layout: ReplicateLayout?
    /// By stream, its dimension; -1 for streams that stay independent.
    package let dimensionOfStream: [Int]
    private let keys: [UInt64]
    private let directions: [UInt32]

    /// How many dimensions a kind of sampling has.
    package static func largestDimension(_ sampling: Sampling) -> Int {
        sampling == .sobol ? SobolSequence.largestDimension : .max
    }

    /// - Parameters:
    ///   - streams: the names of all streams.
    ///   - used: the streams that get a dimension, in the order of their dimensions.
    init(_ sampling: Sampling, layout: ReplicateLayout?, seed: UInt64, streams: [String], used: [Int32]) {
        precondition(sampling != .random, "independent uniforms need no design")
        precondition(used.count <= Self.largestDimension(sampling), "a dimension for each stream")
        self.sampling = sampling
        self.layout = layout
        var dimensionOfStream = [Int](repeating: -1, count: streams.count)
        for (dimension, stream) in used.enumerated() { dimensionOfStream[Int(stream)] = dimension }
        self.dimensionOfStream = dimensionOfStream
        guard layout != nil else {
            (keys, directions) = ([], [])
            return
        }
        var keys: [UInt64] = []
        keys.reserveCapacity(used.count * ReplicateLayout.replicates * Self.words)
        for stream in used {
            let name = streams[Int(stream)]
            for replicate in 0..<ReplicateLayout.replicates {
                let key = StreamKey(seed: seed, name: "\(sampling.rawValue) \(replicate) \(name)").value
                for word in 0..<Self.words { keys.append(StreamKey.word(UInt64(word), of: key)) }
            }
        }
        self.keys = keys
        directions =
            sampling == .sobol ? used.indices.flatMap { SobolSequence.directions(ofAxis: $0).map(Self.reversed) } : []
    }

    private static let words = Int(HR_DESIGN_WORDS)

    private static func reversed(_ x: UInt32) -> UInt32 {
        var result: UInt32 = 0
        for bit in 0..<32 where x >> UInt32(bit) & 1 == 1 { result |= 1 << UInt32(31 - bit) }
        return result
    }

    func covers(_ stream: Int32) -> Bool { dimensionOfStream[Int(stream)] >= 0 }

    /// Whether `fill` starts from the stream's own uniforms.
    var startsFromStream: Bool { sampling != .sobol }

    /// The uniforms of a stream for the 256 paths from `firstPath` on.
    ///
    /// - Parameter block: holds the stream's independent uniforms where `startsFromStream`.
    func fill(_ block: UnsafeMutablePointer<Double>, stream: Int32, firstPath: Int) {
        guard let layout else { return hr_antithetic_block(block) }
        let dimension = dimensionOfStream[Int(stream)]
        let place = layout.place(of: firstPath)
        let first = (dimension * ReplicateLayout.replicates + place.replicate) * Self.words
        keys.withUnsafeBufferPointer { keys in
            let key = keys.baseAddress! + first
            if sampling == .latin {
                hr_latin_block(block, UInt64(place.index), Int32(layout.logSize), key)
            } else {
                directions.withUnsafeBufferPointer {
                    hr_sobol_block(block, $0.baseAddress! + 32 * dimension, UInt64(place.index), key)
                }
            }
        }
    }
}
