import Diagnostics
import HeadroomLua
import Testing

@Suite struct ComparisonTests {
    @Test func `the difference has the small error of paired values`() throws {
        let script = plant + """
            local cmp = compare { trials = 1e4, base = plant, cheap = plant:with { price = 35 * USD/MWh }, big = plant:with { size = 2 } }
            print(cmp.reference, cmp.base.cash.difference, cmp.base.cash.difference_se)
            print(abs(cmp.cheap.cash.difference + 60 * kUSD) < 1e-6 * USD, cmp.cheap.cash.difference_se < 1e-6 * USD)
            -- Twice the size adds the same again: difference and base have one mean and one spread.
            print(abs(cmp.big.cash.difference / cmp.base.cash.mean - 1) < 1e-12, abs(cmp.big.cash.difference_sd / cmp.base.cash.sd - 1) < 1e-12)
            print(cmp.cheap.lost.difference > 0, cmp.cheap.lost.difference_se < cmp.cheap.lost.se, cmp.cheap.broke.difference > 0)
            """
        #expect(try printed(script) == "base\t0 kUSD\t0 kUSD\ntrue\ttrue\ntrue\ttrue\ntrue\ttrue\ttrue\n")
    }

    /// Σz² of 24 seeds is χ² with 24 degrees of freedom: outside of 6.5 … 59 about twice in 10,000; seeds are fixed.
    @Test func `paired errors are honest`() throws {
        let script = """
            local plant = model "plant" {
              step = 1 * month, steps = 3, parameters = { k = 1 }, state = { x = 0 },
              run = function(s, f, t, p) s.x = s.x + exp(p.k * draw("u", normal { mean = 0, sd = 0.5 })) + draw("v", exponential { mean = 4 }) end,
              finish = function(s) return { x = s.x, high = s.x > 16 } end,
            }
            local truth = 3 * (math.exp(0.125 * 1.2 ^ 2) - math.exp(0.125))
            local sum = 0
            for seed = 1, 24 do
              local cmp = compare { trials = 3000, seed = seed, a = plant, b = plant:with { k = 1.2 } }
              local z = (cmp.b.x.difference - truth) / cmp.b.x.difference_se
              assert(cmp.b.x.difference_se < cmp.b.x.se / 5)
              sum = sum + z * z
            end
            print(sum)
            """
        let sum = try #require(Double(try printed(script).dropLast()))
        #expect(sum > 6.5 && sum < 59)
    }

    @Test func `a scenario has the bits that its model has alone`() throws {
        let script = plant + """
            local changed = plant:with { price = 37 * USD/MWh }
            local cmp = compare { trials = 20000, seed = 5, outputs = {}, base = plant, other = changed }
            local r = changed:simulate { trials = 20000, seed = 5 }
            local o = cmp.other
            print(o.cash.mean == r.cash.mean, o.cash.sd == r.cash.sd, o.cash:quantile(0.05) == r.cash:quantile(0.05))
            print(o.result.lost.probability == r.lost.probability, o.lost.probability == r.lost.probability)
            """
        #expect(try printed(script) == "true\ttrue\ttrue\ntrue\ttrue\n")
    }

    @Test func `threads change no bit`() throws {
        let script = plant + """
            local cmp = compare { trials = 40000, outputs = { }, base = plant, a = plant:with { size = 1.5, delay = 2 * month } }
            local o, b = cmp.a, cmp:bridge("base", "a", "cash")
            for _, x in ipairs { o.cash.mean, o.cash.difference, o.cash.difference_se, o.cash:difference_quantile(0.1), o.lost.difference_se, b.size.mean, b.delay.se } do
              print(type(x) == "number" and ("%.17g"):format(x) or x:format("%.17g", USD))
            end
            """
        let outputs = try [1, 2, 7].map { threads in
            var options = SessionOptions()
            options.threads = threads
            return try printed(script, options: options)
        }
        #expect(outputs[0] == outputs[1])
        #expect(outputs[0] == outputs[2])
    }

    @Test func `models with other numbers of steps can be compared`() throws {
        let script = """
            local function walk(n)
              return model "walk" {
                step = 1 * month, steps = n, state = { x = 0 },
                run = function(s) s.x = s.x + draw("d", normal { mean = 1, sd = 1 }) end, finish = function(s) return { x = s.x } end,
              }
            end
            local cmp = compare { trials = 1e5, long = walk(12), short = walk(10), reference = "short" }
            -- The first ten steps are the same: what differs are two draws.
            print(abs(cmp.long.x.difference - 2) < 4 * cmp.long.x.difference_se, abs(cmp.long.x.difference_sd - math.sqrt(2)) < 0.02)
            """
        #expect(try printed(script) == "true\ttrue\n")
    }

    @Test func `outputs in other units are compared in the reference's`() throws {
        let script = """
            local function one(unit)
              return model "one" {
                step = 1 * month, steps = 1, state = { x = 0 * unit }, run = function(s) s.x = 2 * unit + draw("d", normal { mean = 0, sd = 1 }) * unit end,
                finish = function(s) return { x = s.x } end,
              }
            end
            local cmp = compare { trials = 1000, base = one(kUSD), other = one(MUSD) }
            print(abs(cmp.other.x.difference / cmp.base.x.mean - 999) < 1e-9)
            """
        #expect(try printed(script) == "true\n")
    }

    @Test func `what can't be compared is refused`() {
        func problem(_ text: String) -> Diagnostic? { failure(of: plant + text) }
        #expect(problem("compare { base = plant }")?.code == .missingField)
        #expect(problem("compare { plant, plant }")?.code == .missingField)
        #expect(problem("compare { base = plant, other = 5 }")?.code == .wrongType)
        #expect(problem("compare { base = plant, other = plant, reference = \"best\" }")?.code == .unknownField)
        #expect(problem("local c = compare { trials = 10, base = plant, b = plant } print(c.c)")?.code == .unknownField)
        #expect(problem("local c = compare { trials = 10, base = plant, b = plant } print(c.b.cost)")?.code == .unknownField)
        let other = """
            local other = model "other" { step = 1 * month, steps = 1, state = { x = 0 }, run = function(s) s.x = 1 end,
              finish = function(s) return { cash = s.x } end }

            """
        #expect(problem(other + "compare { trials = 10, base = plant, other = other }")?.code == .wrongDimension)
    }
}

@Suite struct BridgeTests {
    private func product(_ names: [String]) -> String {
        """
        local m = model "product" {
          step = 1 * month, steps = 2, parameters = { \(names.map { "\($0) = 1" }.joined(separator: ", ")) }, state = { x = 0 },
          run = function(s, f, t, p) s.x = s.x + (\(names.map { "p.\($0)" }.joined(separator: " * "))) * draw("d", exponential { mean = 0.5 }) end,
          finish = function(s) return { x = s.x, high = s.x > 4 } end,
        }

        """
    }

    /// For a·b from 1·1 to 2·5 on every path: ½((2-1)·1 + (2-1)·5) = 3 of 9 for a, ½((5-1)·1 + (5-1)·2) = 6 for b, times the mean of the draws.
    @Test func `contributions are Shapley's and add up exactly`() throws {
        let script = product(["a", "b"]) + """
            local cmp = compare { trials = 20000, base = m, other = m:with { a = 2, b = 5 } }
            local b = cmp:bridge("base", "other", "x")
            print(b.method, b.count, b.a.mean + b.b.mean == b.difference, abs(b.difference / cmp.other.x.difference - 1) < 1e-12)
            print(abs(b.a.share - 3 / 9) < 1e-12, abs(b.b.share - 6 / 9) < 1e-12, abs(b.a.se / cmp.base.x.se - 3) < 1e-9)
            print(abs(b.difference_se / cmp.other.x.difference_se - 1) < 1e-12, b[2].name, b.a.from, b.a.to)
            local back = cmp:bridge("other", "base", "x")
            print(abs(back.a.mean + b.a.mean) < 1e-12)
            local p = cmp:bridge("base", "other", "high")
            print(p.a.mean + p.b.mean == p.difference, abs(p.difference - cmp.other.high.difference) < 1e-12, p.a.se > 0)
            """
        #expect(
            try printed(script) == """
                shapley\t2\ttrue\ttrue
                true\ttrue\ttrue
                true\tb\t1\t2
                true
                true\ttrue\ttrue

                """)
    }

    @Test func `with more than six changes they are made one after the other`() throws {
        let names = ["a", "b", "c", "d", "e", "f", "g"]
        let script = product(names) + """
            local cmp = compare { trials = 5000, base = m, other = m:with { \(names.map { "\($0) = 2" }.joined(separator: ", ")) } }
            local b = cmp:bridge("base", "other", "x")
            print(b.method, b.count, abs(b.g.mean / b.a.mean - 64) < 1e-9)
            """
        #expect(try printed(script) == "sequential\t7\ttrue\n")
    }

    @Test func `there must be something to explain`() {
        let two = product(["a"]) + "local c = compare { trials = 10, base = m, b = m, c = m:with { a = 2 } }\n"
        #expect(failure(of: two + "c:bridge(\"base\", \"b\", \"x\")")?.code == .outOfRange)
        #expect(failure(of: two + "c:bridge(\"base\", \"d\", \"x\")")?.code == .unknownField)
        #expect(failure(of: two + "c:bridge(\"base\", \"c\", \"y\")")?.code == .unknownField)
        #expect(failure(of: two + "print(c:bridge(\"base\", \"c\", \"x\").d)")?.code == .unknownField)
    }

    /// A rate without bounds is left out where there is none; solve and sweep know that, a difference by path can't.
    @Test func `rates that some paths lack are refused, and sought by solve`() throws {
        let model = """
            local m = model "m" { step = 1 * month, steps = 24, parameters = { k = 1 }, start = function() pay("e", -10 * MUSD) end,
              run = function(s, f, t, p) pay("e", p.k * 1 * MUSD * draw("u", uniform { min = -1, max = 2 })) end }

            """
        let refused = failure(of: model + "compare { base = m, other = m:with { k = 1.2 }, trials = 1000, outputs = { rate = irr(\"e\") } }")
        #expect(refused?.code == .outOfRange)
        #expect(refused?.message.contains("`rate` has no value on some paths") == true)
        let script = model + """
            local x = solve { model = m, vary = "k", between = { 0.5, 2 }, target = { mean = "rate", at_least = 0.3 }, outputs = { rate = irr("e") }, trials = 2000 }
            local r = m:with { k = x.value }:simulate { trials = 2000, outputs = { rate = irr("e") } }
            print(r.rate.n < 2000, r.rate.mean == x.reached)
            """
        #expect(try printed(script) == "true\ttrue\n")
    }
}
