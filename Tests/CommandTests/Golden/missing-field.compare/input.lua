local plant = model "plant" {
  step = 1 * month, steps = 12, parameters = { price = 40 * USD/MWh }, state = { cash = 0 * kUSD },
  run = function(s, f, t, p)
    s.cash = s.cash + (p.price - draw("cost", normal { mean = 30 * USD/MWh, sd = 8 * USD/MWh })) * (1 * GWh)
  end,
  finish = function(s) return { cash = s.cash } end,
}
local other = model "other" {
  step = 1 * month, steps = 1, state = { heat = 0 }, run = function(s) s.heat = 1 end,
  finish = function(s) return { heat = s.heat } end,
}
compare { base = plant, other = other }
