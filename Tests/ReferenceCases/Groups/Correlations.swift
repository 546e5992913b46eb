import DataFiles
import Engine

/// Group `correlation`: the nearest correlation matrix.
enum Correlations {
    static func run(_ one: ReferenceCase) -> Outcome {
        let inputs = one.inputs
        if inputs.has("W", "weights") { return .unsupported("a weighted norm") }
        guard inputs.has("A", "matrix", "G") else {
            return .unsupported("inputs \(inputs.names.joined(separator: ", "))")
        }
        guard let matrix = inputs.matrix("A", "matrix", "G"), !matrix.isEmpty,
            matrix.allSatisfy({ $0.count == matrix.count })
        else { return .malformed("the matrix must be square and of numbers") }
        for i in matrix.indices {
            for j in 0..<i where (matrix[i][j] - matrix[j][i]).magnitude > 1e-9 {
                return .malformed("the matrix must be symmetric: [\(i)][\(j)]")
            }
        }
        let nearest = NearestCorrelation(matrix)
        if one.keys.isEmpty {
            return .value(one.expected.array == nil ? .number(nearest.distance) : Value(nearest.matrix))
        }
        return .keyed(one.keys) { key in
            switch key {
            case "matrix", "X": Value(nearest.matrix)
            case "distance", "frobenius": .number(nearest.distance)
            case "min_eig", "min_eigenvalue": .number(SymmetricEigen(nearest.matrix).values[0])
            case "eigenvalues": Value(SymmetricEigen(nearest.matrix).values)
            default: nil
            }
        }
    }
}
