internal import Engine

/// How a network of debts settles: a recovery rate for every player at which all books agree.
///
/// With guarantee calls c = min(cap, (1 - r_debtor)·L) and stakes θ (MODELLING, Eisenberg and Noe 2001; default costs
/// α, β: Rogers and Veraart 2013; stakes: Suzuki 2002, Elsinger 2009),
///
///     assetsᵢ = externalᵢ + Σⱼ rⱼ·Lⱼᵢ + Σ r_guarantor·c + Σⱼ θᵢⱼ·max(assetsⱼ - owedⱼ, 0)
///     owedᵢ   = external debtsᵢ + Σⱼ Lᵢⱼ + calls on its guarantees
///     rᵢ      = 1 if assetsᵢ >= owedᵢ, else (α·externalᵢ + β·(assetsᵢ - externalᵢ))/owedᵢ
///
/// The right side rises with all rates and equities, so (Tarski) there are a greatest and a least solution; iterating
/// from full payment reaches the first, from nothing the second. Without guarantees the solution is finished exactly,
/// by one linear system for the set of defaulters that the iteration has found: since that set can only grow on the way,
/// a solution with the same set is the one sought.
///
/// ```swift
/// let greatest = try ClearingVector(network)
/// greatest.payments
/// ```
public struct ClearingVector: Hashable, Sendable {
    /// Which of several solutions.
    public enum Extreme: Hashable, Sendable {
        /// Everybody pays as much as can be consistent.
        case greatest
        /// Everybody pays as little as can be consistent.
        case least
    }

    /// The share of what it owes that each player pays, in [0, 1]; 1 for a player that owes nothing.
    public let recovery: [Double]
    /// What each player pays in all.
    public let payments: [Double]
    /// What each player owes in all, calls on its guarantees included.
    public let liabilities: [Double]
    /// What its owners are left with; stakes counted at every holder.
    public let equity: [Double]
    /// Everything each player owns and receives, before default costs.
    public let assets: [Double]
    /// Whether each player pays less than it owes.
    public let isInDefault: [Bool]

    /// - Throws: `FinanceError` if the iteration does not settle in a million steps.
    public init(_ network: ClearingNetwork, _ extreme: Extreme = .greatest) throws(FinanceError) {
        let map = ClearingMap(network)
        var state = extreme == .greatest ? map.top : map.bottom
        var step = 0
        while true {
            let next = map.applied(to: state)
            let change = next.distance(to: state)
            step += 1
            if network.guarantees.isEmpty, step.nonzeroBitCount == 1, let exact = map.settled(next) {
                state = exact
                break
            }
            state = next
            if change == 0 || (step > 1000 && change < 1e-15) { break }
            if step == 1_000_000 {
                throw FinanceError(
                    "clearing network", "change after a million rounds", change, mustBe: "settled",
                    remedy: "a closed circle of debts with no outside money has no determined payments")
            }
        }
        let books = map.books(state)
        recovery = state.recovery
        liabilities = books.owed
        payments = zip(state.recovery, books.owed).map { $0 * $1 }
        assets = books.assets
        equity = zip(books.assets, books.owed).map { max($0 - $1, 0) }
        isInDefault = state.recovery.map { $0 < 1 }
    }
}

extension ClearingVector {
    /// Whether the greatest and the least solution pay the same, to 1e-9 of what is owed.
    public static func isUnique(_ network: ClearingNetwork) throws(FinanceError) -> Bool {
        let (greatest, least) = (try ClearingVector(network), try ClearingVector(network, .least))
        return zip(greatest.recovery, least.recovery).allSatisfy { $0 - $1 <= 1e-9 }
    }
}
