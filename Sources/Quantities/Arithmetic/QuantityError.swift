/// A broken rule of units, with the values that broke it.
public enum QuantityError: Error, Hashable, Sendable {
    /// Two different dimensions where one is needed.
    case mismatch(QuantityOperation, left: QuantityOperand, right: QuantityOperand)
    /// A plain number other than 0 and ±infinity beside a quantity.
    case numberNeedsUnit(QuantityOperation, left: QuantityOperand, right: QuantityOperand)
    /// Arithmetic on a point of the temperature scale that only differences allow.
    case temperaturePoint(QuantityOperation, left: QuantityOperand, right: QuantityOperand?)
    /// A quantity asked for in a unit of another dimension.
    case conversion(from: QuantityOperand, to: Unit)
    /// An exponent that isn't a small fraction (or not known: nil), or leads to one beyond
    /// ``Dimension/largestExponent``.
    case exponent(base: QuantityOperand, Double?)
    /// A text names a unit that doesn't exist.
    case unknownUnit(String, in: String)
    /// A text isn't a quantity.
    case malformed(String, QuantityTextProblem)
    /// The market's spelling of hashprice, and what it means.
    case hashpriceSpelling(String, meaning: String)
    /// Not a format for one number.
    case numberFormat(String)
    /// Not a date of the calendar.
    case date(String)
}

/// What is wrong with the text of a quantity or unit.
public enum QuantityTextProblem: Hashable, Sendable {
    case empty
    /// `USD/MWh` where a quantity needs a number.
    case missingNumber
    /// `1,400 MUSD`.
    case groupedDigits
    /// A number too large for a double.
    case numberTooLarge
    /// The text ends, or something else stands, where a unit belongs.
    case expectedUnit(found: String)
    /// Something stands behind the unit; two units without `*` or `/`, for example.
    case unexpected(String)
    /// A parenthesis that isn't closed.
    case openParenthesis
    /// `^` without a number, or with one that isn't a small fraction.
    case exponent
    /// `W/degC`.
    case temperaturePoint
}
