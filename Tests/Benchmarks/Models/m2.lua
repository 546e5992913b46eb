-- M2 of the benchmark: three assets with common jumps over 60 months; drawdowns, terminal values, a joint event.
local names = { "btc", "cd20", "ndx" }
local assets = model "M2" {
  step = 1 * month, steps = 60,
  factors = function(p) return market {
    btc = gbm { start = 1, drift = 10 * percent/year, volatility = 55 * percent },
    cd20 = gbm { start = 1, drift = 8 * percent/year, volatility = 65 * percent },
    ndx = gbm { start = 1, drift = 8 * percent/year, volatility = 18 * percent },
    correlation = { btc = { cd20 = 0.85, ndx = 0.35 }, cd20 = { ndx = 0.40 } },
    jumps = poisson {
      rate = 0.5 / year,
      size = {
        btc = normal { mean = -0.12, sd = 0.10 }, cd20 = normal { mean = -0.15, sd = 0.12 },
        ndx = normal { mean = -0.05, sd = 0.04 },
      },
      compensated = true,
    },
  } end,
  state = { peak = { 1.0, 1.0, 1.0 }, worst = { 1.0, 1.0, 1.0 }, last = { 1.0, 1.0, 1.0 } },
  run = function(s, f, t, p)
    for i, name in ipairs(names) do
      local x = f[name]
      s.peak[i] = max(s.peak[i], x)
      s.worst[i] = min(s.worst[i], x / s.peak[i])
      s.last[i] = x
    end
  end,
  finish = function(s, t, p)
    local outputs = { joint = s.last[1] < 0.5 and s.last[3] < 0.85 }
    for i, name in ipairs(names) do
      outputs["drawdown_" .. name] = 1 - s.worst[i]
      outputs["last_" .. name] = s.last[i]
    end
    return outputs
  end,
}
assets:simulate { trials = 1e6, seed = 42 }
