internal import FinanceModel
import Foundation
internal import HeadroomLua

/// Settling webs of debts: fifty players with guarantees, and ten thousand with a hundred thousand debts.
struct ClearingBenchmark: Benchmark {
    let name = "clearing"

    func measure(_ references: References?) throws -> [Measurement] {
        let small = try ClearingBenchmark.web(players: 50, debts: 250, guarantees: 10)
        let large = try ClearingBenchmark.web(players: 10_000, debts: 100_000, guarantees: 0)
        return [
            try line("clearing-50-players", goal: 20e3, turns: 500) { _ = try WebSettlement(small) },
            try line("clearing-10000-players", goal: 1e9, turns: 1) { _ = try WebSettlement(large) },
        ]
    }

    /// Debts of 1 to 100 between players drawn by a fixed rule, a tenth of them short of money.
    static func web(players: Int, debts count: Int, guarantees: Int) throws -> DebtWeb {
        var state: UInt64 = 7
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        let debts = (0..<count).map { _ in
            let debtor = next(players)
            return DebtWeb.Debt(from: debtor, to: (debtor + 1 + next(players - 1)) % players, Double(1 + next(100)), rank: next(2))
        }
        var owed = [Double](repeating: 0, count: players)
        var due = owed
        for debt in debts {
            owed[debt.debtor] += debt.amount
            if let creditor = debt.creditor { due[creditor] += debt.amount }
        }
        let outside = (0..<players).map { max(owed[$0] - due[$0], 0) * (next(10) == 0 ? 0.5 : 1.1) + Double(next(20)) }
        let promises = (0..<guarantees).compactMap { n -> DebtWeb.Guarantee? in
            let debt = debts[n * 7 % count]
            // Guarantors outside of the circle of debtors: the first players guarantee, in one direction only.
            guard let creditor = debt.creditor, debt.debtor > 10 else { return nil }
            return creditor == n % 10 ? nil : .init(by: n % 10, of: n * 7 % count, cap: 30)
        }
        return try DebtWeb(outside: outside, debts: debts, guarantees: promises, outsideRecovery: 0.8, webRecovery: 0.9)
    }

    private func line(_ name: String, goal: Double, turns: Int, _ body: () throws -> Void) throws -> Measurement {
        var least = Double.infinity
        for _ in 0..<9 {
            let start = ChildProcess.ownCPUSeconds
            for _ in 0..<turns { try body() }
            least = min(least, (ChildProcess.ownCPUSeconds - start) / Double(turns) * 1e9)
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Measurement(
            name: name, cpuNanoseconds: least, reference: "goal of \(goal / 1e3) us", referenceNanoseconds: goal, ratio: least / goal,
            goal: "ratio <= 1", peakMegabytes: Double(usage.ru_maxrss) / 1024, load: ChildProcess.load)
    }
}

/// A project of forty quarters with three debts, a waterfall and covenants, through the compiled prelude.
struct ProjectFinanceBenchmark: Benchmark {
    let name = "project-finance"
    private let paths = 1_000_000

    func measure(_ references: References?) throws -> [Measurement] {
        var least = Double.infinity
        for _ in 0..<3 {
            let session = try Session { _ in }
            let start = ChildProcess.ownCPUSeconds
            try session.run(text: ProjectFinanceBenchmark.script(paths), name: "project.lua")
            least = min(least, ChildProcess.ownCPUSeconds - start)
        }
        // Four seconds on two cores.
        let goal = 8.0
        return [
            Measurement(
                name: "project-finance-40-quarters", cpuNanoseconds: least / Double(paths) * 1e9, reference: "8 s of CPU time",
                referenceNanoseconds: goal / Double(paths) * 1e9, ratio: least / goal, goal: "ratio <= 1", load: ChildProcess.load)
        ]
    }

    static func script(_ paths: Int) -> String {
        """
        local lease = contract "lease" { value = 3 * BUSD, term = 10 * year, fails = 3 * percent, vacancy = 9 * month }
        local senior = debt "senior" { principal = 900 * MUSD, rate = 0.0725, amortisation = annuity { term = 9 * year }, reserve = 6 * month }
        local junior = debt "junior" { principal = 150 * MUSD, rate = 0.11, amortisation = bullet { term = 8 * year }, rank = "junior", sweep = 0.5 }
        local vendor = debt "vendor" { principal = 60 * MUSD, rate = 0.09, amortisation = linear { term = 5 * year }, rank = "junior" }
        local spv = company "spv" {
          contracts = { lease }, debts = { senior, junior, vendor }, cash = 60 * MUSD, minimum_cash = 10 * MUSD, equity = 250 * MUSD,
          waterfall = { "opex", "tax", "senior", "reserve", "junior", "sweep", "equity" }, lock_up = 1.1, tax = { rate = 0.21, basis = 800 * MUSD, life = 15 },
          covenants = { dscr = { at_least = 1.1, window = 4 }, liquidity = { at_least = 5 * MUSD } },
        }
        local m = model "project" {
          step = 3 * month, steps = 40, state = { books = spv:state() },
          factors = function() return market { ai = ou { start = 1, level = 1, reversion = 0.4 / year, volatility = 30 * percent } } end,
          start = function(s) spv:start(s.books) end,
          run = function(s, f, t)
            spv:step(s.books, t, { opex = 40 * MUSD/year * t.dt, lease = { market = 0.8 * f.ai } })
            if s.books.failed then stop() end
          end,
          finish = function(s) return { failed = s.books.failed, debt = s.books.debt } end,
        }
        local r = m:simulate { trials = \(paths), outputs = { npv = npv("equity", 12 * percent) } }
        """
    }
}
