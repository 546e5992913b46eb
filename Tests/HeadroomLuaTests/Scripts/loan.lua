local loan = model "loan" {
  step = 1 * month, steps = 60,
  state = { debt = 100 * MUSD, back = 0 * MUSD, defaulted = false },
  run = function(s, f, t)
    if chance("default", 0.01) then s.defaulted = true; s.back = 0.4 * s.debt; stop() end
    watch("debt", s.debt)
  end,
}
local r = loan:simulate { trials = 40000, seed = 3 }
local p = r:probability_by_year "defaulted"
assert(p.count == 5)
for k = 1, 5 do
  assert(math.abs(p[k] - (1 - 0.99 ^ (12 * k))) < 4 * p.se[k], "year " .. k)
  assert(p.n[k] == 40000)
end
local fan = r:fan "debt"
assert(fan[12].n == math.floor(40000 * (1 - p[1]) + 0.5))
assert(fan[60].p5 == 100 * MUSD and fan[60].p95 == 100 * MUSD)
local c = r:credit { default = "defaulted", exposure = "debt", recovery = "back" }
for k = 1, 5 do
  assert(c.pd[k] == p[k])
  assert(math.abs(c.expected_loss[k] / (60 * MUSD) - p[k]) < 1e-9)
end
assert(math.abs(c.lgd - 0.6) < 1e-12)
assert(math.abs(c.exposure_at_default / MUSD - 100) < 1e-9)
assert(math.abs(c.spread - 0.01 * 0.6 * 12) < 4 * c.spread_se, c.spread)
