/// One way to have another MW in an hour: to make or buy it, or to do without it.
struct Offer {
    enum Kind {
        case solar, gas, grid, gridAbovePeak, lostLoad
        /// Not exporting it.
        case notExported
        /// Not running tier number `Offer.tier`.
        case tierOff
    }

    /// USD/MWh.
    var price: Double
    /// MW.
    var size: Double
    var kind: Kind
    var tier: Int32 = 0

    /// Whether its load counts among what the hour would draw with nothing offered.
    var isLoad: Bool { kind == .notExported || kind == .tierOff }
}

/// The offers of one hour, dearest last. Reused from hour to hour.
struct OfferStack: ~Copyable {
    let offers: UnsafeMutablePointer<Offer>
    private(set) var count = 0
    /// Offers whose price is the same in every hour, in order of price.
    private let steady: UnsafeMutablePointer<Offer>
    private var steadyCount = 0
    /// Where solar stands among `steady`; −1: there is none.
    private var solarPlace = -1
    /// MW drawn when nothing is offered, exports and interruptible load included, firm load not.
    private var steadyLoad = 0.0
    /// USD an hour of the same: minus what exports and interruptible load earn.
    private var steadyCost = 0.0
    private var scale = 1.0

    /// MW drawn in this hour when nothing is offered.
    private(set) var load = 0.0
    /// USD of the hour when nothing is offered.
    private(set) var cost = 0.0

    /// Threshold of own-peak charges, MW; infinite: there are none.
    let peakThreshold: Double
    /// USD/MWh on imports above it.
    let peakCharge: Double

    init(_ problem: borrowing DispatchProblem, peakThreshold: Double = .infinity, peakCharge: Double = 0) {
        let room = problem.tiers.count + 6
        offers = .allocate(capacity: room)
        steady = .allocate(capacity: room)
        self.peakThreshold = peakThreshold
        self.peakCharge = peakCharge
        if !problem.solar.isEmpty { addSteady(Offer(price: 0, size: 0, kind: .solar)) }
        if problem.gasPower > 0 { addSteady(Offer(price: problem.gasCost, size: problem.gasPower, kind: .gas)) }
        for (i, tier) in problem.tiers.enumerated() {
            addSteady(Offer(price: tier.value, size: tier.power, kind: .tierOff, tier: Int32(i)))
            steadyLoad += tier.power
            steadyCost -= tier.value * tier.power
        }
        if let lostLoad = problem.lostLoad { addSteady(Offer(price: lostLoad, size: .infinity, kind: .lostLoad)) }
        solarPlace = (0..<steadyCount).first { steady[$0].kind == .solar } ?? -1
    }

    deinit {
        offers.deallocate()
        steady.deallocate()
    }

    private mutating func addSteady(_ offer: Offer) {
        var place = steadyCount
        while place > 0, steady[place - 1].price > offer.price {
            steady[place] = steady[place - 1]
            place -= 1
        }
        steady[place] = offer
        steadyCount += 1
    }

    /// Tiers are worth something else from this hour on.
    private mutating func rescale(_ tiers: [DispatchProblem.Tier], _ scale: Double) {
        steadyCost = 0
        for i in 0..<steadyCount where steady[i].kind == .tierOff {
            let tier = tiers[Int(steady[i].tier)]
            steady[i].price = tier.value * scale
            steadyCost -= tier.value * scale * tier.power
        }
        for i in stride(from: 1, to: steadyCount, by: 1) {
            let offer = steady[i]
            var place = i
            while place > 0, steady[place - 1].price > offer.price {
                steady[place] = steady[place - 1]
                place -= 1
            }
            steady[place] = offer
        }
        solarPlace = (0..<steadyCount).first { steady[$0].kind == .solar } ?? -1
    }

    @inline(__always)
    private mutating func insert(_ offer: Offer) {
        var place = count
        while place > 0, offers[place - 1].price > offer.price {
            offers[place] = offers[place - 1]
            place -= 1
        }
        offers[place] = offer
        count += 1
    }

    /// Fills in the offers of an hour.
    @inline(__always)
    mutating func load(_ hour: Int, of problem: borrowing DispatchProblem) {
        if !problem.tierScale.isEmpty, problem.tierScale[hour] != scale {
            scale = problem.tierScale[hour]
            rescale(problem.tiers, scale)
        }
        if solarPlace >= 0 { steady[solarPlace].size = problem.solar[hour] }
        offers.update(from: steady, count: steadyCount)
        count = steadyCount
        load = problem.firm[hour] + steadyLoad
        cost = steadyCost
        let buying = problem.importCost(hour)
        let limit = problem.gridLimit(hour)
        if peakThreshold < limit {
            insert(Offer(price: buying, size: peakThreshold, kind: .grid))
            insert(Offer(price: buying + peakCharge, size: limit - peakThreshold, kind: .gridAbovePeak))
        } else {
            insert(Offer(price: buying, size: limit, kind: .grid))
        }
        if problem.exportLimit > 0 {
            let selling = problem.price[hour] - problem.exportFee
            insert(Offer(price: selling, size: problem.exportLimit, kind: .notExported))
            load += problem.exportLimit
            cost -= selling * problem.exportLimit
        }
    }
}
