/// Student's t distribution with location and scale.
package struct StudentTFamily: Family {
    package static let name = "student_t"
    package let degrees: Double
    package let location: Double
    package let scale: Double

    package var mean: Moment { degrees > 1 ? .value(location) : .undefined }
    package var standardDeviation: Moment {
        if degrees > 2 { return .value(scale * (degrees / (degrees - 2)).squareRoot()) }
        return degrees > 1 ? .infinite : .undefined
    }
    package var support: Support { .line }
    package func tails(_ x: Double) -> Tails { StudentT.tails(degrees, (x - location) / scale) }
    package func quantile(_ p: TailProbability) -> Double { location + scale * StudentT.quantile(degrees, p) }
    package func density(_ x: Double) -> Double? { StudentT.density(degrees, (x - location) / scale) / scale }
    package var recipe: VariateRecipe {
        .expression(
            .add(.constant(location), .multiply(.constant(scale), QuantileTable.studentT(degrees).expression)))
    }
    package var parameters: String { "df \(degrees), location \(location), scale \(scale)" }
}

extension Distribution {
    /// Student's t distribution; `df` > 0 (not necessarily whole), `scale` > 0. The sd is scale·√(df/(df−2)).
    public static func studentT(
        df: Double, location: Double = 0, scale: Double = 1
    ) throws(DistributionError) -> Distribution {
        let check = ParameterCheck(StudentTFamily.name)
        try check.shape("df", df)
        try check.finite("location", location)
        try check.positive("scale", scale)
        return Distribution(.studentT(StudentTFamily(degrees: df, location: location, scale: scale)))
    }
}
