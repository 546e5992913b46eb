import LuaVM
import Quantities

/// The records of `Prelude/money.lua`.
extension Function {
    /// The globals that `Prelude/money.lua` defines, in the order of the documentation.
    static let moneyPrelude: [Function] = [.contract, .backstop, .debt, .annuity, .linear, .bullet, .sculpted, .construction, .company]
    static let preludeNames = moneyPrelude.map(\.name)

    private static let money = Kind<Operand>.quantity("BUSD", "money")
    private static let time = Kind<Operand>.quantity("month", "a time")
    private static let list = Kind<TableSnapshot>.table("a list in braces", annotation: "table[]")

    static let contract = prelude(
        "contract", "A contract that pays rent for capacity: with delay, default of the payer, a backstop, and letting again.",
        style: .constructor
    ) { f in
        _ = f.optional("payer", .string, "Who pays.", default: "its name")
        _ = f.optional("value", money, "All of it over its term; or give `rent`.")
        _ = f.optional("rent", .quantity("MUSD/year", "money per time"), "Rent per time.")
        _ = f.parameter("term", time, "How long rent is paid.")
        _ = f.optional("starts", time, "When it should begin, counted from the model's beginning.", default: "0")
        _ = f.optional("prepaid", .probability, "The share paid when it is signed; rent is lower by it.", default: "0")
        _ = f.optional("escalator", .probability, "By which rent rises each year.", default: "0")
        _ = f.optional("minimum", .probability, "Take-or-pay: the share of rent that is paid whatever is used.", default: "1")
        _ = f.optional("long_stop", time, "If delivery is later than this after `starts`, the payer walks away.")
        _ = f.optional("fails", .number, "The payer's rate of failing, per year.", default: "0")
        _ = f.optional("backstop", .table("backstop { ... }"), "Who stands behind the payer.")
        _ = f.optional("vacancy", time, "How long the place stands empty after a failure.", default: "12 month")
        _ = f.optional("extends", .table("{ term =, share = }"), "An option of the payer to stay on at a share of the rent.")
        _ = f.optional("milestones", list, "{ { at =, amount = }, ... }, paid while the payer is there.")
        f.returns(annotation: "table", "`:state()` for a model's state; `:step(s, t, given)` in a step gives what is received; `:advance()`.")
        f.details(
            "`given` may have `delay` (time), `market` (what the place would let for now, as a share of this rent), `used`, `fails` and "
                + "`fails_too`. On a failure the guarantor chooses what costs it less: the fee, or the lease at a discount.")
        f.example(
            """
            local lease = contract "Fluidstack" { value = 9.5 * BUSD, term = 25 * year }
            print(lease)
            """, prints: "contract Fluidstack: 380.0 MUSD/year for 25.0 year")
    }

    static let backstop = prelude("backstop", "A guarantor's promise behind a contract.") { f in
        _ = f.optional("by", .string, "Who.", default: "\"a guarantor\"")
        _ = f.parameter("amount", money, "What it pays at most.")
        _ = f.optional("amortises_over", time, "From the beginning of rent, in a line to nothing.", default: "never")
        _ = f.optional("discount", .probability, "The share of rent at which it may take the lease over instead; without it, it can only pay.")
        _ = f.optional("rate", .number, "A year, at which it weighs the lease against the fee.", default: "0.08")
        _ = f.optional("fails", .probability, "The chance that it has failed too when the payer fails.", default: "0")
        f.returns(annotation: "table", "For `contract`.")
        f.example(
            """
            print(contract "Fluidstack" {
              value = 9.5 * BUSD, term = 25 * year, backstop = backstop { by = "Google", amount = 1.3 * BUSD, amortises_over = 10 * year },
            })
            """, prints: "contract Fluidstack: 380.0 MUSD/year for 25.0 year, backed by Google for 1.30 BUSD")
    }

    static let debt = prelude("debt", "A loan, note or vendor lease, for `company` or on its own.", style: .constructor) { f in
        _ = f.optional("principal", money, "Left out, a sculpted debt is what its cash flow carries.")
        _ = f.parameter("rate", .any, "Nominal, a year; or a function of the model's factors and time.")
        _ = f.parameter("amortisation", .table("annuity { ... }"), "annuity, linear, bullet or sculpted.")
        _ = f.optional("starts", time, "When it is drawn.", default: "0")
        _ = f.optional("draws", list, "What is drawn in each step, instead of all at once.")
        _ = f.optional("rank", .string, "Its class in a waterfall.", default: "\"senior\"")
        _ = f.optional("reserve", time, "How much of its service is kept in the reserve.", default: "0")
        _ = f.optional("sweep", .probability, "The share of spare cash that repays it early.", default: "0")
        _ = f.optional("recovery", .probability, "What a lender gets back.", default: "0.4")
        f.returns(annotation: "table", "`:state()`, `:interest(s, t, f)`, `:repaid(s, t, f)`, `:drawn(t)`; `principal`, `binding`.")
        f.example(
            """
            print(debt "senior" { principal = 1.4 * BUSD, rate = 7.125 * percent, amortisation = annuity { term = 10 * year } })
            """, prints: "debt senior: 1400.0 MUSD at 7.125 %, annuity")
    }

    private static func amortisation(_ name: String, _ summary: String, hasGrace: Bool) -> Function {
        prelude(name, summary) { f in
            _ = f.parameter("term", time, "From the drawing to the last payment.")
            if hasGrace { _ = f.optional("grace", time, "Interest only, at the beginning.", default: "0") }
            f.returns(annotation: "table", "For `debt`.")
            f.example(
                "print(debt \"notes\" { principal = 50 * MUSD, rate = 0.08, amortisation = \(name) { term = 5 * year } })",
                prints: "debt notes: 50.0 MUSD at 8 %, \(name)")
        }
    }

    static let annuity = amortisation("annuity", "Repaid in level payments of interest and principal.", hasGrace: true)
    static let linear = amortisation("linear", "Repaid in equal parts of principal.", hasGrace: true)
    static let bullet = amortisation("bullet", "Repaid all at the end.", hasGrace: false)

    static let sculpted = prelude("sculpted", "Repaid in step with planned cash flow: service = cash flow / cover.") { f in
        _ = f.parameter("dscr", .number, "Cover, at least 1.")
        _ = f.parameter("cfads", list, "Planned cash flow for debt service, by period after the grace.")
        _ = f.parameter("period", time, "The model's step.")
        _ = f.optional("grace", time, "Interest only, at the beginning.", default: "0")
        _ = f.optional("uses", money, "What is financed.")
        _ = f.optional("gearing", .probability, "The largest share of `uses` that may be debt.")
        f.returns(annotation: "table", "For `debt`; the debt's `binding` says what limited it.")
        f.example(
            """
            local d = debt "senior" { rate = 0.08, amortisation = sculpted { dscr = 1.3, period = 1 * year, cfads = { 130 * MUSD, 130 * MUSD } } }
            print(d.principal, d.binding)
            """, prints: "178.326474623 MUSD\tcover of 1.3")
    }

    static let construction = prelude(
        "construction", "Debt and equity drawn pro rata while a project is built, interest and fees financed too, in closed form."
    ) { f in
        _ = f.parameter("capex", list, "By period.")
        _ = f.parameter("gearing", .probability, "The share of every use that debt pays.")
        _ = f.parameter("rate", .number, "Nominal, a year.")
        _ = f.parameter("period", time, "The length of a period.")
        _ = f.optional("commitment_fee", .number, "A year, on what is not drawn yet.", default: "0")
        _ = f.optional("upfront_fee", .probability, "On the debt, in the first period.", default: "0")
        _ = f.optional("at_most", money, "What lenders give.")
        f.returns(annotation: "table", "`debt`, `equity`, `uses`, `interest`, `fees`, `draws` (by period, for `debt`), `binding`.")
        f.example(
            """
            local c = construction {
              capex = { 100 * MUSD, 200 * MUSD, 300 * MUSD, 200 * MUSD }, gearing = 0.7, rate = 0.09, period = 3 * month,
              upfront_fee = 0.02, commitment_fee = 0.01,
            }
            print(c.debt, c.uses)
            """, prints: "582.535828155 MUSD\t832.194040222 MUSD")
    }

    static let company = prelude(
        "company", "A company or project: contracts and debts, and the order in which it pays.", style: .constructor
    ) { f in
        _ = f.parameter("waterfall", list, "What is paid, in order: \"opex\", \"tax\", \"reserve\", \"sweep\", \"equity\", and names or ranks of debts.")
        _ = f.optional("contracts", list, "Made with `contract`.")
        _ = f.optional("debts", list, "Made with `debt`.")
        _ = f.optional("cash", money, "At the beginning.", default: "0")
        _ = f.optional("minimum_cash", money, "Kept before anything is swept or distributed.", default: "0")
        _ = f.optional("uses", money, "What is financed; debts may not be more.")
        _ = f.optional("equity", money, "Paid in at time 0.", default: "0")
        _ = f.optional("tax", .table("{ rate =, basis =, life =, carry = }"), "Rate, what is written off by MACRS over 5, 7 or 15 years, and the share of gains that old losses may cover (0.8).")
        _ = f.optional("covenants", .table("{ dscr = { at_least = 1.2, window = 4 }, ... }"), "On dscr, leverage, liquidity, llcr; read as limits.")
        _ = f.optional("lock_up", .number, "Cover below which nothing is distributed.")
        _ = f.optional("patience", .integer(1...1000, "a whole number"), "Periods of short payment in a row that make it fail.", default: "1")
        _ = f.optional("stream", .string, "The name of the equity's cash flows.", default: "\"equity\"")
        f.returns(
            annotation: "table",
            "`:state()` for a model's state; `:start(s)` and `:step(s, t, { revenue =, opex =, capex =, f =, [contract] = {} })` in its functions; "
                + "`:recovered(s, assets)`; `:statement(result, { median = \"npv\" })` or `{ path = 17 }`.")
        f.example(
            """
            local notes = debt "notes" { principal = 100 * MUSD, rate = 0.08, amortisation = annuity { term = 5 * year } }
            local hall = company "hall" { debts = { notes }, cash = 5 * MUSD, equity = 20 * MUSD, waterfall = { "opex", "notes", "equity" } }
            local m = model "hall" {
              step = 3 * month, steps = 20, state = { books = hall:state() },
              start = function(s) hall:start(s.books) end,
              run = function(s, f, t)
                hall:step(s.books, t, { revenue = draw("revenue", uniform { min = 7 * MUSD, max = 11 * MUSD }), opex = 2 * MUSD })
                if s.books.failed then stop() end
              end,
              finish = function(s) return { failed = s.books.failed } end,
            }
            local r = m:simulate { trials = 1000, outputs = { npv = npv("equity", 12 * percent) } }
            print(hall:statement(r, { median = "npv" }))
            """)
    }
}
