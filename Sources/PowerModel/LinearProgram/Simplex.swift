/// The bounded-variable primal simplex on a sparse program: a phase that removes infeasibility, then the optimum.
struct Simplex {
    private let program: LinearProgram
    /// The program's variables, then one for each row that is fixed at 0 and stands in where no other is basic.
    private let count: Int
    private let rows: Int
    private var basis: [Int]
    /// Place in the basis; −1: at a bound.
    private var place: [Int]
    private var x: [Double]
    private var factor: BasisFactor
    private var scratch: [Double]
    private(set) var iterations = 0

    private static let feasible = 1e-9
    private static let priced = 1e-9

    private static func column(_ j: Int, _ program: LinearProgram, _ units: [Int32]) -> (rows: ArraySlice<Int32>, values: ArraySlice<Double>) {
        if j >= program.variableCount {
            let row = j - program.variableCount
            return (units[row...row], unitValue[0...0])
        }
        let range = program.begins[j]..<program.begins[j + 1]
        return (program.rows[range], program.coefficients[range])
    }
    private static let unitValue: [Double] = [1]
    private let units: [Int32]

    /// - Parameter start: variables to begin with in the basis; what is missing is filled in.
    init(_ program: LinearProgram, start: [Int]) {
        self.program = program
        rows = program.rowCount
        count = program.variableCount + rows
        units = (0..<Int32(rows)).map { $0 }
        x = (0..<count).map { j in
            guard j < program.variableCount else { return 0 }
            if program.lower[j].isFinite { return program.lower[j] }
            return program.upper[j].isFinite ? program.upper[j] : 0
        }
        basis = Array(start.prefix(rows))
        // Rows' own variables complete the basis; the factorisation swaps in others where columns depend.
        var used = [Bool](repeating: false, count: rows)
        for j in basis { if let row = Self.column(j, program, units).rows.first(where: { !used[Int($0)] }) { used[Int(row)] = true } }
        for row in 0..<rows where !used[row] && basis.count < rows { basis.append(program.variableCount + row) }
        place = [Int](repeating: -1, count: count)
        scratch = [Double](repeating: 0, count: rows)
        var none: [(place: Int, row: Int)] = []
        factor = BasisFactor(0, columns: { _ in ([], []) }, dependent: &none)
        for (p, j) in basis.enumerated() { place[j] = p }
        refactor()
    }

    private func lower(_ j: Int) -> Double { j < program.variableCount ? program.lower[j] : 0 }
    private func upper(_ j: Int) -> Double { j < program.variableCount ? program.upper[j] : 0 }
    private func cost(_ j: Int) -> Double { j < program.variableCount ? program.cost[j] : 0 }

    private mutating func refactor() {
        while true {
            var dependent: [(place: Int, row: Int)] = []
            let (basis, program, units) = (basis, program, units)
            factor = BasisFactor(rows, columns: { Self.column(basis[$0], program, units) }, dependent: &dependent)
            if dependent.isEmpty { break }
            for (p, row) in dependent {
                let leaving = self.basis[p]
                place[leaving] = -1
                x[leaving] = lower(leaving).isFinite ? lower(leaving) : upper(leaving).isFinite ? upper(leaving) : 0
                self.basis[p] = program.variableCount + row
                place[self.basis[p]] = p
            }
        }
        var right = program.rightSide
        for j in 0..<program.variableCount where place[j] < 0 && x[j] != 0 {
            for e in program.begins[j]..<program.begins[j + 1] { right[Int(program.rows[e])] -= program.coefficients[e] * x[j] }
        }
        factor.solve(&right, &scratch)
        for (p, j) in basis.enumerated() { x[j] = right[p] }
    }

    mutating func solve(limit: Int) throws(PowerError) -> LinearProgram.Solution {
        var prices = [Double](repeating: 0, count: rows)
        var change = [Double](repeating: 0, count: rows)
        var begin = 0
        let section = max(200, count / 8)
        var stalled = 0
        while true {
            if factor.exchanges >= 100 { refactor() }
            // Costs of the phase: the infeasibility, while there is any.
            var infeasibility = 0.0
            for (p, j) in basis.enumerated() {
                let tolerance = Self.feasible * max(1, x[j].magnitude)
                if x[j] < lower(j) - tolerance { infeasibility += lower(j) - x[j]; prices[p] = -1 }
                else if x[j] > upper(j) + tolerance { infeasibility += x[j] - upper(j); prices[p] = 1 }
                else { prices[p] = 0 }
            }
            let isFirst = infeasibility > 0
            if !isFirst { for (p, j) in basis.enumerated() { prices[p] = cost(j) } }
            factor.solveTransposed(&prices, &scratch)

            var entering = -1
            var direction = 1.0
            var best = 0.0
            var seen = 0
            while seen < count {
                let end = min(begin + section, count)
                for j in begin..<end where place[j] < 0 {
                    let (l, u) = (lower(j), upper(j))
                    if l == u { continue }
                    var reduced = isFirst ? 0 : cost(j)
                    let scale = 1 + reduced.magnitude
                    for e in program.begins[j]..<program.begins[j + 1] { reduced -= prices[Int(program.rows[e])] * program.coefficients[e] }
                    let atUpper = x[j] >= u && !(x[j] <= l)
                    let isFree = !l.isFinite && !u.isFinite
                    let gain = isFree ? reduced.magnitude : atUpper ? reduced : -reduced
                    if gain > Self.priced * scale, gain > best {
                        best = gain
                        entering = j
                        direction = reduced > 0 ? -1 : 1
                    }
                }
                seen += end - begin
                begin = end == count ? 0 : end
                if entering >= 0 { break }
            }
            if entering < 0 {
                if factor.exchanges > 0 {
                    // Optimal by figures that have drifted: once more with fresh ones.
                    refactor()
                    stalled += 1
                    if stalled < 3 { continue }
                }
                if isFirst { throw PowerError(.infeasible, "the constraints can't all be met", [("infeasibility", "\(infeasibility)")]) }
                break
            }
            stalled = 0
            iterations += 1
            if iterations > limit {
                throw PowerError(.invalid, "the linear programme has not been solved in \(limit) steps")
            }
            for p in 0..<rows { change[p] = 0 }
            let entries = Self.column(entering, program, units)
            for (row, value) in zip(entries.rows, entries.values) { change[Int(row)] = value }
            factor.solve(&change, &scratch)
            let (leaving, step) = ratio(change, direction, entering, isFirst)
            if step == .infinity { throw PowerError(.invalid, "the linear programme has no least value") }
            for (p, a) in change.enumerated() where a != 0 { x[basis[p]] -= direction * step * a }
            x[entering] += direction * step
            guard let leaving else { continue }
            let out = basis[leaving.place]
            x[out] = leaving.bound
            factor.exchange(leaving.place, change)
            place[out] = -1
            basis[leaving.place] = entering
            place[entering] = leaving.place
        }
        let values = Array(x[..<program.variableCount])
        let objective = zip(program.cost, values).reduce(0) { $0 + $1.0 * $1.1 }
        return LinearProgram.Solution(objective: objective, values: values, rowPrices: prices, iterations: iterations)
    }

    /// How far the entering variable goes and who stops it; nil: its own other bound. Of nearly equal stops the one with
    /// the largest coefficient (Harris).
    private func ratio(
        _ change: [Double], _ direction: Double, _ entering: Int, _ isFirst: Bool
    ) -> (leaving: (place: Int, bound: Double)?, step: Double) {
        let small = 1e-9
        func stop(_ p: Int, _ slack: Double) -> (step: Double, bound: Double)? {
            let a = direction * change[p]
            guard a.magnitude > small else { return nil }
            let j = basis[p]
            let (l, u, v) = (lower(j), upper(j), x[j])
            let tolerance = Self.feasible * max(1, v.magnitude)
            if a > 0 {
                // Falls.
                if isFirst, v > u + tolerance { return ((v - u + slack) / a, u) }
                if isFirst, v < l - tolerance { return nil }
                return l.isFinite ? ((max(v - l, 0) + slack) / a, l) : nil
            }
            if isFirst, v < l - tolerance { return ((l - v + slack) / -a, l) }
            if isFirst, v > u + tolerance { return nil }
            return u.isFinite ? ((max(u - v, 0) + slack) / -a, u) : nil
        }
        var least = Double.infinity
        for p in 0..<rows where change[p] != 0 {
            if let found = stop(p, Self.feasible * 0.1) { least = min(least, found.step) }
        }
        let own = upper(entering) - lower(entering)
        var chosen: (place: Int, bound: Double)?
        var step = Double.infinity
        var largest = 0.0
        for p in 0..<rows where change[p] != 0 {
            if let found = stop(p, 0), found.step <= least, change[p].magnitude > largest {
                largest = change[p].magnitude
                chosen = (p, found.bound)
                step = found.step
            }
        }
        if own <= step { return (nil, own) }
        return (chosen, max(step, 0))
    }
}

extension LinearProgram {
    /// The least cost and where it is reached.
    ///
    /// - Parameters:
    ///   - start: variables that begin in the basis, such as slacks that make a feasible beginning.
    ///   - limit: most steps.
    /// - Throws: `PowerError` where the constraints contradict each other, the cost has no bound or steps run out.
    package func solved(start: [Int] = [], limit: Int = 1_000_000) throws(PowerError) -> Solution {
        var simplex = Simplex(self, start: start)
        return try simplex.solve(limit: limit)
    }
}
