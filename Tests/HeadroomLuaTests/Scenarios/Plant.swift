/// A small model whose answers are known: cash after 12 months is normal with mean 12·(price - 30)·size and standard
/// deviation 8·√12·size, in kUSD.
let plant = """
    local plant = model "plant" {
      step = 1 * month, steps = 12,
      parameters = { price = 40 * USD/MWh, size = 1, delay = 0 * month },
      state = { cash = 0 * kUSD, broke = false },
      run = function(s, f, t, p)
        local margin = p.price - draw("cost", normal { mean = 30 * USD/MWh, sd = 8 * USD/MWh })
        if t.time > p.delay then s.cash = s.cash + margin * (1 * GWh) * p.size end
        s.broke = s.cash < -40 * kUSD
      end,
      finish = function(s) return { cash = s.cash, lost = s.cash < 0 * kUSD } end,
    }

    """
