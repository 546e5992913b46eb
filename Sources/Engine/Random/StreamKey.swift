/// The key of one stream of random numbers: a hash of the seed of the run and the name of the stream.
///
/// The hash is frozen, since every simulated result depends on it. With the bytes b of the name in UTF-8:
///
///     h = 0xcbf29ce484222325                       FNV-1a, 64 bits
///     for each byte b:  h = (h xor b) * 0x100000001b3
///     key = mix(mix(seed + 0x9e3779b97f4a7c15) xor h)
///
/// in arithmetic modulo 2^64, where mix is the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), a bijection:
///
///     mix(z):  z = (z xor z >> 30) * 0xbf58476d1ce4e5b9
///              z = (z xor z >> 27) * 0x94d049bb133111eb
///              z xor z >> 31
///
/// For one name, different seeds give different keys. For one seed, two names collide only where FNV-1a does: with
/// probability about n²/2^65 for n names.
public struct StreamKey: Hashable, Sendable {
    /// The 64-bit key; its low and high halves are the two key words of Philox4x32.
    public let value: UInt64

    /// The key of the stream `name` in a run with this seed. Names are compared byte by byte: no Unicode
    /// normalisation takes place.
    public init(seed: UInt64, name: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        value = Self.mixed(Self.mixed(seed &+ 0x9e37_79b9_7f4a_7c15) ^ hash)
    }

    /// Word n of the sequence that SplitMix64 makes of a key.
    package static func word(_ n: UInt64, of key: UInt64) -> UInt64 { mixed(key &+ (n &+ 1) &* 0x9e37_79b9_7f4a_7c15) }

    /// The finaliser of SplitMix64.
    private static func mixed(_ z: UInt64) -> UInt64 {
        var z = z
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
