import Testing

@testable import Engine

@Suite struct BracketedRootTests {
    private func root(
        of f: (Double) -> Double, in range: ClosedRange<Double>, tolerance: Double = 1e-9
    ) throws -> (x: Double, runs: Int) {
        var runs = 0
        var root = try #require(
            BracketedRoot(
                low: (range.lowerBound, f(range.lowerBound)), high: (range.upperBound, f(range.upperBound)), tolerance: tolerance))
        while !root.isDone {
            root.add(f(root.next))
            runs += 1
            try #require(runs < 200)
        }
        return (root.best, runs)
    }

    @Test func smoothFunctionsTakeFewSteps() throws {
        let found = try root(of: { $0 * $0 * $0 - $0 - 2 }, in: 1...2)
        #expect(abs(found.x - 1.5213797068045676) < 1e-9)
        #expect(found.runs <= 12)
        let falling = try root(of: { 3 - ScalarMath.exp($0) }, in: -5...20)
        #expect(abs(falling.x - ScalarMath.log(3)) < 1e-9)
    }

    /// Bisection of a unit interval to 1e-9 takes 30 steps.
    @Test(arguments: [0.1, 1.0 / 3, 0.9999]) func stepsAndFlatPiecesTakeTwoMoreThanBisection(place: Double) throws {
        for f in [{ $0 < place ? -1.0 : 1e6 }, { $0 < place ? 1e-300 : -1.0 }, { (x: Double) in ScalarMath.log1p(x - place) * 1e-30 }] {
            let found = try root(of: f, in: 0...1)
            #expect(abs(found.x - place) < 1e-9)
            #expect(found.runs <= 32)
        }
    }

    @Test func anExactHitEndsTheSearch() throws {
        let found = try root(of: { $0 - 1.5 }, in: 1...2)
        #expect(found.x == 1.5 && found.runs == 1)
        #expect(try root(of: { $0 }, in: 0...1).runs == 0)
    }

    @Test func endsOfOneSignAreNoBracket() {
        #expect(BracketedRoot(low: (0, 1), high: (1, 2), tolerance: 0.1) == nil)
        #expect(BracketedRoot(low: (0, .nan), high: (1, 2), tolerance: 0.1) == nil)
    }
}
