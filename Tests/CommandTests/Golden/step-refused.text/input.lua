local m = model "m" { step = 1 * month, steps = 12, state = { cash = 5 * MUSD, n = 1.0 }, run = function(s, f, t)
  watch("cash " .. s.n, s.cash)
end }
m:simulate { trials = 1000 }
