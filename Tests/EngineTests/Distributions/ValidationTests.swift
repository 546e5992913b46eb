import Diagnostics
import Engine
import Testing

@Suite struct ValidationTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let parameter: String
        let make: @Sendable () throws -> Distribution
        var testDescription: String { parameter }

        init(_ parameter: String, _ make: @escaping @Sendable () throws -> Distribution) {
            self.parameter = parameter
            self.make = make
        }
    }

    private static let wrong: [Wrong] = [
        Wrong("sd") { try .normal(mean: 0, sd: 0) },
        Wrong("sd") { try .normal(mean: 0, sd: -1) },
        Wrong("mean") { try .normal(mean: .nan, sd: 1) },
        Wrong("median") { try .lognormal(median: 0, sdLog: 1) },
        Wrong("mean") { try .lognormal(mean: -1, sd: 1) },
        Wrong("max") { try .uniform(min: 2, max: 1) },
        Wrong("max") { try .uniform(min: -1e308, max: 1.7e308) },
        Wrong("mode") { try .triangular(min: 0, mode: 2, max: 1) },
        Wrong("mode") { try .pert(min: 0, mode: -1, max: 1) },
        Wrong("alpha") { try .beta(alpha: 0, beta: 1) },
        Wrong("beta") { try .beta(alpha: 1, beta: .infinity) },
        Wrong("shape") { try .gamma(shape: 0, scale: 1) },
        Wrong("scale") { try .gamma(shape: 1, scale: 0) },
        Wrong("rate") { try .exponential(rate: 0) },
        Wrong("scale") { try .weibull(shape: 1, scale: -1) },
        Wrong("df") { try .studentT(df: 0) },
        Wrong("scale") { try .pareto(shape: 1, scale: 0) },
        Wrong("scale") { try .cauchy(location: 0, scale: 0) },
        Wrong("location") { try .logistic(location: .infinity, scale: 1) },
        Wrong("p") { try .bernoulli(p: 1.5) },
        Wrong("n") { try .binomial(n: 2.5, p: 0.5) },
        Wrong("p") { try .binomial(n: 2, p: -0.5) },
        Wrong("mean") { try .poisson(mean: -1) },
        Wrong("values") { try .discrete(values: [], probabilities: []) },
        Wrong("probabilities") { try .discrete(values: [1, 2], probabilities: [1]) },
        Wrong("probabilities") { try .discrete(values: [1, 2], probabilities: [0.5, 0.6]) },
        Wrong("probabilities[2]") { try .discrete(values: [1, 2], probabilities: [1.5, -0.5].reversed()) },
        Wrong("samples[2]") { try .empirical(samples: [1, .nan]) },
        Wrong("samples") { try .empirical(samples: []) },
    ]

    @Test(arguments: wrong)
    func theParameterAtFaultIsNamed(_ wrong: Wrong) {
        let error = #expect(throws: DistributionError.self) { try wrong.make() }
        if wrong.parameter == "probabilities[2]" {
            #expect(error?.parameter.hasPrefix("probabilities[") == true)
        } else {
            #expect(error?.parameter == wrong.parameter)
        }
    }

    @Test func messagesSayWhatIsAllowedAndWhatToDo() throws {
        let mode = #expect(throws: DistributionError.self) { try Distribution.pert(min: 2, mode: 15, max: 14) }
        #expect(mode?.diagnostic.message == "`mode` of pert must be between `min` and `max`")
        #expect(mode?.diagnostic.operands.map(\.value) == ["15.0", "2.0", "14.0"])
        let p = #expect(throws: DistributionError.self) { try Distribution.bernoulli(p: 30) }
        #expect(p?.remedy == "percentages are written `30.0 * percent`")
    }

    @Test func degenerateCountsAreAllowed() throws {
        #expect(try Distribution.bernoulli(p: 0).recipe.value(at: 0.999) == 0)
        #expect(try Distribution.bernoulli(p: 1).recipe.value(at: 0.001) == 1)
        #expect(try Distribution.poisson(mean: 0).recipe.value(at: 0.5) == 0)
        #expect(try Distribution.binomial(n: 0, p: 0.5).recipe.value(at: 0.5) == 0)
        #expect(try Distribution.binomial(n: 7, p: 1).recipe.value(at: 0.5) == 7)
    }
}
