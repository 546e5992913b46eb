internal import CKernels

/// The block function of Philox4x32: a keyed bijection of 128-bit counters.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11. The streams of the engine use
/// ten rounds.
public enum Philox4x32 {
    /// The four words of a counter under a key.
    ///
    /// - Parameters:
    ///   - counter: Four words, the least significant first.
    ///   - key: Two words.
    ///   - rounds: 10 is the standard, 7 the fewest that its authors call safe.
    public static func words(
        counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32), rounds: Int = 10
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        let counter = [counter.0, counter.1, counter.2, counter.3]
        var words = [UInt32](repeating: 0, count: 4)
        hr_philox4x32(counter, [key.0, key.1], Int32(rounds), &words)
        return (words[0], words[1], words[2], words[3])
    }
}

/// The block function of Philox4x64, as `Philox4x32` with words of 64 bits.
public enum Philox4x64 {
    /// The four words of a counter under a key; see `Philox4x32.words`.
    public static func words(
        counter: (UInt64, UInt64, UInt64, UInt64), key: (UInt64, UInt64), rounds: Int = 10
    ) -> (UInt64, UInt64, UInt64, UInt64) {
        let counter = [counter.0, counter.1, counter.2, counter.3]
        var words = [UInt64](repeating: 0, count: 4)
        hr_philox4x64(counter, [key.0, key.1], Int32(rounds), &words)
        return (words[0], words[1], words[2], words[3])
    }
}

extension StreamKey {
    /// The uniform of one path: an odd multiple of 2^-53 in (0, 1).
    ///
    /// - Parameters:
    ///   - path: The number of the path, from 0.
    ///   - step: The step in time, 0 in models without time.
    ///   - draw: Tells several draws of one stream in one step apart.
    public func uniform(path: UInt64, step: UInt32 = 0, draw: UInt32 = 0) -> Double {
        hr_uniform(value, path, step, draw)
    }
}
