/// Which value stands in which of the sixteen vector registers, and which have gone to the stack.
///
/// Of the values in registers the one whose next use is furthest goes first (Belady's rule). A value that has a home in
/// memory, of a block or of the pool, needs no store.
struct RegisterFile {
    typealias Value = LaneProgram.Value

    private var owner = [Value](repeating: -1, count: 16)
    private var register: [Int8]
    private var slot: [Int32]
    /// The times at which each value is used, ascending, as ranges of one list.
    private let uses: [Int32]
    private var nextUse: [Int32]
    private let endOfUses: [Int32]
    private let hasHome: [Bool]
    private(set) var slotCount: Int32

    /// - Parameters:
    ///   - hasHome: by value, whether it stands in memory anyway.
    ///   - uses: (value, time), by ascending time.
    init(hasHome: [Bool], uses events: [(value: Value, time: Int32)], firstSlot: Int32) {
        self.hasHome = hasHome
        let valueCount = hasHome.count
        register = [Int8](repeating: -1, count: valueCount)
        slot = [Int32](repeating: -1, count: valueCount)
        slotCount = firstSlot
        var counts = [Int32](repeating: 0, count: valueCount + 1)
        for event in events { counts[Int(event.value) + 1] += 1 }
        for i in 0..<valueCount { counts[i + 1] += counts[i] }
        nextUse = Array(counts.prefix(valueCount))
        endOfUses = Array(counts.dropFirst())
        var list = [Int32](repeating: 0, count: events.count)
        var place = nextUse
        for event in events {
            list[Int(place[Int(event.value)])] = event.time
            place[Int(event.value)] += 1
        }
        uses = list
    }

    func isUsed(_ value: Value) -> Bool { nextUse[Int(value)] < endOfUses[Int(value)] }

    func register(of value: Value) -> UInt8? {
        let number = register[Int(value)]
        return number < 0 ? nil : UInt8(number)
    }

    func slot(of value: Value) -> Int32? {
        let number = slot[Int(value)]
        return number < 0 ? nil : number
    }

    /// Whether nothing uses the value after `time`.
    func isLast(_ value: Value, _ time: Int32) -> Bool { following(value, time) == Int32.max }

    private func following(_ value: Value, _ time: Int32) -> Int32 {
        var i = nextUse[Int(value)]
        while i < endOfUses[Int(value)] {
            if uses[Int(i)] > time { return uses[Int(i)] }
            i += 1
        }
        return Int32.max
    }

    /// Uses up to `time` are over; a register whose value has no more is free.
    mutating func pass(_ value: Value, _ time: Int32) {
        let v = Int(value)
        while nextUse[v] < endOfUses[v] && uses[Int(nextUse[v])] <= time { nextUse[v] += 1 }
        if nextUse[v] == endOfUses[v] { release(value) }
    }

    mutating func release(_ value: Value) {
        guard let number = register(of: value) else { return }
        owner[Int(number)] = -1
        register[Int(value)] = -1
    }

    mutating func give(_ number: UInt8, to value: Value) {
        owner[Int(number)] = value
        register[Int(value)] = Int8(number)
    }

    /// Places on the stack, one behind the other, for whoever asks.
    mutating func reserve(_ count: Int32) -> Int32 {
        slotCount += count
        return slotCount - count
    }

    /// Frees all registers.
    /// - Returns: what must be stored first.
    mutating func empty() -> [(register: UInt8, slot: Int32)] {
        var stores: [(register: UInt8, slot: Int32)] = []
        for number in 0..<16 {
            let value = owner[number]
            guard value >= 0 else { continue }
            release(value)
            guard slot[Int(value)] < 0, !hasHome[Int(value)] else { continue }
            slot[Int(value)] = reserve(1)
            stores.append((UInt8(number), slot[Int(value)]))
        }
        return stores
    }

    /// A free register, or one whose value goes to memory.
    /// - Parameter locked: registers that the instruction under way needs, by bit.
    /// - Returns: the register, and what must be stored first.
    mutating func take(
        _ time: Int32, locked: UInt16
    ) -> (register: UInt8, spilled: (value: Value, slot: Int32)?) {
        var best = -1
        var furthest: Int32 = -1
        for number in 0..<16 where locked >> UInt16(number) & 1 == 0 {
            let value = owner[number]
            if value < 0 { return (UInt8(number), nil) }
            // The use under way counts as far off when it is over.
            let next = uses[Int(nextUse[Int(value)])]
            if next > furthest {
                furthest = next
                best = number
            }
        }
        let value = owner[best]
        owner[best] = -1
        register[Int(value)] = -1
        guard slot[Int(value)] < 0, !hasHome[Int(value)] else { return (UInt8(best), nil) }
        slot[Int(value)] = reserve(1)
        return (UInt8(best), (value, slot[Int(value)]))
    }
}
