internal import CKernels

/// The instructions that block kernels are compiled for. Results have the same bits on all of them.
public enum InstructionSet: Int, CaseIterable, Comparable, Sendable {
    /// SSE2, or the plain architecture elsewhere. Correct everywhere and slow: every fused multiply-add is a call.
    case portable = 0
    /// AVX2 and FMA (x86-64-v3).
    case avx2 = 1
    /// AVX-512 F, BW, CD, DQ and VL (x86-64-v4).
    case avx512 = 2

    /// The best set that this processor has and whose registers the operating system saves.
    public static var best: InstructionSet { InstructionSet(rawValue: Int(hr_best_isa().rawValue)) ?? .portable }

    /// Every set that works here, the portable one first.
    public static var available: [InstructionSet] { allCases.filter(\.isAvailable) }

    /// Whether this processor has the set and its registers are saved.
    public var isAvailable: Bool { self <= .best }

    /// As records and reports spell it: `portable`, `avx2`, `avx512`.
    public var name: String {
        switch self {
        case .portable: "portable"
        case .avx2: "avx2"
        case .avx512: "avx512"
        }
    }

    /// The set of that name.
    public init?(name: String) {
        guard let set = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = set
    }

    public static func < (a: InstructionSet, b: InstructionSet) -> Bool { a.rawValue < b.rawValue }
}
