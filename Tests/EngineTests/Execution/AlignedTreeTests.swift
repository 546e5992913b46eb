import Engine
import Testing

@Suite struct AlignedTreeTests {
    /// Merging that shows its own shape.
    private func tree() -> AlignedTree<String> { AlignedTree { "(\($0)\($1))" } }

    @Test func theShapeDependsOnChunkNumbersAlone() {
        var inOrder = tree()
        for chunk in 0..<13 { inOrder.insert(chunk: chunk, "\(chunk) ") }
        var generator = TestGenerator(state: 1)
        for _ in 0..<50 {
            var shuffled = tree()
            for chunk in (0..<13).shuffled(using: &generator) { shuffled.insert(chunk: chunk, "\(chunk) ") }
            #expect(shuffled.total == inOrder.total)
        }
        #expect(inOrder.subtrees.map(\.level) == [3, 2, 0])
        #expect(inOrder.subtrees[1].value == "((8 9 )(10 11 ))")
        #expect(inOrder.covered == [0..<13])
    }

    @Test func shardsMergeToTheWhole() {
        var whole = tree()
        for chunk in 0..<37 { whole.insert(chunk: chunk, "\(chunk) ") }
        var generator = TestGenerator(state: 2)
        for _ in 0..<100 {
            let cuts = [0] + (1..<37).shuffled(using: &generator).prefix(4).sorted() + [37]
            var merged = tree()
            for (from, to) in zip(cuts, cuts.dropFirst()).shuffled(using: &generator) {
                var shard = tree()
                for chunk in from..<to { shard.insert(chunk: chunk, "\(chunk) ") }
                #expect(shard.covered == [from..<to])
                for subtree in shard.subtrees { merged.insert(subtree) }
            }
            #expect(merged.total == whole.total)
        }
    }

    @Test func aTotalAlreadyReachedIsPartOfALargerOne() {
        var eight = tree()
        for chunk in 0..<8 { eight.insert(chunk: chunk, "\(chunk) ") }
        var eleven = tree()
        for chunk in 0..<11 { eleven.insert(chunk: chunk, "\(chunk) ") }
        #expect(eleven.subtrees[0].value == eight.total)
    }
}
