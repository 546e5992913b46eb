local m = model "m" { step = 1 * month, steps = 12, state = { cash = 5 * MUSD, n = 1.0 }, run = function(s, f, t)
  while s.cash > 0 do s.cash = s.cash - 1 * MUSD end
end }
m:simulate { trials = 1000 }
