local m = model "m" { step = 1 * month, steps = 12, state = { cash = 5 * MUSD, n = 1.0 }, run = function(s, f, t)
  local rate
  if draw("n", normal { mean = 0, sd = 1 }) < 2 then rate = 0.05 end
  s.cash = s.cash * (1 + rate)
end }
m:simulate { trials = 1000 }
