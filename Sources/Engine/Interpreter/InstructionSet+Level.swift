internal import CKernels

extension InstructionSet {
    /// The level as the kernels number it, at most what this processor has.
    var level: hr_isa { hr_isa(UInt32(min(self, .best).rawValue)) }
}
