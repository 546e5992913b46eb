internal import Engine

/// The right, not the duty, to turn a mine into an AI hall at one of many dates: pay the capital, stop mining, take rent.
///
/// What hashing and halls earn are lognormal processes that revert to their levels, d ln X = κ(ln level - ln X) dt + σ dW, with
/// correlated innovations (κ = 0: a martingale). Converting at t is worth, seen from t,
///
///     G = Σ e^(-ρ(u-t))·(rentᵤ - costs)·Δ from t + build to the end - Σ e^(-ρ(u-t))·max(hashingᵤ - power, 0)·Δ from t to the end - capital
///
/// in conditional expectations, which are closed: E[Xᵤ|Xₜ] of the process, and Black's formula for the mine that is switched
/// off where it loses. Rent may be fixed for the first years at what it is when converting.
public struct ConversionOption: Hashable, Sendable {
    public struct Factor: Hashable, Sendable {
        /// Of the same unit, above 0.
        public var start: Double
        /// The long-run median.
        public var level: Double
        /// Per year, at least 0.
        public var reversion: Double
        /// Per square root of a year, at least 0.
        public var volatility: Double

        public init(start: Double, level: Double, reversion: Double, volatility: Double) {
            self.start = start
            self.level = level
            self.reversion = reversion
            self.volatility = volatility
        }

        /// Of ln X after some years.
        func variance(_ years: Double) -> Double {
            let s = volatility * volatility
            return reversion > 1e-9 ? s * (1 - ScalarMath.exp(-2 * reversion * years)) / (2 * reversion) : s * years
        }

        /// The mean of ln X after some years, from x = ln X now.
        func mean(_ x: Double, _ years: Double) -> Double {
            guard reversion > 1e-9 else { return x - variance(years) / 2 }
            let keep = ScalarMath.exp(-reversion * years)
            return keep * x + (1 - keep) * ScalarMath.log(level)
        }

        func expected(_ x: Double, _ years: Double) -> Double { ScalarMath.exp(mean(x, years) + variance(years) / 2) }
    }

    public var hashing: Factor
    public var rent: Factor
    /// Of the innovations.
    public var correlation: Double
    /// Power and upkeep of the mine, money a year.
    public var miningCost: Double
    /// Of the hall, money a year.
    public var hallCost: Double
    /// Money, at time 0.
    public var capital: Double
    /// By which capital changes, per year: -0.03 becomes cheaper.
    public var capitalTrend = 0.0
    /// Years from converting to the first rent.
    public var build: Double
    /// Years of rent that are fixed at what it is when converting.
    public var lease = 0.0
    /// When the site's life ends, years from now.
    public var end: Double
    /// The last date to convert, years from now.
    public var deadline: Double
    /// Dates a year.
    public var datesPerYear: Int
    /// ρ, per year, continuously compounded.
    public var rate: Double
    /// Tenants that come, per year: without one at a date there is no converting at it. Nil: there always is one.
    public var arrivals: Double?

    public init(
        hashing: Factor, rent: Factor, correlation: Double, miningCost: Double, hallCost: Double, capital: Double,
        build: Double, end: Double, deadline: Double, datesPerYear: Int, rate: Double
    ) {
        self.hashing = hashing
        self.rent = rent
        self.correlation = correlation
        self.miningCost = miningCost
        self.hallCost = hallCost
        self.capital = capital
        self.build = build
        self.end = end
        self.deadline = deadline
        self.datesPerYear = datesPerYear
        self.rate = rate
    }

    /// Dates after today.
    var dates: Int { max(Int((deadline * Double(datesPerYear) + 1e-9).rounded(.down)), 0) }
    var step: Double { 1 / Double(datesPerYear) }
    /// The chance that a tenant is there at a date.
    var presence: Double { arrivals.map { 1 - ScalarMath.exp(-$0 * step) } ?? 1 }

    func validate() throws(FinanceError) {
        let check = InputCheck("option to convert")
        for (name, f) in [("hashing", hashing), ("rent", rent)] {
            try check.positive("\(name).start", f.start)
            try check.positive("\(name).level", f.level)
            try check.notNegative("\(name).reversion", f.reversion)
            try check.within("\(name).volatility", f.volatility, 0...5)
        }
        try check.within("correlation", correlation, -1...1)
        try check.notNegative("mining cost", miningCost)
        try check.notNegative("hall cost", hallCost)
        try check.notNegative("capital", capital)
        try check.notNegative("build", build)
        try check.within("end", end, 0...60)
        try check.within("deadline", deadline, 0...min(end, 30))
        try check.within("dates per year", Double(datesPerYear), 1...52)
        try check.within("rate", rate, -0.5...2)
        if let arrivals { try check.notNegative("arrivals", arrivals) }
    }
}

/// What converting is worth at one date, as tables over the logarithms of both factors.
struct ConversionPayoff {
    private struct Column {
        var first = 0.0
        var step = 1.0
        var values: [Double] = []

        /// Linear between points, the outermost lines go on.
        func value(_ x: Double) -> Double {
            let place = (x - first) / step
            let k = min(max(Int(place), 0), values.count - 2)
            return values[k] + (values[k + 1] - values[k]) * (place - Double(k))
        }
    }

    private let halls: [Column]
    private let mines: [Column]
    private let capital: [Double]

    init(_ o: ConversionOption) {
        func grid(_ f: ConversionOption.Factor) -> (first: Double, step: Double, points: [Double]) {
            let spread = 6 * max(f.variance(o.deadline).squareRoot(), 0.02)
            let (a, b) = (ScalarMath.log(f.start), ScalarMath.log(f.level))
            let (low, high) = (min(a, b) - spread, max(a, b) + spread)
            let count = 300
            let step = (high - low) / Double(count - 1)
            return (low, step, (0..<count).map { low + step * Double($0) })
        }
        let (rents, hashes) = (grid(o.rent), grid(o.hashing))
        var (halls, mines, capital) = ([Column](), [Column](), [Double]())
        let slices = 4.0
        for date in 0...o.dates {
            let t = Double(date) * o.step
            let count = max(Int(((o.end - t) * slices).rounded()), 0)
            var hall = Column(first: rents.first, step: rents.step, values: rents.points.map { _ in 0 })
            var mine = Column(first: hashes.first, step: hashes.step, values: hashes.points.map { _ in 0 })
            for n in 0..<count {
                let years = (Double(n) + 0.5) / slices
                let discount = ScalarMath.exp(-o.rate * years) / slices
                if years >= o.build {
                    let isFixed = years - o.build < o.lease
                    for (i, x) in rents.points.enumerated() {
                        hall.values[i] += discount * ((isFixed ? ScalarMath.exp(x) : o.rent.expected(x, years)) - o.hallCost)
                    }
                }
                let deviation = o.hashing.variance(years).squareRoot()
                for (i, x) in hashes.points.enumerated() {
                    mine.values[i] += discount * Self.call(o.hashing.expected(x, years), o.miningCost, deviation)
                }
            }
            halls.append(hall)
            mines.append(mine)
            capital.append(o.capital * ScalarMath.exp(o.capitalTrend * t))
        }
        self.halls = halls
        self.mines = mines
        self.capital = capital
    }

    /// E[max(X - strike, 0)] of a lognormal X (Black 1976).
    private static func call(_ mean: Double, _ strike: Double, _ deviation: Double) -> Double {
        if strike <= 0 { return mean }
        if deviation < 1e-9 { return max(mean - strike, 0) }
        let d = ScalarMath.log(mean / strike) / deviation + deviation / 2
        return mean * StandardNormal.tails(d).lower - strike * StandardNormal.tails(d - deviation).lower
    }

    /// G at a date, from the logarithms of hashing and rent.
    func value(_ date: Int, _ h: Double, _ r: Double) -> Double {
        halls[date].value(r) - mines[date].value(h) - capital[date]
    }

    func mine(_ date: Int, _ h: Double) -> Double { mines[date].value(h) }
}
