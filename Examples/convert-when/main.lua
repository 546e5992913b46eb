-- When should a miner convert a site of 100 MW to AI? The right to convert is an option: waiting may be worth more than an NPV
-- above 0. Value, threshold, and how long to wait, against the plain rule "convert as soon as the NPV is positive".

-- Facts, from the catalogue.
local hashprice = catalog.entity("bitcoin").hashprice_november_2025                  -- 43.33 USD/PHs/day
local lm        = catalog.deal "terawulf-lake-mariner"
local capital   = (lm.capex_low + lm.capex_high) / 2                                 -- 8 to 10 MUSD per MW
local rent      = lm.initial_value / lm.initial_term / (200 * MW)                    -- 3.7 BUSD, 10 years, 200 MW: 1.85 MUSD/MW/year

-- Assumptions: ours. Volatilities and reversions of the size that fits of public prices give (see the example calibrate).
local terms = {
  power = 100 * MW, efficiency = 18 * J/TH, power_price = 40 * USD/MWh, running_cost = 0.35 * MUSD/MW/year,
  mining_cost = 0.28 * MUSD/MW/year,                                                 -- 25 USD per TH/s, new every five years
  capital = capital, build = 18 * month, lease = 10 * year, life = 22 * year, deadline = 6 * year, rate = 13 * percent,
  hashprice = { start = hashprice, level = 36 * USD/PHs/day, reversion = 0.8, volatility = 65 * percent },
  rent = { start = rent, level = 1.8 * MUSD/MW/year, reversion = 0.2, volatility = 25 * percent }, correlation = 0.35,
  paths = setting("paths", 40000), seed = 2026,
}

local function with(changes)
  local given = {}
  for k, v in pairs(terms) do given[k] = v end
  for k, v in pairs(changes) do given[k] = v end
  return option_to_convert(given)
end

local base = with {}
print(base)

print "what changes it"
print(string.format("%-44s %12s %12s %14s %14s", "", "worth, MUSD", "NPV rule", "by year 3", "rent, year 2"))
local function line(what, o)
  local from = o:threshold(2)
  print(string.format("%-44s %12.1f %12.1f %12.0f %% %14s", what, o.low:to(MUSD), o.npv_rule:to(MUSD), 100 * o:probability(3), from and from:format("%.2f", MUSD/MW/year) or "never"))
end
line("as above", base)
line("a tenant comes once in two years", with { tenants = 0.5 / year })
line("rents twice as volatile", with { rent = { start = rent, level = 1.8 * MUSD/MW/year, reversion = 0.2, volatility = 50 * percent } })
line("capital 5 % dearer every year", with { capital_trend = 5 * percent })
line("capital 11 MUSD/MW", with { capital = 11 * MUSD/MW })
line("the right ends in two years", with { deadline = 2 * year })
line("hashprice at 60 for good", with { hashprice = { start = 60 * USD/PHs/day, level = 60 * USD/PHs/day, reversion = 0.8, volatility = 65 * percent } })

local gain = base.low - base.npv_rule
print(string.format("\nthe right to convert is worth %s to %s; waiting for the threshold instead of for an NPV above 0 gains %s",
  base.low:format("%.1f", MUSD), base.high:format("%.1f", MUSD), gain:format("%.1f", MUSD)))
