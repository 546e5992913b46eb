import CKernels
import Testing

/// The bits of every function on fixed inputs, as hashes. They must be the same on every machine, with every C library
/// setting (for instance under `GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2`) and in every build. A change here changes
/// every recorded result.
@Suite struct FrozenBitsTests {
    @Test(arguments: Array(unary.enumerated()))
    func unaryFunctions(_ op: Int, _ expected: UInt64) {
        var generator = Generator(2026)
        var hash = Hash()
        for round in 0..<3000 {
            let x = KernelInputs.number(kind: round, &generator)
            hash.add(hr_unary_scalar(hr_unary_op(UInt32(op)), x))
        }
        #expect(hash.value == expected, "operation \(op)")
    }

    @Test(arguments: Array(binary.enumerated()))
    func binaryFunctions(_ op: Int, _ expected: UInt64) {
        var generator = Generator(2027)
        var hash = Hash()
        for round in 0..<3000 {
            let x = KernelInputs.number(kind: round, &generator)
            let y = KernelInputs.number(kind: round / 6, &generator)
            hash.add(hr_binary_scalar(hr_binary_op(UInt32(op)), x, y))
        }
        #expect(hash.value == expected, "operation \(op)")
    }

    @Test func normalsOfAStream() {
        var hash = Hash()
        let block = Block()
        for number in UInt64(0)..<40 {
            hr_kernels_for(HR_ISA_BASE).pointee.normal(block.pointer, 0x0123_4567_89ab_cdef, number, 3, 1)
            for i in 0..<Block.count { hash.add(block[i]) }
        }
        #expect(hash.value == 0x435a_eb0a_de83_c703)
    }

    /// FNV-1a over the bytes of the results; every NaN counts as one.
    private struct Hash {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ x: Double) {
            var bits = x.isNaN ? Double.nan.bitPattern : x.bitPattern
            for _ in 0..<8 {
                value = (value ^ (bits & 0xFF)) &* 0x0000_0100_0000_01b3
                bits >>= 8
            }
        }
    }

    // In the order of hr_unary_op and hr_binary_op.
    private static let unary: [UInt64] = [
        0xcf8a_3074_4bd3_0462, 0x8437_1bd1_e591_7162, 0x438a_4c75_39ff_6ec0, 0x10ee_51d7_7e92_78a7,
        0x8933_c9de_be61_e18c, 0xb25a_e351_fb0f_d079, 0xcfac_939c_283c_5bf3, 0xe5f3_b34b_8290_53d7,
        0x1378_8234_6f0c_ade5, 0x7124_bf50_a7ee_1322, 0xc0df_2a8e_a19a_b7c0, 0x837d_5067_f184_af02,
        0xf27a_e6a7_a278_ce74, 0x6fa5_fa1d_5d32_0c49, 0xa381_845d_8c0d_42e2, 0x1ab1_61ee_e5e6_0094,
        0x6e0d_55bd_1ee1_cc32, 0x9696_fdee_ca46_2a54, 0xfbeb_8165_c182_104e, 0x8c96_7406_562a_886e,
        0x8a38_e38c_953f_c814, 0x8396_1f16_a9a2_dc80, 0xd6e1_3fd7_6bf4_a3e8, 0x165f_bad3_1775_7f0a,
        0xb36c_3acf_6024_edb8,
    ]
    private static let binary: [UInt64] = [
        0x66cf_0b2a_770b_5b70, 0xf303_526e_0230_b37f, 0x5e64_90fe_0294_65ed, 0xc559_acef_64c5_cdab,
        0xd2b2_7161_f0dc_58a8, 0x5aa2_09a0_b53c_dc3a, 0xc9cb_d33a_35e1_2eb3, 0xefa1_e78b_7416_0e2e,
        0x595e_c88f_625b_6e20, 0x2b16_c3a5_4a29_79f8, 0x2b16_c3a5_4a29_79f8, 0x8fed_60f1_e188_9625,
        0x1b62_704c_fadc_46a5, 0xebac_966c_92f6_4af8, 0x1b62_704c_fadc_46a5, 0x6357_99b9_6a75_0751,
    ]
}
