import Diagnostics
import Testing

@testable import Engine

@Suite struct CorrelationMatrixTests {
    private func product(_ factor: [[Double]]) -> [[Double]] {
        factor.map { a in factor.map { b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } } }
    }

    private func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
        zip(a.joined(), b.joined()).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }

    @Test func factorGivesTheMatrixBack() throws {
        let matrix = [[1, 0.6, 0.3], [0.6, 1, 0.45], [0.3, 0.45, 1]]
        let correlation = try CorrelationMatrix(matrix)
        #expect(correlation.report.repair == nil)
        #expect(correlation.factor.map(\.count) == [1, 2, 3])
        #expect(distance(product(correlation.factor), matrix) < 1e-14)
        #expect((0..<3).allSatisfy { correlation.factor[$0][$0] > 0 })
    }

    @Test func perfectCorrelationMeansEqual() throws {
        let correlation = try CorrelationMatrix([[1, 1], [1, 1]])
        #expect(correlation.factor == [[1], [1, 0]] || distance(correlation.factor, [[1], [1, 0]]) < 1e-15)
        #expect(correlation.factor[1][1] == 0)
        #expect(correlation.report.repair == nil)
        let opposite = try CorrelationMatrix([[1, -1], [-1, 1]])
        #expect((opposite.factor[1][0] + 1).magnitude < 1e-15)
    }

    @Test func equalVariablesAmongOthersStayEqual() throws {
        // The smallest eigenvalue is zero only to rounding.
        let matrix = [[1, 0.61, 1, 0.2], [0.61, 1, 0.61, 0.3], [1, 0.61, 1, 0.2], [0.2, 0.3, 0.2, 1]]
        let factor = try CorrelationMatrix(matrix).factor
        #expect((factor[2][0] - 1).magnitude < 1e-15)
        #expect(factor[2][1].magnitude < 1e-15)
        #expect(factor[2][2].magnitude < 1e-15)
        #expect(distance(product(factor), matrix) < 1e-14)
    }

    @Test func impossibleCorrelationsAreRepairedAndReported() throws {
        let matrix: [[Double]] = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
        let correlation = try CorrelationMatrix(matrix)
        let repair = try #require(correlation.report.repair)
        // Higham (2002), section 4: 0.7607 and 0.1573.
        #expect((correlation.matrix[0][1] - 0.7606898534022837).magnitude < 1e-9)
        #expect((correlation.matrix[0][2] - 0.15729810613837608).magnitude < 1e-9)
        #expect((repair.distance - 0.5277904635818285).magnitude < 1e-9)
        #expect(repair.largestChange.from == 1 && repair.largestChange.row == 1 && repair.largestChange.column == 2)
        #expect(correlation.report.smallestEigenvalue < -0.4)
        #expect(distance(product(correlation.factor), correlation.matrix) < 1e-13)
        #expect(correlation.report.diagnostic?.severity == .warning)
    }

    @Test(arguments: [3, 6, 15, 40])
    func nearestMatricesSatisfyTheOptimalityConditions(_ n: Int) {
        let key = StreamKey(seed: 5, name: "matrix \(n)")
        var matrix = [[Double]](repeating: [Double](repeating: 1, count: n), count: n)
        for i in 0..<n {
            for j in 0..<i {
                let entry = 2 * key.uniform(path: UInt64(i * n + j)) - 1
                matrix[i][j] = entry
                matrix[j][i] = entry
            }
        }
        let nearest = NearestCorrelation(matrix)
        let eigen = SymmetricEigen(nearest.matrix)
        #expect(eigen.values[0] > -1e-11)
        #expect((0..<n).allSatisfy { nearest.matrix[$0][$0] == 1 })
        // X − A − diag(y) must be positive semidefinite and orthogonal to X for some y, which follows from
        // (X − A)X = diag(y)X.
        let residual = (0..<n).map { i in (0..<n).map { nearest.matrix[i][$0] - matrix[i][$0] } }
        let y = (0..<n).map { i in (0..<n).reduce(0) { $0 + residual[i][$1] * nearest.matrix[$1][i] } }
        var dual = residual
        for i in 0..<n { dual[i][i] -= y[i] }
        #expect(SymmetricEigen(dual).values[0] > -1e-9)
        let inner = zip(dual.joined(), nearest.matrix.joined()).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(inner.magnitude < 1e-9 * Double(n))
    }

    @Test func eigenvectorsDiagonalise() {
        let matrix: [[Double]] = [[4, 1, -2], [1, 2, 0], [-2, 0, 3]]
        let eigen = SymmetricEigen(matrix)
        for (value, vector) in zip(eigen.values, eigen.vectors) {
            for i in 0..<3 {
                let image = (0..<3).reduce(0) { $0 + matrix[i][$1] * vector[$1] }
                #expect((image - value * vector[i]).magnitude < 1e-14)
            }
        }
        #expect(eigen.values == eigen.values.sorted())
    }

    @Test func entriesAtFaultAreNamed() {
        #expect(throws: DependenceError.shape(row: nil, count: 2, expected: 3)) {
            try CorrelationMatrix([[1, 0], [0, 1]], count: 3)
        }
        #expect(throws: DependenceError.shape(row: 2, count: 1, expected: 2)) { try CorrelationMatrix([[1, 0], [0]]) }
        #expect(throws: DependenceError.notSymmetric(row: 1, column: 2, value: -0.3, mirrored: 0.3)) {
            try CorrelationMatrix([[1, -0.3], [0.3, 1]])
        }
        #expect(throws: DependenceError.diagonal(row: 2, value: 0.9)) { try CorrelationMatrix([[1, 0], [0, 0.9]]) }
        #expect(throws: DependenceError.entry(row: 1, column: 2, value: 1.2)) {
            try CorrelationMatrix([[1, 1.2], [1.2, 1]])
        }
        #expect(throws: DependenceError.tooFew(count: 1)) { try CorrelationMatrix([[1]]) }
        #expect(throws: DependenceError.self) { try CorrelationMatrix([[1, .nan], [.nan, 1]]) }
        #expect(throws: DependenceError.degreesOfFreedom(0)) { try Copula.t(df: 0).validate() }
    }
}
