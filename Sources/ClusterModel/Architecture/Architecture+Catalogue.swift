/// Published models. Dimensions from their papers and configuration files; confidence is general knowledge unless the paper is named.
extension Architecture {
    package static let catalogue: [(architecture: Architecture, source: String)] = [
        (gpt("gpt3-175b", 96, 12288, 96), "arXiv:2005.14165"),
        (gpt("megatron-1.7b", 24, 2304, 24), "arXiv:2104.04473, table 1"),
        (gpt("megatron-3.6b", 30, 3072, 32), "arXiv:2104.04473, table 1"),
        (gpt("megatron-7.5b", 36, 4096, 32), "arXiv:2104.04473, table 1"),
        (gpt("megatron-18b", 40, 6144, 48), "arXiv:2104.04473, table 1"),
        (gpt("megatron-22b", 48, 6144, 64), "arXiv:2205.05198, table 3"),
        (gpt("megatron-39b", 48, 8192, 64), "arXiv:2104.04473, table 1"),
        (gpt("megatron-76b", 60, 10240, 80), "arXiv:2104.04473, table 1"),
        (gpt("megatron-145b", 80, 12288, 96), "arXiv:2104.04473, table 1"),
        (gpt("megatron-310b", 96, 16384, 128), "arXiv:2104.04473, table 1"),
        (gpt("turing-530b", 105, 20480, 128), "arXiv:2205.05198, table 3"),
        (gpt("megatron-1t", 128, 25600, 160), "arXiv:2205.05198, table 3"),
        (llama("llama-2-7b", 32, 4096, 32, 32, 11008, 32000), "arXiv:2307.09288"),
        (llama("llama-2-13b", 40, 5120, 40, 40, 13824, 32000), "arXiv:2307.09288"),
        (llama("llama-2-70b", 80, 8192, 64, 8, 28672, 32000), "arXiv:2307.09288"),
        (llama("llama-3.1-8b", 32, 4096, 32, 8, 14336, 128256), "arXiv:2407.21783, table 3"),
        (llama("llama-3.1-70b", 80, 8192, 64, 8, 28672, 128256), "arXiv:2407.21783, table 3"),
        (llama("llama-3.1-405b", 126, 16384, 128, 8, 53248, 128256), "arXiv:2407.21783, table 3"),
        (Architecture(name: "palm-540b", layers: 118, hidden: 18432, heads: 48, keyValueHeads: 1, headWidth: 256, feedForward: 73728, isGated: true, vocabulary: 256_000), "arXiv:2204.02311, general knowledge"),
        (Architecture(name: "bloom-176b", layers: 70, hidden: 14336, heads: 112, vocabulary: 250_680), "arXiv:2211.05100"),
        (Architecture(name: "mixtral-8x7b", layers: 32, hidden: 4096, heads: 32, keyValueHeads: 8, feedForward: 14336, isGated: true, vocabulary: 32000, experts: 8, activeExperts: 2), "arXiv:2401.04088"),
        (
            Architecture(
                name: "deepseek-v3", layers: 61, hidden: 7168, heads: 128, headWidth: 128, feedForward: 2048, isGated: true,
                vocabulary: 129_280, experts: 256, activeExperts: 8, sharedExperts: 1, denseLayers: 3, denseFeedForward: 18432,
                latentWidth: 576, queryRank: 1536), "arXiv:2412.19437"
        ),
        (
            Architecture(
                name: "gpt-oss-120b", layers: 36, hidden: 2880, heads: 64, keyValueHeads: 8, headWidth: 64, feedForward: 2880, isGated: true,
                vocabulary: 201_088, experts: 128, activeExperts: 4), "arXiv:2508.10925, general knowledge"
        ),
    ]

    private static func gpt(_ name: String, _ layers: Int, _ hidden: Int, _ heads: Int) -> Architecture {
        Architecture(name: name, layers: layers, hidden: hidden, heads: heads, vocabulary: 51200)
    }

    private static func llama(
        _ name: String, _ layers: Int, _ hidden: Int, _ heads: Int, _ keyValueHeads: Int, _ feedForward: Int, _ vocabulary: Int
    ) -> Architecture {
        Architecture(
            name: name, layers: layers, hidden: hidden, heads: heads, keyValueHeads: keyValueHeads, feedForward: feedForward,
            isGated: true, vocabulary: vocabulary)
    }
}
