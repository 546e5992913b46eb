internal import CKernels

/// What the processor that runs this has.
package enum Processor {
    /// AVX2 and FMA, with the system keeping the registers.
    package static var isSupported: Bool { hr_best_isa().rawValue >= HR_ISA_V3.rawValue }
}
