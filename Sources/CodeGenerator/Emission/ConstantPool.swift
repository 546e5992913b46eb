/// The numbers that code reads at fixed places: each stands four times, once for every lane of a register.
package struct ConstantPool: Sendable {
    package static let lanes = 4

    /// The constants and, where cells will be put, zeros.
    package private(set) var numbers: [UInt64] = []
    private var placeOfConstant: [UInt64: Int32] = [:]
    private var placeOfCell: [UInt64: Int32] = [:]

    /// The byte offset of a constant.
    mutating func place(ofConstant bits: UInt64) -> Int32 {
        if let place = placeOfConstant[bits] { return place }
        numbers.append(bits)
        let place = Int32(numbers.count - 1) * 32 - 128
        placeOfConstant[bits] = place
        return place
    }

    /// The byte offset of a cell.
    mutating func place(ofCell cell: UInt64) -> Int32 {
        if let place = placeOfCell[cell] { return place }
        numbers.append(0)
        let place = Int32(numbers.count - 1) * 32 - 128
        placeOfCell[cell] = place
        return place
    }

    /// The position of a cell among the numbers; nil where the code does not read it.
    func position(ofCell cell: Int) -> Int? { placeOfCell[UInt64(cell)].map { Int($0 + 128) / 32 } }
}
