local m = model "m" { step = 1 * month, steps = 12, state = { cash = 5 * MUSD, n = 1.0 }, run = function(s, f, t)
  local ok = pcall(stop)
end }
m:simulate { trials = 1000 }
