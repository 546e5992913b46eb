import Engine

extension FamilyConstructor {
    /// All families, in the order of the documentation.
    static let all: [FamilyConstructor] = [
        normal, lognormal, uniform, triangular, pert, beta, gamma, exponential, weibull, studentT, pareto, cauchy,
        logistic, bernoulli, binomial,
    ]

    private static func location(_ name: String, _ summary: String) -> FieldDescription {
        FieldDescription(name: name, role: .location, summary: summary)
    }
    private static func spread(_ name: String, _ summary: String) -> FieldDescription {
        FieldDescription(name: name, role: .spread, summary: summary)
    }
    private static func shape(_ name: String, _ summary: String) -> FieldDescription {
        FieldDescription(name: name, role: .shape, summary: summary)
    }
    private static let moments = [
        location("mean", "The average of all outcomes."), spread("sd", "The standard deviation."),
    ]

    static let normal = FamilyConstructor(
        name: "normal", summary: "The bell curve, by mean and standard deviation or by two quantiles.",
        fields: moments, acceptsQuantiles: true,
        ways: ["`mean` and `sd`", "two quantiles such as `p5` and `p95`"], example: #"local load = normal "load" { mean = 120 * MW, sd = 5 * MW }"#
    ) { f in
        if f.are("mean", "sd") { return try .normal(mean: f.value("mean"), sd: f.value("sd")) }
        if f.areQuantiles() { return try .fitted(.normal, quantiles: f.quantiles) }
        return nil
    }

    static let lognormal = FamilyConstructor(
        name: "lognormal", summary: "Positive and skewed to the right, as prices and rents are.",
        fields: [
            location("median", "The middle outcome, above 0."),
            shape("sd_log", "The standard deviation of the logarithm, such as 0.3."),
        ] + moments, acceptsQuantiles: true,
        ways: ["`median` and `sd_log`", "`mean` and `sd`", "two quantiles such as `p10` and `p90`"],
        example: #"local rent = lognormal "rent" { p10 = 1.2 * MUSD/MW/year, p90 = 2.3 * MUSD/MW/year }"#
    ) { f in
        if f.are("median", "sd_log") { return try .lognormal(median: f.value("median"), sdLog: f.value("sd_log")) }
        if f.are("mean", "sd") { return try .lognormal(mean: f.value("mean"), sd: f.value("sd")) }
        if f.areQuantiles() { return try .fitted(.lognormal, quantiles: f.quantiles) }
        return nil
    }

    static let uniform = FamilyConstructor(
        name: "uniform", summary: "Every value between two bounds is equally likely.",
        fields: [location("min", "The lower bound."), location("max", "The upper bound.")] + moments, acceptsQuantiles: true,
        ways: ["`min` and `max`", "`mean` and `sd`", "two quantiles"],
        example: #"local share = uniform "share" { min = 0.3, max = 0.8 }"#
    ) { f in
        if f.are("min", "max") { return try .uniform(min: f.value("min"), max: f.value("max")) }
        if f.are("mean", "sd") { return try .fitted(.uniform, mean: f.value("mean"), sd: f.value("sd")) }
        if f.areQuantiles() { return try .fitted(.uniform, quantiles: f.quantiles) }
        return nil
    }

    private static let threePoint = [
        location("min", "The smallest possible value."), location("mode", "The most likely value."),
        location("max", "The largest possible value."),
    ]

    static let triangular = FamilyConstructor(
        name: "triangular", summary: "Between two bounds, most likely at the mode, straight lines between.",
        fields: threePoint, acceptsQuantiles: true,
        ways: ["`min`, `mode` and `max`", "`mode` and two quantiles such as `p10` and `p90`"],
        example: #"local pue = triangular "PUE" { min = 1.12, mode = 1.22, max = 1.45 }"#
    ) { f in
        if f.are("min", "mode", "max") {
            return try .triangular(min: f.value("min"), mode: f.value("mode"), max: f.value("max"))
        }
        if f.areQuantiles(with: "mode"), let mode = f["mode"] {
            return try .fitted(.triangular(mode: mode), quantiles: f.quantiles)
        }
        return nil
    }

    static let pert = FamilyConstructor(
        name: "pert", summary: "Between two bounds, most likely around the mode, smooth: the planner's three-point estimate.",
        fields: threePoint, acceptsQuantiles: true,
        ways: ["`min`, `mode` and `max`", "`mode` and two quantiles such as `p10` and `p90`"],
        example: #"local delay = pert "delay" { min = 2 * month, mode = 4 * month, max = 14 * month }"#
    ) { f in
        if f.are("min", "mode", "max") { return try .pert(min: f.value("min"), mode: f.value("mode"), max: f.value("max")) }
        if f.areQuantiles(with: "mode"), let mode = f["mode"] { return try .fitted(.pert(mode: mode), quantiles: f.quantiles) }
        return nil
    }

    static let beta = FamilyConstructor(
        name: "beta", summary: "Between two bounds (0 and 1 unless given), in many shapes.",
        fields: [
            shape("alpha", "First shape, above 0."), shape("beta", "Second shape, above 0."),
            location("min", "The lower bound; 0 unless given."), location("max", "The upper bound; 1 unless given."),
        ] + moments, acceptsQuantiles: true,
        ways: ["`alpha` and `beta`", "`mean` and `sd`", "two quantiles", "and `min`, `max` where not 0 and 1"], example: #"local utilisation = beta "utilisation" { alpha = 8, beta = 2 }"#
    ) { f in
        guard let max = f["max"] ?? (f.isPlain ? 1 : nil) else { return nil }
        let min = f["min"] ?? 0
        if f.has("alpha", "beta", optionally: "min", "max") {
            return try .beta(alpha: f.value("alpha"), beta: f.value("beta"), min: min, max: max)
        }
        if f.has("mean", "sd", optionally: "min", "max") {
            return try .fitted(.beta(min: min, max: max), mean: f.value("mean"), sd: f.value("sd"))
        }
        if f.areQuantiles(with: "min", "max") { return try .fitted(.beta(min: min, max: max), quantiles: f.quantiles) }
        return nil
    }

    private static let shapeAndScale = [
        shape("shape", "The shape, above 0."), location("scale", "The scale, above 0."),
    ]

    static let gamma = FamilyConstructor(
        name: "gamma", summary: "Positive: sums of waiting times, amounts.", fields: shapeAndScale + moments,
        acceptsQuantiles: true,
        ways: ["`shape` and `scale`", "`mean` and `sd`", "two quantiles"], example: #"local repair = gamma "repair" { shape = 2, scale = 3 * hour }"#
    ) { f in
        if f.are("shape", "scale") { return try .gamma(shape: f.value("shape"), scale: f.value("scale")) }
        if f.are("mean", "sd") { return try .fitted(.gamma, mean: f.value("mean"), sd: f.value("sd")) }
        if f.areQuantiles() { return try .fitted(.gamma, quantiles: f.quantiles) }
        return nil
    }

    static let exponential = FamilyConstructor(
        name: "exponential", summary: "The waiting time for an event of constant rate.",
        fields: [
            FieldDescription(name: "rate", role: .rate, summary: "Events per unit, such as 0.5 / year."),
            location("mean", "The average waiting time."),
        ], acceptsQuantiles: true,
        ways: ["`rate`", "`mean`", "one quantile"], example: #"local wait = exponential "outage" { mean = 400 * day }"#
    ) { f in
        if f.are("rate") { return try .exponential(rate: f.value("rate")) }
        if f.are("mean") { return try .exponential(mean: f.value("mean")) }
        if f.areQuantiles() { return try .fitted(.exponential, quantiles: f.quantiles) }
        return nil
    }

    static let weibull = FamilyConstructor(
        name: "weibull", summary: "Lifetimes: failures that become more (shape > 1) or less likely with age.",
        fields: shapeAndScale + moments, acceptsQuantiles: true,
        ways: ["`shape` and `scale`", "`mean` and `sd`", "two quantiles"],
        example: #"local life = weibull "GPU life" { shape = 1.5, scale = 6 * year }"#
    ) { f in
        if f.are("shape", "scale") { return try .weibull(shape: f.value("shape"), scale: f.value("scale")) }
        if f.are("mean", "sd") { return try .fitted(.weibull, mean: f.value("mean"), sd: f.value("sd")) }
        if f.areQuantiles() { return try .fitted(.weibull, quantiles: f.quantiles) }
        return nil
    }

    static let studentT = FamilyConstructor(
        name: "student_t", summary: "Like the normal with heavier tails.",
        fields: [
            shape("df", "Degrees of freedom, above 0; small is heavy-tailed."), location("location", "The middle."),
            spread("scale", "The scale (not the standard deviation)."),
        ], acceptsQuantiles: true,
        ways: ["`df`, `location` and `scale`", "`df` and two quantiles"], example: #"local shock = student_t "shock" { df = 4, location = 0, scale = 0.02 }"#
    ) { f in
        if f.has("df", optionally: "location", "scale"), let scale = f["scale"] ?? (f.isPlain ? 1 : nil) {
            return try .studentT(df: f.value("df"), location: f["location"] ?? 0, scale: scale)
        }
        if f.areQuantiles(with: "df"), let df = f["df"] { return try .fitted(.studentT(df: df), quantiles: f.quantiles) }
        return nil
    }

    static let pareto = FamilyConstructor(
        name: "pareto", summary: "Power-law tail above a smallest value.", fields: shapeAndScale, acceptsQuantiles: true,
        ways: ["`shape` and `scale`", "two quantiles"],
        example: #"local loss = pareto "loss" { shape = 2.5, scale = 1 * MUSD }"#
    ) { f in
        if f.are("shape", "scale") { return try .pareto(shape: f.value("shape"), scale: f.value("scale")) }
        if f.areQuantiles() { return try .fitted(.pareto, quantiles: f.quantiles) }
        return nil
    }

    private static let locationAndScale = [location("location", "The middle."), spread("scale", "The scale, above 0.")]

    static let cauchy = FamilyConstructor(
        name: "cauchy", summary: "So heavy-tailed that it has no mean.", fields: locationAndScale, acceptsQuantiles: true,
        ways: ["`location` and `scale`", "two quantiles"],
        example: #"local wild = cauchy "wild" { location = 0, scale = 1 }"#
    ) { f in
        if f.are("location", "scale") { return try .cauchy(location: f.value("location"), scale: f.value("scale")) }
        if f.areQuantiles() { return try .fitted(.cauchy, quantiles: f.quantiles) }
        return nil
    }

    static let logistic = FamilyConstructor(
        name: "logistic", summary: "Like the normal with somewhat heavier tails.", fields: locationAndScale + moments,
        acceptsQuantiles: true,
        ways: ["`location` and `scale`", "`mean` and `sd`", "two quantiles"], example: #"local growth = logistic "growth" { location = 0.1, scale = 0.03 }"#
    ) { f in
        if f.are("location", "scale") { return try .logistic(location: f.value("location"), scale: f.value("scale")) }
        if f.are("mean", "sd") { return try .fitted(.logistic, mean: f.value("mean"), sd: f.value("sd")) }
        if f.areQuantiles() { return try .fitted(.logistic, quantiles: f.quantiles) }
        return nil
    }

    static let bernoulli = FamilyConstructor(
        name: "bernoulli", summary: "1 with a probability, else 0.", fields: [shape("p", "The probability of 1.")],
        acceptsQuantiles: false,
        ways: ["`p`"], example: #"local leaves = bernoulli "tenant leaves" { p = 0.15 }"#
    ) { f in
        if f.are("p") { return try .bernoulli(p: f.value("p")) }
        return nil
    }

    static let binomial = FamilyConstructor(
        name: "binomial", summary: "How many of n independent tries succeed.",
        fields: [shape("n", "The number of tries."), shape("p", "The probability of each.")], acceptsQuantiles: false,
        ways: ["`n` and `p`"],
        example: #"local failed = binomial "failed racks" { n = 36, p = 0.02 }"#
    ) { f in
        if f.are("n", "p") { return try .binomial(n: f.value("n"), p: f.value("p")) }
        return nil
    }

    /// The count alone; `Function.poisson` makes jumps, too.
    static let poisson = FamilyConstructor(
        name: "poisson", summary: "How many events of constant rate happen.",
        fields: [shape("mean", "The average number."), shape("rate", "The same, by its other name.")],
        acceptsQuantiles: false,
        ways: ["`mean`", "`rate`"], example: #"local outages = poisson "outages" { mean = 3 }"#
    ) { f in
        if f.are("mean") { return try .poisson(mean: f.value("mean")) }
        if f.are("rate") { return try .poisson(mean: f.value("rate")) }
        return nil
    }
}
