import Diagnostics
import HeadroomLua
import Testing

@Suite struct SolveTests {
    /// Each answer lies within 4 of its errors: a false alarm once in 16,000 for each; seeds are fixed.
    @Test func `answers agree with closed forms`() throws {
        let script = plant + """
            local function check(target, truth, vary, between)
              local x = solve { model = plant, vary = vary, between = between, target = target, trials = 4e4, seed = 11 }
              assert(abs(x.value - truth) < 4 * x.se, tostring(x))
              assert(x.se < 0.01 * truth and x.runs < 30, tostring(x))
            end
            local ends = { 20 * USD/MWh, 60 * USD/MWh }
            check({ mean = "cash", equals = 120 * kUSD }, 40 * USD/MWh, "price", ends)
            -- P(12·(price - 30) + 8·√12·z < 0) = 5 %
            check({ probability = "lost", at_most = 5 * percent }, (30 + 8 / math.sqrt(12) * 1.6448536269514722) * USD/MWh, "price", ends)
            check({ probability = "lost", at_least = 0.2 }, (30 + 8 / math.sqrt(12) * 0.8416212335729143) * USD/MWh, "price", ends)
            check({ quantile = "cash", p = 0.1, at_least = 0 * MUSD }, (30 + 8 / math.sqrt(12) * 1.2815515655446004) * USD/MWh, "price", ends)
            check({ mean = "cash", at_least = 0.3 * MUSD }, 2.5, "size", { 0.5, 8 })
            print("all")
            """
        #expect(try printed(script) == "all\n")
    }

    /// Σz² of 24 seeds is χ² with 24 degrees of freedom: outside of 6.5 … 59 about twice in 10,000; seeds are fixed.
    @Test func `errors of answers are honest`() throws {
        let script = plant + """
            local truth, sum = (30 + 8 / math.sqrt(12) * 1.2815515655446004) * USD/MWh, 0
            for seed = 1, 24 do
              local x = solve { model = plant, vary = "price", between = { 20 * USD/MWh, 50 * USD/MWh },
                target = { probability = "lost", at_most = 10 * percent }, trials = 4000, seed = seed }
              sum = sum + ((x.value - truth) / x.se) ^ 2
            end
            print(sum)
            """
        let sum = try #require(Double(try printed(script).dropLast()))
        #expect(sum > 6.5 && sum < 59)
    }

    @Test func `the answer meets its target on the same dice, in the parameter's unit`() throws {
        let script = plant + """
            local x = solve { model = plant, vary = "price", between = { "20 USD/MWh", "60 USD/MWh" }, target = { mean = "cash", equals = 60 * kUSD },
              trials = 8000, tolerance = 1e-9 * USD/MWh }
            local r = plant:with { price = x.value }:simulate { trials = 8000 }
            print(r.cash.mean == x.reached, abs(x.reached - 60 * kUSD) < 1e-3 * USD, x.output.se == x.reached_se)
            """
        #expect(try printed(script) == "true\ttrue\ttrue\n")
    }

    /// Months are whole, so the target jumps: the answer is where it is met.
    @Test func `the answer is on the side that meets the target`() throws {
        let delayed = """
            local plant = model "plant" {
              step = 1 * month, steps = 24, parameters = { delay = 3 }, state = { cash = 0 * MUSD },
              run = function(s, f, t, p) if t.index > p.delay then s.cash = s.cash + 1 * MUSD * draw("u", uniform { min = 0.9, max = 1.1 }) end end,
              finish = function(s) return { cash = s.cash } end,
            }
            """
        let script = delayed + """
            local function met(side, goal)
              local x = solve { model = plant, vary = "delay", between = { 0, 12 }, target = { mean = "cash", [side] = goal }, trials = 1000 }
              local mean = plant:with { delay = x.value }:simulate { trials = 1000 }.cash.mean
              return side == "at_least" and mean >= goal or side == "at_most" and mean <= goal
            end
            print(met("at_least", 18.5 * MUSD), met("at_most", 18.5 * MUSD), met("at_least", 14.5 * MUSD))
            """
        #expect(try printed(script) == "true\ttrue\ttrue\n")
        let never = failure(
            of: delayed + "solve { model = plant, vary = \"delay\", between = { 0, 12 }, target = { mean = \"cash\", equals = 18.5 * MUSD }, trials = 1000 }")
        #expect(never?.code == .notBracketed)
        #expect(never?.message.contains("never equals 18.5 MUSD") == true)
    }

    @Test func `what can't be solved is refused`() {
        func problem(_ fields: String) -> Diagnostic? { failure(of: plant + "solve { model = plant, trials = 1000, \(fields) }") }
        let ends = "between = { 20 * USD/MWh, 60 * USD/MWh }"
        let unreachable = problem("vary = \"price\", \(ends), target = { mean = \"cash\", at_least = 9 * MUSD }")
        #expect(unreachable?.code == .notBracketed)
        #expect(unreachable?.operands.count == 2)
        #expect(problem("vary = \"prize\", \(ends), target = { mean = \"cash\", equals = 0 }")?.code == .unknownField)
        #expect(problem("vary = \"price\", between = { 1, 2 }, target = { mean = \"cash\", equals = 0 }")?.code == .wrongDimension)
        #expect(problem("vary = \"size\", between = { 2, 1 }, target = { mean = \"cash\", equals = 0 }")?.code == .outOfRange)
        #expect(problem("vary = \"price\", \(ends), target = { mean = \"cash\" }")?.code == .missingField)
        #expect(problem("vary = \"price\", \(ends), target = { probability = \"lost\", at_most = 5 }")?.remedy == "write at_most = 5 * percent")
        #expect(problem("vary = \"price\", \(ends), target = { mean = \"cash\", equals = 3 * MW }")?.code == .wrongDimension)
        #expect(problem("vary = \"price\", \(ends), target = { mean = \"cash\", eqals = 0 }")?.code == .unknownField)
    }
}
