internal import Engine

/// The waves in which defaults follow from each other: the fictitious default algorithm of Eisenberg and Noe (2001),
/// with the default costs of Rogers and Veraart (2013, definition 3.6). Networks without guarantees and stakes.
public struct FictitiousDefaults: Hashable, Sendable {
    /// The players that fail in each wave: the first fail if all others pay in full, the next because of those, …
    public let waves: [[Int]]

    /// - Throws: `FinanceError` for a network with guarantees or stakes, or a closed circle whose payments are not
    ///   determined.
    public init(_ network: ClearingNetwork) throws(FinanceError) {
        guard network.guarantees.isEmpty, network.stakes.isEmpty else {
            throw FinanceError(
                "fictitious default algorithm", "network", nil, mustBe: "without guarantees and stakes",
                remedy: "ClearingVector settles any network")
        }
        let n = network.count
        let owed = (0..<n).map { network.nominalLiabilities(of: $0) }
        var recovery = [Double](repeating: 1, count: n)
        var failed: [Int] = []
        var waves: [[Int]] = []
        while true {
            let wave = (0..<n).filter { i in
                !failed.contains(i)
                    && (0..<n).reduce(network.externalAssets[i]) { $0 + recovery[$1] * network.liabilities[$1][i] }
                        < owed[i] * (1 - ClearingMap.slack)
            }
            if wave.isEmpty { break }
            waves.append(wave)
            failed = (failed + wave).sorted()
            let system = failed.map { i in
                failed.map { j in (i == j ? owed[i] : 0) - network.networkRecovery * network.liabilities[j][i] }
            }
            let right = failed.map { i in
                (0..<n).reduce(network.externalRecovery * network.externalAssets[i]) {
                    failed.contains($1) ? $0 : $0 + network.networkRecovery * network.liabilities[$1][i]
                }
            }
            guard let rates = LinearSystem.solve(system, right) else {
                throw FinanceError(
                    "fictitious default algorithm", "network", nil, mustBe: "without closed circles of debt",
                    remedy: "ClearingVector finds the greatest and the least payments")
            }
            for (i, rate) in zip(failed, rates) { recovery[i] = min(max(rate, 0), 1) }
        }
        self.waves = waves
    }
}
