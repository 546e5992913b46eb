-- The halving of April 2024: what it did to hashprice, to the break-even price of power, and to a fleet of older machines.
--
-- Facts of the week: difficulty 8.6389e13 and 64,994 USD/BTC on 20 April 2024, subsidy 6.25 → 3.125 BTC; fees were 2 % of the
-- subsidy before (assumption: an ordinary week, not the day of the Runes).
local difficulty = 86388558925171
local price = 64994 * USD/BTC

-- Hashprice: what a hash rate of 1 PH/s earns in a day. 86,400 s · 1e15 H/s / (D · 2^32) blocks, each of subsidy and fees.
local function hashprice(subsidy, fee_share, price, difficulty)
  local blocks = 86400 * 1e15 / (difficulty * 2 ^ 32)
  return blocks * subsidy * (1 + fee_share) * price / (1 * PHs) / (1 * day)
end

-- The power price at which a machine of so many J/TH earns nothing, behind 1 % for the pool.
local function break_even(hashprice, efficiency) return hashprice * 0.99 / efficiency end

local before = hashprice(6.25 * BTC, 0.02, price, difficulty)
local after = hashprice(3.125 * BTC, 0.02, price, difficulty)
print("hashprice before", before:format("%.2f", USD/PHs/day))
print("hashprice after ", after:format("%.2f", USD/PHs/day))
for _, machine in ipairs { { "S19j Pro", 30 * J/TH }, { "S19 XP", 21.5 * J/TH }, { "S21", 17.5 * J/TH } } do
  print(machine[1], "pays for power up to", break_even(before, machine[2]):format("%.1f", USD/MWh),
    "before,", break_even(after, machine[2]):format("%.1f", USD/MWh), "after")
end

-- When does mining stop paying for a fleet of 30 J/TH at 55 USD/MWh? Price and difficulty move; hashprice halves in 2028, and
-- difficulty follows the price of half a year ago in part.
local fleet = model "fleet" {
  begins = "2024-04-20", step = 1 * month, steps = 60,
  parameters = { efficiency = 30 * J/TH, power = 55 * USD/MWh },
  factors = function(p) return market {
    price = gbm { start = 64994, drift = 10 * percent/year, volatility = 60 * percent },
  } end,
  state = { difficulty = 86388558925171.0, stopped = false, months = 0.0 },
  run = function(s, f, t, p)
    -- Machines arrive where mining pays: a tenth of the price's move in half a year, and 2 % a month of better chips.
    local change = lag("price", f.price, 6)
    if t.index > 6 then s.difficulty = s.difficulty * (1.02 * (f.price / change) ^ 0.1) end
    local subsidy = t.date < date "2028-04-20" and 3.125 or 1.5625
    local earned = hashprice(subsidy * BTC, 0.02, f.price * USD/BTC, s.difficulty)
    local room = break_even(earned, p.efficiency)
    limit("power", room, { at_least = p.power, for_steps = 3 })
    watch("break-even", room)
    if room < p.power then s.months = s.months + 1 else s.months = 0 end
    if s.months >= 3 then s.stopped = true; stop() end
  end,
  finish = function(s, t) return { years_of_mining = t.years, stopped_by_2029 = s.stopped } end,
}
local r = fleet:simulate { trials = 1e5, seed = 2024 }
print(r)
print(r:probability_by_year "stopped")
print(r:headroom())
