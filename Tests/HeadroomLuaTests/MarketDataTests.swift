import Diagnostics
import Foundation
import HeadroomLua
import Testing

@Suite struct MarketDataTests {
    /// Runs a script in a folder of its own beside these files.
    private func printedInFolder(_ script: String, files: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("headroom-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8) }
        try script.write(to: folder.appendingPathComponent("main.lua"), atomically: true, encoding: .utf8)
        var output = ""
        let session = try Session { output += $0 }
        try session.run(file: folder.appendingPathComponent("main.lua").path)
        return output
    }

    private func message(_ script: String, files: [String: String]) -> String? {
        do {
            _ = try printedInFolder(script, files: files)
            return nil
        } catch { return (error as? Diagnostic)?.message ?? "\(error)" }
    }

    private static func table(_ rows: [(String, Double)], header: String = "date,close_usd") -> String {
        header + "\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()
    }

    private static let days = table([
        ("2026-01-01", 100), ("2026-01-02", 110), ("2026-01-03", 99), ("2026-01-04", 120), ("2026-01-05", 121), ("2026-01-06", 60),
        ("2026-01-07", 90),
    ])

    @Test func `a column is a series with its unit`() throws {
        let output = try printedInFolder(
            """
            local s = csv("p.csv", { unit = "USD" }).close_usd
            print(s.n, s:first(), s:last(), s:max(), s.begins, s.ends, s.step)
            print(s:between("2026-01-02", "2026-01-04"):mean())
            print(s:drawdown())
            print(s:at "2026-01-03", s:returns().n)
            """, files: ["p.csv": Self.days])
        #expect(
            output == """
                7\t100 USD\t90 USD\t121 USD\t2026-01-01\t2026-01-07\t1 day
                109.666666667 USD
                0.50413223140496\t2026-01-05\t2026-01-06
                99 USD\t6

                """)
    }

    @Test func `trading days have weekends and single holidays, but no longer gaps`() throws {
        // 2026-01-19 is a holiday.
        var rows = ["14", "15", "16", "20", "21", "22", "23", "26", "27"].map { ("2026-01-\($0)", 10.0) }
        rows[3].1 = 11
        #expect(try printedInFolder("print(csv(\"p.csv\").close_usd.n)", files: ["p.csv": Self.table(rows)]) == "9\n")
        rows.removeAll { $0.0 == "2026-01-22" || $0.0 == "2026-01-21" }
        let text = message("print(csv(\"p.csv\").close_usd.n)", files: ["p.csv": Self.table(rows)])
        #expect(text?.contains("2026-01-21 to 2026-01-22") == true)
    }

    @Test func `gaps are filled on request, and counted`() throws {
        let rows = [("2026-01-01", 10.0), ("2026-01-02", 10), ("2026-01-03", 10), ("2026-01-06", 16), ("2026-01-07", 16), ("2026-01-08", 16)]
        let output = try printedInFolder(
            """
            local s = csv("p.csv", { gaps = "interpolate" }).close_usd
            print(s.n, s.filled, s:at "2026-01-04", s:at "2026-01-05")
            print(csv("p.csv", { gaps = "carry" }).close_usd:at "2026-01-05")
            """, files: ["p.csv": Self.table(rows)])
        #expect(output == "8\t2\t12.0\t14.0\n10.0\n")
    }

    @Test func `empty cells are left out on request`() throws {
        let text = "date,a,b\n2026-01-01,,1\n2026-01-02,5,2\n2026-01-03,6,3\n2026-01-04,7,4\n"
        #expect(try printedInFolder("print(csv(\"p.csv\", { missing = \"drop\" }).a:first())", files: ["p.csv": text]) == "5.0\n")
        #expect(message("print(csv(\"p.csv\").a:first())", files: ["p.csv": text])?.contains("empty on 2026-01-01") == true)
    }

    @Test func `months are taken by their last day`() throws {
        let output = try printed(
            """
            local v = {}
            for k = 1, 90 do v[k] = k end
            local m = series { begins = "2026-01-01", values = v }:resample "month"
            print(m.n, table.concat(m:dates(), " "), table.concat(m:values(), " "))
            """)
        #expect(output == "3\t2026-01-31 2026-02-28 2026-03-31\t31.0 59.0 90.0\n")
    }

    @Test func `a curve is straight between its points, or in steps`() throws {
        let output = try printed(
            """
            local c = curve { { 0 * month, 10 * USD }, { 12 * month, 22 * USD } }
            print(c:at(3 * month), c:at(40 * month))
            local s = curve { ["2026-01-01"] = 1, ["2027-01-01"] = 2, interpolation = "step" }
            print(s:at "2026-12-31", s:at "2027-01-01")
            """)
        #expect(output == "13 USD\t22 USD\n1.0\t2.0\n")
    }

    @Test(arguments: [
        "curve { { 2 * month, 1 }, { 1 * month, 2 } }", "curve { { 1 * month, 1 }, { 1 * month, 2 } }",
        "curve { { \"2026-01-01\", 1 }, { 1 * month, 2 } }", "curve { { 1 * month, 1 * USD }, { 2 * month, 2 * MW } }", "curve { }",
    ])
    func `a curve that makes no sense is refused`(script: String) {
        #expect(failure(of: script) != nil)
    }

    @Test func `a fit has values, errors, intervals and what a constructor takes`() throws {
        let output = try printed(
            """
            local values, x, state = {}, 0, 1
            for k = 1, 1200 do
              local sum = -6
              for _ = 1, 12 do state = (state * 1103515245 + 12345) % 2147483648; sum = sum + state / 2147483648 end
              x = 0.9 * x + 0.05 * sum
              values[k] = 40 * math.exp(x)
            end
            local f = fit.ou(series "power" { begins = "2020-01-01", values = values, unit = USD/MWh })
            local truth = -math.log(0.9) * 365.25 / year
            print(f.interval.reversion[1] < truth and truth < f.interval.reversion[2])
            print(f.level > 30 * USD/MWh and f.level < 55 * USD/MWh, f.se.level > 0 * USD/MWh, f.n, f.process)
            local p = f:parameters()
            print(p.start == f.start, p.level == f.level, p.reversion == f.reversion, p.volatility == f.volatility, p.drift)
            """)
        #expect(output == "true\ntrue\ttrue\t1200\tou\ntrue\ttrue\ttrue\ttrue\tnil\n")
    }

    @Test func `correlations use common dates`() throws {
        let output = try printed(
            """
            local a, b, x = {}, {}, 0
            for k = 1, 80 do x = x + 0.01 * math.sin(k * k); a[k] = math.exp(x); b[k] = math.exp(2 * x) end
            local c = fit.correlation {
              all = series { begins = "2026-01-05", values = a },
              late = series { begins = "2026-01-10", values = { table.unpack(b, 6) } },
            }
            print(c.n, string.format("%.6f", c.all.late), c.all.late == c.late.all)
            """)
        #expect(output == "74\t1.000000\ttrue\n")
    }

    private static let shared = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../shared/data").standardizedFileURL.path
    private static let isThere = FileManager.default.fileExists(atPath: shared)

    /// What the catalogue says was fitted, fitted again.
    @Test(.enabled(if: isThere, "../shared/data is not there: no history to fit"))
    func `the catalogue's parameters come from the histories`() throws {
        var options = SessionOptions()
        options.inputs = [("btc", "\(Self.shared)/btc_usd_daily.csv"), ("power", "\(Self.shared)/ercot_hubavg_dam_hourly.csv")]
        let output = try printed(
            """
            local g = fit.gbm(csv(input "btc").close_usd)
            local c = catalog.calibration "btc"
            print(math.abs(g.volatility / c.gbm_volatility - 1) < 1e-3, math.abs(g.drift / c.gbm_drift - 1) < 1e-3, g.n == c.n)
            local o = fit.ou(csv(input "power", { unit = "USD/MWh" }).price_usd_per_mwh, { additive = true })
            local e = catalog.calibration "ercot-hourly"
            print(math.abs(o.reversion / e.ou_reversion - 1) < 1e-3, math.abs(o.level / e.ou_level - 1) < 1e-3)
            """, options: options)
        #expect(output == "true\ttrue\ttrue\ntrue\ttrue\n")
    }
}
