-- A 168 MW hall for rent: what will it earn in its first year, and can it miss the plan?
local rent  = lognormal "rent" { p10 = 1.2 * MUSD/MW/year, p90 = 2.3 * MUSD/MW/year }
local delay = pert "delay" { min = 0 * month, mode = 2 * month, max = 9 * month }
local pue   = triangular "PUE" { min = 1.12, mode = 1.22, max = 1.45 }
local power = lognormal "power price" { median = 42 * USD/MWh, sd_log = 0.3 }
correlate({ rent, power }, { { 1, 0.3 }, { 0.3, 1 } })     -- busy years are dear years

local load    = 168 * MW
local served  = 1 * year - delay
local revenue = rent * load * served
local energy  = power * load * pue * served
local income  = revenue - energy

local r = simulate {
  trials = 1e6, seed = 42,
  outputs = { income = income, energy = energy, misses_plan = lt(income, 150 * MUSD) },
}
print(r)
print(r:drivers "income")
