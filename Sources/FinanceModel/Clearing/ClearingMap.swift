internal import Engine

/// The map whose fixed points are clearing vectors, on recovery rates and equities.
struct ClearingMap {
    struct State: Hashable {
        var recovery: [Double]
        /// Only where there are stakes, else zeros.
        var equity: [Double]

        /// The largest change of a rate, or of an equity relative to its size.
        func distance(to other: State) -> Double {
            var largest = 0.0
            for i in recovery.indices {
                largest = max(largest, (recovery[i] - other.recovery[i]).magnitude)
                let size = max(equity[i].magnitude, other.equity[i].magnitude, 1e-300)
                largest = max(largest, (equity[i] - other.equity[i]).magnitude / size)
            }
            return largest
        }
    }

    /// Assets short of what is owed by no more than this share are enough: the rounding of sums of debts.
    static let slack = 1e-13

    let network: ClearingNetwork

    init(_ network: ClearingNetwork) { self.network = network }

    private var hasStakes: Bool { !network.stakes.isEmpty }

    /// Above every fixed point.
    var top: State {
        let n = network.count
        var state = State(recovery: Array(repeating: 1, count: n), equity: Array(repeating: 0, count: n))
        guard hasStakes else { return state }
        // Equity if nobody owed anything: (I - Θ)⁻¹ of all that can come in.
        let income = (0..<n).map { i in
            let calls = network.guarantees.reduce(0) { $1.creditor == i ? $0 + min($1.cap, network.liabilities[$1.debtor][i]) : $0 }
            return network.externalAssets[i] + calls + network.liabilities.reduce(0) { $0 + $1[i] }
        }
        let system = (0..<n).map { i in (0..<n).map { ($0 == i ? 1 : 0) - network.stakes[i][$0] } }
        if let equity = LinearSystem.solve(system, income) { state.equity = equity.map { $0 * (1 + 1e-12) } }
        return state
    }

    /// Below every fixed point.
    var bottom: State {
        let zeros = [Double](repeating: 0, count: network.count)
        return State(recovery: zeros, equity: zeros)
    }

    /// What everybody owns and owes in a state.
    func books(_ state: State) -> (assets: [Double], incoming: [Double], owed: [Double]) {
        let n = network.count
        var incoming = [Double](repeating: 0, count: n)
        var owed = (0..<n).map { network.nominalLiabilities(of: $0) }
        for i in 0..<n {
            for j in 0..<n { incoming[j] += state.recovery[i] * network.liabilities[i][j] }
        }
        for g in network.guarantees {
            let call = min(g.cap, (1 - state.recovery[g.debtor]) * network.liabilities[g.debtor][g.creditor])
            owed[g.guarantor] += call
            incoming[g.creditor] += state.recovery[g.guarantor] * call
        }
        if hasStakes {
            for i in 0..<n {
                for j in 0..<n { incoming[i] += network.stakes[i][j] * state.equity[j] }
            }
        }
        return (zip(network.externalAssets, incoming).map { $0 + $1 }, incoming, owed)
    }

    func applied(to state: State) -> State {
        let (assets, incoming, owed) = books(state)
        var next = state
        for i in 0..<network.count {
            if assets[i] >= owed[i] * (1 - Self.slack) {
                next.recovery[i] = 1
            } else {
                let realised =
                    network.externalRecovery * network.externalAssets[i] + network.networkRecovery * incoming[i]
                next.recovery[i] = min(realised / owed[i], 1)
            }
            if hasStakes { next.equity[i] = max(assets[i] - owed[i], 0) }
        }
        return next
    }

    /// The fixed point with the same defaulters as `state`, by a linear system; nil if there is none or it has others.
    /// Only without guarantees, whose calls are not linear.
    func settled(_ state: State) -> State? {
        let (_, _, owed) = books(state)
        let isSolvent = applied(to: state).recovery.map { $0 == 1 }
        guard let solution = solved(isSolvent, owed) else { return nil }
        let again = applied(to: solution)
        guard again.recovery.map({ $0 == 1 }) == isSolvent else { return nil }
        for i in 0..<network.count {
            let size = max(owed[i], network.externalAssets[i], again.equity[i])
            guard (again.recovery[i] - solution.recovery[i]).magnitude < 1e-12,
                (again.equity[i] - solution.equity[i]).magnitude <= 1e-12 * size
            else { return nil }
        }
        return solution
    }

    /// One unknown per player: its equity if it is solvent, its recovery rate if not.
    private func solved(_ isSolvent: [Bool], _ owed: [Double]) -> State? {
        let n = network.count
        var system: [[Double]] = []
        var right: [Double] = []
        for i in 0..<n {
            var row = [Double](repeating: 0, count: n)
            var constant = network.externalAssets[i] * (isSolvent[i] ? 1 : network.externalRecovery)
            let weight = isSolvent[i] ? 1 : network.networkRecovery
            for j in 0..<n {
                if isSolvent[j] {
                    constant += weight * network.liabilities[j][i]
                    if hasStakes { row[j] -= weight * network.stakes[i][j] }
                } else {
                    row[j] -= weight * network.liabilities[j][i]
                }
            }
            row[i] += isSolvent[i] ? 1 : owed[i]
            system.append(row)
            right.append(isSolvent[i] ? constant - owed[i] : constant)
        }
        guard let x = LinearSystem.solve(system, right) else { return nil }
        var state = bottom
        for i in 0..<n {
            state.recovery[i] = isSolvent[i] ? 1 : min(max(x[i], 0), 1)
            if isSolvent[i], hasStakes { state.equity[i] = max(x[i], 0) }
        }
        return state
    }
}
