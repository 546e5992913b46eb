local plant = model "plant" {
  step = 1 * month, steps = 12, parameters = { price = 40 * USD/MWh }, state = { cash = 0 * kUSD },
  run = function(s, f, t, p)
    s.cash = s.cash + (p.price - draw("cost", normal { mean = 30 * USD/MWh, sd = 8 * USD/MWh })) * (1 * GWh)
  end,
  finish = function(s) return { cash = s.cash } end,
}
solve { model = plant, vary = "price", between = { 35 * USD/MWh, 60 * USD/MWh }, target = { mean = "cash", at_least = 0 }, trials = 1e4 }
