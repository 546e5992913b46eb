local price = gbm { start = 60 * kUSD, drift = 0 / year, volatility = 35 }
local m = model "m" { step = 1 * month, steps = 12, run = function() pay("rent", 1 * MUSD) end }
local r = m:simulate { trials = 10, outputs = { value = npv("rent", 15) } }
