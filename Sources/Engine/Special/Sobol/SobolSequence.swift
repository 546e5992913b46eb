/// The Sobol sequence with the direction numbers new-joe-kuo-6.21201, unscrambled, in Gray-code order.
///
/// Point n is computed on its own, so that any block of the sequence can be had without the ones before. Point 0 is the
/// origin.
public struct SobolSequence: Sendable {
    /// The dimensions for which direction numbers are at hand.
    public static let largestDimension = 1024
    /// Points are multiples of 2^−32; the sequence has this many.
    public static let count = UInt64(1) << 32

    public let dimension: Int
    /// 32 direction numbers per dimension.
    private let directions: [UInt32]

    /// - Returns: nil unless `dimension` is within 1 … 1024.
    public init?(dimension: Int) {
        guard dimension >= 1, dimension <= Self.largestDimension else { return nil }
        self.dimension = dimension
        directions = Array(Self.allDirections[0..<(32 * dimension)])
    }

    /// Coordinate `axis` (from 0) of point `index` (from 0, below 2^32), in [0, 1).
    public func coordinate(_ axis: Int, of index: UInt64) -> Double {
        precondition(axis >= 0 && axis < dimension && index < Self.count, "a coordinate of the sequence")
        var gray = UInt32(truncatingIfNeeded: index ^ (index >> 1))
        var x: UInt32 = 0
        while gray != 0 {
            x ^= directions[32 * axis + gray.trailingZeroBitCount]
            gray &= gray - 1
        }
        return Double(x) * 0x1p-32
    }

    /// Point `index` as a whole.
    public func point(_ index: UInt64) -> [Double] { (0..<dimension).map { coordinate($0, of: index) } }

    /// The 32 direction numbers of an axis (from 0).
    package static func directions(ofAxis axis: Int) -> ArraySlice<UInt32> { allDirections[32 * axis..<32 * (axis + 1)] }

    /// Decoded once per process.
    private static let allDirections: [UInt32] = {
        // The first dimension is van der Corput's: every m is 1.
        var all = (0..<32).map { UInt32(1) << (31 - UInt32($0)) }
        all.reserveCapacity(32 * largestDimension)
        for word in encodedDirections.split(separator: " ") {
            let numbers = word.split(separator: ",").map { UInt32($0, radix: 36)! }
            let polynomial = numbers[0]
            let degree = numbers.count - 1
            var v = (0..<degree).map { numbers[$0 + 1] << (31 - UInt32($0)) }
            for i in degree..<32 {
                // v_i = v_{i−s} ⊕ v_{i−s}/2^s ⊕ the v_{i−k} for which the polynomial has a coefficient.
                var next = v[i - degree] ^ (v[i - degree] >> UInt32(degree))
                for k in 1..<Swift.max(degree, 1) where (polynomial >> UInt32(degree - k)) & 1 == 1 { next ^= v[i - k] }
                v.append(next)
            }
            all += v
        }
        return all
    }()
}
