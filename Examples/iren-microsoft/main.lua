-- Does the Microsoft contract pay for its capital?
-- IREN, Childress, Texas: 200 MW of critical IT, five years, 9.7 BUSD, 20 % paid in advance, 5.8 BUSD of GPUs.

local deal = catalog.deal "iren-microsoft"

-- Facts: from the catalogue, each with its source (`print(deal)` shows them).
local value     = deal.value                        -- 9.7 BUSD
local term      = deal.term                         -- 5 years
local prepaid   = deal.prepayment * value           -- 20 % in advance
local it_load   = deal.critical_it                  -- 200 MW
local gpus      = deal.dell_purchase                -- 5.8 BUSD of GPUs and ancillary equipment
local rent      = value / term                      -- 1.94 BUSD/year
local months    = floor(term / month)

-- Assumptions: ours, and uncertain. Change them and run again.
local build     = pert "build cost" { min = 9.3 * MUSD/MW, mode = 12.5 * MUSD/MW, max = 18 * MUSD/MW } * it_load
local delay     = pert "delay" { min = 0 * month, mode = 2 * month, max = 14 * month }
local pue       = triangular "PUE" { min = 1.10, mode = 1.18, max = 1.35 }
local power     = lognormal "power price" { p10 = 28 * USD/MWh, p90 = 62 * USD/MWh }
local operating = triangular "operating cost" {
  min = 0.30 * MUSD/MW/year, mode = 0.55 * MUSD/MW/year, max = 1.0 * MUSD/MW/year,
}
local gpu_left  = pert "GPU residual" { min = 0.02, mode = 0.12, max = 0.35 }
local site_left = pert "site residual" { min = 0.30, mode = 0.60, max = 0.90 }
local load      = 0.85                              -- average draw over critical IT load
local rate      = setting("rate", 12 * percent)     -- what the capital could earn elsewhere, per year

-- Sixty months. The contract has a fixed end: months lost to a late start are not made good.
local capital = gpus + build
local npv     = prepaid - capital                   -- time 0: pay for everything, receive the advance
local earned  = prepaid - capital                   -- the same without discounting
for m = 1, months do
  local served  = clamp(m - delay / month, 0, 1)    -- share of this month that is in service
  local revenue = rent * month * served
  local cash    = revenue * (1 - deal.prepayment)   -- the advance was received at the start
  local energy  = it_load * load * pue * month * served * power
  local upkeep  = it_load * operating * month
  local flow    = cash - energy - upkeep
  npv    = npv + flow * (1 + rate) ^ (-m / 12)
  earned = earned + flow
end
local left = gpus * gpu_left + build * site_left    -- what can be sold or used after five years
npv    = npv + left * (1 + rate) ^ (-months / 12)
earned = earned + left

local r = simulate {
  trials = 1e6, seed = 20251103,
  outputs = {
    npv           = npv,
    cash_returned = earned / capital,
    not_earned    = lt(npv, 0),
    cash_lost     = lt(earned, 0),
    capital       = capital,
  },
}
print(r)
print(string.format("chance of not earning the capital back at %g %% a year: %.1f %%",
  rate / percent, 100 * r.not_earned.probability))
print(string.format("chance of getting back less cash than was spent: %.2f %%", 100 * r.cash_lost.probability))
print(r:drivers "npv")
