/// A transformer by its dimensions.
public struct Architecture: Hashable, Sendable {
    public var name: String
    public var layers: Int
    public var hidden: Int
    public var heads: Int
    /// Heads that keep keys and values; equal to `heads` without grouping.
    public var keyValueHeads: Int
    /// Width of one head.
    public var headWidth: Int
    /// Inner width of the feed-forward part, of one expert where there are experts.
    public var feedForward: Int
    /// Whether the feed-forward part has a gate (three matrices instead of two).
    public var isGated: Bool
    public var vocabulary: Int
    /// Experts of a layer; 0 of a dense model.
    public var experts: Int
    /// Experts that a token visits, and experts that all visit.
    public var activeExperts: Int
    public var sharedExperts: Int
    /// Layers at the bottom with a dense feed-forward part of `denseFeedForward`; 0 of a dense model.
    public var denseLayers: Int
    public var denseFeedForward: Int
    /// Width of what a token leaves in the cache per layer with latent attention (compressed part plus rotary part); 0 without.
    public var latentWidth: Int
    /// Rank of the compressed queries of latent attention; 0 where queries are not compressed.
    public var queryRank: Int

    package init(
        name: String, layers: Int, hidden: Int, heads: Int, keyValueHeads: Int? = nil, headWidth: Int? = nil,
        feedForward: Int? = nil, isGated: Bool = false, vocabulary: Int, experts: Int = 0, activeExperts: Int = 0,
        sharedExperts: Int = 0, denseLayers: Int = 0, denseFeedForward: Int = 0, latentWidth: Int = 0, queryRank: Int = 0
    ) {
        self.name = name
        self.layers = layers
        self.hidden = hidden
        self.heads = heads
        self.keyValueHeads = keyValueHeads ?? heads
        self.headWidth = headWidth ?? (heads > 0 ? hidden / heads : 0)
        self.feedForward = feedForward ?? 4 * hidden
        self.isGated = isGated
        self.vocabulary = vocabulary
        self.experts = experts
        self.activeExperts = activeExperts
        self.sharedExperts = sharedExperts
        self.denseLayers = denseLayers
        self.denseFeedForward = denseFeedForward
        self.latentWidth = latentWidth
        self.queryRank = queryRank
    }

    package func check() throws(ClusterError) {
        let figures = [
            ("layers", layers), ("hidden", hidden), ("heads", heads), ("kv_heads", keyValueHeads), ("head_width", headWidth),
            ("feed_forward", feedForward), ("vocabulary", vocabulary),
        ]
        for (parameter, value) in figures where value < 1 || value > 1 << 24 {
            throw .value(subject: "the model \(name)", parameter: parameter, value: Double(value), requirement: "from 1 to \(1 << 24)")
        }
        guard heads % keyValueHeads == 0 else {
            throw .indivisible(what: "heads", whole: heads, parts: keyValueHeads, allowed: Divisors.near(keyValueHeads, of: heads))
        }
        if experts > 0 {
            guard activeExperts >= 1, activeExperts <= experts else {
                throw .value(
                    subject: "the model \(name)", parameter: "active_experts", value: Double(activeExperts),
                    requirement: "from 1 to the number of experts, \(experts)")
            }
        }
    }
}

/// Parameters and work, counted.
extension Architecture {
    /// Matrices of the feed-forward part.
    package var feedForwardMatrices: Double { isGated ? 3 : 2 }

    /// Parameters of a layer's attention.
    package var attentionParameters: Double {
        let (h, a, w) = (Double(hidden), Double(heads), Double(headWidth))
        guard latentWidth > 0 else { return h * w * (a + 2 * Double(keyValueHeads)) + a * w * h }
        // Queries through their rank, keys and values through the latent; the rotary part is taken as half a head's width, as in
        // DeepSeek-V3.
        let latent = Double(latentWidth)
        let query = queryRank > 0 ? h * Double(queryRank) + Double(queryRank) * a * w * 1.5 : h * a * w * 1.5
        return query + h * latent + (latent - w / 2) * a * 2 * w + a * w * h
    }

    /// Parameters of one expert, or of the whole feed-forward part of a dense layer.
    package var expertParameters: Double { feedForwardMatrices * Double(hidden) * Double(feedForward) }

    private var denseParameters: Double { feedForwardMatrices * Double(hidden) * Double(denseFeedForward) }

    /// Parameters of a layer with its experts, or of a dense layer; the mean over layers where they differ.
    package var layerParameters: Double { attentionParameters + feedForwardParameters(visited: false) }

    /// Parameters of a layer that one token meets.
    package var activeLayerParameters: Double { attentionParameters + feedForwardParameters(visited: true) }

    private func feedForwardParameters(visited: Bool) -> Double {
        guard experts > 0 else { return expertParameters }
        let count = Double((visited ? activeExperts : experts) + sharedExperts)
        let share = Double(denseLayers) / Double(layers)
        return (1 - share) * (count * expertParameters + Double(hidden * experts)) + share * denseParameters
    }

    package var embeddingParameters: Double { Double(vocabulary) * Double(hidden) }

    /// All parameters, embedding and output head counted once each where the feed-forward part is gated (untied), else once.
    package var parameters: Double {
        Double(layers) * layerParameters + embeddingParameters * (isGated ? 2 : 1)
    }

    /// Parameters that one token meets.
    package var activeParameters: Double {
        Double(layers) * activeLayerParameters + embeddingParameters * (isGated ? 2 : 1)
    }

    /// Forward and backward FLOPs of one token: 6 per parameter met (the output head once, the embedding not), and attention's
    /// 12·l·a·w·s, half of it where the kernel is causal [arXiv 2104.04473, 2205.05198].
    package func flops(sequence: Int, isCausal: Bool) -> Double {
        6 * (Double(layers) * activeLayerParameters + embeddingParameters)
            + (isCausal ? 6 : 12) * Double(layers * heads * headWidth) * Double(sequence)
    }

    /// Bytes that one token leaves in the cache of keys and values, at `bytes` per number.
    package func cache(bytes: Double) -> Double {
        Double(layers) * bytes * (latentWidth > 0 ? Double(latentWidth) : 2 * Double(keyValueHeads * headWidth))
    }
}
