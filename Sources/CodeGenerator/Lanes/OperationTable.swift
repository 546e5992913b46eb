/// Where operations stand in a list of them: a hash table with open addresses.
///
/// A compilation looks up each of its operations, and with a dictionary spent a fifth of its time there. Operations come from the
/// program that is compiled, not from an adversary, so a plain multiplicative hash does.
struct OperationTable {
    /// Positions, -1 where there is none; a power of two of them, half full at most.
    private var places = [Int32](repeating: -1, count: 128)
    private var count = 0

    /// The position of `operation` in `operations`, or the next one, which it is then taken to have.
    mutating func find(_ operation: LaneProgram.Operation, _ operations: [LaneProgram.Operation]) -> (Int32, isNew: Bool) {
        if 2 * count >= places.count { grow(operations) }
        let mask = places.count - 1
        var place = OperationTable.hash(operation) & mask
        while places[place] >= 0 {
            if operations[Int(places[place])] == operation { return (places[place], false) }
            place = (place + 1) & mask
        }
        places[place] = Int32(operations.count)
        count += 1
        return (places[place], true)
    }

    private mutating func grow(_ operations: [LaneProgram.Operation]) {
        let mask = places.count * 2 - 1
        places = [Int32](repeating: -1, count: mask + 1)
        for (i, operation) in operations.enumerated() {
            var place = OperationTable.hash(operation) & mask
            while places[place] >= 0 { place = (place + 1) & mask }
            places[place] = Int32(i)
        }
    }

    private static func hash(_ operation: LaneProgram.Operation) -> Int {
        func packed(_ low: Int32, _ high: Int32) -> UInt64 {
            UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
        }
        let kind = Int32(operation.kind.rawValue) << 8 | Int32(operation.detail)
        var bits = packed(operation.a, operation.b) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ bits >> 29 ^ packed(operation.c, kind)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 32 ^ operation.number) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: bits >> 32)
    }
}
