internal import Engine

/// What an option to convert is worth: a low bound from a rule learned by regression, a high bound from a martingale.
///
/// The rule is learned on one set of paths and applied to another (Longstaff and Schwartz 2001): its mean value is not above
/// the true one. The high bound is the mean over paths of the best date with hindsight, less the martingale part of the fitted
/// value function (Rogers 2002; Andersen and Broadie 2004), whose conditional means are taken over inner draws: its mean is not
/// below the true value.
public struct ConversionValue: Hashable, Sendable {
    /// Means and standard errors.
    public let low: (value: Double, error: Double)
    public let high: (value: Double, error: Double)
    /// Converting now or never.
    public let now: Double
    /// Converting at the first date at which it is worth more than nothing, on the same paths as `low`.
    public let simpleRule: (value: Double, error: Double)
    /// The mine alone, for comparison.
    public let mine: Double
    /// By date: the share of paths that have converted.
    public let converted: [Double]
    public let simplyConverted: [Double]
    /// By date after today: the rent from which converting is right where hashing is at its level; nil where it never is.
    public let thresholds: [Double?]
    /// The same for the rent at which G = 0.
    public let breakEvens: [Double?]

    /// - Parameters:
    ///   - paths: to price on; the rule is learned on half as many, the high bound on a fiftieth with 100 inner draws.
    ///   - seed: of all draws.
    /// - Throws: `FinanceError` for values out of range.
    public init(_ option: ConversionOption, paths: Int, seed: UInt64) throws(FinanceError) {
        try option.validate()
        try InputCheck("option to convert").count("paths", paths, atLeast: 1000)
        let payoff = ConversionPayoff(option)
        let dice = ConversionDice(option, seed: seed)
        let rule = ConversionRule(option, payoff, dice, paths: max(paths / 2, 1000))
        let (h0, r0) = (ScalarMath.log(option.hashing.start), ScalarMath.log(option.rent.start))
        let dates = option.dates
        now = payoff.value(0, h0, r0)
        mine = payoff.mine(0, h0)

        var (learned, simple) = (Moments(), Moments())
        var (converted, simply) = ([Int](repeating: 0, count: dates + 1), [Int](repeating: 0, count: dates + 1))
        let canStart = option.arrivals == nil
        // Waiting is worth what the rule gives when it waits today: known only after its paths, so both are kept.
        for path in 0..<paths {
            var walk = ConversionDice.Walk(h0, r0)
            var (value, other) = (0.0, canStart && now > 0 ? now : 0)
            var (isDone, isSimplyDone) = (false, canStart && now > 0)
            if isSimplyDone { simply[0] += 1 }
            for date in 1..<max(dates + 1, 1) where !(isDone && isSimplyDone) {
                dice.move(&walk, "price", path, date)
                guard dice.hasTenant("price", path, date) else { continue }
                let gain = payoff.value(date, walk.h, walk.r)
                let discount = ScalarMath.exp(-option.rate * option.step * Double(date))
                if !isDone, gain > 0, date == dates || gain >= rule.continuation(date, walk, gain) {
                    (value, isDone) = (discount * gain, true)
                    converted[date] += 1
                }
                if !isSimplyDone, gain > 0 {
                    (other, isSimplyDone) = (discount * gain, true)
                    simply[date] += 1
                }
            }
            learned.add(value)
            simple.add(other)
        }
        // Today: convert if that beats waiting.
        let waits = !(canStart && now >= learned.mean && now > 0)
        low = waits ? (learned.mean, learned.error) : (now, 0)
        simpleRule = (simple.mean, simple.error)
        var (sum, other) = (waits ? 0 : paths, 0)
        var (shares, simpleShares) = ([Double](), [Double]())
        for date in 0...dates {
            if waits { sum += converted[date] }
            other += simply[date]
            shares.append(Double(sum) / Double(paths))
            simpleShares.append(Double(other) / Double(paths))
        }
        self.converted = shares
        simplyConverted = simpleShares

        var best = Moments()
        for path in 0..<max(paths / 50, 200) {
            var walk = ConversionDice.Walk(h0, r0)
            var martingale = 0.0
            var most = max(canStart ? now : 0, 0)
            for date in 1..<max(dates + 1, 1) {
                let expected = dice.inner(walk, path, date) { inner in
                    let worth = payoff.value(date, inner.h, inner.r)
                    let gain = max(worth, 0)
                    let held = date == dates ? 0 : max(rule.continuation(date, inner, worth), 0)
                    return option.presence * max(gain, held) + (1 - option.presence) * held
                }
                dice.move(&walk, "dual", path, date)
                let discount = ScalarMath.exp(-option.rate * option.step * Double(date))
                let worth = payoff.value(date, walk.h, walk.r)
                let gain = max(worth, 0)
                let held = date == dates ? 0 : max(rule.continuation(date, walk, worth), 0)
                let isThere = dice.hasTenant("dual", path, date)
                martingale += discount * ((isThere ? max(gain, held) : held) - expected)
                most = max(most, (isThere ? discount * gain : 0) - martingale)
            }
            // Never converting is allowed too, at the end.
            best.add(max(most, -martingale))
        }
        high = (best.mean, best.error)

        let level = ScalarMath.log(option.hashing.level)
        func crossing(_ date: Int, _ isRight: (Double) -> Bool) -> Double? {
            let center = ScalarMath.log(option.rent.level)
            let spread = 4 * max(option.rent.variance(option.deadline).squareRoot(), 0.05)
            for k in 0...400 {
                let r = center - spread + 2 * spread * Double(k) / 400
                if isRight(r) { return ScalarMath.exp(r) }
            }
            return nil
        }
        thresholds = (0..<dates).map { n in
            crossing(n + 1) { r in
                let gain = payoff.value(n + 1, level, r)
                return gain > 0 && (n + 1 == dates || gain >= rule.continuation(n + 1, ConversionDice.Walk(level, r), gain))
            }
        }
        breakEvens = (0..<dates).map { n in crossing(n + 1) { payoff.value(n + 1, level, $0) > 0 } }
    }

    public static func == (a: ConversionValue, b: ConversionValue) -> Bool {
        a.low == b.low && a.high == b.high && a.now == b.now && a.simpleRule == b.simpleRule && a.converted == b.converted
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(low.value)
        hasher.combine(high.value)
    }
}

/// A running mean with its error.
struct Moments {
    private var (count, sum, squares) = (0.0, 0.0, 0.0)

    mutating func add(_ x: Double) {
        count += 1
        sum += x
        squares += x * x
    }

    var mean: Double { count > 0 ? sum / count : 0 }
    var error: Double { count > 1 ? (max(squares / count - mean * mean, 0) / (count - 1)).squareRoot() : 0 }
}

/// The draws of an option to convert: functions of the seed, what they are for, path and date.
struct ConversionDice {
    struct Walk {
        var h: Double
        var r: Double

        init(_ h: Double, _ r: Double) {
            self.h = h
            self.r = r
        }
    }

    private let option: ConversionOption
    private let streams: [String: (first: StreamKey, second: StreamKey, tenant: StreamKey)]
    private let inside: (first: StreamKey, second: StreamKey)
    private let keep: (h: Double, r: Double)
    private let add: (h: Double, r: Double)
    private let deviation: (h: Double, r: Double)
    private let presence: Double
    static let innerPairs = 50

    init(_ option: ConversionOption, seed: UInt64) {
        self.option = option
        var streams: [String: (first: StreamKey, second: StreamKey, tenant: StreamKey)] = [:]
        for use in ["learn", "price", "dual"] {
            streams[use] = (
                StreamKey(seed: seed, name: "convert \(use) hashing"), StreamKey(seed: seed, name: "convert \(use) rent"),
                StreamKey(seed: seed, name: "convert \(use) tenant")
            )
        }
        self.streams = streams
        inside = (StreamKey(seed: seed, name: "convert inner hashing"), StreamKey(seed: seed, name: "convert inner rent"))
        func parts(_ f: ConversionOption.Factor) -> (keep: Double, add: Double, deviation: Double) {
            (f.mean(1, option.step) - f.mean(0, option.step), f.mean(0, option.step), f.variance(option.step).squareRoot())
        }
        let (h, r) = (parts(option.hashing), parts(option.rent))
        keep = (h.keep, r.keep)
        add = (h.add, r.add)
        deviation = (h.deviation, r.deviation)
        presence = option.presence
    }

    private func moved(_ walk: Walk, _ z: Double, _ w: Double) -> Walk {
        let rho = option.correlation
        let second = rho * z + (1 - rho * rho).squareRoot() * w
        return Walk(keep.h * walk.h + add.h + deviation.h * z, keep.r * walk.r + add.r + deviation.r * second)
    }

    func move(_ walk: inout Walk, _ use: String, _ path: Int, _ date: Int) {
        guard let keys = streams[use] else { return }
        walk = moved(
            walk, ScalarMath.inverseNormal(keys.first.uniform(path: UInt64(path), step: UInt32(date))),
            ScalarMath.inverseNormal(keys.second.uniform(path: UInt64(path), step: UInt32(date))))
    }

    func hasTenant(_ use: String, _ path: Int, _ date: Int) -> Bool {
        guard presence < 1, let keys = streams[use] else { return true }
        return keys.tenant.uniform(path: UInt64(path), step: UInt32(date)) < presence
    }

    /// The mean of a function one date on, over opposite pairs of draws.
    func inner(_ walk: Walk, _ path: Int, _ date: Int, _ f: (Walk) -> Double) -> Double {
        var sum = 0.0
        for n in 0..<Self.innerPairs {
            let place = UInt64(path) * UInt64(Self.innerPairs) + UInt64(n)
            let z = ScalarMath.inverseNormal(inside.first.uniform(path: place, step: UInt32(date)))
            let w = ScalarMath.inverseNormal(inside.second.uniform(path: place, step: UInt32(date)))
            sum += f(moved(walk, z, w)) + f(moved(walk, -z, -w))
        }
        return sum / Double(2 * Self.innerPairs)
    }
}

/// What holding on is worth at each date, fitted to simulated paths.
struct ConversionRule {
    private var coefficients: [[Double]?]
    private let center: (h: Double, r: Double)
    private let scale: Double

    init(_ option: ConversionOption, _ payoff: ConversionPayoff, _ dice: ConversionDice, paths: Int) {
        let dates = option.dates
        center = (ScalarMath.log(option.hashing.level), ScalarMath.log(option.rent.level))
        scale = max(option.capital, payoff.mine(0, ScalarMath.log(option.hashing.start)), 1e-9)
        coefficients = [[Double]?](repeating: nil, count: dates + 1)
        guard dates > 1 else { return }
        var walks = [[ConversionDice.Walk]]()
        var now = [ConversionDice.Walk](
            repeating: .init(ScalarMath.log(option.hashing.start), ScalarMath.log(option.rent.start)), count: paths)
        for date in 1...dates {
            for path in 0..<paths { dice.move(&now[path], "learn", path, date) }
            walks.append(now)
        }
        let discount = ScalarMath.exp(-option.rate * option.step)
        var cash = (0..<paths).map { path in
            dice.hasTenant("learn", path, dates) ? max(payoff.value(dates, walks[dates - 1][path].h, walks[dates - 1][path].r), 0) : 0
        }
        for date in stride(from: dates - 1, through: 1, by: -1) {
            let gains = walks[date - 1].map { payoff.value(date, $0.h, $0.r) }
            let rows = zip(walks[date - 1], gains).map { basis($0, $1) }
            for path in 0..<paths { cash[path] *= discount }
            coefficients[date] = LeastSquares.fit(rows, cash) ?? LeastSquares.fit(rows.map { Array($0.prefix(1)) }, cash)
            for path in 0..<paths where gains[path] > 0 && dice.hasTenant("learn", path, date) {
                if gains[path] >= continuation(date, walks[date - 1][path], gains[path]) { cash[path] = gains[path] }
            }
        }
    }

    private func basis(_ walk: ConversionDice.Walk, _ gain: Double) -> [Double] {
        let (x, y, g) = (walk.h - center.h, walk.r - center.r, gain / scale)
        return [1, x, y, g, max(g, 0), x * x, x * y, y * y, max(g, 0) * g]
    }

    func continuation(_ date: Int, _ walk: ConversionDice.Walk, _ gain: Double) -> Double {
        guard let fit = coefficients[date] else { return 0 }
        let (x, y, g) = (walk.h - center.h, walk.r - center.r, gain / scale)
        if fit.count == 1 { return fit[0] }
        let up = max(g, 0)
        return fit[0] + fit[1] * x + fit[2] * y + fit[3] * g + fit[4] * up + fit[5] * x * x + fit[6] * x * y + fit[7] * y * y
            + fit[8] * up * g
    }
}
