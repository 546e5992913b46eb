-- TeraWulf, Fluidstack and Google at Abernathy, Texas: 168 MW of critical IT let to Fluidstack for 25 years and 9.5 BUSD,
-- with Google standing behind 1.3 BUSD of it. How much of the tail does Google carry?

local deal = catalog.deal "terawulf-abernathy"

-- Facts, from the catalogue (`print(deal)` shows the sources).
local critical = deal.critical_it                        -- 168 MW
local capital  = (deal.capex_low + deal.capex_high) / 2 * critical   -- 8 to 10 MUSD/MW
local notes    = deal.jv_notes                           -- 1.275 BUSD (a secondary source)
local opex     = deal.opex_y1                            -- 42.7 MUSD in the first year, 3 % more each year

-- Assumptions: ours. The terms of Google's promise are not public in full.
local fails     = setting("fails", 0.03)                 -- Fluidstack a year, where AI demand is at its level
local amortises = 10 * year                              -- the backstop falls in a line to nothing
local discount  = 0.75                                   -- the share of rent at which Google may take the lease over
local relet     = 0.65                                   -- what the hall lets for without Fluidstack, at the level of demand
local vacancy   = 12 * month
local rate      = 7.25 * percent                         -- of the notes
local late      = pert "delay" { min = 0 * month, mode = 2 * month, max = 12 * month }

-- Do both fail? Over five years Google at 0.3 %, Fluidstack at 25 %, tied by a Gaussian copula of 0.35.
local a, b = uniform "Fluidstack's luck" { min = 0, max = 1 }, uniform "Google's luck" { min = 0, max = 1 }
correlate({ a, b }, { { 1, 0.35 }, { 0.35, 1 } })
local pair = simulate { trials = 1e6, seed = 11, outputs = { tenant = lt(a, 0.25), both = all_of(lt(a, 0.25), lt(b, 0.003)) } }
local fails_too = pair.both.probability / pair.tenant.probability

-- The joint venture by quarters, with Google's promise of some amount.
local function venture(promise)
  local lease = contract "Fluidstack" {
    value = deal.value, term = deal.term, fails = fails, vacancy = vacancy, long_stop = 18 * month,
    backstop = promise and backstop { by = "Google", amount = promise, amortises_over = amortises, discount = discount, fails = fails_too },
  }
  local bonds = debt "notes" { principal = notes, rate = rate, amortisation = annuity { term = 12 * year, grace = 18 * month }, reserve = 6 * month }
  local spv = company "Abernathy" {
    contracts = { lease }, debts = { bonds }, uses = capital, equity = capital - notes, cash = 170 * MUSD, minimum_cash = 10 * MUSD,
    waterfall = { "opex", "tax", "notes", "reserve", "equity" }, lock_up = 1.1, patience = 2, tax = { rate = 21 * percent, basis = capital, life = 15 },
    covenants = { dscr = { at_least = 1.1, window = 4 } },
  }
  local m = model "Abernathy" {
    begins = "2026-10-01", step = 3 * month, steps = 60,
    factors = function() return market { demand = ou { start = 1, level = 1, reversion = 0.25 / year, volatility = 30 * percent } } end,
    state = { books = spv:state(), lost = 0 * USD, fee = 0 * USD, loan = 0 * USD, defaulted = false },
    start = function(s) spv:start(s.books) end,
    run = function(s, f, t)
      local running = t.time > late
      spv:step(s.books, t, {
        opex = (running and opex * 1.03 ^ t.years or 0 * MUSD/year) * t.dt,
        Fluidstack = { delay = late, market = relet * f.demand, fails = fails / f.demand ^ 2 },
      })
      -- In today's money at the rate of the notes: what Fluidstack's failure costs the landlord, and what Google pays of it.
      local c = s.books.contracts[1]
      local worth = (1 + rate) ^ -t.years
      s.lost = s.lost + c.lost * worth
      s.fee = s.fee + c.fee * worth
      if s.books.failed and s.books.debt > 1 * MUSD and not s.defaulted then
        -- The lenders sell the hall for five years of what it would let for.
        s.defaulted = true
        s.loan = spv:recovered(s.books, 5 * year * max(0 * MUSD/year, lease.rent * relet * f.demand - opex * 1.03 ^ t.years)) * worth
      end
    end,
    finish = function(s)
      return {
        lease_lost = max(0 * USD, s.lost - s.fee), google_pays = s.fee, defaulted = s.defaulted,
        lenders_lose = where(lt(s.loan, 1 * kUSD), 0 * USD, s.loan),
        tenant_left = not s.books.contracts[1].tenant, google_took_lease = s.books.contracts[1].assumed,
      }
    end,
  }
  return m, spv, lease
end

local function run(promise)
  local m, spv, lease = venture(promise)
  local r = m:simulate { trials = setting("trials", 1e5), seed = 168, outputs = { equity = npv("equity", 12 * percent) } }
  return r, spv, lease
end
local backed, spv, lease = run(deal.google_backstop)
local bare = run(nil)

print(spv)
print(string.format("the promise is %.0f %% of the rent of all 25 years, and %.1f years of it", 100 * (deal.google_backstop / deal.value),
  deal.google_backstop / lease.rent / (1 * year)))
print(string.format("if Fluidstack fails, Google has failed too with a chance of %.2f %%\n", 100 * fails_too))
print(string.format("%-34s %14s %14s", "over 15 years, in today's money", "with Google", "without"))
local function row(what, f) print(string.format("%-34s %14s %14s", what, f(backed), f(bare))) end
local function percents(name) return function(r) return string.format("%.1f %%", 100 * r[name].probability) end end
local function millions(name) return function(r) return r[name].mean:format("%.0f", MUSD) end end
local function tail(r, name) local x = r[name]:expected_shortfall(0.05, { tail = "high" }) return x end
local function worst(name) return function(r) return tail(r, name):format("%.0f", MUSD) end end
row("Fluidstack fails", percents "tenant_left")
row("Google takes the lease over", percents "google_took_lease")
row("Google pays, on average", millions "google_pays")
row("rent lost by the failure, average", millions "lease_lost")
row("  in the worst 5 % of futures", worst "lease_lost")
row("notes default", percents "defaulted")
row("lenders lose, average", millions "lenders_lose")
row("  in the worst 5 % of futures", worst "lenders_lose")
row("owners' NPV at 12 %, average", millions "equity")
print()
print(backed:headroom())
print(spv:statement(backed, { median = "equity" }))

local function share(name, f) return 100 * (1 - f(backed, name) / f(bare, name)) end
local function mean(r, name) return r[name].mean end
print("\nHow much does Google carry, over the first 15 years?")
print(string.format("  of the rent that a failure of Fluidstack costs:     %4.0f %% on average, %4.0f %% in the worst 5 %% of futures", share("lease_lost", mean), share("lease_lost", tail)))
print(string.format("  of the lenders' loss:                               %4.0f %% on average, %4.0f %% in the worst 5 %% of futures", share("lenders_lose", mean), share("lenders_lose", tail)))
local odds = string.format("%.0f %% instead of %.0f %%", 100 * backed.defaulted.probability, 100 * bare.defaulted.probability)
print("  the notes default on " .. odds .. " of futures; for the owners the promise is worth " .. (backed.equity.mean - bare.equity.mean):format("%.0f", MUSD))
