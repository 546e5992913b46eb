import Quantities

/// The units of one session by small number, so that a value in Lua is plain data and unit arithmetic is a look-up.
///
/// Number 0 is the plain number 1 without a unit.
package final class UnitTable {
    /// The unit of a product or quotient, and what its magnitude still needs: a dimensionless result is a plain number,
    /// so `MW/kW` is unit 0 with a multiplication by 1000.
    struct Folded {
        let unit: Int32
        let conversion: Conversion
    }

    /// An `Alignment` with the unit by number.
    struct Aligned {
        let unit: Int32
        let left: Conversion
        let right: Conversion
    }

    static let none: Int32 = 0

    private var units: [Unit] = [.one]
    private var numbers: [Unit: Int32] = [.one: 0]
    private var products: [UInt64: Folded] = [:]
    private var quotients: [UInt64: Folded] = [:]
    private var sums: [UInt64: Aligned] = [:]

    /// The number of a unit, given once.
    func number(of unit: Unit) -> Int32 {
        if let known = numbers[unit] { return known }
        let number = Int32(units.count)
        units.append(unit)
        numbers[unit] = number
        return number
    }

    subscript(number: Int32) -> Unit { units[Int(number)] }

    func product(_ a: Int32, _ b: Int32) throws(QuantityError) -> Folded {
        let key = pair(a, b)
        if let known = products[key] { return known }
        let result = folded(try self[a].product(with: self[b]))
        products[key] = result
        return result
    }

    func quotient(_ a: Int32, _ b: Int32) throws(QuantityError) -> Folded {
        let key = pair(a, b)
        if let known = quotients[key] { return known }
        let result = folded(try self[a].quotient(by: self[b]))
        quotients[key] = result
        return result
    }

    func power(_ a: Int32, _ exponent: Rational) throws(QuantityError) -> Folded {
        folded(try self[a].power(exponent))
    }

    /// How two operands meet in a sum or comparison. Between two units of one dimension the answer is kept.
    func alignment(_ operation: QuantityOperation, _ a: Operand, _ b: Operand) throws(QuantityError) -> Aligned {
        let usual = operation == .add || operation == .subtract
        let key = pair(a.unit, b.unit)
        if usual, let known = sums[key] { return known }
        let (left, right) = (self[a.unit], self[b.unit])
        let found = try Alignment(operation, QuantityOperand(left, a.certain), QuantityOperand(right, b.certain))
        let result = Aligned(unit: number(of: found.unit), left: found.left, right: found.right)
        if usual, left.isCompatible(with: right), !left.isTemperaturePoint, !right.isTemperaturePoint { sums[key] = result }
        return result
    }

    private func folded(_ result: Unit.Folded) -> Folded {
        Folded(unit: number(of: result.unit), conversion: result.conversion)
    }

    private func pair(_ a: Int32, _ b: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: a)) << 32 | UInt64(UInt32(bitPattern: b))
    }
}
