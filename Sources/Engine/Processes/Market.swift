/// Factors that move together: processes in the order of their declaration, the correlation of the normals that drive
/// each step, and jumps that several of them share.
///
/// ```swift
/// let market = try Market(factors: [.init("btc", .geometric(btc)), .init("power", .reverting(power))],
///     correlations: [.init("btc", "power", 0.3)])
/// let factors = try market.build(in: graph, dtYears: 1.0 / 12, steps: 60, streamPrefix: "mining/factors")
/// model.states += factors.flatMap(\.states)
/// ```
package struct Market: Sendable {
    package struct Factor: Sendable {
        package let name: String
        package let process: Process

        package init(_ name: String, _ process: Process) {
            self.name = name
            self.process = process
        }
    }

    /// The correlation of two factors' normals, in either order.
    package struct Correlation: Hashable, Sendable {
        package let first: String
        package let second: String
        package let value: Double

        package init(_ first: String, _ second: String, _ value: Double) {
            self.first = first
            self.second = second
            self.value = value
        }
    }

    /// What replaces correlations while a factor's chain is in one of its regimes.
    package struct RegimeCorrelations: Sendable {
        package let regime: String
        package let pairs: [Correlation]

        package init(_ regime: String, _ pairs: [Correlation]) {
            self.regime = regime
            self.pairs = pairs
        }
    }

    package let factors: [Factor]
    package let jumps: Jumps?
    /// Which factors take a correlated normal, in order; the matrix has a row for each.
    let randomFactors: [Int]
    /// Nil for fewer than two such factors.
    package let correlation: CorrelationMatrix?
    /// The factor whose regimes choose among `regimeMatrices`, one for each of them in order; nil where none does.
    let regimeFactor: Int?
    let regimeMatrices: [CorrelationMatrix]

    /// - Parameters:
    ///   - correlations: pairs that are left out are 0.
    ///   - regimeCorrelations: by regime of one of the factors, pairs that take the place of those of `correlations`.
    package init(
        factors: [Factor], correlations: [Correlation] = [], regimeCorrelations: [RegimeCorrelations] = [],
        jumps: Jumps? = nil
    ) throws(MarketError) {
        self.factors = factors
        self.jumps = jumps
        randomFactors = factors.indices.filter { factors[$0].process.isRandom }
        let names = factors.map(\.name)
        for (index, name) in names.enumerated() where names[..<index].contains(name) { throw .duplicateFactor(name) }
        let random = randomFactors
        func matrix(_ pairs: [Correlation]) throws(MarketError) -> CorrelationMatrix {
            let rows = try Market.matrix(pairs, factors: factors, random)
            do {
                return try CorrelationMatrix(rows)
            } catch {
                throw .dependence(error)
            }
        }
        correlation = random.count > 1 ? try matrix(correlations) : nil
        let governing = try Market.factor(of: regimeCorrelations, factors)
        regimeFactor = governing
        var matrices: [CorrelationMatrix] = []
        if let governing, case .regimes(let process) = factors[governing].process, random.count > 1 {
            for regime in process.regimes {
                let own = regimeCorrelations.filter { $0.regime == regime.name }.flatMap(\.pairs)
                let others = correlations.filter { pair in !own.contains { $0.isSamePair(pair) } }
                matrices.append(try matrix(others + own))
            }
        }
        regimeMatrices = matrices
        try validateJumps()
    }

    private static func matrix(
        _ correlations: [Correlation], factors: [Factor], _ random: [Int]
    ) throws(MarketError) -> [[Double]] {
        let names = factors.map(\.name)
        func row(_ name: String, _ pair: Correlation) throws(MarketError) -> Int {
            guard let index = names.firstIndex(of: name) else { throw .unknownFactor(name, factors: names) }
            guard let row = random.firstIndex(of: index) else {
                throw .notRandom(name, process: factors[index].process.word)
            }
            return row
        }
        var matrix = (0..<random.count).map { i in (0..<random.count).map { $0 == i ? 1.0 : 0 } }
        var given: [Correlation] = []
        for pair in correlations {
            let (i, j) = (try row(pair.first, pair), try row(pair.second, pair))
            guard i != j else { throw .withItself(pair.first) }
            guard pair.value >= -1, pair.value <= 1 else { throw .entry(pair) }
            if let other = given.first(where: { $0.isSamePair(pair) }), other.value != pair.value {
                throw .contradiction(other, pair)
            }
            given.append(pair)
            matrix[i][j] = pair.value
            matrix[j][i] = pair.value
        }
        return matrix
    }

    /// The one factor that has all the regimes.
    private static func factor(
        of correlations: [RegimeCorrelations], _ factors: [Factor]
    ) throws(MarketError) -> Int? {
        guard !correlations.isEmpty else { return nil }
        func regimes(_ factor: Factor) -> [String] {
            if case .regimes(let process) = factor.process { process.regimes.map(\.name) } else { [] }
        }
        let names = correlations.map(\.regime)
        let found = factors.indices.filter { index in names.allSatisfy(regimes(factors[index]).contains) }
        guard found.count <= 1 else { throw .regimeOfSeveral(names[0], factors: found.map { factors[$0].name }) }
        guard let one = found.first else {
            let known = factors.flatMap(regimes)
            throw .unknownRegime(names.first { !known.contains($0) } ?? names[0], regimes: known)
        }
        return one
    }

    private func validateJumps() throws(MarketError) {
        guard let jumps else { return }
        guard jumps.rate >= 0, jumps.rate.isFinite else { throw .jumpRate(jumps.rate) }
        for size in jumps.sizes {
            guard let factor = factors.first(where: { $0.name == size.factor }) else {
                throw .unknownFactor(size.factor, factors: factors.map(\.name))
            }
            guard factor.process.content.mayJump else {
                throw .cannotJump(size.factor, process: factor.process.word)
            }
        }
    }

    /// What became of the correlation matrix, for those it is told to.
    package var correlationReport: CorrelationReport? { correlation?.report }

    /// The names of the rows of the correlation matrix.
    package var randomNames: [String] { randomFactors.map { factors[$0].name } }
}

extension Market.Correlation {
    func isSamePair(_ other: Self) -> Bool {
        (first == other.first && second == other.second) || (first == other.second && second == other.first)
    }
}
