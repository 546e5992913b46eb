local tariff = normal "tariff" { mean = 1, sd = 0.2 }
local firm = model "firm" {
  begins = "2026-01-01", step = 1 * month, steps = 24, state = { cash = 10, stock = 10 },
  run = function(s, f, t)
    s.cash = s.cash + draw("profit", normal { mean = 0, sd = 1 }) - 0.2 * tariff
    s.stock = s.stock + draw("use", normal { mean = 0, sd = 1 })
    limit("liquidity", s.cash, { at_least = 5 })
    limit("stock", s.stock, { at_least = 5 })
    limit("both", min(s.cash, s.stock), { at_least = 5 })
    limit("never", s.cash, { at_least = -1000 })
  end,
}
local r = firm:simulate { trials = 20000, seed = 9 }
local h = r:headroom()
local sum = h.none
for i = 1, h.count do
  sum = sum + h[i].first_share
  assert(i == 1 or h[i].first_share <= h[i - 1].first_share)
end
assert(math.abs(sum - 1) < 1e-12)
assert(h["both"].first_share == 0)
assert(math.abs(h["both"].probability - (1 - h.none)) < 1e-12)
assert(h["never"].probability == 0 and h["never"].median_time == nil and h["never"].probability_se > 0)
assert(h["liquidity"].probability > h["stock"].probability)
assert(h["liquidity"].drivers[1].name == "tariff" and h["liquidity"].drivers[1].correlation > 0)
assert(h["liquidity"].conditions[1].mean > h["liquidity"].conditions[1].overall)
assert(#h["stock"].drivers == 0)
assert(h["liquidity"].room[24].p5 < 0)
