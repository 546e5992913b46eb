-- M1 of the benchmark's specification: the free cash flow of a converted site in its first year, in MUSD.
-- It counts 8,760 hours, not a year of 365.25 days.
local year_of_hours = 8760 * hour

local site    = pert "site" { min = 80 * MW, mode = 100 * MW, max = 130 * MW }
local pue     = triangular "pue" { min = 1.12, mode = 1.22, max = 1.45 }
local util    = beta "utilisation" { alpha = 8, beta = 2 }
local price   = lognormal "price" { p5 = 1.4 * USD/hour, p95 = 3.2 * USD/hour }      -- per GPU
local power   = lognormal "power" { median = 45 * USD/MWh, sd_log = 0.30 }
local draw    = triangular "draw" { min = 1.2 * kW, mode = 1.5 * kW, max = 2.1 * kW }   -- per GPU
local capex   = pert "capex" { min = 8 * MUSD/MW, mode = 11 * MUSD/MW, max = 16 * MUSD/MW }
local delay   = lognormal "delay" { median = 4, sd_log = 0.6 }                           -- months
local rates   = normal "rates" { mean = 0, sd = 1 }
local demand  = normal "demand" { mean = 0, sd = 1 }
local coins   = normal "coins" { mean = 0, sd = 1 }
correlate({ rates, demand, coins }, { { 1, 0.6, 0.3 }, { 0.6, 1, 0.45 }, { 0.3, 0.45, 1 } })
local lever   = uniform "leverage" { min = 0.3, max = 0.8 }
local opexf   = beta "opex share" { alpha = 4, beta = 16 }

local it      = site / pue
local gpus    = it / draw
local dem     = exp(0.25 * demand)
local rate    = max(0.04, 0.09 - 0.02 * rates)
local used    = min(0.98, util * sqrt(dem))
local earned  = price * dem
local months  = max(0, 12 - delay)
local share   = min(1, months / 12)
local revenue = gpus * year_of_hours * used * earned * share
local pcost   = site * year_of_hours * power * (0.3 + 0.7 * used)
local opex    = opexf * revenue
local ebitda  = revenue - pcost - opex
local cap     = capex * site + gpus * (0.03 * MUSD) * exp(0.1 * coins)
local debt    = lever * cap
local interest = debt * rate
local dep     = cap / 5
local ebt     = ebitda - interest - dep
local tax     = where(gt(ebt, 0), 0.21 * ebt, 0)
local fcf     = ebt - tax + dep - 0.02 * cap
local hodl    = 50 * MUSD * exp(0.6 * coins - 0.18)
local dscr    = ebitda / (interest + debt / 7)
local breach  = lt(dscr, 1.2)
local penalty = where(breach, 0.03 * debt, 0)
local out     = fcf - penalty + 0.1 * min(hodl, 100 * MUSD)

local r = simulate { trials = 1e7, outputs = { out = out:to(MUSD), breach = breach } }
print(r)
