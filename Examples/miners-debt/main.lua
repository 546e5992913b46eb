-- The debt of listed bitcoin miners went from 2.1 to 12.7 BUSD in a year. Who breaks first, at which hashprice and rent?
--
-- Facts: the sector's debt, and the notes, convertibles, fleets and leases that are public. Cost of overhead, cash, and the
-- terms of "the others" are assumptions, marked below; they are what to change.

local sector = catalog.entity "listed-miners"
local lm, cifr = catalog.deal "terawulf-lake-mariner", catalog.deal "cipher-fluidstack"
local iren, clsk, bitf = catalog.entity "iren", catalog.entity "cleanspark", catalog.entity "bitfarms"
local msft = catalog.deal "iren-microsoft"
local now = catalog.entity("bitcoin").hashprice_november_2025        -- 43.33 USD/PHs/day

-- Each miner: what it owes (facts where the catalogue has them), what its mine hashes with, what it has let to AI.
local miners = {
  { name = "TeraWulf", notes = lm.secured_notes, coupon = lm.secured_coupon, converts = 1.9 * BUSD,          -- 0.5 + 0.4 + 1.0, general
    mine = 130 * MW, efficiency = 18 * J/TH, power = 45 * USD/MWh,                                        -- assumed
    lease = 1.85 * MUSD/MW/year * 300 * MW, ready = 15 * month, cash = 700 * MUSD, overhead = 90 * MUSD/year },
  { name = "Cipher", notes = cifr.notes_total, coupon = cifr.notes_coupon, converts = cifr.convert,
    mine = 300 * MW, efficiency = 16.5 * J/TH, power = 31 * USD/MWh,                                      -- assumed
    lease = cifr.value / cifr.term, ready = 15 * month, cash = 500 * MUSD, overhead = 70 * MUSD/year },
  { name = "IREN", notes = iren.gpu_financing, coupon = 9 * percent, converts = 2 * BUSD, convert_coupon = 2 * percent,
    mine = 750 * MW, efficiency = iren.fleet_efficiency, power = iren.power_price,
    lease = 0.45 * msft.value / msft.term, ready = 9 * month, cash = 1 * BUSD, overhead = 150 * MUSD/year },
  { name = "CleanSpark", notes = 400 * MUSD, coupon = 9 * percent, converts = clsk.convert,
    mine = 800 * MW, efficiency = clsk.fleet_efficiency, power = 52 * USD/MWh, cash = 350 * MUSD, overhead = 130 * MUSD/year },
  { name = "Bitfarms", notes = bitf.macquarie, coupon = 11 * percent, converts = bitf.convert, convert_coupon = bitf.coupon,
    mine = 330 * MW, efficiency = 19 * J/TH, power = 44 * USD/MWh, cash = bitf.liquidity, overhead = 110 * MUSD/year },
}
local known = 0 * BUSD
for _, m in ipairs(miners) do known = known + m.notes + m.converts end
print(string.format("sector debt %s, a year before %s; the five here owe %s of it or have raised it since\n", sector.debt_2025, sector.debt_2024, known:format("%.1f", BUSD)))

-- What hashing earns per year, at a hashprice, when machines run only where that pays.
local function mined(m, hashprice)
  return m.mine / m.efficiency * 0.95 * hashprice - m.mine * m.power
end

-- Without any model: the hashprice at which mining and rent just pay overhead and coupons, and the runway at half the hashprice.
print "what each needs, year by year (nothing repaid, nothing borrowed)"
print(string.format("%-12s %14s %16s %22s %22s %18s", "miner", "debt", "coupons a year", "needs a hashprice of", "with its rent paid", "runway at half"))
for _, m in ipairs(miners) do
  local coupons = (m.notes * m.coupon + m.converts * (m.convert_coupon or 0)) / (1 * year)
  local rent = 0.85 * (m.lease or 0 * USD/year)
  local function needs(income)
    local bare = (m.overhead + coupons - income + m.mine * m.power) / (m.mine / m.efficiency * 0.95)
    return bare:to(USD/PHs/day) > 0 and bare:format("%.0f", USD/PHs/day) or "none: rent pays all"
  end
  local low = mined(m, now / 2)
  local burn = m.overhead + coupons - max(0 * USD/year, low)
  print(string.format("%-12s %14s %16s %22s %22s %18s", m.name, (m.notes + m.converts):format("%.2f", BUSD), (coupons * year):format("%.0f", MUSD),
    needs(0 * USD/year), m.lease and needs(rent) or "has none", (m.cash / burn):format("%.1f", year)))
end

-- Five years of months, all five on the same market.
local companies, terms = {}, {}
for k, m in ipairs(miners) do
  local debts = { debt "notes" { principal = m.notes, rate = m.coupon, amortisation = bullet { term = 57 * month } } }
  debts[2] = debt "convertibles" { principal = m.converts, rate = m.convert_coupon or 0, rank = "junior", amortisation = bullet { term = 54 * month } }
  companies[k] = company(m.name) {
    debts = debts, cash = m.cash, patience = 2, waterfall = { "opex", "senior", "junior" },
    covenants = { liquidity = { at_least = 0.1 * m.cash } },
  }
  -- Plain terms that the step reads: hashes of the mine, its power, rent.
  terms[k] = { hashes = m.mine / m.efficiency * 0.95, power = m.mine * m.power, rent = m.lease or 0 * USD/year, ready = m.ready or 0 * month, overhead = m.overhead }
end

local winter = model "miners" {
  begins = "2026-01-01", step = 1 * month, steps = 60,
  parameters = { hashprice = now, rent = 1, fails = 0.04, refinance = 1 },
  factors = function(p)
    return market {
      hashprice = ou {
        start = p.hashprice, reversion = 0.8 / year, volatility = 60 * percent,
        -- The next halving, in spring 2028, is half in the price by then.
        level = function(t) return p.hashprice * math.exp(-0.05 * t.years) * (t.years > 2.3 and 0.75 or 1) end,
      },
      demand = ou { start = 1, level = 1, reversion = 0.4 / year, volatility = 35 * percent },
      correlation = { hashprice = { demand = 0.35 } },
    }
  end,
  state = { a = companies[1]:state(), b = companies[2]:state(), c = companies[3]:state(), d = companies[4]:state(), e = companies[5]:state(), tenants = { true, true, true },
    ended = { false, false, false, false, false }, firsts = { false, false, false, false, false }, failures = 0, first = 0, at = 0 * USD/PHs/day, debt = 0 * USD },
  run = function(s, f, t, p)
    local books = { s.a, s.b, s.c, s.d, s.e }
    for k, x in ipairs(terms) do
      local rent = 0 * USD
      if k <= 3 then
        if s.tenants[k] and arrives("tenant " .. k, p.fails / (1 * year) / f.demand ^ 2) then s.tenants[k] = false end
        rent = x.rent * (s.tenants[k] and 1 or 0.6 * f.demand) * p.rent * clamp((t.time - x.ready) / t.dt, 0, 1) * t.dt
      end
      local mining = max(0 * USD/year, x.hashes * f.hashprice - x.power) * t.dt
      -- What falls due is borrowed again where investors still buy: convertibles ask for more demand than secured notes.
      local new = 0 * USD
      if t.index == 54 and f.demand * p.refinance > 0.75 then new = miners[k].converts end
      if t.index == 57 and f.demand * p.refinance > 0.6 then new = miners[k].notes end
      companies[k]:step(books[k], t, { revenue = 0.85 * rent + mining + new, opex = x.overhead * t.dt })
      if books[k].failed and not s.ended[k] then
        s.ended[k] = true
        s.failures = s.failures + 1
        s.debt = s.debt + books[k].debt
        if s.first == 0 then
          s.first = t.index
          s.at = f.hashprice
        end
        if s.first == t.index then s.firsts[k] = true end
      end
    end
    watch("hashprice", f.hashprice)
  end,
  finish = function(s)
    return {
      TeraWulf = s.ended[1], Cipher = s.ended[2], IREN = s.ended[3], CleanSpark = s.ended[4], Bitfarms = s.ended[5], two_or_more = s.failures >= 2,
      first_TeraWulf = s.firsts[1], first_Cipher = s.firsts[2], first_IREN = s.firsts[3], first_CleanSpark = s.firsts[4], first_Bitfarms = s.firsts[5],
      at_the_wall = s.first >= 54,
      debt_in_default = s.debt, any = s.failures >= 1, hashprice_at_first = where(gt(s.failures, 0), s.at, 0 * USD/PHs/day),
    }
  end,
}
local trials = setting("trials", 2e4)
print "\nfive years on one market: who can't pay, and who is the first"
local base = winter:simulate { trials = trials, seed = 127 }
print(string.format("%-12s %12s %16s", "miner", "fails", "among the first"))
for _, m in ipairs(miners) do
  print(string.format("%-12s %10.1f %% %14.1f %%", m.name, 100 * base[m.name].probability, 100 * base["first_" .. m.name].probability))
end
print(string.format("the first to fail does so when debt falls due, in month 54 or later, in %.0f %% of the futures in which one fails", 100 * base:given("any").at_the_wall.probability))
print(string.format("two or more: %.1f %%; debt in default on average %s, in the worst 5 %% of futures %s", 100 * base.two_or_more.probability,
  base.debt_in_default.mean:format("%.2f", BUSD), base.debt_in_default:expected_shortfall(0.05, { tail = "high" }):format("%.1f", BUSD)))
if base.any.probability > 0.001 then
  print(string.format("where one fails, hashprice is %s then (median)", base:given("any").hashprice_at_first:quantile(0.5):format("%.0f", USD/PHs/day)))
end

print "who is most likely to fail, by hashprice (across) and by the share of rents that is paid (down), and the chance of it"
local head = string.format("%8s", "")
for _, h in ipairs { 25, 35, 45, 55 } do head = head .. string.format("%22s", h .. " USD/PHs/day") end
print(head)
for _, rent in ipairs { 1, 0.7, 0.4 } do
  local row = string.format("%6.0f %%", 100 * rent)
  for _, h in ipairs { 25, 35, 45, 55 } do
    local r = winter:with({ hashprice = h * USD/PHs/day, rent = rent }):simulate { trials = trials / 4, seed = 127 }
    local worst, most = "nobody", 0.005
    for _, m in ipairs(miners) do
      if r[m.name].probability > most then worst, most = m.name, r[m.name].probability end
    end
    row = row .. string.format("%22s", worst == "nobody" and "nobody" or string.format("%s %.0f %%", worst, 100 * most))
  end
  print(row)
end

print "\nand if nobody lends again when debt falls due, as in 2022:"
local shut = winter:with({ refinance = 0 }):simulate { trials = trials, seed = 127 }
for _, m in ipairs(miners) do print(string.format("%-12s fails %5.1f %%, instead of %5.1f %%", m.name, 100 * shut[m.name].probability, 100 * base[m.name].probability)) end
