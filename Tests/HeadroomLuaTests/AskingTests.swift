import Diagnostics
import HeadroomLua
import Testing

private let model = """
    local rent = lognormal "rent" { median = 1.6, sd_log = 0.3 }
    local hours = triangular "hours" { min = 8000, mode = 8500, max = 8760 }
    local income = rent * hours * (1 * kUSD)
    local o = { income = income, low = lt(income, 10 * MUSD) }

    """

@Suite struct AskingTests {
    @Test func anEventHasItsOwnPathsAndProbability() throws {
        let text = try printed(
            model + """
                local r = simulate { trials = 2e4, outputs = o }
                local g = r:given("low")
                local h = r:given(lt(income, 10 * MUSD))
                print(g.n == h.n, g.probability == r.low.probability, g.income.n == g.n, g.income.mean == h.income.mean)
                print(g.income.max < 10 * MUSD, g.low.probability, g.trials)
                """)
        #expect(text == "true\ttrue\ttrue\ttrue\ntrue\t1.0\t20000\n")
    }

    @Test func theReportNamesTheEvent() throws {
        let text = try printed(model + "print(simulate { trials = 2e4, outputs = o }:given(\"low\"))")
        #expect(text.hasPrefix("given low: "))
        #expect(text.contains(" of 20,000 paths, "))
    }

    @Test func anEventOnNoPathIsSaidInWords() throws {
        let text = try printed(
            model + "local g = simulate { trials = 1e4, outputs = o }:given(lt(income, 0 * USD))\nprint(g.n, g.income.n)\nprint(g)")
        #expect(text.hasPrefix("0\t0\n"))
        #expect(text.contains("no path") && !text.contains("nan"))
    }

    @Test(arguments: ["r:given(\"income\")", "r:given(income)", "r:given(3)"]) func anEventMustBeACondition(_ call: String) {
        #expect(failure(of: model + "local r = simulate { trials = 100, outputs = o }\n" + call)?.code == .wrongType)
    }

    @Test(arguments: [
        ("sampling = \"sobol\"", "Sobol sampling, 16 scrambled replicates of 1,024"),
        ("sampling = \"latin\"", "Latin hypercube sampling, 16 replicates of 1,024"),
        ("antithetic = true", "antithetic pairs"),
        ("control = { income = { variate = rent } }", "by a control variate"),
    ])
    func theReportSaysHowPathsWereChosen(_ field: String, _ words: String) throws {
        #expect(try printed(model + "print(simulate { trials = 16384, \(field), outputs = o })").contains(words))
        #expect(try !printed(model + "print(simulate { trials = 16384, outputs = o })").contains(words))
    }

    @Test func aGoalEndsARun() throws {
        let text = try printed(
            model + """
                local r = simulate { until_error = { income = 0.2 * percent, low = 2 * percent }, outputs = o }
                print(r.trials < 1e6, r.income.se <= 0.002 * r.income.mean, r.low.probability_se <= 0.02 * r.low.probability)
                local s = simulate { until_error = { income = 30 * kUSD }, outputs = o }
                print(s.income.se <= 30 * kUSD, s.trials % 8192)
                """)
        #expect(text == "true\ttrue\ttrue\ntrue\t0\n")
    }

    @Test func fieldsThatDoNotGoTogetherAreRefused() {
        #expect(failure(of: model + "simulate { sampling = \"sobol\", antithetic = true, outputs = o }")?.code == .outOfRange)
        #expect(
            failure(of: model + "simulate { sampling = \"latin\", until_error = { income = 0.1 }, outputs = o }")?.code == .outOfRange)
        #expect(failure(of: model + "simulate { control = { low = { variate = rent } }, outputs = o }")?.code == .wrongType)
        #expect(failure(of: model + "simulate { until_error = { income = 1 * MW }, outputs = o }") != nil)
    }

    @Test func driversHaveSobolIndices() throws {
        let text = try printed(
            model + """
                local d = simulate { trials = 1e4, outputs = o }:drivers "income"
                print(d[1].name, d[1].total > 0.9, d[1].first <= d[1].total + 0.05, d[1].group[1], d.estimator ~= nil)
                """)
        #expect(text == "rent\ttrue\ttrue\trent\ttrue\n")
    }

    @Test func sourcesListAssumptionsAndFacts() throws {
        let text = try printed(
            model + """
                local chip = catalog.chip "trainium3"
                local r = simulate { trials = 1e4, outputs = { income = income, size = chip.hbm * rent } }
                local s = r:sources("income")
                for i = 1, s.count do print(s[i].kind, s[i].name, s[i].grade, s[i].share ~= nil) end
                print(s.measure)
                """)
        #expect(
            text == "assumption\trent\tassumption\ttrue\nassumption\thours\tassumption\ttrue\nfact\tchip.trn3.hbm\tsourced\tfalse\n"
                + "Sobol total index\n")
    }
}
