import Diagnostics
import HeadroomLua
import Testing

@Suite struct RangeTests {
    @Test func `a range has the values one would write`() throws {
        let script = """
            local r = range(1, 2, 0.1) * BUSD
            print(r, #r, r.count, r[1], r[11], r[12])
            print(range(24, 0, -12) * month, range(3), 1)
            """
        #expect(failure(of: script)?.code == .missingField)
        let right = """
            local r = range(1, 2, 0.1) * BUSD
            print(r, #r, r.count, r[1], r[11], r[12])
            print(range(24, 0, -12) * month, 2 * range(1, 3), range(1, 2) / 4, range(0 * MW, 10 * MW, 5 * MW))
            """
        #expect(
            try printed(right) == """
                1, 1.1, 1.2, 1.3, …, 1.9, 2 BUSD\t11\t11\t1 BUSD\t2 BUSD\tnil
                24, 12, 0 month\t2, 4, 6\t0.25, 0.5\t0, 5, 10 MW

                """)
        #expect(failure(of: "print(range(0, 1, 0))")?.code == .outOfRange)
        #expect(failure(of: "print(range(0, 1, -1))")?.code == .outOfRange)
        #expect(failure(of: "print(range(0, 1e9, 1))")?.code == .outOfRange)
        #expect(failure(of: "print(range(0 * MW, 1 * USD, 1 * MW))") != nil)
        #expect(failure(of: "print(range(0, 1) + 1)") != nil)
    }
}

@Suite struct SweepTests {
    @Test func `a point has the bits of its own run`() throws {
        let script = plant + """
            local s = sweep { model = plant, over = { price = range(30, 40, 5) * USD/MWh, size = { 1, 2 } }, show = "cash", trials = 9000, seed = 3 }
            for i, price in ipairs { 30, 35, 40 } do
              for j, size in ipairs { 1, 2 } do
                local r = plant:with { price = price * USD/MWh, size = size }:simulate { trials = 9000, seed = 3 }
                assert(s[i][j].mean == r.cash.mean and s[i][j].se == r.cash.se and s[i][j]:quantile(0.3) == r.cash:quantile(0.3))
              end
            end
            print(s.axes[1].name, s.axes[2].name, s.trials, s[4])
            local best, worst = s:best(), s:best("lowest")
            print(best.parameters.price, best.parameters.size, best.value == s[3][2].mean, best.se == s[3][2].se, best.rivals)
            print(worst.parameters.price)
            """
        #expect(try printed(script) == "price\tsize\t9000\tnil\n40 USD/MWh\t2\ttrue\ttrue\t0\n30 USD/MWh\n")
    }

    @Test func `probabilities and quantiles can be shown`() throws {
        let script = plant + """
            local over = { price = { 30 * USD/MWh, "35 USD/MWh" } }
            local r = plant:with { price = 35 * USD/MWh }:simulate { trials = 5000 }
            local p = sweep { model = plant, over = over, show = { probability = "broke" }, trials = 5000 }
            print(p[1].probability > p[2].probability, p[2].probability > 0)
            local q = sweep { model = plant, over = over, show = { quantile = "cash", p = 0.05 }, trials = 5000 }
            print(q:best().value == r.cash:quantile(0.05))
            local shown = sweep { model = plant, over = { size = { 1, 2 }, price = { 30 * USD/MWh } }, rows = "size", show = "cash", trials = 100 }
            print(#shown.axes[1].values, #shown.axes[2].values)
            """
        #expect(try printed(script) == "true\ttrue\ntrue\n2\t1\n")
    }

    @Test func `what can't be swept is refused`() {
        func problem(_ fields: String) -> Diagnostic? { failure(of: plant + "sweep { model = plant, trials = 10, \(fields) }") }
        #expect(problem("over = { prize = range(1, 2) }, show = \"cash\"")?.code == .unknownField)
        #expect(problem("over = { }, show = \"cash\"")?.code == .outOfRange)
        #expect(problem("over = { price = 5 }, show = \"cash\"")?.code == .wrongType)
        #expect(problem("over = { price = range(1, 2) * MW }, show = \"cash\"")?.code == .wrongDimension)
        #expect(problem("over = { size = range(1, 2) }, show = \"cost\"")?.code == .unknownField)
        #expect(problem("over = { size = range(1, 2) }, show = { probability = \"cash\" }")?.code == .wrongType)
        #expect(problem("over = { size = range(1, 2) }, show = { quantile = \"cash\" }")?.code == .missingField)
        #expect(problem("over = { size = range(1, 20000) }, show = \"cash\"")?.code == .outOfRange)
    }
}
