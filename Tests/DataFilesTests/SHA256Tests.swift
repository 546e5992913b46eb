import DataFiles
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "the vectors of NIST",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func vectors(text: String, digest: String) {
        #expect(SHA256.hex(of: text.utf8) == digest)
    }

    @Test("a million times the letter a")
    func million() {
        #expect(
            SHA256.hex(of: [UInt8](repeating: 0x61, count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("one byte, and four zero bytes (NIST's additional vectors)")
    func short() {
        #expect(SHA256.hex(of: [0xbd]) == "68325720aabd7c82f30f554b313d0570c95accbb7dc4b5aae11204c08ffe732b")
        #expect(SHA256.hex(of: [0, 0, 0, 0]) == "df3f619804a92fdb4057192dc43dd748ea778adc52bc498ce80524c014b81119")
        #expect(
            SHA256.hex(of: [UInt8](repeating: 0, count: 64))
                == "f5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b")
    }

    @Test("the pieces in which a message arrives do not matter, and a value may be continued after it was asked")
    func pieces() {
        var random = SplitMix(seed: 3)
        for length in 0..<200 {
            let message = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            var whole = SHA256()
            whole.update(message)
            var pieces = SHA256()
            var start = 0
            while start < length {
                let end = min(length, start + 1 + Int(random.next() % 70))
                pieces.update(message[start..<end])
                _ = pieces.finalized()
                start = end
            }
            #expect(whole.finalized() == pieces.finalized(), "length \(length)")
        }
    }
}
