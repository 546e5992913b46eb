import Diagnostics
import Foundation
import HeadroomLua
import Testing

@Suite struct MoneyTests {
    private static func network(_ parts: String) -> String {
        "network { player \"lab\" { end_demand = 20 * BUSD }, player \"cloud\" { cash = 5 * BUSD }, \"chips\",\n\(parts) }"
    }

    @Test(arguments: [
        ("obligations = { { from = \"lab\", to = \"oracle\", amount = 3 * BUSD } }", "oracle", "3 BUSD"),
        ("stakes = { { holder = \"lab\", company = \"cloud\", share = 1.2 } }", "120 %", "cloud"),
        ("stakes = { { holder = \"lab\", company = \"cloud\", share = 0.7 }, { holder = \"chips\", company = \"cloud\", share = 0.4 } }", "110 %", "cloud"),
        (
            """
            obligations = { { from = "lab", to = "cloud", amount = 3 * BUSD }, { from = "chips", to = "cloud", amount = 2 * BUSD } },
            guarantees = { { by = "lab", debtor = "chips", creditor = "cloud", cap = 1 * BUSD },
              { by = "chips", debtor = "lab", creditor = "cloud", cap = 2 * BUSD } }
            """, "in a circle", "lab and chips"
        ),
        ("obligations = { { from = \"lab\", to = \"cloud\", amount = 3 * BUSD, if_fails = \"chips\" } }", "chips fails", "3 BUSD"),
        ("obligations = { { from = \"lab\", to = \"cloud\", amount = -3 * BUSD } }", "at least 0", "-3 BUSD"),
    ])
    func `networks that make no sense are refused with names and figures`(parts: String, one: String, other: String) throws {
        let diagnostic = try #require(failure(of: Self.network(parts)))
        #expect(diagnostic.message.contains(one) && diagnostic.message.contains(other), "\(diagnostic.message)")
        #expect(diagnostic.remedy != nil)
    }

    @Test func `a failure at the centre reaches those it owes`() throws {
        let output = try printed(
            """
            local web = network {
              player "lab" { end_demand = 10 * BUSD, funding = 20 * BUSD }, player "cloud" { cash = 1 * BUSD, owes = 6 * BUSD }, player "chips" {},
              obligations = { { from = "lab", to = "cloud", amount = 30 * BUSD }, { from = "cloud", to = "chips", amount = 20 * BUSD, rank = 1 } },
            }
            local c = web:clear { shock = { lab = 0.4 } }
            print(c.lab.recovery, c.cloud.failed, c:paid("cloud", "chips"), c.unique, table.concat(c.failures, " "))
            print(#web:clear().failures, web:circularity().chips.end_share)
            """)
        // 18 of 30 reach the cloud, which has 19: 6 outside first, 13 are left for the chips.
        #expect(output == "0.6\ttrue\t13 BUSD\ttrue\tlab cloud\n0\t0.33333333333333\n")
    }

    @Test(arguments: [
        ("debt \"a\" { principal = -5 * MUSD, rate = 0.1, amortisation = bullet { term = 1 * year } }", "-5 MUSD"),
        ("debt \"a\" { principal = 5 * MUSD, rat = 0.1, amortisation = bullet { term = 1 * year } }", "did you mean `rate`?"),
        (
            "company \"c\" { debts = { debt \"a\" { principal = 5 * MUSD, rate = 0.1, amortisation = bullet { term = 1 * year } } }, uses = 4 * MUSD, waterfall = { \"opex\", \"a\", \"equity\" } }",
            "debts of 5.0 MUSD (a 5.0 MUSD) are more than its uses of 4.0 MUSD"
        ),
        ("company \"c\" { waterfall = { \"opex\", \"equity\" }, covenants = { dscr = { at_least = 1.2 } } }", "needs a debt"),
        ("company \"c\" { waterfall = { \"opex\", \"equity\", \"tax\" } }", "after equity has had the rest"),
        ("company \"c\" { waterfall = { \"opex\", \"opex\" } }", "twice"),
        ("company \"c\" { waterfall = { \"opex\" }, covenants = { dcsr = { at_least = 1.2 } } }", "did you mean `dscr`?"),
        (
            "debt \"a\" { principal = 200 * MUSD, rate = 0.08, amortisation = sculpted { dscr = 1.3, period = 1 * year, cfads = { 130 * MUSD, 130 * MUSD } } }",
            "carries 178.3 MUSD; what binds is the cover"
        ),
        (
            "construction { capex = { 100 * MUSD }, gearing = 0.7, rate = 0.09, period = 3 * month, at_most = 50 * MUSD }",
            "lenders give at most 50.0 MUSD"
        ),
    ])
    func `deals that make no sense are refused where the script makes them`(script: String, words: String) throws {
        let diagnostic = try #require(failure(of: "local x = 1\n" + script.replacingFirst("debt \"a\"", with: "local y = debt \"a\"")))
        #expect(diagnostic.message.contains(words), "\(diagnostic.message)")
        #expect(diagnostic.location?.file == "test.lua" && diagnostic.location?.line == 2)
    }

    /// What comes in goes to costs, lenders and owners, or stays: over a path of shortfalls to a cent of it.
    @Test func `a waterfall pays what there is`() throws {
        let output = try printed(
            """
            local senior = debt "senior" { principal = 100 * MUSD, rate = 0.08, amortisation = annuity { term = 5 * year }, reserve = 6 * month }
            local junior = debt "junior" { principal = 30 * MUSD, rate = 0.12, amortisation = bullet { term = 4 * year }, rank = "junior", sweep = 0.5 }
            local c = company "c" { debts = { senior, junior }, cash = 8 * MUSD, minimum_cash = 2 * MUSD, patience = 1000,
              waterfall = { "opex", "tax", "senior", "reserve", "junior", "sweep", "equity" }, tax = { rate = 0.21, basis = 50 * MUSD, life = 5 } }
            local m = model "m" {
              step = 3 * month, steps = 24, state = { books = c:state(), worst = 0.0, least = 1000 * MUSD },
              run = function(s, f, t)
                local before, debt = s.books.cash + s.books.reserve, s.books.debt
                local earned = draw("earned", uniform { min = 0 * MUSD, max = 19 * MUSD })
                c:step(s.books, t, { revenue = earned, opex = 3 * MUSD })
                local b = s.books
                -- Costs that could not be paid are in `short` together with service; debts carry unpaid interest.
                local paid = b.interest + b.principal + b.swept + b.dividend
                local costs = before + earned - paid - (b.cash + b.reserve)
                s.worst = max(s.worst, max(0, (costs - b.opex - b.tax) / (1 * USD)))
                s.least = min(s.least, min(b.cash, min(b.reserve, min(b.debt, min(b.dividend, costs)))))
                local owed = b.debts[1].interest + b.debts[2].interest
                s.worst = max(s.worst, abs((b.debt - (debt + owed - b.interest - b.principal - b.swept)) / (1 * USD)))
              end,
              finish = function(s) return { worst = s.worst, least = s.least } end,
            }
            local r = m:simulate { trials = 2000 }
            print(r.worst.max < 1e-4, r.least.min > -1e-6 * USD)
            """)
        #expect(output == "true\ttrue\n")
    }

    /// A certain annuity is what the closed formula says; bullet and linear repay all in the end.
    @Test func `debts are repaid on schedule`() throws {
        for kind in ["annuity", "linear", "bullet"] {
            let output = try printed(
                """
                local d = debt "d" { principal = 100 * MUSD, rate = 0.08, amortisation = \(kind) { term = 5 * year } }
                local c = company "c" { debts = { d }, cash = 500 * MUSD, waterfall = { "opex", "d" } }
                local m = model "m" {
                  step = 3 * month, steps = 20, state = { books = c:state(), first = 0 * USD, paid = 0 * USD },
                  run = function(s, f, t)
                    c:step(s.books, t, {})
                    if t.index == 1 then s.first = s.books.interest + s.books.principal end
                    s.paid = s.paid + s.books.interest
                  end,
                  finish = function(s) return { left = s.books.debt, first = s.first, paid = s.paid } end,
                }
                local r = m:simulate { trials = 4 }
                print(r.first.mean:format("%.4f", MUSD), r.paid.mean:format("%.4f", MUSD), abs(r.left.mean / (1 * USD)) < 1e-3)
                """)
            // 100·i/(1 - (1 + i)^-20), 20 payments less 100; 5 + 2, Σ 0.02·(100 - 5k); 2, 40.
            let expected = ["annuity": "6.1157 MUSD\t22.3134 MUSD\ttrue\n", "linear": "7.0000 MUSD\t21.0000 MUSD\ttrue\n", "bullet": "2.0000 MUSD\t40.0000 MUSD\ttrue\n"]
            #expect(output == expected[kind], "\(kind)")
        }
    }

    /// A guarantor pays the fee where the market is poor and takes the lease where that costs less.
    @Test(arguments: [(0.2, "fee"), (0.74, "lease")])
    func `a guarantor chooses what costs it less`(market: Double, choice: String) throws {
        let output = try printed(
            """
            local c = contract "tenant" {
              rent = 100 * MUSD/year, term = 10 * year, fails = 500, vacancy = 0 * month,
              backstop = backstop { amount = 200 * MUSD, amortises_over = 10 * year, discount = 0.75 },
            }
            local m = model "m" {
              step = 3 * month, steps = 4, state = { c = c:state(), fee = 0 * USD },
              run = function(s, f, t)
                c:step(s.c, t, { market = \(market) })
                s.fee = s.fee + s.c.fee
              end,
              finish = function(s) return { fee = s.fee, lease = s.c.assumed } end,
            }
            local r = m:simulate { trials = 16 }
            print(r.fee.mean:format("%.1f", MUSD), r.lease.probability)
            """)
        // It fails in the first quarter: 39/40 of the promise is left.
        #expect(output == (choice == "fee" ? "195.0 MUSD\t0.0\n" : "0.0 MUSD\t1.0\n"))
    }

    @Test func `the statement names the median path`() throws {
        let output = try printed(
            """
            local d = debt "d" { principal = 10 * MUSD, rate = 0.08, amortisation = annuity { term = 1 * year } }
            local c = company "c" { debts = { d }, cash = 1 * MUSD, equity = 5 * MUSD, waterfall = { "opex", "d", "equity" } }
            local m = model "m" {
              step = 3 * month, steps = 8, state = { books = c:state(), paid = 0 * USD },
              run = function(s, f, t)
                c:step(s.books, t, { revenue = draw("x", uniform { min = 3 * MUSD, max = 5 * MUSD }), opex = 1 * MUSD })
                s.paid = s.paid + s.books.dividend
              end,
              finish = function(s) return { paid = s.paid } end,
            }
            local r = m:simulate { trials = 101 }
            local text = c:statement(r, { median = "paid" })
            print(text)
            local sums = {}
            for i, row in ipairs(r:samples { "paid", first = 101 }) do sums[i] = row.paid:to(USD) end
            table.sort(sums)
            print(r:path(tonumber(text:match("path (%d+), MUSD")))[8].paid:to(USD) == sums[51])
            """)
        #expect(output.hasSuffix("\ntrue\n"))
        #expect(output.contains("revenue") && output.contains("cover") && output.contains("dividend"))
        #expect(!output.contains("nan"))
    }

    @Test(arguments: ["contract", "backstop", "debt", "annuity", "linear", "bullet", "sculpted", "construction", "company"])
    func `the records of the prelude name the fields that it takes`(name: String) throws {
        let topic = try #require(Registry.topics.first { $0.name == name })
        guard case .function(let function) = topic.content else { return }
        let call = function.style == .constructor ? "\(name) \"x\" { zzzzzz = 1 }" : "\(name) { zzzzzz = 1 }"
        let message = try #require(failure(of: "local x = " + call)?.message)
        let fields = message.components(separatedBy: "its fields are ").last?.components(separatedBy: ", ") ?? []
        #expect(fields.sorted() == function.parameters.map(\.name).sorted(), "\(message)")
    }

    @Test func `the catalogue's circle of money can be settled`() throws {
        let output = try printed("local n = 0 for _, f in ipairs(catalog.flows()) do if f.amount then n = n + 1 end end print(#catalog.flows(), n)")
        #expect(output == "35\t31\n")
    }
}

extension String {
    fileprivate func replacingFirst(_ piece: String, with other: String) -> String {
        // A call alone is no statement where it is an index; a declaration needs a name.
        guard hasPrefix(piece) else { return hasPrefix("company") || hasPrefix("construction") ? "local z = " + self : self }
        return other + dropFirst(piece.count)
    }
}
