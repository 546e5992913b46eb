extension MatrixConstants {
    /// Constants of a measured system at a number format, named as the tables of measured products name them. Each five are fitted on
    /// 200 products by least squares of log errors with a soft-l1 loss; `nil` where nothing was measured.
    package static func fitted(_ system: String, _ type: String) -> MatrixConstants? {
        switch (system, type) {
        case ("a100_sxm", "bfloat16"): MatrixConstants(efficiency: 0.9580, bandwidthShare: 0.8699, start: 2.28e-6, tileRamp: 181.2, sharpness: 1.723)
        case ("h100_sxm", "bfloat16"): MatrixConstants(efficiency: 0.9031, bandwidthShare: 0.7833, start: 2.55e-6, tileRamp: 140.9, sharpness: 5.467)
        case ("h100_sxm", "fp8"): MatrixConstants(efficiency: 0.6632, bandwidthShare: 0.8231, start: 12.8e-6, tileRamp: 156.0, sharpness: 2.751)
        case ("h100_sxm", "fp8_block"): MatrixConstants(efficiency: 0.6126, bandwidthShare: 1.2896, start: 4.64e-6, tileRamp: 271.2, sharpness: 1.000)
        case ("h200_sxm", "bfloat16"): MatrixConstants(efficiency: 0.9410, bandwidthShare: 0.7728, start: 2.74e-6, tileRamp: 154.3, sharpness: 4.013)
        case ("h200_sxm", "fp8"): MatrixConstants(efficiency: 0.6954, bandwidthShare: 0.9976, start: 12.7e-6, tileRamp: 219.0, sharpness: 1.988)
        case ("h200_sxm", "fp8_block"): MatrixConstants(efficiency: 0.6070, bandwidthShare: 1.3867, start: 4.61e-6, tileRamp: 334.0, sharpness: 1.000)
        case ("b200_sxm", "bfloat16"): MatrixConstants(efficiency: 0.7871, bandwidthShare: 0.7321, start: 2.26e-6, tileRamp: 70.4, sharpness: 2.850)
        case ("b200_sxm", "fp8"): MatrixConstants(efficiency: 0.5951, bandwidthShare: 0.8869, start: 15.1e-6, tileRamp: 22.0, sharpness: 1.478)
        case ("b200_sxm", "fp8_block"): MatrixConstants(efficiency: 0.7282, bandwidthShare: 0.6970, start: 6.82e-6, tileRamp: 211.3, sharpness: 1.862)
        case ("b200_sxm", "nvfp4"): MatrixConstants(efficiency: 0.4695, bandwidthShare: 0.6619, start: 8.9e-6, tileRamp: 1.0, sharpness: 1.138)
        case ("b300_sxm", "bfloat16"): MatrixConstants(efficiency: 0.8363, bandwidthShare: 0.7163, start: 2.25e-6, tileRamp: 47.3, sharpness: 2.858)
        case ("b300_sxm", "fp8"): MatrixConstants(efficiency: 0.6411, bandwidthShare: 0.9613, start: 14.7e-6, tileRamp: 64.3, sharpness: 1.375)
        case ("b300_sxm", "fp8_block"): MatrixConstants(efficiency: 0.7868, bandwidthShare: 0.6926, start: 6.04e-6, tileRamp: 378.7, sharpness: 1.820)
        case ("b300_sxm", "nvfp4"): MatrixConstants(efficiency: 0.5325, bandwidthShare: 0.3454, start: 9.05e-6, tileRamp: 1004.0, sharpness: 2.386)
        case ("gb200", "bfloat16"): MatrixConstants(efficiency: 0.7468, bandwidthShare: 0.7353, start: 2.35e-6, tileRamp: 1.0, sharpness: 2.731)
        case ("gb200", "fp8"): MatrixConstants(efficiency: 0.5550, bandwidthShare: 1.0225, start: 14.8e-6, tileRamp: 55.5, sharpness: 1.358)
        case ("gb200", "fp8_block"): MatrixConstants(efficiency: 0.6874, bandwidthShare: 0.6947, start: 6.37e-6, tileRamp: 310.8, sharpness: 1.869)
        case ("gb200", "nvfp4"): MatrixConstants(efficiency: 0.4610, bandwidthShare: 0.6828, start: 8.91e-6, tileRamp: 1.0, sharpness: 1.177)
        case ("gb300", "bfloat16"): MatrixConstants(efficiency: 0.9219, bandwidthShare: 0.7800, start: 2.35e-6, tileRamp: 1.0, sharpness: 1.793)
        case ("gb300", "fp8"): MatrixConstants(efficiency: 0.6529, bandwidthShare: 0.9823, start: 14.6e-6, tileRamp: 50.8, sharpness: 1.288)
        case ("gb300", "fp8_block"): MatrixConstants(efficiency: 0.7830, bandwidthShare: 0.8276, start: 6.31e-6, tileRamp: 332.9, sharpness: 1.422)
        case ("gb300", "nvfp4"): MatrixConstants(efficiency: 0.6176, bandwidthShare: 0.4748, start: 9.79e-6, tileRamp: 514.6, sharpness: 1.000)
        default: nil
        }
    }
}
