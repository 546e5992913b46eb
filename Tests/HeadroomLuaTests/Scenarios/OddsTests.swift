import Diagnostics
import HeadroomLua
import Testing

@Suite struct OddsTests {
    private let odds = "local o = odds { google = 87 * percent, other = 13 * percent }\n"

    /// Known: (1 - 0.87)² + 0.13² = 0.0338, -ln 0.13 = 2.0402208285265...
    @Test func `scores are those of the formulas`() throws {
        let script = odds + """
            print(o, o:weights().google, o:brier "google", o:brier "other")
            print(("%.12f"):format(o:log "other"), odds { a = 1, b = 0 }:log "a", odds { a = 1, b = 0 }:log "b")
            """
        #expect(
            try printed(script) == "google 87 %, other 13 %\t0.87\t0.0338\t1.5138\n2.040220828527\t0.0\tinf\n")
    }

    @Test func `a mixture weighs figures and adds errors`() throws {
        let script = odds + """
            print(o:mix { google = 120 * MUSD, other = 20 * MUSD })
            local x = normal "x" { mean = 0, sd = 1 }
            local r = simulate { trials = 1000, outputs = { a = x, b = 2 * x, c = lt(x, 0) } }
            local mean, se = o:mix { google = r.a, other = r.b }
            print(abs(mean - (0.87 * r.a.mean + 0.13 * r.b.mean)) < 1e-15, abs(se / (0.87 * r.a.se + 0.13 * r.b.se) - 1) < 1e-12)
            print(o:mix { google = r.c, other = 0 } == 0.87 * r.c.probability)
            """
        #expect(try printed(script) == "107 MUSD\t0 MUSD\ntrue\ttrue\ntrue\n")
    }

    @Test func `averages of past forecasts have errors`() throws {
        let script = """
            local s = scores {
              { forecast = odds { yes = 0.8, no = 0.2 }, outcome = "yes" }, { forecast = odds { yes = 0.4, no = 0.6 }, outcome = "no" },
              { forecast = odds { yes = 0.5, no = 0.5 }, outcome = "no" },
            }
            -- Brier scores 0.08, 0.32 and 0.5.
            print(abs(s.brier - 0.3) < 1e-12, abs(s.brier_se - math.sqrt((0.22 ^ 2 + 0.02 ^ 2 + 0.2 ^ 2) / 2 / 3)) < 1e-12, s.n, s.crps)
            print(abs(s.log + (math.log(0.8) + math.log(0.6) + math.log(0.5)) / 3) < 1e-12)
            local c = scores { { forecast = { 1 * MW, 3 * MW }, outcome = 2 * MW }, { forecast = 5 * MW, outcome = 4000 * kW } }
            -- E|X - y| - ½·E|X - X'| = 1 - ½ and |5 - 4|.
            print(c.crps, c.crps_se, c.brier)
            """
        #expect(try printed(script) == "true\ttrue\t3\tnil\ntrue\n750 kW\t250 kW\tnil\n")
    }

    /// For a normal forecast at its mean: σ·(2·φ(0) - 1/√π) = 0.23370σ; 4 errors and the width of buckets.
    @Test func `outputs can be scored`() throws {
        let script = """
            local r = simulate { trials = 1e5, outputs = { x = normal { mean = 120 * MUSD, sd = 10 * MUSD }, up = bernoulli { p = 0.7 } } }
            local score, error = r.x:crps(120 * MUSD)
            print(abs(score - 2.3369498 * MUSD) < 4 * error, error > 0 * USD, error < 0.02 * MUSD)
            print(crps(r.x, 0.12 * BUSD) == score)
            """
        #expect(try printed(script) == "true\ttrue\ttrue\ntrue\n")
    }

    @Test func `odds that make no sense are refused`() {
        #expect(failure(of: "odds { a = 0.5, b = 0.4 }")?.code == .outOfRange)
        #expect(failure(of: "odds { a = 87, b = 13 }")?.code == .outOfRange)
        #expect(failure(of: "odds { 0.5, 0.5 }")?.code == .missingField)
        #expect(failure(of: "odds { }")?.code == .outOfRange)
        #expect(failure(of: odds + "o:brier \"gogle\"")?.code == .unknownField)
        #expect(failure(of: odds + "o:mix { google = 1 }")?.code == .missingField)
        #expect(failure(of: odds + "o:mix { google = 1, other = 1 * MW }") != nil)
        #expect(failure(of: odds + "o:mix { google = 1, other = normal { mean = 0, sd = 1 } }")?.code == .wrongType)
        #expect(failure(of: "crps({}, 1)")?.code == .wrongType)
        #expect(failure(of: "crps({ 1, 2 * MW }, 1 * MW)")?.code == .wrongDimension)
        #expect(failure(of: "scores { { forecast = 1 } }")?.code == .missingField)
        #expect(failure(of: "crps(normal { mean = 0, sd = 1 }, 1)")?.code == .wrongType)
    }
}
