local function price(v) return gbm { start = 1, drift = 0, volatility = v * percent } end
local m = market {
  btc = price(55), eth = price(70), ndx = price(18),
  correlation = { btc = { eth = 0.9, ndx = -0.9 }, eth = { ndx = 0.9 } },
}
