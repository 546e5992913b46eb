/// A piece of a convex piecewise-linear function: its slope, USD per MWh stored, and how many MWh it is long.
struct Piece {
    var slope: Double
    var length: Double
}

/// What an hour costs as a function of the change of the energy stored, its pieces in order of slope.
///
/// Charge c and discharge d change the store by ηc·c − d/ηd and the net draw by y = c − d. Where power is cheap enough
/// (below −wear·ηcηd/(1 − ηcηd)), charging and discharging at once pays, as the linear programme has it. The pieces
/// therefore follow y upwards: with the battery as wasteful as it can be while offers are that cheap, then no longer
/// wasteful (one piece along which y stands), then as thrifty as can be. Both ends split at y = 0.
struct HourCurve: ~Copyable {
    /// Relative shortfalls below it are rounding.
    static let negligible = 1e-10

    let pieces: UnsafeMutablePointer<Piece>
    private(set) var count = 0
    /// Change of the store at the curve's lowest end, MWh.
    private(set) var first = 0.0
    /// USD of the hour there.
    private(set) var cost = 0.0
    /// MWh between both ends.
    private(set) var length = 0.0
    /// Net draw at both ends, MW.
    private(set) var lowest = 0.0
    private(set) var highest = 0.0

    private let power: Double
    private let charge: Double
    private let discharge: Double
    private let wear: Double
    private let chargeInverse: Double
    private let dischargeInverse: Double
    /// Offers below it are worth wasting energy on, USD/MWh.
    let wasteBelow: Double

    init(_ problem: borrowing DispatchProblem) {
        pieces = .allocate(capacity: 2 * (problem.tiers.count + 6) + 3)
        let battery = problem.battery
        power = battery.power
        charge = battery.chargeEfficiency
        discharge = 1 / battery.dischargeEfficiency
        wear = battery.wear
        chargeInverse = 1 / charge
        dischargeInverse = battery.dischargeEfficiency
        let loss = 1 - battery.chargeEfficiency * battery.dischargeEfficiency
        wasteBelow =
            loss > 0 && power > 0
            ? -battery.wear * battery.chargeEfficiency * battery.dischargeEfficiency / loss : -.infinity
    }

    deinit { pieces.deallocate() }

    @inline(__always)
    private mutating func add(_ slope: Double, _ length: Double) {
        pieces[count] = Piece(slope: slope, length: length)
        count += 1
        self.length += length
    }

    /// More charge by `part` MW.
    @inline(__always)
    private mutating func addCharge(_ price: Double, _ part: Double) { add(price * chargeInverse, part * charge) }

    /// Less discharge by `part` MW.
    @inline(__always)
    private mutating func addDischarge(_ price: Double, _ part: Double) {
        add((price - wear) * dischargeInverse, part * discharge)
    }

    /// The piece along which net draw stands at `y` and waste ends.
    @inline(__always)
    private mutating func endWaste(at y: Double) {
        let both = power - y.magnitude
        if both > 0, wasteBelow > -.infinity {
            add(wasteBelow * chargeInverse, both * (discharge - charge))
        }
    }

    /// Fills in the pieces for an hour's offers.
    ///
    /// - Returns: MW by which offers fall short of what must be drawn even at full discharge; 0 where they suffice.
    @inline(__always)
    mutating func build(_ stack: borrowing OfferStack) -> Double {
        let load = stack.load
        lowest = max(-power, -load)
        self.count = 0
        length = 0
        cost = stack.cost + wear * power
        first = charge * (lowest + power) - power * discharge
        let offers = stack.offers
        let count = stack.count
        // Up to the lowest net draw, offers are used whatever they cost.
        var index = 0
        var end = -load
        while index < count {
            let size = offers[index].size
            if end + size > lowest { break }
            cost += offers[index].price * size
            end += size
            index += 1
        }
        if index == count {
            highest = lowest
            if lowest - end > Self.negligible * max(1, load) { return lowest - end }
            if wasteBelow > -.infinity { endWaste(at: lowest) }
            return 0
        }
        cost += offers[index].price * (lowest - end)
        end += offers[index].size
        var y = lowest
        var wasting = wasteBelow > -.infinity
        while y < power {
            let price = offers[index].price
            if wasting, price >= wasteBelow {
                endWaste(at: y)
                wasting = false
            }
            let stop = min(end, power)
            if y < 0 {
                let part = min(stop, 0) - y
                if part > 0 { wasting ? addCharge(price, part) : addDischarge(price, part) }
            }
            if stop > 0 {
                let part = stop - max(y, 0)
                if part > 0 { wasting ? addDischarge(price, part) : addCharge(price, part) }
            }
            y = max(y, stop)
            index += 1
            if index == count { break }
            end += offers[index].size
        }
        highest = y
        if wasting { endWaste(at: y) }
        return 0
    }
}
