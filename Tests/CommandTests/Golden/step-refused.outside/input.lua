local total = 0
local m = model "m" { step = 1 * month, steps = 12, state = { cash = 5 * MUSD, n = 1.0 }, run = function(s, f, t)
  total = total + 1
end }
m:simulate { trials = 1000 }
