public import Diagnostics

extension QuantityError: DiagnosticConvertible {
    /// The error in words, its operands without names; see ``diagnostic(left:right:)``.
    public var diagnostic: Diagnostic { diagnostic(left: nil, right: nil) }

    /// The error in words.
    ///
    /// - Parameters:
    ///   - left: What the script calls the left operand, for the message's table and the remedy.
    ///   - right: What the script calls the right operand.
    public func diagnostic(left leftName: String?, right rightName: String?) -> Diagnostic {
        switch self {
        case .mismatch(let operation, let left, let right):
            return Diagnostic(
                .unitMismatch, operation.refusal(left.kind, right.kind),
                operands: [left.described(leftName), right.described(rightName)],
                remedy: MismatchRemedy(operation, left, right, leftName, rightName).text)
        case .numberNeedsUnit(let operation, let left, let right):
            let quantity = left.unit.isDimensionless ? right : left
            let number = left.unit.isDimensionless ? left : right
            return Diagnostic(
                .numberNeedsUnit, operation.refusal(left.kind, right.kind),
                operands: [left.described(leftName), right.described(rightName)],
                remedy: "give the number a unit, such as \(number.example(in: quantity.unit)); "
                    + "only 0 and ±math.huge go with every kind of quantity")
        case .temperaturePoint(let operation, let left, let right):
            let operands = [left.described(leftName)] + (right.map { [$0.described(rightName)] } ?? [])
            return Diagnostic(
                .temperaturePoint, operation.refusal(left.kind, right?.kind ?? ""), operands: operands,
                remedy: "a temperature like degC(35) only moves by differences: write a difference as 5 * K, and two "
                    + "temperatures subtracted give one")
        case .conversion(let from, let to):
            return conversionDiagnostic(from, to, leftName)
        case .exponent(let base, let exponent):
            return exponentDiagnostic(base, exponent, leftName)
        case .unknownUnit(let symbol, let text):
            return UnknownUnit(symbol, text).diagnostic
        case .malformed(let text, let problem):
            return problem.diagnostic(of: text)
        case .hashpriceSpelling(let text, let meaning):
            return Diagnostic(
                .hashpriceSpelling, "\(quoted(text)) is money per hash per time, which nothing is priced in",
                notes: ["hashprice is money per hash *rate* per time, and PHs is PH/s"],
                remedy: "write \(quoted(meaning))")
        case .numberFormat(let format):
            return Diagnostic(
                .numberFormat, "\(quoted(format)) isn't the format of one number",
                remedy: "use exactly one of %f, %e or %g, for example \"%.1f\"; %.0f shows a whole number")
        case .date(let text):
            return Diagnostic(
                .dateInvalid, "\(quoted(text)) isn't a date of the calendar",
                remedy: "write year-month-day with all digits, such as 2028-04-20")
        }
    }

    private func conversionDiagnostic(_ from: QuantityOperand, _ to: Unit, _ name: String?) -> Diagnostic {
        let mixesTemperatures = from.unit.dimension == to.dimension
        let kind = QuantityOperand(to).kind
        let target = to.isDimensionless ? "a plain number" : "\(to), which is \(kind)"
        let remedy: String? =
            if mixesTemperatures {
                "subtract two temperatures to get a difference in K; add a difference to degC(0) to get a temperature"
            } else if from.unit.isDimensionless {
                "a plain number has no unit to convert; multiply it by one, such as \(from.example(in: to))"
            } else {
                MismatchRemedy(.compare, from, QuantityOperand(to), name, "\(to)").rateText
            }
        return Diagnostic(
            mixesTemperatures ? .temperaturePoint : .unitMismatch, "can't convert \(from.kind) to \(target)",
            operands: [from.described(name)], remedy: remedy)
    }

    private func exponentDiagnostic(_ base: QuantityOperand, _ exponent: Double?, _ name: String?) -> Diagnostic {
        guard let exponent else {
            return Diagnostic(
                .unitExponent, "this power or product of \(base.kind) has no usable unit",
                operands: [base.described(name)],
                remedy: "an exponent is a certain plain number; make the base plain first by dividing by a reference, "
                    + "such as \(base.example(in: base.unit, number: 1))")
        }
        return Diagnostic(
            .unitExponent, "can't raise \(base.kind) to the power \(NumberFormat.g(exponent, digits: 14))",
            operands: [base.described(name)],
            remedy:
                "use a fraction with a small denominator, such as 2 or 0.5, or make the base a plain number first by "
                + "dividing by a reference, such as \(base.example(in: base.unit, number: 1))")
    }
}

/// A text in quotes, cut if it is long.
func quoted(_ text: String) -> String {
    text.count > 60 ? "\"\(text.prefix(57))...\"" : "\"\(text)\""
}

extension QuantityOperation {
    /// `can't add power and money per energy`.
    func refusal(_ left: String, _ right: String) -> String {
        switch self {
        case .add: "can't add \(left) and \(right)"
        case .subtract: "can't subtract \(right) from \(left)"
        case .multiply: "can't multiply \(left) by \(right)"
        case .divide: "can't divide \(left) by \(right)"
        case .power: "can't raise \(left) to a power"
        case .modulo: "can't take the remainder of \(left) by \(right)"
        case .floorDivide: "can't count how often \(right) goes into \(left)"
        case .negate: "can't change the sign of \(left)"
        case .compare: "can't compare \(left) with \(right)"
        case .minimum: "can't take the smaller of \(left) and \(right)"
        case .maximum: "can't take the larger of \(left) and \(right)"
        case .clamp: "can't clamp \(left) by \(right)"
        case .choose: "can't choose between \(left) and \(right)"
        }
    }
}

extension QuantityOperand {
    /// What it is, in words.
    var kind: String {
        if unit.dimension == .temperature {
            return unit.isTemperaturePoint ? "temperature" : "difference of temperatures"
        }
        return unit.isDimensionless ? "a plain number" : unit.dimension.name
    }

    /// The operand for a message. One without a magnitude is uncertain; whoever knows its distribution replaces the
    /// text.
    func described(_ name: String?) -> Diagnostic.Operand {
        let kind = unit.isDimensionless ? "plain number" : kind
        guard let magnitude else {
            return Diagnostic.Operand(
                name: name, value: unit.isDimensionless ? "uncertain" : "uncertain, in \(unit)", kind: kind)
        }
        return Diagnostic.Operand(name: name, value: text(magnitude), kind: kind)
    }

    private func text(_ magnitude: Double) -> String {
        unit.isDimensionless ? NumberFormat.g(magnitude, digits: 14) : Quantity(magnitude, unit).formatted()
    }

    /// The number as a script would write it with a unit: `5 * MW`, `0.09 / year`.
    func example(in unit: Unit, number: Double? = nil) -> String {
        let value = NumberFormat.g(number ?? magnitude ?? 1, digits: 14)
        if unit.isTemperaturePoint { return "degC(\(value))" }
        let symbol = unit.description
        if symbol.isEmpty { return value }
        return symbol.hasPrefix("/") ? "\(value) / \(symbol.dropFirst())" : "\(value) * \(symbol)"
    }
}
