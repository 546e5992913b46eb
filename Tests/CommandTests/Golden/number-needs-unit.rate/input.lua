local drift = 8 * percent
local btc = gbm { start = 87000 * USD/BTC, drift = drift, volatility = 55 * percent }
