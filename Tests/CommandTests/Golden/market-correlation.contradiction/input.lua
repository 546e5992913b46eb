local function price(v) return gbm { start = 1, drift = 0, volatility = v * percent } end
local m = market { btc = price(55), power = price(40), correlation = { btc = { power = 0.2 }, power = { btc = 0.3 } } }
