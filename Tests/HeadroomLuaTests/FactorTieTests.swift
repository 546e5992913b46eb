import Diagnostics
import HeadroomLua
import Testing

/// `correlate` with a factor of a model, and factors that follow curves and series.
@Suite struct FactorTieTests {
    /// Two inputs, one tied factor and one beside it; the state keeps the products of their innovations in step 1 and 2.
    private static let tied = """
        local rent = lognormal "rent" { median = 1, sd_log = 0.2 }
        local delay = normal "delay" { mean = 0, sd = 1 }
        local m = model "site" {
          step = 1 * month, steps = 2, state = { rd = 0.0, dd = 0.0, hd = 0.0, rh = 0.0, d2 = 0.0, h2 = 0.0, rdelay = 0.0, later = 0.0 },
          factors = function() return market {
            demand = gbm { start = 1, drift = 0 / year, volatility = 35 * percent },
            hash = gbm { start = 1, drift = 0 / year, volatility = 50 * percent },
            correlation = { demand = { hash = 0.45 } },
          } end,
          run = function(s, f, t)
            local sd, sh = 0.35 / math.sqrt(12), 0.5 / math.sqrt(12)
            local d = (log(f.demand / f.previous.demand) + 0.5 * sd ^ 2) / sd
            local h = (log(f.hash / f.previous.hash) + 0.5 * sh ^ 2) / sh
            local r = log(rent) / 0.2
            if t.index == 1 then
              s.rd = r * d; s.dd = delay * d; s.hd = h * d; s.rh = r * h; s.d2 = d * d; s.h2 = h * h; s.rdelay = r * delay
            else
              s.later = r * d
            end
          end,
          finish = function(s) return { rd = s.rd, dd = s.dd, hd = s.hd, rh = s.rh, d2 = s.d2, h2 = s.h2, rdelay = s.rdelay, later = s.later } end,
        }
        """

    /// Eight means within 4.5 of their errors: a false alarm once in 18,000 for all together; the seed is fixed.
    @Test func `a tie gives the correlations asked for and leaves the market's`() throws {
        let script = Self.tied + """
            correlate({ rent, m.factors.demand, delay }, { { 1, 0.6, 0.2 }, { 0.6, 1, -0.3 }, { 0.2, -0.3, 1 } })
            local r = m:simulate { trials = 2e5 }
            local wanted = { rd = 0.6, dd = -0.3, hd = 0.45, rh = 0.6 * 0.45, d2 = 1, h2 = 1, rdelay = 0.2, later = 0 }
            for name, x in pairs(wanted) do
              if abs(r[name].mean - x) > 4.5 * r[name].se then print(name, r[name].mean, r[name].se, x) end
            end
            local path = r:path(17)
            print(m:with {}:simulate { trials = 2e5 }.rd.mean == r.rd.mean)
            """
        #expect(try printed(script) == "true\n")
    }

    @Test func `a tie of 1 makes the innovation the input's`() throws {
        let script = Self.tied + """
            correlate({ delay, m.factors.hash }, { { 1, 1 }, { 1, 1 } })
            local r = m:simulate { trials = 1000, outputs = { z = delay } }
            print(abs(r.h2.mean - r.z.sd ^ 2 * 999 / 1000 - r.z.mean ^ 2) < 1e-9)
            """
        #expect(try printed(script) == "true\n")
    }

    @Test func `what can't be tied is refused`() {
        func problem(_ line: String) -> Diagnostic? { failure(of: Self.tied + line) }
        #expect(problem("print(m.factors.demnd)")?.code == .marketCorrelation)
        #expect(problem("correlate({ m.factors.demand, m.factors.hash }, { { 1, 0.5 }, { 0.5, 1 } })")?.code == .outOfRange)
        #expect(problem("correlate({ rent, m.factors.demand }, { { 1, 0.5 }, { 0.5, 1 } }, { copula = \"t\", df = 4 })")?.code == .outOfRange)
        #expect(problem("for i = 1, 2 do correlate({ rent, m.factors.demand }, { { 1, 0.5 }, { 0.5, 1 } }) end")?.code == .correlationTooLate)
        #expect(problem("correlate({ rent, m.factors.demand }, { { 1, 1.5 }, { 1.5, 1 } })") != nil)
    }

    @Test func `factors follow curves by date and by time`() throws {
        let script = """
            local dated = curve { ["2026-01-01"] = 42 * USD/MWh, ["2027-01-01"] = 54 * USD/MWh }
            local timed = curve { { 0 * month, 1 }, { 12 * month, 13 } }
            local function m(begins) return model "m" {
              begins = begins, step = 1 * month, steps = 12, state = { price = 0 * USD/MWh, k = 0.0, level = 0.0 },
              factors = function() return market {
                power = deterministic(dated), k = deterministic(timed),
                l = ou { start = 1, level = timed, reversion = 1e4 / year, volatility = 0 } } end,
              run = function(s, f) s.price = f.power; s.k = f.k; s.level = f.l end,
              finish = function(s) return { price = s.price, k = s.k, level = s.level } end,
            } end
            local r = m("2026-01-01"):simulate { trials = 10 }
            print(r.price.mean, r.k.mean, abs(r.level.mean - 12) < 1e-9)
            print(pcall(function() return m(nil):simulate { trials = 10 } end))
            """
        let lines = try printed(script).split(separator: "\n")
        // The level of a step is read at its beginning: after 11 months.
        #expect(lines.first == "54 USD/MWh\t13.0\ttrue")
        #expect(lines.last?.contains("begins at one") == true)
    }

    @Test func `a series is resampled in its own steps only`() throws {
        func script(_ step: String) -> String {
            """
            local history = series "price" { begins = "2025-01-01", step = "month", values = { 40, 44, 41, 47, 39, 45 }, unit = "USD/MWh" }
            local m = model "m" { step = 1 * \(step), steps = 3, state = { x = 0 * USD/MWh },
              factors = function() return market { p = bootstrap(history, { block = 2 }) } end,
              run = function(s, f) s.x = f.p end, finish = function(s) return { x = s.x } end }
            print(m:simulate { trials = 100 }.x.n)
            """
        }
        #expect(try printed(script("month")) == "100\n")
        #expect(failure(of: script("day"))?.code == .outOfRange)
    }
}
