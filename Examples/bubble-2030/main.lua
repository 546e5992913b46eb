-- Bain: by 2030 AI must earn 2 TUSD a year to pay for its computing, and is 800 BUSD short. What mix of growth, price and capital
-- closes the gap, and what happens to the sites if nothing does?

local bain = catalog.entity "bain-2030"
local needed, short = bain.revenue_needed, bain.shortfall
local expected = needed - short                              -- 1.2 TUSD/year is in sight
local per_capex = needed / bain.capex                         -- revenue that a dollar of yearly capital needs: 4

-- What must be true if one lever alone is pulled. Five years from 2025 to 2030.
print(string.format("needed %s, in sight %s, capital of %s: each dollar of it needs %.1f dollars of revenue", needed:format("%.1f", TUSD/year),
  expected:format("%.1f", TUSD/year), bain.capex:format("%.0f", BUSD/year), per_capex))
print "one lever alone:"
print(string.format("  growth: %.0f %% more customers or use than in sight, %.1f points more growth in each of five years", 100 * (needed / expected - 1), 100 * ((needed / expected) ^ 0.2 - 1)))
print(string.format("  capital: %.0f %% less, %s instead of %s", 100 * (1 - expected / needed), (expected / per_capex):format("%.0f", BUSD/year), bain.capex:format("%.0f", BUSD/year)))
print(string.format("  price: %.0f %% higher with the same use; where use falls by 1.2 %% per 1 %% of price, no price closes it\n", 100 * (needed / expected - 1)))

-- Assumptions: ours. All levers at once, uncertain; the price falls as computing gets cheaper and use answers.
local growth = normal "use beyond what is in sight" { mean = 0.02, sd = 0.05 }      -- per year
local price = normal "price per use" { mean = -0.02, sd = 0.04 }                    -- per year, beyond what is in sight
local saved = pert "capital saved" { min = 0, mode = 0.12, max = 0.45 }              -- better chips, less built
local elasticity = pert "elasticity" { min = 0.6, mode = 1.1, max = 1.8 }            -- use per price
correlate({ growth, saved }, { { 1, -0.4 }, { -0.4, 1 } })                           -- who earns builds

local use = (1 + growth) ^ 5 * (1 + price) ^ (-5 * elasticity)
local revenue = expected * use * (1 + price) ^ 5
local capital = bain.capex * (1 - saved)
local gap = capital * per_capex - revenue

-- What is built is built: if use is less than the halls are for, rents fall until they are let. A hall needs its capital back.
local halls = capital / bain.capex
local tightness = use * (expected / needed) / halls                                 -- 1: all halls are let at today's rent
local rent = 1.85 * MUSD/MW/year * min(1.3, tightness ^ 1.5)                         -- TeraWulf at Lake Mariner: 1.85; a tenth fewer tenants, 15 % less rent
local debt_needs = 9 * MUSD/MW * 0.7 * 0.108 / year + 0.35 * MUSD/MW/year            -- 70 % debt, 8 % over 17 years, running cost
local owner_needs = 9 * MUSD/MW * 0.121 / year + 0.35 * MUSD/MW/year                 -- 9 % on all of the capital, 16 years

local r = simulate {
  trials = 1e6, seed = 2030,
  outputs = {
    gap = gap, closed = le(gap, 0 * BUSD/year), worse = gt(gap, short), rent_2030 = rent,
    owners_lose = lt(rent, owner_needs), lenders_lose = lt(rent, debt_needs), idle = max(0, 1 - tightness),
  },
}
print(r)
print(r:drivers "gap")
print(string.format("the gap closes in %.0f %% of futures; in %.0f %% it is wider than Bain's", 100 * r.closed.probability, 100 * r.worse.probability))
print(string.format("a hall of 9 MUSD/MW needs %s for its lenders and %s for its owners too", debt_needs:format("%.2f", MUSD/MW/year), owner_needs:format("%.2f", MUSD/MW/year)))
print(string.format("in 2030 the market's rent does not pay owners in %.0f %% and lenders in %.0f %% of futures", 100 * r.owners_lose.probability, 100 * r.lenders_lose.probability))
local open = r:given(gt(gap, short / 2))
print(string.format("where more than half of the gap stays open (%.0f %% of futures): rent %s on average, lenders unpaid in %.0f %%", 100 * open.gap.n / r.trials,
  open.rent_2030.mean:format("%.2f", MUSD/MW/year), 100 * open.lenders_lose.probability))
