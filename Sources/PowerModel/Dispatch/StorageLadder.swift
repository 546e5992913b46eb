/// The least cost of all hours so far as a function of the energy now stored: a convex piecewise-linear function, kept as
/// its pieces in order of slope.
///
/// An hour is added by infimal convolution, which merges the pieces of both functions by slope, and by cutting what
/// stands outside the battery (Bellman's recursion; exact, since nothing is put on a grid). Cost per hour: pieces held.
struct StorageLadder: ~Copyable {
    private var room: UnsafeMutablePointer<Piece>
    private var capacity: Int
    private(set) var head: Int
    private(set) var tail: Int
    /// Energy at the function's lowest end, MWh.
    private(set) var lowest: Double
    /// MWh between both ends.
    private(set) var length = 0.0
    /// USD at the lowest end.
    private(set) var cost = 0.0
    /// Slopes of what the last cut took off at both ends; infinite where it took nothing.
    private(set) var cutBelow = -Double.infinity
    private(set) var cutAbove = Double.infinity
    let energy: Double

    init(start: Double, energy: Double) {
        capacity = 4096
        room = .allocate(capacity: capacity)
        head = 1024
        tail = 1024
        lowest = start
        self.energy = energy
    }

    deinit { room.deallocate() }

    var count: Int { tail - head }
    var pieces: UnsafeBufferPointer<Piece> { UnsafeBufferPointer(start: room + head, count: tail - head) }

    /// Adds an hour.
    ///
    /// - Returns: MWh by which the store would be over-full (positive) or overdrawn (negative) at best; 0 where it can
    ///   stay inside.
    @inline(__always)
    mutating func add(_ curve: borrowing HourCurve) -> Double {
        if tail + curve.count > capacity { makeRoom(curve.count) }
        // Merge from the top: pieces of the hour are few, and those below its first stay in place.
        var from = tail - 1
        var new = curve.count - 1
        tail += curve.count
        var to = tail - 1
        while new >= 0 {
            let piece = curve.pieces[new]
            while from >= head, room[from].slope > piece.slope {
                room[to] = room[from]
                to -= 1
                from -= 1
            }
            room[to] = piece
            to -= 1
            new -= 1
        }
        lowest += curve.first
        length += curve.length
        cost += curve.cost
        cutBelow = -.infinity
        cutAbove = .infinity
        if lowest < 0 {
            var rest = -lowest
            while head < tail, rest > 0 {
                let piece = room[head]
                cutBelow = piece.slope
                if piece.length > rest {
                    room[head].length = piece.length - rest
                    cost += piece.slope * rest
                    length -= rest
                    rest = 0
                } else {
                    cost += piece.slope * piece.length
                    length -= piece.length
                    rest -= piece.length
                    head += 1
                }
            }
            if rest > HourCurve.negligible * max(1, energy) { return -rest }
            if head == tail { length = 0 }
            lowest = 0
        }
        var excess = lowest + length - energy
        if excess > 0 {
            while head < tail, excess > 0 {
                let piece = room[tail - 1]
                cutAbove = piece.slope
                if piece.length > excess {
                    room[tail - 1].length = piece.length - excess
                    length -= excess
                    excess = 0
                } else {
                    length -= piece.length
                    excess -= piece.length
                    tail -= 1
                }
            }
            if excess > HourCurve.negligible * max(1, energy) { return excess }
            if head == tail { length = 0 }
        }
        return 0
    }

    private mutating func makeRoom(_ count: Int) {
        let held = tail - head
        if held + count > capacity / 2 {
            let larger = UnsafeMutablePointer<Piece>.allocate(capacity: 2 * (capacity + count))
            larger.update(from: room + head, count: held)
            room.deallocate()
            room = larger
            capacity = 2 * (capacity + count)
        } else {
            room.update(from: room + head, count: held)
        }
        head = 0
        tail = held
    }

    /// USD at an energy; infinite outside both ends.
    func value(at target: Double) -> Double {
        var rest = target - lowest
        let tolerance = HourCurve.negligible * max(1, energy)
        if rest < -tolerance { return .infinity }
        var value = cost
        var place = head
        while rest > 0, place < tail {
            let part = min(rest, room[place].length)
            value += room[place].slope * part
            rest -= part
            place += 1
        }
        return rest > tolerance ? .infinity : value
    }
}
