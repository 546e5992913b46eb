import Diagnostics
import Engine
import HeadroomLua
import Testing

@Suite struct UncertainTests {
    @Test func `one constructor call is one variable`() throws {
        let script = """
            local x = normal "x" { mean = 5 * MW, sd = 1 * MW }
            local r = simulate { trials = 10000, outputs = { zero = x - x, two = x - independent(x) } }
            print(r.zero.mean, r.zero.sd, r.two.sd > 1 * MW)
            """
        #expect(try printed(script) == "0 MW\t0 MW\ttrue\n")
    }

    @Test func `closed forms answer exactly`() throws {
        let script = """
            local x = normal { mean = 5 * MW, sd = 2 * MW }
            print(x:mean(), x:sd(), x:quantile(0.5), x:cdf(5 * MW))
            """
        #expect(try printed(script) == "5 MW\t2 MW\t5 MW\t0.5\n")
    }

    /// 4 standard errors: a false alarm once in 16,000 seeds; the seed is fixed.
    @Test func `a simulated mean lies within its error of the true one`() throws {
        let script = """
            local x = lognormal "x" { median = 100 * USD/MWh, sd_log = 0.3 }
            local r = simulate { trials = 1e6, seed = 1, outputs = { x = x } }
            local truth = 100 * math.exp(0.045) * USD/MWh
            print(abs(r.x.mean - truth) < 4 * r.x.se, r.x.se < 0.1 * USD/MWh)
            """
        #expect(try printed(script) == "true\ttrue\n")
    }

    @Test func `correlate must come before use, once for each variable`() throws {
        let two = "local a = normal \"a\" { mean = 0, sd = 1 }\nlocal b = normal \"b\" { mean = 0, sd = 1 }\n"
        let link = "correlate({ a, b }, { { 1, 0.5 }, { 0.5, 1 } })\n"
        #expect(failure(of: two + link) == nil)
        #expect(failure(of: two + "local c = a + b\n" + link)?.code == .correlationTooLate)
        #expect(failure(of: two + link + link) != nil)
    }

    @Test func `correlated variables have the correlation asked for`() throws {
        let script = """
            local a = normal "a" { mean = 0, sd = 1 }
            local b = normal "b" { mean = 0, sd = 1 }
            correlate({ a, b }, { { 1, 0.6 }, { 0.6, 1 } })
            local r = simulate { trials = 1e6, outputs = { product = a * b } }
            print(abs(r.product.mean - 0.6) < 4 * r.product.se)
            """
        #expect(try printed(script) == "true\n")
    }

    @Test(arguments: [
        "if x then end", "if x < 1 then end", "local y = x and 1", "local y = x or 1", "local y = not x", "while x do end",
        "repeat until x", "if x == 1 then end", "local y = x ~= 1",
    ])
    func `an uncertain value can't steer plain Lua`(statement: String) {
        let diagnostic = failure(of: "local x = normal \"x\" { mean = 0, sd = 1 }\n\(statement)")
        #expect(diagnostic?.code == .uncertainCondition || diagnostic?.code == .uncertainEquality)
        #expect(diagnostic?.location?.line == 2)
        #expect(diagnostic?.location?.column != nil)
        #expect(diagnostic?.remedy?.contains("where") == true || diagnostic?.remedy?.contains("eq") == true)
    }

    @Test func `unnamed variables are keyed by file, function and ordinal`() throws {
        let script = """
            local function plant() return normal { mean = 1, sd = 1 } end
            local total = plant() + plant() + normal { mean = 1, sd = 1 }
            local r = simulate { trials = 1000, outputs = { total = total } }
            local d = r:drivers "total"
            local names = {}
            for i = 1, d.count do names[d[i].name] = d[i].named end
            for name, named in pairs(names) do print(name, named) end
            """
        #expect(try printed(script) == "test.lua:main#1\tfalse\ntest.lua:plant#1\tfalse\ntest.lua:plant#2\tfalse\n")
    }

    @Test func `the same seed gives the same numbers on any number of threads and kernels`() throws {
        let script = """
            local x = pert "x" { min = 1, mode = 2, max = 5 }
            local y = lognormal "y" { p10 = 1, p90 = 3 }
            local r = simulate { trials = 100000, outputs = { z = x * y, low = lt(x, y) } }
            print(string.format("%.17g %.17g %.17g", r.z.mean, r.z.sd, r.low.probability), (r.z:quantile(0.05)))
            """
        var options = SessionOptions()
        options.threads = 1
        let one = try printed(script, options: options)
        options.threads = 3
        #expect(try printed(script, options: options) == one)
        for set in InstructionSet.available {
            options.instructionSet = set
            #expect(try printed(script, options: options) == one, "\(set)")
        }
    }
}
