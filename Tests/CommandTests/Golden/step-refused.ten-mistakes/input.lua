-- Ten mistakes, one to a line, all found in one go.
local site = model "site" {
  step = 1 * month, steps = 24,
  factors = function() return market {
    price = ou { start = 40 * USD/MWh, level = 40 * USD/MWh, reversion = 2 / year, volatility = 30 * percent },
  } end,
  state = { cash = 10 * MUSD, mode = 1 },
  run = function(s, f, t)
    s.cash = s.cash + f.pric * 3 * GWh
    s.cash = s.cash * 2 * MW
    s.extra = 3
    print(s.cash)
    for i = 1, s.mode * 3 do s.cash = s.cash - 1 * USD end
    while f.price > 10 * USD/MWh do s.cash = s.cash * 0.5 end
    if chance(1.5) then stop() end
    limit("cash", s.cash, { at_lest = 3 * MUSD })
    if s.cash == 3 then s.cash = 0 end
    local name = "x" .. s.cash
  end,
  finish = function(s) return { cash = s.cash } end,
}
print(site:simulate { trials = 1000 })
