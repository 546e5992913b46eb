-- Prices that rise and never return.
local values = {}
for k = 1, 300 do values[k] = 100 * math.exp(0.002 * k + 0.01 * math.sin(k * k)) end
local price = series "price" { begins = "2026-01-01", values = values, unit = USD }
print(fit.ou(price))
