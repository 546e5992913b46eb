local m = model "m" {
  step = 1 * year, steps = 5, state = { x = 0, low = false },
  start = function() pay("equity", -100 * USD) end,
  run = function(s)
    pay("equity", draw("flow", uniform { min = -20 * USD, max = 60 * USD }))
    s.x = s.x + draw("d", normal { mean = 0, sd = 1 }); if s.x < 0 then s.low = true end
  end,
  finish = function(s) return { x = s.x } end,
}
local r = m:simulate { trials = 5000, seed = 1, outputs = { npv = npv("equity", 0.08), rate = irr("equity", { between = { -0.9, 2 } }) } }
local s = m:simulate { trials = 5000, seed = 1, outputs = { value = npv("equity", 0.1) } }
assert(r:npv("equity", 0.1).mean == s.value.mean)
assert(s:npv("equity", 0.08).mean == r.npv.mean)
assert((r:irr("equity", { between = { -0.9, 2 } }):quantile(0.5)) == (r.rate:quantile(0.5)))
local g, p = r:given "low", r:probability_by_year "low"
assert(g.n == math.floor(p[5] * 5000 + 0.5) and g.x.mean < r.x.mean and g.x.n == g.n)
