local m = model "m" { step = 1 * month, steps = 12, state = { cash = 5 * MUSD, n = 1.0 }, run = function(s, f, t)
  s.n = draw("n", normal { mean = 0, sd = 1 })
  if s.n > 3 then error("too much") end
end }
m:simulate { trials = 1000 }
