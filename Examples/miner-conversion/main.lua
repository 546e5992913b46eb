-- A bitcoin mining site of 300 MW turns 200 MW of itself into an AI hall, on borrowed money, month by month for ten years.
-- What breaks first, how likely is it, and what was true where it broke?
--
-- Months count 730 hours and 30.4 days; hashrate costs 20 J/TH; hashprice falls by its halvings in months 20 and 68.
local overrun = lognormal "overrun" { median = math.exp(-0.01125), sd_log = 0.15 }
local hours, days = 730 * hour, 30.4 * day
local hashrate = 1 * MW / (20 * J/TH) / (1 * MW)

-- A month of hall and mine: rent under contract or at the market's price, power, upkeep.
local function earnings(s, f, p, site, mining)
  local rent = s.tenant and p.rent or 0.085 * MUSD/MW * f.demand
  local hall = site * (rent - 1.3 * 0.3 * hours * f.power - 0.012 * MUSD/MW)
  local mine = mining * max(0, f.hashprice * hashrate * days - f.power * hours)
  return hall + mine - 3 * MUSD
end

local conversion = model "mining to AI" {
  begins = "2026-01-01", step = 1 * month, steps = 120,
  parameters = { capex = 1.4 * BUSD, rent = 0.150 * MUSD/MW, first_month = 6 },
  factors = function(p) return market {
    hashprice = ou {
      start = 55 * USD/PHs/day, reversion = 1.2 / year, volatility = 65 * percent, scheme = "euler",
      level = function(t)
        local n = t.index + 1
        return 52 * USD/PHs/day * math.exp(-0.004 * n - (n >= 20 and 0.25 or 0) - (n >= 68 and 0.25 or 0))
      end,
    },
    demand = ou { start = 1, level = 1, reversion = 0.6 / year, volatility = 35 * percent, scheme = "euler" },
    power = ou { start = 42 * USD/MWh, level = 42 * USD/MWh, reversion = 2 / year, volatility = 40 * percent, scheme = "euler" },
    correlation = { hashprice = { demand = 0.45, power = 0.10 }, demand = { power = 0.20 } },
  } end,
  state = {
    cash = 250 * MUSD, debt = 200 * MUSD, revolver = 0 * MUSD, tenant = true, breach = false, defaulted = false,
  },
  start = function(s, t, p)
    pay("value", -300 * MUSD)
    pay("equity", -300 * MUSD)
  end,
  run = function(s, f, t, p)
    local n = t.index
    local site = 200 * MW * clamp((n - p.first_month) / 24, 0, 1)
    local mining = 300 * MW - 1.25 * site
    if s.tenant and arrives("tenant leaves", min(2 / year, 0.03 / year / f.demand ^ 2)) then s.tenant = false end
    local ebitda = earnings(s, f, p, site, mining)
    local capex = n <= 24 and p.capex / 24 * overrun or 0 * MUSD
    local drawn = capex * (s.breach and 0.5 or 0.75)
    local interest = (s.debt + s.revolver) * (s.breach and 0.11 or 0.09) / 12
    local principal = n > 36 and s.debt * (0.5 / (121 - n)) or 0 * MUSD
    local average = ema("ebitda", ebitda, 0.2, 8 * MUSD)
    s.breach = n > 30 and average < 1.25 * (interest + principal + 1 * USD)
    s.cash = s.cash + ebitda - interest - principal - capex + drawn
    s.debt = s.debt + drawn - principal
    local help = min(max(0, 25 * MUSD - s.cash), 100 * MUSD - s.revolver)
    s.revolver = s.revolver + help
    s.cash = s.cash + help
    limit("cover", cover(trailing("earned", ebitda, 12), trailing("service", interest + principal, 12)), { at_least = 1.2 })
    limit("liquidity", s.cash, { at_least = 10 * MUSD })
    limit("revolver", s.revolver, { at_most = 75 * MUSD, for_steps = 3 })
    watch("debt", s.debt)
    if s.cash < 10 * MUSD then
      local recovered = 3 * MUSD/MW * site + 0.2 * MUSD/MW * mining + s.cash - s.debt - s.revolver
      pay("value", recovered)
      pay("equity", max(0, recovered))
      s.defaulted = true
      stop()
    end
    local excess = max(0, s.cash - 60 * MUSD)
    local repaid = min(s.revolver, excess)
    s.revolver = s.revolver - repaid
    s.cash = s.cash - repaid
    excess = n <= 24 and 0 * MUSD or excess - repaid
    local sweep = min(s.debt, s.breach and excess or 0.5 * excess)
    local dividend = s.breach and 0 * MUSD or excess - sweep
    s.debt = s.debt - sweep
    s.cash = s.cash - sweep - dividend
    if t.last then dividend = dividend + max(0, s.cash - s.debt - s.revolver + 72 * average) end
    pay("value", dividend)
    pay("equity", dividend)
  end,
  finish = function(s, t, p) return { final_debt = s.debt, defaulted_in_the_end = s.defaulted } end,
}

local r = conversion:simulate {
  trials = setting("trials", 1e5), seed = 42,
  outputs = {
    npv = npv("value", 15 * percent),
    irr = irr("equity", { between = { -10 * percent, 20 * percent }, per = month }),
  },
}
print(r)
print(r:probability_by_year "defaulted")
print(r:headroom())
print(r:fan "debt")

local cmp = compare {
  base = conversion, costly = conversion:with { capex = 1.7 * BUSD }, late = conversion:with { first_month = 12 },
  trials = 2e4, outputs = { npv = npv("value", 15 * percent) },
}
print(cmp)
